"""Which part of the packages rules leave out."""

from itertools import product

import numpy as np
import pytest

from negotiations.engine import share


def slow(allowed, rules) -> list[float]:
    """Every package looked at, one by one."""
    packages = list(product(*allowed))

    def out(rule, package) -> bool:
        combinations, cap = rule
        if any(all(package[i] in options for i, options in when) for when in combinations):
            return True
        return cap is not None and sum(row[v] for row, v in zip(cap[0], package, strict=True)) > cap[1]

    each = [np.mean([out(rule, package) for package in packages]) for rule in rules]
    return [float(np.mean([any(out(rule, package) for rule in rules) for package in packages])), *map(float, each)]


def random_rules(dice, sizes):
    rules = []
    for _ in range(int(dice.integers(1, 4))):
        if dice.random() < 0.3:
            amounts = [[int(x) for x in dice.integers(0, 5, size)] for size in sizes]
            rules.append(([], (amounts, int(dice.integers(0, 8)))))
            continue
        issues = dice.choice(len(sizes), 2, replace=False)
        when = [(int(i), frozenset(int(v) for v in dice.choice(sizes[i], 2))) for i in issues]
        rules.append(([when], None))
    return rules


@pytest.mark.parametrize("seed", range(40))
def test_the_part_is_the_counted_one(seed: int) -> None:
    dice = np.random.default_rng(seed)
    sizes = [int(n) for n in dice.integers(2, 5, int(dice.integers(2, 5)))]
    allowed = [sorted(set(int(v) for v in dice.choice(size, max(1, size - 1)))) for size in sizes]
    rules = random_rules(dice, sizes)
    found = share.ruled_out(allowed, rules)
    assert found.exact
    assert [found.together, *found.each] == pytest.approx(slow(allowed, rules))


def test_without_rules_nothing_is_left_out() -> None:
    assert share.ruled_out([(0, 1)], []) == share.Share(0.0, (), True)
    assert share.ruled_out([(0, 1)], [((), None)]).together == 0


def test_many_combinations_are_sampled_to_half_a_per_cent() -> None:
    allowed = [tuple(range(60))] * 6
    when = [(0, frozenset(range(30))), (1, frozenset(range(15))), *((i, frozenset(range(60))) for i in range(2, 6))]
    found = share.ruled_out(allowed, [([when], None)])
    assert not found.exact
    assert found.together == pytest.approx(1 / 8, abs=0.005)
