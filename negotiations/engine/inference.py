"""What they want, learned from what they offered, refused, said and chose.

Importance sampling: draws of what was believed beforehand are weighted by how well they explain the evidence. When
few draws explain it, the evidence is let in by steps, with draws doubled, moved and tested in between
(resample-move; Gilks & Berzuini 2001). The answer is always a set of weighted draws: chances, never a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from negotiations.engine import frequency
from negotiations.engine.doubt import Band, Belief, Draws, bands, dice_per_issue, preferences
from negotiations.engine.evidence import NOISES, Evidence, curve_logs, curves, log_likelihood, spans
from negotiations.engine.normal import cdf
from negotiations.engine.problem import THEIRS, EngineError, FloatArray, IntArray, Package, Problem, Progress

ENOUGH = 100
"""Draws worth (effective sample size) below which the draws are moved."""
MOVED = 1500
"""Draws kept once they are moved: each is worth one then."""
MOVES, MOST_STEPS = 1, 12


@dataclass(frozen=True, eq=False)
class Posterior:
    """What is known about their side after the evidence.

    `effective`: how many even draws the weighted draws are worth. `moved`: whether resample-move was needed.
    """

    draws: Draws
    effective: float
    moved: bool

    def weights(self) -> list[Band]:
        """The band of each issue's weight for them, as parts of 1."""
        return bands(spans(self.draws), None if self.draws.even else self.draws.shares)

    def top(self) -> list[float]:
        """The chance of each issue to be the one that matters most to them. Equal issues share it."""
        weights = spans(self.draws)
        best = weights == weights.max(axis=1, keepdims=True)
        chances: list[float] = (self.draws.shares @ (best / best.sum(axis=1, keepdims=True))).tolist()
        return chances

    def order(self, first: int, second: int) -> float:
        """The chance that one issue matters more to them than another; equal counts half."""
        weights = spans(self.draws)
        above = (weights[:, first] > weights[:, second]) + (weights[:, first] == weights[:, second]) / 2
        return float(self.draws.shares @ above)

    def orders(self) -> FloatArray:
        """The same for every pair: (issues, issues), the row's issue before the column's; halves on the diagonal."""
        weights = spans(self.draws)
        pairs = [self.draws.shares @ ((row[:, None] > weights) + (row[:, None] == weights) / 2) for row in weights.T]
        return np.stack(pairs)


def learn(
    problem: Problem,
    beliefs: Sequence[Belief],
    evidence: Evidence,
    *,
    draws: int = 4000,
    seed: int = 0,
    party: int = THEIRS,
    enough: float | None = None,
    progress: Progress | None = None,
) -> Posterior:
    """Draws of their side given the beliefs and the evidence. Seeded. About 40 ms for 10 issues and 10 offers.

    `enough`: draws' worth below which draws are moved (default `ENOUGH`, or a quarter of few draws). `progress` counts
    the steps of moving draws, at most `MOST_STEPS`.
    """
    if len(beliefs) != len(problem.issues):
        raise EngineError("There must be one belief per issue.")
    rng = np.random.default_rng(seed)
    beliefs = with_asked(problem, beliefs, evidence.offers)
    dice = rng.random((draws, len(beliefs), dice_per_issue(problem, beliefs)))
    prior = preferences(problem, beliefs, dice, party)
    if evidence.empty:
        return Posterior(prior, float(draws), False)
    likely = log_likelihood(prior, evidence)
    shares = _shares(likely)
    effective = 1 / float(shares @ shares)
    if effective >= (min(ENOUGH, draws / 4) if enough is None else enough):
        return Posterior(replace(prior, shares=shares), effective, False)
    return _moved(problem, beliefs, evidence, dice, likely, rng, party, progress)


def with_asked(problem: Problem, beliefs: Sequence[Belief], offers: Sequence[Package]) -> list[Belief]:
    """The beliefs with how often each option of a free issue was asked for."""
    return [
        replace(belief, asked=frequency.asked(offers, i, len(problem.issues[i].options))) if belief.free else belief
        for i, belief in enumerate(beliefs)
    ]


def _moved(
    problem: Problem,
    beliefs: Sequence[Belief],
    evidence: Evidence,
    dice: FloatArray,
    likely: FloatArray,
    rng: np.random.Generator,
    party: int,
    progress: Progress | None,
) -> Posterior:
    """Lets the evidence in by powers 0..1, each step keeping half of the draws' worth, moving them after each."""
    power = 0.0
    count = min(len(dice), MOVED)
    for step in range(MOST_STEPS):
        target = 1.0 if step == MOST_STEPS - 1 else _next_power(likely, power, len(dice) / 2 if step else count / 4)
        chosen = _resample(_shares(likely * (target - power)), count, rng)
        dice, likely, power = dice[chosen], likely[chosen], target
        size = 0.3 * (1 - 0.7 * power)  # narrower as the posterior narrows
        for _ in range(MOVES):
            dice, likely = _metropolis(problem, beliefs, evidence, dice, likely, power, size, rng, party)
        if progress:
            progress(step + 1, MOST_STEPS)
        if power >= 1:
            break
    final = preferences(problem, beliefs, dice, party)
    distinct = len(np.unique(dice[:, 0, 0]))
    return Posterior(final, float(distinct), True)


def _metropolis(
    problem: Problem,
    beliefs: Sequence[Belief],
    evidence: Evidence,
    dice: FloatArray,
    likely: FloatArray,
    power: float,
    size: float,
    rng: np.random.Generator,
    party: int,
) -> tuple[FloatArray, FloatArray]:
    """One move of every draw. Dice are even beforehand and walls reflect, so only the evidence decides."""
    walked = dice + rng.normal(0, size, dice.shape) * (rng.random(dice.shape) < 0.5)
    walked = np.abs(np.mod(walked + 1, 2) - 1)
    after = log_likelihood(preferences(problem, beliefs, walked, party), evidence)
    taken = np.log(rng.random(len(dice))) < power * (after - likely)
    return np.where(taken[:, None, None], walked, dice), np.where(taken, after, likely)


def _next_power(likely: FloatArray, power: float, enough: float) -> float:
    """The largest power up to 1 that still leaves this many draws' worth."""
    low, high = power, 1.0
    shares = _shares(likely * (1 - power))
    if 1 / float(shares @ shares) >= enough:
        return 1.0
    for _ in range(20):
        middle = (low + high) / 2
        shares = _shares(likely * (middle - power))
        low, high = (middle, high) if 1 / float(shares @ shares) >= enough else (low, middle)
    return max(low, power + 1e-3)


def even_draws(draws: Draws, count: int, *, seed: int = 0) -> Draws:
    """That many of the draws, each as often as its share says, give or take one: all of them count alike then."""
    chosen = _resample(draws.shares, count, np.random.default_rng(seed))
    return Draws(tuple(table[chosen] for table in draws.tables), np.full(count, 1 / count), draws.unit)


def _resample(shares: FloatArray, count: int, rng: np.random.Generator) -> IntArray:
    """Systematic resampling to `count` draws: each as often as its share says, give or take one."""
    points = (np.arange(count) + rng.random()) / count
    return np.minimum(np.searchsorted(np.cumsum(shares), points), len(shares) - 1)


def _shares(logs: FloatArray) -> FloatArray:
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def surprise(draws: Draws, offers: Sequence[Package], latest: Package) -> float:
    """How ordinary their latest offer is, 0..1: the chance of one at least as far from what was to be expected.

    `draws` must not have learned from `latest` yet; `offers` are those before it. Below about 0.02 it is an
    aberration worth a question: a mistake, a new priority, or somebody else at their table.
    """
    count = len(offers)
    worth = draws.utilities([*offers, latest])[:, -1:] / draws.unit
    after = curves(np.array([count / (count - 1) if count > 1 else float(count)]))[:, 0]
    before = draws.utilities(offers) / draws.unit if count else np.empty((len(draws), 0))
    chances, total = np.zeros(len(draws)), np.zeros(len(draws))
    for noise in NOISES:
        fit = np.exp(curve_logs(before, noise)) if count else np.ones((len(draws), len(after)))
        chances += (fit * 2 * cdf(-np.abs(worth - after) / noise)).sum(axis=1)
        total += fit.sum(axis=1)
    ordinary = np.divide(chances, total, out=np.zeros_like(chances), where=total > 0)
    return min(1.0, float(draws.shares @ ordinary))
