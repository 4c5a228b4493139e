"""The exact frontier against enumeration: points, packages, ties, both methods, floors, traps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import frontier, layers
from negotiations.engine.build import build, from_points
from negotiations.engine.frontier import Limits, TooLarge
from negotiations.engine.layers import DenseLayer
from negotiations.engine.problem import Cancelled, Issue, Problem
from tests.support import reference
from tests.support.seeds import each_seed

DENSE = Limits(fill=-1.0, least=0)
SPARSE = Limits(levels=0)


def points(found):
    return [tuple(row) for row in found.utilities.tolist()]


def grown(seed, **kind):
    """A problem large enough for the level-array method to start, small enough to enumerate."""
    return reference.random_problem(seed, issues=6, options=4, high=40, **kind)


@each_seed(300)
def test_same_points_and_all_ties_as_enumeration(seed):
    problem = reference.random_problem(seed, low=-4)
    found, slow = frontier.solve(problem), reference.frontier(problem)
    assert points(found) == list(slow)
    for index, packages in enumerate(slow.values()):
        assert found.ties(index, None) == sorted(packages)
        assert found.package(index) in packages


@each_seed(25)
@pytest.mark.parametrize("limits", [DENSE, SPARSE], ids=["level array", "sorted points"])
@pytest.mark.parametrize("block", [5, 65_536], ids=["many blocks", "one block"])
def test_both_methods_give_the_enumerated_frontier(seed, limits, block, monkeypatch):
    monkeypatch.setattr(layers, "BLOCK", block)
    monkeypatch.setattr(frontier, "BLOCK", block)
    problem = grown(seed)
    found, slow = frontier.solve(problem, limits=limits), reference.frontier(problem)
    assert points(found) == list(slow)
    for index, packages in enumerate(slow.values()):
        assert found.ties(index, None) == sorted(packages)


def test_the_level_array_is_really_used():
    """Without this the comparison above could run the sorting method twice."""
    zero_sum = from_points(
        issues=[(str(i), list("abcdefgh")) for i in range(6)],
        points=[
            [[v * (i + 1) for v in range(8)] for i in range(6)],
            [[-v * (i + 1) for v in range(8)] for i in range(6)],
        ],
    )
    assert any(isinstance(layer, DenseLayer) for layer in frontier.solve(zero_sum).layers)
    assert not any(isinstance(layer, DenseLayer) for layer in frontier.solve(zero_sum, limits=SPARSE).layers)
    assert points(frontier.solve(zero_sum)) == points(frontier.solve(zero_sum, limits=SPARSE))
    assert len(frontier.solve(zero_sum)) == 7 * sum(range(1, 7)) + 1


FLOORED = [(reference.random_problem, seed) for seed in range(100)] + [(grown, seed) for seed in range(20)]


@pytest.mark.parametrize(("make", "seed"), FLOORED)
def test_floors_leave_the_part_of_the_frontier_above_them(make, seed):
    problem = make(seed, floors=True)
    slow = [
        p
        for p in reference.frontier(problem)
        if all(floor is None or u >= floor for u, floor in zip(p, problem.floors, strict=True))
    ]
    whole = frontier.solve(problem)
    inside = frontier.solve(problem, within_floors=True)
    assert points(inside) == slow
    assert [tuple(row) for row in whole.utilities[whole.acceptable].tolist()] == slow
    for index, package in enumerate(inside.packages()):
        assert problem.utilities(package) == slow[index]


def test_a_floor_above_everything_leaves_nothing():
    problem = from_points(issues=[("x", ["a", "b"])], points=[[[0, 1]], [[1, 0]]], floors=[5, None])
    assert len(frontier.solve(problem, within_floors=True)) == 0
    assert len(frontier.solve(problem)) == 2
    assert frontier.solve(problem).acceptable.tolist() == []


def test_float_noise_adds_no_points():
    """Trap: with floats, packages that are equal on paper differ by 1e-16 and dominated ones stay (162 for 151)."""
    tenths = [[[0.1 * v for v in range(11)]] * 6, [[1 - 0.1 * v for v in range(11)]] * 6]
    problem = build(
        issues=[(str(i), [str(v) for v in range(11)]) for i in range(6)],
        weights=[[0.1, 0.2, 0.3, 0.1, 0.2, 0.1]] * 2,
        values=tenths,
    )
    found = frontier.solve(problem)
    assert len(found) == 101
    assert (found.utilities.sum(axis=1) == problem.unit).all()


def test_equal_thirds_stay_ties():
    """Trap: weights of 1/3 rounded to a grid make two points of one."""
    problem = build(
        issues=[(key, ["a", "b"]) for key in "xyz"], weights=[[1, 1, 1]] * 2, values=[[[1, 0]] * 3, [[0, 1]] * 3]
    )
    found = frontier.solve(problem)
    assert len(found) == 4
    assert [len(found.ties(i, None)) for i in range(4)] == [1, 3, 3, 1]


def test_ties_can_be_limited():
    issues = tuple(Issue(str(i), ("a", "b"), ((1, 1), (1, 1))) for i in range(40))
    found = frontier.solve(Problem(("ours", "theirs"), issues, 1))
    assert len(found) == 1
    assert len(set(found.ties(0, 7))) == 7


@pytest.mark.parametrize("count", [1, 60])
def test_one_issue_and_sixty(count):
    dice = np.random.default_rng(count)
    issues = tuple(
        Issue(str(i), tuple("abcdefgh"), (tuple(range(0, 80, 10)), tuple(dice.integers(0, 50, 8).tolist())))
        for i in range(count)
    )
    problem = Problem(("ours", "theirs"), issues, 1)
    found = frontier.solve(problem)
    for index in (0, len(found) // 2, len(found) - 1):
        assert problem.utilities(found.package(index)) == tuple(found.utilities[index])
    ours, theirs = found.utilities.T
    assert (np.diff(ours) > 0).all()
    assert (np.diff(theirs) < 0).all()
    assert (ours[-1], theirs[0]) == (problem.best(0), problem.best(1))


def test_degenerate_issues_change_nothing():
    """One option, no weight, all options equal: the frontier is that of the other issues, ties apart."""
    core = (Issue("x", ("a", "b"), ((0, 3), (2, 0))), Issue("y", ("a", "b"), ((0, 1), (5, 0))))
    idle = (
        Issue("one option", ("only",), ((4,), (7,))),
        Issue("no weight", ("a", "b", "c"), ((0, 0, 0), (0, 0, 0))),
    )
    parties = ("ours", "theirs")
    plain = frontier.solve(Problem(parties, core, 1))
    found = frontier.solve(Problem(parties, (*idle, *core), 1))
    assert points(found) == [(a + 4, b + 7) for a, b in points(plain)]
    assert [len(found.ties(i, None)) for i in range(len(found))] == [3 * len(plain.ties(i)) for i in range(len(plain))]


def test_progress_counts_every_issue_and_can_cancel():
    problem = grown(1)
    seen = []
    frontier.solve(problem, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(k, 6) for k in range(1, 7)]

    def stop(done, total):
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        frontier.solve(problem, progress=stop)


def test_too_large_is_said_before_memory_runs_out():
    dice = np.random.default_rng(0)
    issues = tuple(
        Issue(
            str(i), tuple(str(v) for v in range(20)), tuple(tuple(dice.integers(0, 10**7, 20).tolist()) for _ in (0, 1))
        )
        for i in range(30)
    )
    with pytest.raises(TooLarge, match="approximate"):
        frontier.solve(Problem(("ours", "theirs"), issues, 10**9), limits=Limits(points=5_000))


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 9), st.integers(1, 9), st.integers(-50, 50))
def test_scale_and_origin_do_not_matter(seed, first, second, shift):
    problem = reference.random_problem(seed)
    rows = [[value * first + shift for value in issue.contributions[0]] for issue in problem.issues]
    moved = problem.with_contributions(0, rows)
    rows = [[value * second for value in issue.contributions[1]] for issue in problem.issues]
    moved = moved.with_contributions(1, rows)
    before, after = frontier.solve(problem), frontier.solve(moved)
    expected = [(a * first + shift * len(problem.issues), b * second) for a, b in points(before)]
    assert points(after) == expected
    assert after.packages() == before.packages() or all(
        moved.utilities(x) == moved.utilities(y) for x, y in zip(after.packages(), before.packages(), strict=True)
    )


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_order_of_issues_and_parties_does_not_matter(seed, dice):
    problem = reference.random_problem(seed)
    issues = list(problem.issues)
    dice.shuffle(issues)
    assert points(frontier.solve(Problem(problem.parties, tuple(issues), 1))) == points(frontier.solve(problem))
    swapped = frontier.solve(problem, parties=(1, 0))
    assert [(b, a) for a, b in reversed(points(swapped))] == points(frontier.solve(problem))


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_one_more_option_never_takes_anything_away(seed):
    problem = reference.random_problem(seed)
    first = problem.issues[0]
    wider = Issue(
        first.key,
        (*first.options, "new"),
        ((*first.contributions[0], 3), (*first.contributions[1], 3)),
        first.removed,
    )
    after = points(frontier.solve(Problem(problem.parties, (wider, *problem.issues[1:]), 1)))
    for point in points(frontier.solve(problem)):
        assert any(all(a >= b for a, b in zip(q, point, strict=True)) for q in after)
