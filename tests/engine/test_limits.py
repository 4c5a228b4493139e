"""Parts of a frontier, the integer solver, and frontiers to within an error: against enumeration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import frontier, solver, states
from negotiations.engine.frontier import Limits, TooLarge
from negotiations.engine.problem import OURS, THEIRS, Cancelled, Cap, Issue, Problem
from tests.engine.test_states import linked, points
from tests.support import reference
from tests.support.seeds import each_seed

DENSE, SPARSE = Limits(fill=-1.0, least=0), Limits(levels=0)


def inside(problem, low, high, floors):
    """The points of the enumerated frontier with low <= ours <= high and, if asked, above the floors."""
    limits = problem.floors if floors else (None, None)
    return [
        p
        for p in reference.frontier(problem)
        if (low is None or p[0] >= low)
        and (high is None or p[0] <= high)
        and all(f is None or u >= f for u, f in zip(p, limits, strict=True))
    ]


@each_seed(120)
@pytest.mark.parametrize("limits", [DENSE, SPARSE, None], ids=["level array", "sorted points", "as it comes"])
def test_a_window_of_our_worth_is_that_part_of_the_whole_frontier(seed, limits):
    make = linked if seed % 3 == 0 else reference.random_problem
    problem = make(seed, issues=5, high=30, floors=seed % 2 > 0, low=-5)
    values = [p[0] for p in reference.frontier(problem)] or [0]
    low = values[len(values) // 4] if seed % 5 else None
    high = values[3 * len(values) // 4] - seed % 2 if seed % 7 else None
    for floors in (False, True):
        found = frontier.solve(problem, within_floors=floors, window=(low, high), limits=limits)
        assert points(found) == inside(problem, low, high, floors)
        assert [problem.utilities(p) for p in found.packages()] == points(found)


@each_seed(25)
def test_a_window_leaves_less_to_do(seed):
    problem = reference.random_problem(seed, issues=7, high=1_000, options=5)
    whole = frontier.solve(problem, limits=SPARSE)
    if len(whole) < 40:
        return
    low, high = (int(u) for u in whole.utilities[[len(whole) // 2, len(whole) // 2 + 5], 0])
    part = frontier.solve(problem, window=(low, high), limits=SPARSE)
    assert sum(len(layer.points) for layer in part.layers) < sum(len(layer.points) for layer in whole.layers)


@each_seed(30)
def test_the_solver_finds_the_enumerated_frontier(seed):
    problem = linked(seed, issues=1 + seed % 3, floors=seed % 2 > 0)
    found = solver.frontier(problem)
    slow = reference.frontier(problem)
    at = {(a + found.base[0], b + found.base[1]): package for (a, b), package in found.found.items()}
    assert sorted(at) == list(slow)
    assert all(package in slow[point] for point, package in at.items())


@each_seed(12)
def test_caps_that_cannot_be_carried_are_solved_all_the_same(seed, monkeypatch):
    problem = linked(3 * seed + 1, issues=3, floors=True)
    slow, values = reference.frontier(problem), [p[0] for p in reference.frontier(problem)]
    monkeypatch.setattr(states, "MOST_STATES", 0)
    told = []
    found = frontier.solve(problem, progress=lambda done, total: told.append(done <= total))
    assert points(found) == list(slow)
    assert len(told) == len(slow)
    assert all(told)
    for index, packages in enumerate(slow.values()):
        assert found.package(index) in packages
        if len(packages) < 8:
            assert found.ties(index, None) == sorted(packages)
    assert points(frontier.solve(problem, within_floors=True)) == inside(problem, None, None, True)
    if values:
        low, high = values[len(values) // 2], values[-1] - 1
        assert points(frontier.solve(problem, window=(low, high))) == inside(problem, low, high, False)
    if len(slow) > 1:
        with pytest.raises(TooLarge, match="window"):
            frontier.solve(problem, limits=Limits(solved=1))


def test_the_solver_can_be_stopped(monkeypatch):
    problem = reference.random_problem(3, issues=3)
    problem = replace(problem, caps=(Cap(tuple(tuple(range(size)) for size in problem.sizes), 1),))
    monkeypatch.setattr(states, "MOST_STATES", 0)

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        frontier.solve(problem, progress=stop)


def check_error(problem, error, exact=None):
    """Every package is covered to within the error, and every point is a package with its true worths."""
    found = frontier.approximate(problem, error)
    rows = found.utilities
    for ours, theirs in reference.frontier(problem) if exact is None else points(exact):
        assert ((rows[:, 0] >= ours) & (rows[:, 1] >= theirs - error)).any()
    packages = found.packages()
    assert [problem.utilities(p) for p in packages] == points(found)
    assert all(problem.allows(p) for p in packages)
    assert (np.diff(rows[:, 0]) > 0).all()
    assert (np.diff(rows[:, 1]) < 0).all()
    for index, package in enumerate(packages):
        ties = found.ties(index, None)
        assert package in ties
        assert all(problem.utilities(p) == points(found)[index] for p in ties)
    return found


@settings(max_examples=60)
@given(seed=st.integers(0, 10_000), error=st.integers(0, 60))
def test_the_error_is_what_was_asked_for(seed, error):
    problem = linked(seed, issues=4, high=40, low=-10)
    found = check_error(problem, error)
    if not error:
        assert points(found) == list(reference.frontier(problem))


def test_an_error_makes_the_frontier_smaller():
    dice = np.random.default_rng(1)
    issues = tuple(
        Issue(str(i), tuple("abcdef"), tuple(tuple(dice.integers(0, 10**6, 6).tolist()) for _ in range(2)))
        for i in range(6)
    )
    problem = Problem(("ours", "theirs"), issues, 10**6)
    exact, near = frontier.solve(problem), frontier.approximate(problem, 300_000)
    assert near.error == 300_000
    assert len(near) < len(exact)
    check_error(problem, 300_000, exact)
    assert near.utilities[-1, OURS] == exact.utilities[-1, OURS]
    assert exact.utilities[0, THEIRS] - near.utilities[0, THEIRS] <= 300_000


def test_what_would_be_too_large_is_refused_in_words_and_fits_with_an_error():
    """Near-equal real weights: the exact front is refused, the one to within a thousandth is there in no time."""
    dice = np.random.default_rng(0)
    spans = 10**7 + dice.integers(0, 10**5, (30, 2))
    rows = [[[int(s[p]) * (v if p else 9 - v) // 9 for v in range(10)] for p in (0, 1)] for s in spans]
    issues = tuple(Issue(str(i), tuple("0123456789"), (tuple(a), tuple(b))) for i, (a, b) in enumerate(rows))
    problem = Problem(("ours", "theirs"), issues, 30 * 10**7)
    small = Limits(points=200_000)
    with pytest.raises(TooLarge, match=r"GB of memory and .* seconds .* within an error"):
        frontier.solve(problem, limits=small)
    told = []
    found = frontier.approximate(problem, problem.unit // 1_000, limits=small, progress=lambda *at: told.append(at))
    assert told == [(k, 30) for k in range(1, 31)]
    assert len(found) > 100


def test_a_cap_over_many_states_is_counted_before_any_front():
    dice = np.random.default_rng(0)
    issues = tuple(Issue(str(i), tuple("abcdef"), ((0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0))) for i in range(8))
    amounts = tuple(tuple(dice.integers(0, 10**6, 6).tolist()) for _ in issues)
    capped = Problem(("ours", "theirs"), issues, 40, caps=(Cap(amounts, sum(map(max, amounts)) // 2),))
    with pytest.raises(TooLarge, match="states of rules and caps"):
        states.turns(capped)
    with pytest.raises(TooLarge, match="round the amounts"):
        frontier.solve(capped, limits=Limits(solved=2))
