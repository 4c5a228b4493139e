"""Three and four parties against enumeration; two parties against the two-party programme."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiations.engine import frontier, many, solutions
from negotiations.engine.frontier import TooLarge
from negotiations.engine.problem import Cancelled, Rule
from negotiations.engine.solutions import Outlook
from negotiations.engine.solutions import Rule as Named
from tests.support import reference
from tests.support.seeds import each_seed

TWINS = {
    Named.NASH: reference.nash,
    Named.KALAI_SMORODINSKY: reference.kalai_smorodinsky,
    Named.EGALITARIAN: reference.egalitarian,
    Named.BEST_JOINT: reference.best_joint,
}


@each_seed(90)
@pytest.mark.parametrize("parties", [3, 4])
def test_same_points_and_names_as_enumeration(seed, parties):
    problem = reference.random_problem(seed, issues=1 + seed % 4, parties=parties, floors=seed % 2 > 0, low=-2)
    found, slow = many.solve(problem), reference.frontier(problem)
    assert [tuple(row) for row in found.utilities.tolist()] == list(slow)
    for index, packages in enumerate(slow.values()):
        assert found.package(index) in packages
    stay = tuple(problem.disagreement(p) for p in range(parties))
    named = {point.rule: point for point in many.named(found)}
    for rule, twin in TWINS.items():
        expected = twin(problem, stay) & set(slow)
        got = {tuple(found.utilities[i].tolist()) for i in named[rule].indices} if rule in named else set()
        assert got == expected


@each_seed(60)
def test_two_parties_are_the_same_as_in_the_fast_programme(seed):
    problem = reference.random_problem(seed, floors=True)
    fast, general = frontier.solve(problem), many.solve(problem)
    assert general.utilities.tolist() == fast.utilities.tolist()
    known = solutions.solve(fast)
    if known.outlook is Outlook.BOTH_GAIN:
        for point in many.named(general):
            assert point.indices == known[point.rule].indices
            assert point.utilities == known[point.rule].utilities


@pytest.mark.parametrize("parties", [2, 3, 4])
def test_more_than_one_chunk_is_filtered_against_all(parties):
    """Points on a sphere are all undominated; their shadows at 90 % are all dominated, in whatever chunk they are."""
    dice = np.random.default_rng(0)
    sphere = np.abs(dice.normal(size=(700, parties)))
    sphere = np.rint(10_000 * sphere / np.linalg.norm(sphere, axis=1, keepdims=True)).astype(np.int64)
    both = np.concatenate([sphere, sphere * 9 // 10])
    dice.shuffle(both)
    found = many.undominated(both)
    slow = [
        p for p in {tuple(r) for r in both.tolist()} if not (((both >= p).all(axis=1)) & (both != p).any(axis=1)).any()
    ]
    assert [tuple(row) for row in found.tolist()] == sorted(slow)
    assert len(found) > 2 * many._CHUNK or parties == 2


def test_too_many_points_are_refused_and_progress_can_stop():
    problem = reference.random_problem(5, issues=5, options=4, high=50, parties=3)
    with pytest.raises(TooLarge):
        many.solve(problem, most=3)

    def stop(done, total):
        assert total == 5
        raise Cancelled

    with pytest.raises(Cancelled):
        many.solve(problem, progress=stop)


def test_hopeless_floors_and_rules_that_leave_nothing():
    problem = reference.random_problem(5, issues=3, parties=3)
    assert many.named(many.solve(problem), [10**6] * 3) == []
    every = frozenset(range(problem.sizes[0]))
    nothing = many.solve(replace(problem, rules=(Rule(((0, every),)),)))
    assert len(nothing) == 0
    assert many.named(nothing) == []


@each_seed(20)
def test_thinning_is_said_and_keeps_real_packages_and_the_best_of_each(seed):
    problem = reference.random_problem(seed, issues=5, options=4, high=50, parties=3)
    whole, thin = many.solve(problem), many.solve(problem, thin=25)
    assert whole.thinned is None
    assert (thin.thinned is None) == (len(whole) <= 25)
    for index, row in enumerate(thin.utilities.tolist()):
        assert list(problem.utilities(thin.package(index))) == row
    assert (thin.utilities.max(axis=0) == whole.utilities.max(axis=0)).all()
