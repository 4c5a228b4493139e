"""Whose interests a package serves, by hand and against trying every option."""

from __future__ import annotations

from itertools import product

import pytest

from negotiations.engine.build import from_points
from negotiations.engine.coverage import CHEAP, HALF, Change, Want, cheap_give, served, serving
from negotiations.engine.problem import OURS, THEIRS
from tests.support import reference
from tests.support.seeds import each_seed

# price 4 levels (0..3 worse for us), payment 3 levels, warranty 2: curves 0..1 for both sides.
CURVES = (
    ((1.0, 0.67, 0.33, 0.0), (0.0, 0.33, 0.67, 1.0)),
    ((0.0, 0.5, 1.0), (1.0, 0.5, 0.0)),
    ((0.0, 1.0), None),
)


def deal():
    """Points: price 90 for us and 40 for them; payment 10 for us and 60 for them; warranty 20 for us, 0 for them."""
    return from_points(
        issues=[("price", ["a", "b", "c", "d"]), ("payment", ["0", "30", "60"]), ("warranty", ["2", "5"])],
        points=[[[90, 60, 30, 0], [0, 5, 10], [0, 20]], [[0, 13, 27, 40], [60, 30, 0], [0, 0]]],
    )


PRICE, CASH = Want(THEIRS, (0,)), Want(THEIRS, (1,))


@pytest.mark.parametrize(
    ("want", "package", "is_served"),
    [
        (PRICE, (0, 0, 0), False),
        (PRICE, (2, 0, 0), True),
        (CASH, (0, 1, 0), True),  # exactly half is enough
        (CASH, (0, 2, 0), False),
        (Want(THEIRS, (0, 1)), (2, 2, 0), False),  # one issue that fails is enough for no
        (Want(THEIRS, (0, 2)), (0, 0, 0), False),  # also beside one that is not known
        (Want(THEIRS, (0, 2)), (2, 0, 0), None),
        (Want(THEIRS, (2,)), (0, 0, 0), None),
        (Want(THEIRS, ()), (0, 0, 0), None),
        (Want(OURS, (2,)), (0, 0, 1), True),
    ],
)
def test_served_by_hand(want: Want, package: tuple[int, ...], is_served: bool | None) -> None:
    assert served(want, package, CURVES) is is_served


def test_the_cheapest_change_that_serves() -> None:
    """Payment from 60 to 30 days serves them for 5 of our 120 points, and brings them 30; to 0 days would cost 10."""
    assert serving(CASH, (0, 2, 0), deal(), CURVES) == (Change(1, 2, 1, cost=5, gain=30),)
    assert serving(CASH, (0, 1, 0), deal(), CURVES) == ()
    assert serving(Want(THEIRS, (2,)), (0, 0, 0), deal(), CURVES) is None
    closed = deal().without_options({1: [0, 1]})
    assert serving(CASH, (0, 2, 0), closed, CURVES) is None


def test_a_cheap_give_by_hand() -> None:
    """5 % of 120 points are 6: payment to 30 days (5) is cheap and brings 30; price is never cheap."""
    assert cheap_give(CASH, (0, 2, 0), deal(), CURVES, 1.0) == Change(1, 2, 1, cost=5, gain=30)
    assert cheap_give(PRICE, (0, 2, 0), deal(), CURVES, 1.0) is None
    assert cheap_give(CASH, (0, 2, 0), deal(), CURVES, 0.1) is None  # worth less to them than it costs us
    ours = cheap_give(Want(OURS, (2,)), (0, 0, 0), deal(), CURVES, 1.0)
    assert ours == Change(2, 0, 1, cost=0, gain=20)


@each_seed(80)
def test_against_trying_every_option(seed: int) -> None:
    problem = reference.random_problem(seed, issues=3, floors=False)
    curves = tuple(
        tuple(_curve(issue.contributions[side]) for side in (OURS, THEIRS)) for issue in problem.issues
    )  # fmt: skip
    package = tuple(issue.allowed[seed % len(issue.allowed)] for issue in problem.issues)
    for side, issues in product((OURS, THEIRS), ((0,), (1, 2), (0, 1, 2))):
        want, giver = Want(side, issues), 1 - side
        found = serving(want, package, problem, curves)
        moved = [p for p in _moves(problem, package, issues) if served(want, p, curves)]
        assert (found is None) == (not moved)
        if found is not None:
            least = min(
                problem.utility(package, giver) - problem.utility(_kept(p, package, want, curves), giver) for p in moved
            )
            assert sum(one.cost for one in found) == least
        give = cheap_give(want, package, problem, curves, 1.0)
        most = CHEAP * sum(issue.span(giver) for issue in problem.issues)
        singles = [
            p for p in _moves(problem, package, issues) if sum(a != b for a, b in zip(p, package, strict=True)) == 1
        ]
        good = [
            gain - cost
            for p in singles
            if (gain := problem.utility(p, side) - problem.utility(package, side)) > 0
            and (cost := problem.utility(package, giver) - problem.utility(p, giver)) <= min(most, gain)
        ]
        assert (give.gain - give.cost if give else None) == max(good, default=None)


def _kept(candidate, package, want, curves):
    """The candidate without what was good enough before: those issues are left alone."""
    return tuple(
        package[i] if i not in want.issues or curves[i][want.side][package[i]] >= HALF else v
        for i, v in enumerate(candidate)
    )


def _curve(values):
    low, high = min(values), max(values)
    return tuple((value - low) / (high - low) if high > low else 0.0 for value in values)


def _moves(problem, package, issues):
    options = [issue.allowed if i in issues else (package[i],) for i, issue in enumerate(problem.issues)]
    return list(product(*options))
