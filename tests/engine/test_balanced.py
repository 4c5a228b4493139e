"""One swap a pair: compared with looking at every swap there is."""

from itertools import product
from random import Random

from negotiations.engine import balanced
from negotiations.engine.build import from_points
from negotiations.engine.problem import OURS, THEIRS, Package, Problem, Rule
from tests.support.seeds import each_seed


def random_problem(seed: int) -> tuple[Problem, Package]:
    """Small, with many ties, removed options and sometimes a forbidden combination."""
    dice = Random(seed)
    sizes = [dice.randint(1, 4) for _ in range(dice.randint(2, 4))]
    issues = [(f"i{i}", [f"o{v}" for v in range(size)]) for i, size in enumerate(sizes)]
    points = [[[dice.randint(-6, 6) for _ in range(size)] for size in sizes] for _ in range(2)]
    problem = from_points(issues=issues, points=points)
    removed = {i: [dice.randrange(size)] for i, size in enumerate(sizes) if size > 2 and dice.random() < 0.3}
    problem = problem.without_options(removed)
    package = tuple(dice.choice(issue.allowed) for issue in problem.issues)
    if dice.random() < 0.3:
        when = tuple((i, frozenset({dice.choice(issue.allowed)})) for i, issue in enumerate(problem.issues[:2]))
        problem = Problem(problem.parties, problem.issues, problem.unit, problem.floors, (Rule(when),))
    return problem, package


def every_swap(problem: Problem, package: Package) -> dict[tuple[int, int], int]:
    """The largest product of both gains for each (give, get) pair of issues, by trying all."""
    best: dict[tuple[int, int], int] = {}
    before = problem.utilities(package)
    for give, get in product(range(len(problem.issues)), repeat=2):
        if give == get:
            continue
        for v, w in product(problem.issues[give].allowed, problem.issues[get].allowed):
            legs = [(give, v), (get, w)]
            deltas = [
                tuple(
                    problem.issues[i].contributions[p][o] - problem.issues[i].contributions[p][package[i]]
                    for p in (0, 1)
                )
                for i, o in legs
            ]
            if not (deltas[0][OURS] < 0 < deltas[0][THEIRS] and deltas[1][THEIRS] < 0 < deltas[1][OURS]):
                continue
            after = list(package)
            after[give], after[get] = v, w
            gains = [now - then for now, then in zip(problem.utilities(after), before, strict=True)]
            if min(gains) > 0:
                best[give, get] = max(best.get((give, get), 0), gains[OURS] * gains[THEIRS])
    return best


@each_seed(300)
def test_the_best_of_each_pair_is_found(seed: int) -> None:
    problem, package = random_problem(seed)
    if problem.rules:
        return
    found = balanced.best_of_pairs(problem, package)
    assert {(swap.give.issue, swap.get.issue): swap.ours * swap.theirs for swap in found} == every_swap(
        problem, package
    )


@each_seed(300)
def test_what_is_found_is_allowed_and_gains_for_both(seed: int) -> None:
    problem, package = random_problem(seed)
    for swap in balanced.best_of_pairs(problem, package):
        assert problem.allows(swap.package)
        gains = [
            now - then for now, then in zip(problem.utilities(swap.package), problem.utilities(package), strict=True)
        ]
        assert gains == [swap.ours, swap.theirs]
        assert min(gains) > 0


def test_both_share_the_gain_where_the_largest_trade_would_leave_it_with_one() -> None:
    issues = [("price", ["0", "1", "2", "3", "4"]), ("days", ["0", "1"])]
    ours, theirs = [[0, 10, 20, 30, 40], [0, -10]], [[0, -10, -20, -30, -40], [0, 35]]
    problem = from_points(issues=issues, points=[ours, theirs])
    (swap,) = balanced.best_of_pairs(problem, (0, 0))
    assert (swap.get.after, swap.ours, swap.theirs) == (2, 10, 15)


def test_issues_that_may_not_change_do_not() -> None:
    problem, package = random_problem(4)
    assert balanced.best_of_pairs(problem, package, tradeable=frozenset()) == []
