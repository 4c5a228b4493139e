"""Many guesses at once: cloud of frontiers, acceptance, tails, regret, ranks; each against the slow way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiations.engine import cloud, robust, solutions
from negotiations.engine import frontier as exact
from negotiations.engine.doubt import Draws
from negotiations.engine.normal import cdf
from negotiations.engine.problem import EngineError, Issue, Problem, Rule
from tests.support import reference
from tests.support.seeds import each_seed


def guesses(problem, seed, count=7):
    """Random whole worths for the other side; zeros, ties and a guess of pure indifference among them."""
    dice = np.random.default_rng(seed)
    tables = [dice.integers(0, 6, (count, len(issue.options))) for issue in problem.issues]
    for table in tables:
        table[0] = 3
    shares = dice.random(count)
    return Draws(tuple(tables), shares / shares.sum(), 6 * len(tables))


@each_seed(80)
def test_cloud_is_the_frontier_of_every_guess(seed, monkeypatch):
    monkeypatch.setattr(cloud, "BATCH", 3)
    problem = reference.random_problem(seed, low=-3)
    draws = guesses(problem, seed)
    found = cloud.solve(problem, draws)
    assert len(found) == len(draws)
    stay = (2, 1)
    products, best = found.nash(stay), found.best_for_them(4)
    packages = list(problem.packages())[:6]
    on = np.zeros(len(packages))
    for s in range(len(draws)):
        guess = problem.with_contributions(1, [table[s].tolist() for table in draws.tables])
        slow = reference.frontier(guess)
        rows = found.guess == s
        assert list(zip(found.ours[rows].tolist(), found.theirs[rows].tolist(), strict=True)) == list(slow)
        assert products[s] == max(max(0, a - stay[0]) * max(0, b - stay[1]) for a, b in slow)
        reach = [b for a, b in slow if a >= 4]
        assert (best[s] == max(reach)) if reach else np.isnan(best[s])
        on += draws.shares[s] * np.array([guess.utilities(p) in slow for p in packages])
    assert found.acceptability(problem, draws, packages) == pytest.approx(on.tolist())


def test_cloud_of_one_sure_guess_is_the_frontier():
    problem = reference.random_problem(3, issues=5)
    draws = Draws(tuple(row[None, :] for row in problem.table(1)), np.ones(1), problem.unit)
    found, line = cloud.solve(problem, draws), exact.solve(problem)
    assert np.stack([found.ours, found.theirs], axis=1).tolist() == line.utilities.tolist()
    named = solutions.solve(line)
    if named.outlook is solutions.Outlook.BOTH_GAIN:
        gains = named[solutions.Rule.NASH].gains
        assert found.nash(named.disagreement)[0] == gains[0] * gains[1]


def test_what_the_cloud_cannot_do_is_said():
    problem = reference.random_problem(2, issues=3)
    with pytest.raises(EngineError, match="Rules"):
        cloud.solve(replace(problem, rules=(Rule(((0, frozenset({0})),)),)), guesses(problem, 1))
    wide = Problem(("ours", "theirs"), (Issue("x", ("a", "b"), ((0, 2**30), (0, 1))),), 1)
    with pytest.raises(EngineError, match="coarser"):
        cloud.solve(wide, Draws((np.array([[0, 2**31]] * 9),), np.full(9, 1 / 9), 1))


def sides():
    """Two guesses of two issues: they care for x only, or for y only."""
    x, y = np.array([[100, 0], [0, 0]]), np.array([[0, 0], [100, 0]])
    return Draws((x, y), np.array([0.75, 0.25]), 100)


def test_acceptance_by_hand():
    found = robust.acceptance(sides(), [(0, 0), (0, 1), (1, 1)])
    assert [one.low <= one.middle <= one.high for one in found] == [True] * 3
    by_margin = [0.75 * float(cdf(np.array(m / robust.SHARPNESS))) for m in robust.EARLY_MARGINS]
    none = 0.25 * np.array([float(cdf(np.array((m - 1) / robust.SHARPNESS))) for m in robust.EARLY_MARGINS])
    assert (found[1].low, found[1].high) == pytest.approx((by_margin[0] + none[0], by_margin[-1] + none[-1]))
    assert found[0].middle > found[1].middle > found[2].middle


def test_acceptance_starts_from_their_last_offer_and_stops_at_their_floor():
    draws = sides()
    asked_all = robust.acceptance(draws, [(0, 1)], last=(0, 0))[0]
    asked_this = robust.acceptance(draws, [(0, 1)], last=(0, 1))[0]
    assert asked_this.low > asked_all.low
    at_floor = robust.acceptance(draws, [(1, 1)], last=(1, 1), floor=50)[0]
    assert at_floor.high < 0.01


@each_seed(30)
def test_tail_mean_is_the_mean_of_the_worst(seed):
    """With even draws and a tenth of them it is a plain mean of the smallest; weights count like repetition."""
    dice = np.random.default_rng(seed)
    values = dice.integers(-50, 50, (20, 2))
    even = np.full(20, 1 / 20)
    assert robust.tail_mean(values, even, 0.1) == pytest.approx(np.sort(values, axis=0)[:2].mean(axis=0))
    times = dice.integers(1, 4, 20)
    repeated = np.repeat(values, times, axis=0)
    count = len(repeated)
    assert robust.tail_mean(values, times / times.sum(), 5 / count) == pytest.approx(
        np.sort(repeated, axis=0)[:5].mean(axis=0)
    )
    assert robust.tail_mean(values, even, 1.0) == pytest.approx(values.mean(axis=0))


@each_seed(30)
def test_regret_by_trying_all_pairs(seed):
    problem = reference.random_problem(seed)
    draws = guesses(problem, seed)
    packages = list(problem.packages())[:5]
    worth = draws.utilities(packages).tolist()
    found = robust.regrets(draws, packages)
    for k, one in enumerate(found):
        assert one.worst == max(other - row[k] for row in worth for other in row)
        assert one.mean == pytest.approx(
            sum(w * (max(row) - row[k]) for w, row in zip(draws.shares, worth, strict=True))
        )
    least = robust.least_regret(draws, packages)
    assert found[least].worst == min(one.worst for one in found)


@each_seed(30)
def test_ranks_by_sorting(seed):
    problem = reference.random_problem(seed)
    draws = guesses(problem, seed)
    packages = list(problem.packages())[:4]
    worth = draws.utilities(packages).tolist()
    expected = np.zeros((len(packages), len(packages)))
    for share, row in zip(draws.shares, worth, strict=True):
        for k, value in enumerate(row):
            places = [r for r, v in enumerate(sorted(row, reverse=True)) if v == value]
            for rank in places:
                expected[k, rank] += share / len(places)
    found = robust.ranks(draws, packages)
    assert found.chance == pytest.approx(expected)
    assert found.chance.sum(axis=0) == pytest.approx(np.ones(len(packages)))


def test_central_weights_and_confidence():
    """Package (0, 1) is best exactly when they care for x: its central weights say so, and with certainty."""
    found = robust.ranks(sides(), [(0, 1), (1, 0), (1, 1)])
    assert found.central[0] == pytest.approx((1.0, 0.0))
    assert found.central[1] == pytest.approx((0.0, 1.0))
    assert found.central[2] is None
    assert found.confidence == pytest.approx((1.0, 1.0, 0.0))


@pytest.mark.parametrize("part", [0, -0.1, 1.1])
def test_a_part_that_is_none_is_refused(part):
    with pytest.raises(EngineError):
        robust.tail_mean(np.zeros((2, 1)), np.full(2, 0.5), part)
