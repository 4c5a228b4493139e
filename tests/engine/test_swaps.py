"""Swaps against trying everything; order; floors; leverage."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from negotiations.engine import balanced, swaps
from negotiations.engine.build import from_points
from negotiations.engine.problem import OURS, THEIRS, EngineError, Problem, Rule
from negotiations.engine.swaps import SwapKind
from tests.engine.test_linked import ruled
from tests.support import reference
from tests.support.seeds import each_seed


def start(problem, seed):
    dice = Random(seed)
    return tuple(dice.choice(issue.allowed) for issue in problem.issues)


def price_and_payment(floors=(None, None)):
    """Price matters to us (10 a step), payment to them (10 a step); each costs the other 2 a step."""
    return from_points(
        issues=[("price", ["200", "210", "220"]), ("payment", ["0", "30", "60"])],
        points=[[[20, 10, 0], [0, 2, 4]], [[0, 2, 4], [20, 10, 0]]],
        floors=floors,
    )


@each_seed(200)
def test_same_swaps_as_trying_all(seed):
    kinds = {"issues": 2 + seed % 4, "floors": seed % 2 > 0}
    problem = ruled(seed, **kinds) if seed % 3 else reference.random_problem(seed, **kinds)
    package = start(problem, seed)
    found = swaps.find(problem, package, even=seed % 3, per_pair=None, limit=None)
    as_rows = [(s.give.issue, s.give.after, s.get.issue, s.get.after, s.kind.value) for s in found]
    assert len(set(as_rows)) == len(as_rows)
    assert set(as_rows) == reference.swaps(problem, package, seed % 3)
    for swap in found:
        assert problem.utility(swap.package, OURS) == problem.utility(package, OURS) + swap.ours
        assert problem.utility(swap.package, THEIRS) == problem.utility(package, THEIRS) + swap.theirs
    assert [s.joint for s in found] == sorted((s.joint for s in found), reverse=True)


def test_the_obvious_trade_comes_first():
    """Give payment at once (costs us 2 a step), get the price down (worth 10 a step)."""
    best = swaps.find(price_and_payment(), (1, 1))[0]
    assert (best.give.issue, best.give.after, best.get.issue, best.get.after) == (1, 0, 0, 0)
    assert (best.ours, best.theirs, best.kind) == (8, 8, SwapKind.WIN_WIN)
    assert (best.give.leverage, best.get.leverage) == (5, 5)


def test_leverage_of_a_leg_that_costs_nothing_is_infinite():
    problem = from_points(issues=[("x", ["a", "b"])], points=[[[3, 3]], [[0, 4]]])
    (change,) = swaps.changes(problem, (0,))
    assert change.leverage == float("inf")
    assert swaps.improvements(problem, (0,)) == [change]


def test_one_pair_of_issues_does_not_fill_the_list():
    every = swaps.find(price_and_payment(), (2, 2), per_pair=None)
    first = swaps.find(price_and_payment(), (2, 2))
    assert len(every) > 1
    assert first == every[:1]
    assert swaps.find(price_and_payment(), (2, 2), per_pair=None, limit=2) == every[:2]


def test_fixed_issues_stay_out():
    assert swaps.find(price_and_payment(), (1, 1), tradeable=frozenset({0})) == []


def test_a_swap_does_not_end_below_a_floor_unless_it_leads_upwards():
    """Giving payment (4) for price (3) costs us 1 of our 3: even enough, unless 3 is our floor."""
    problem = from_points(
        issues=[("price", ["a", "b"]), ("payment", ["0", "30"])], points=[[[3, 0], [0, 3]], [[0, 1], [9, 0]]]
    )
    problem = problem.with_contributions(OURS, [[3, 0], [0, 4]])
    (swap,) = swaps.find(problem, (1, 1), even=1)
    assert (swap.ours, swap.theirs, swap.kind) == (-1, 8, SwapKind.EVEN_FOR_US)
    assert swaps.find(problem.with_floors(3, None), (1, 1), even=1) == [swap]
    assert swaps.find(problem.with_floors(4, None), (1, 1), even=1) == []
    assert swaps.find(problem.with_floors(None, 99), (1, 1), even=1) == [swap], "below their floor, but a step up"


def test_rules_are_kept():
    free = price_and_payment()
    target = swaps.find(free, (1, 1))[0].package
    forbid = Rule(tuple((i, frozenset({v})) for i, v in enumerate(target)))
    ruled = Problem(free.parties, free.issues, free.unit, rules=(forbid,))
    assert target not in {s.package for s in swaps.find(ruled, (1, 1), per_pair=None)}
    assert target in {s.package for s in swaps.find(free, (1, 1), per_pair=None)}


def test_a_package_with_a_removed_option_is_refused():
    with pytest.raises(EngineError):
        swaps.find(price_and_payment().without_options({0: [1]}), (1, 1))


@each_seed(60)
def test_improvements_are_the_single_changes_nobody_loses_by(seed):
    problem = reference.random_problem(seed)
    package = start(problem, seed)
    expected = set()
    for i, issue in enumerate(problem.issues):
        for v in issue.allowed:
            after = (*package[:i], v, *package[i + 1 :])
            if reference.dominates(problem.utilities(after), problem.utilities(package)):
                expected.add((i, v))
    assert {(c.issue, c.after) for c in swaps.improvements(problem, package)} == expected


@each_seed(120)
def test_balanced_swaps_are_the_largest_products_of_both_gains(seed):
    """Per pair of issues, against all swaps; with rules counted and kept."""
    problem = ruled(seed, issues=2 + seed % 3) if seed % 2 else reference.random_problem(seed, issues=2 + seed % 3)
    package = start(problem, seed)
    base = problem.utilities(package)
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for give, a, get, b, kind in reference.swaps(replace(problem, floors=(None, None)), package, 0):
        after = list(package)
        after[give], after[get] = a, b
        gains = [new - old for new, old in zip(problem.utilities(after), base, strict=True)]
        if kind == "win-win" and min(gains) > 0:
            merit = (gains[0] * gains[1], sum(gains))
            best[give, get] = max(best.get((give, get), merit), merit)
    found = balanced.best_of_pairs(problem, package)
    assert {(s.give.issue, s.get.issue): (s.ours * s.theirs, s.joint) for s in found} == best
    assert [s.ours * s.theirs for s in found] == sorted((s.ours * s.theirs for s in found), reverse=True)
    assert all(balanced.merit(s) == pytest.approx((s.ours * s.theirs) ** 0.5) for s in found)
