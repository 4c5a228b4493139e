"""The k best packages against enumeration: both merits, windows, floors, rules, caps, ties; the solver as a twin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import kbest
from negotiations.engine.kbest import Merit, Ranked
from negotiations.engine.problem import OURS, THEIRS, Cancelled, EngineError, Issue, Problem
from tests.engine.test_states import linked
from tests.support import reference
from tests.support.seeds import each_seed


def enumerated(problem, by, window):
    """All packages in the window and above both floors, best first."""
    rows = []
    for point, packages in reference.enumerate_points(problem).items():
        ours, theirs = point
        bounds = [b for b in (window[0], problem.floors[OURS]) if b is not None]
        if any(ours < b for b in bounds) or (window[1] is not None and ours > window[1]):
            continue
        if problem.floors[THEIRS] is None or theirs >= problem.floors[THEIRS]:
            rows += [Ranked(package, ours, theirs) for package in packages]
    return sorted(rows, key=lambda one: order(one, by))


def order(one, by):
    return (-one.ours, -one.theirs) if by is Merit.OURS else (-one.ours - one.theirs, -one.ours)


@each_seed(150)
@pytest.mark.parametrize("by", list(Merit))
def test_the_best_of_all_packages(seed, by):
    problem = linked(seed, issues=1 + seed % 4, floors=seed % 2 > 0, low=-3)
    window = ((None, None), (4, 15), (None, 9), (7, None))[seed % 4]
    slow = enumerated(problem, by, window)
    every = list(kbest.ranked(problem, by=by, window=window))
    assert sorted(one.package for one in every) == sorted(one.package for one in slow)
    assert [order(one, by) for one in every] == [order(one, by) for one in slow]
    for count in (1, 5):
        found = kbest.best(problem, count, by=by, window=window)
        assert list(found.packages) == every[:count]
        assert found.more == (len(slow) > count and slow[count].merit(by) == slow[count - 1].merit(by))
        tied = kbest.best(problem, count, by=by, window=window, ties=True)
        last = slow[count - 1].merit(by) if len(slow) >= count else -(10**9)
        assert len(tied.packages) == sum(one.merit(by) >= last for one in slow)
        assert not tied.more


@each_seed(12)
@pytest.mark.parametrize("by", list(Merit))
def test_the_solver_says_the_same(seed, by, monkeypatch):
    problem = linked(seed, issues=3, floors=seed % 2 > 0)
    plain = kbest.best(problem, 6, by=by, window=(5, 20))
    monkeypatch.setattr(kbest, "CELLS", 0)
    asked = kbest.best(problem, 6, by=by, window=(5, 20))
    assert [one.merit(by) for one in asked.packages] == [one.merit(by) for one in plain.packages]
    assert asked.more == plain.more
    assert all(problem.acceptable(one.package) for one in asked.packages)


@settings(max_examples=80)
@given(seed=st.integers(0, 10_000), scale=st.integers(2, 50), data=st.data())
def test_scale_and_order_of_issues_change_nothing(seed, scale, data):
    problem = reference.random_problem(seed, issues=4)
    found = [one.merit(Merit.JOINT) for one in kbest.best(problem, 8).packages]
    larger = problem
    for party in (OURS, THEIRS):
        larger = larger.with_contributions(party, [row * scale for row in problem.table(party)])
    assert [one.merit(Merit.JOINT) for one in kbest.best(larger, 8).packages] == [value * scale for value in found]
    turned = data.draw(st.permutations(problem.issues))
    other = Problem(problem.parties, tuple(turned), problem.unit)
    assert [one.merit(Merit.JOINT) for one in kbest.best(other, 8).packages] == found


def test_a_limit_on_ties_is_said():
    """Forty issues without a difference: 2^40 packages tie."""
    problem = Problem(("a", "b"), tuple(Issue(str(i), ("x", "y"), ((1, 1), (1, 1))) for i in range(40)), 1)
    found = kbest.best(problem, 3, ties=True, limit=50)
    assert len(set(found.packages)) == 50
    assert found.more


def test_sixty_issues_and_a_floor_above_everything():
    dice = np.random.default_rng(2)
    issues = tuple(
        Issue(str(i), tuple("abcde"), tuple(tuple(dice.integers(0, 100, 5).tolist()) for _ in range(2)))
        for i in range(60)
    )
    problem = Problem(("a", "b"), issues, 6_000)
    (first, second) = kbest.best(problem, 2, by=Merit.OURS).packages
    assert first.ours == problem.best(OURS) >= second.ours
    assert kbest.best(problem.with_floors(10**6, None), 2).packages == ()
    assert kbest.best(problem.with_floors(None, 10**6), 2).packages == ()
    with pytest.raises(EngineError):
        kbest.best(problem, 0)


def test_it_reports_and_can_be_stopped():
    problem = reference.random_problem(7, issues=5)
    told = []
    kbest.best(problem, 1, progress=lambda *at: told.append(at))
    assert told == [(k, 5) for k in range(1, 6)]

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        kbest.best(problem, 1, progress=stop)
