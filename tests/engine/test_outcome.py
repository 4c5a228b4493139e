"""What a package makes of what was there, by trying all packages under every guess."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from negotiations.engine import doubt, outcome
from negotiations.engine.build import from_points
from negotiations.engine.doubt import Belief
from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.weights import Range
from tests.support import reference
from tests.support.seeds import each_seed


def deal(floors=(0, 0)):
    """Price matters to us, payment to them: trading adds to half-way."""
    options = ["a", "b", "c"]
    return from_points(
        issues=[("price", options), ("payment", options)],
        points=[[[60, 30, 0], [0, 10, 20]], [[0, 10, 20], [60, 30, 0]]],
        floors=floors,
    )


@each_seed(25)
def test_distances_by_trying_all(seed):
    problem = reference.random_problem(seed, floors=True)
    dice = Random(seed)
    package = tuple(dice.choice(issue.allowed) for issue in problem.issues)
    found = outcome.measure(problem, doubt.known(problem), package)
    base = problem.utilities(package)
    gains = [tuple(u - b for u, b in zip(p, base, strict=True)) for p in reference.enumerate_points(problem)]
    kept = [g for g in gains if min(g) >= 0]
    assert found.frontier.median == max(min(g) for g in kept)
    assert found.left.median == max(sum(g) for g in kept)
    assert found.efficient == (max(sum(g) for g in kept) == 0)
    stay = tuple(problem.disagreement(p) for p in (OURS, THEIRS))
    fair = reference.kalai_smorodinsky(problem, stay)
    if not reference.acceptable(problem, stay):
        assert (found.nash, found.kalai_smorodinsky) == (None, None)
    else:
        near = [float(np.hypot(*np.subtract(point, base))) for point in fair]
        assert any(found.kalai_smorodinsky.median == pytest.approx(value) for value in near)


def test_bands_over_guesses_are_those_of_each_guess():
    problem = deal()
    beliefs = [Belief(Range(10, 40, 90)), Belief(Range(5, 30, 100))]
    draws = doubt.sample(problem, beliefs, draws=30, seed=4)
    found = outcome.measure(problem, draws, (1, 1), guesses=30)
    left = []
    for row in range(30):
        guess = problem.with_contributions(THEIRS, [table[row].tolist() for table in draws.tables])
        base = guess.utilities((1, 1))
        gains = [tuple(u - b for u, b in zip(p, base, strict=True)) for p in reference.enumerate_points(guess)]
        left.append(max(sum(g) for g in gains if min(g) >= 0))
    assert found.left.mean == pytest.approx(np.mean(left))
    assert (found.left.low, found.left.high) == pytest.approx(
        tuple(np.quantile(left, [0.1, 0.9])), abs=1e-6 + max(left) / 10
    )
    assert 0 <= found.efficient <= 1


def test_likely_guesses_count_by_their_share():
    problem = deal()
    draws = doubt.sample(problem, [Belief(Range(5, 30, 100))] * 2, draws=4, seed=1)
    shares = np.array([0.97, 0.01, 0.01, 0.01])
    heavy = outcome.measure(problem, doubt.Draws(draws.tables, shares, draws.unit), (1, 1), guesses=50)
    alone = outcome.measure(problem, doubt.Draws(tuple(t[:1] for t in draws.tables), np.ones(1), draws.unit), (1, 1))
    assert heavy.left.median == alone.left.median
    with pytest.raises(EngineError):
        outcome.measure(problem, draws, (1, 1), guesses=0)


def test_integrative_index_by_hand():
    """Stretched to 0..1: half-way is .5 + .5 = 1, best .75 + .75 = 1.5; (1, 1) is worth .5 each."""
    assert outcome.integrative_index(deal(), (0, 0)) == pytest.approx(1)
    assert outcome.integrative_index(deal(), (1, 1)) == pytest.approx(0)
    assert outcome.integrative_index(deal(), (2, 2)) == pytest.approx(-1)


def test_integrative_index_of_a_fixed_pie():
    flat = from_points(issues=[("price", ["a", "b"])], points=[[[0, 10]], [[10, 0]]])
    assert outcome.integrative_index(flat, (0,)) is None
    assert outcome.integrative_index(deal().with_contributions(THEIRS, [[0, 0, 0]] * 2), (0, 0)) is None


@each_seed(30)
def test_integrative_index_by_trying_all(seed):
    problem = reference.random_problem(seed)
    spans = [sum(issue.span(p) for issue in problem.issues) for p in (OURS, THEIRS)]
    dice = Random(seed)
    package = tuple(dice.choice(issue.allowed) for issue in problem.issues)
    found = outcome.integrative_index(problem, package)
    if not all(spans):
        assert found is None
        return
    joint = {x: sum(Fraction(problem.utility(x, p), spans[p]) for p in (0, 1)) for x in problem.packages()}
    half = Fraction(0)
    for issue in problem.issues:
        for first, second in ((0, 1), (1, 0)):
            rank = [(issue.contributions[first][v], issue.contributions[second][v]) for v in issue.allowed]
            half += sum(Fraction(u, spans[p]) for u, p in zip(max(rank), (first, second), strict=True)) / 2
    best = max(joint.values())
    assert found == (None if best == half else pytest.approx(float((joint[package] - half) / (best - half))))


def test_logrolling_is_an_expected_share():
    problem = deal()
    sure = doubt.known(problem)
    assert outcome.logrolling(problem, sure, [(1, 2), (0, 1), (0, 1)]) == 0.5
    assert outcome.logrolling(problem, sure, [(0, 2)]) is None
    mixed = doubt.Draws(
        tuple(np.concatenate([table, 0 * table]) for table in sure.tables), np.array([0.75, 0.25]), sure.unit
    )
    found = outcome.logrolling(problem, mixed, [(1, 2), (0, 1)])
    assert found == pytest.approx(0.75)
