"""What a package makes of what was there: how far from the best deals it lies, and what part of the pie it won.

Every figure with their side in it is a band over the draws, each draw with its own exact frontier. Utilities are units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from negotiations.engine import frontier, solutions, steps
from negotiations.engine.doubt import Band, Draws, bands
from negotiations.engine.problem import OURS, THEIRS, EngineError, FloatArray, Package, Problem
from negotiations.engine.solutions import Rule

GUESSES = 60
"""Draws whose frontiers are solved for a package: each costs a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a package lies, over the guesses of their side, in units.

    `frontier`: what both could have more at once (largest additive step). `left`: the largest joint gain by which
    nobody loses. `nash`, `kalai_smorodinsky`: straight distance in utilities; None where no deal is acceptable.
    `efficient`: the chance that nothing is better for both.
    """

    frontier: Band
    left: Band
    nash: Band | None
    kalai_smorodinsky: Band | None
    efficient: float


def measure(problem: Problem, draws: Draws, package: Package, *, guesses: int = GUESSES) -> Outcome:
    """Where a package lies. Solves one frontier per guess (the likeliest ones where draws have weights, by turns)."""
    rows, shares = _chosen(draws, guesses)
    found = [_one(problem, draws, row, package) for row in rows]
    table = np.array([values for values, _ in found], dtype=np.float64)
    named = [(share, values) for share, (_, values) in zip(shares.tolist(), found, strict=True) if values]
    front, left = bands(table, shares)
    nash, fair = _bands_of(named) if sum(share for share, _ in named) > 0.5 else (None, None)
    return Outcome(front, left, nash, fair, float(shares @ (table[:, 1] == 0)))


def integrative_index(problem: Problem, package: Package) -> float | None:
    """The part of what trading could add that a package won: 0 as good together as every issue met half-way, 1 the
    best there is, below 0 worse than half-way. None when nothing can be added.

    Joint worth by the problem's own estimate, each side stretched to 0..1, rules between issues not counted. Half-way
    is a fair coin between both sides' favourite options of every issue: it needs no option in the middle. Exact.
    """
    spans = [sum(issue.span(p) for issue in problem.issues) for p in (OURS, THEIRS)]
    if not all(spans):
        return None
    best, middle, here = Fraction(0), Fraction(0), Fraction(0)
    for issue, chosen in zip(problem.issues, package, strict=True):
        ours, theirs = ([Fraction(v, span) for v in issue.contributions[p]] for p, span in enumerate(spans))
        open_ = [(ours[v], theirs[v]) for v in issue.allowed]
        mine, yours = max(open_), max((b, a) for a, b in open_)
        best += max(a + b for a, b in open_)
        middle += (sum(mine, Fraction(0)) + sum(yours, Fraction(0))) / 2
        here += ours[chosen] + theirs[chosen]
    return float((here - middle) / (best - middle)) if best > middle else None


def logrolling(problem: Problem, draws: Draws, offers: Sequence[Package], *, even: int = 0) -> float | None:
    """The expected part of one party's steps that trade (`steps.logrolling` in each draw). None without steps."""
    rows, shares = _chosen(draws, GUESSES)
    found = [steps.logrolling(_guess(problem, draws, row), offers, even=even) for row in rows]
    kept = [rate for rate in found if rate is not None]
    return float(shares @ np.array(kept)) if kept else None


def _one(
    problem: Problem, draws: Draws, row: int, package: Package
) -> tuple[tuple[int, int], tuple[float, float] | None]:
    guess = _guess(problem, draws, row)
    where = steps.distance(guess, package)
    named = solutions.solve(frontier.solve(guess))
    if not named.points:
        return (where.frontier, where.joint), None
    at = guess.utilities(package)
    nash, fair = (steps.straight(at, named[rule].utilities) for rule in (Rule.NASH, Rule.KALAI_SMORODINSKY))
    return (where.frontier, where.joint), (nash, fair)


def _bands_of(named: Sequence[tuple[float, tuple[float, float]]]) -> tuple[Band, Band]:
    shares = np.array([share for share, _ in named])
    first, second = bands(np.array([values for _, values in named]), shares / shares.sum())
    return first, second


def _chosen(draws: Draws, guesses: int) -> tuple[list[int], FloatArray]:
    """All draws, or some that stand for all: at even steps of the sum of their shares, so likely ones come oftener."""
    if guesses < 1:
        raise EngineError("There must be at least one guess.")
    if len(draws) <= guesses:
        return list(range(len(draws))), draws.shares
    at = np.searchsorted(np.cumsum(draws.shares), (np.arange(guesses) + 0.5) / guesses)
    rows, times = np.unique(np.minimum(at, len(draws) - 1), return_counts=True)
    return rows.tolist(), np.asarray(times / times.sum(), dtype=np.float64)


def _guess(problem: Problem, draws: Draws, row: int) -> Problem:
    return problem.with_contributions(THEIRS, [table[row].tolist() for table in draws.tables])
