"""The frontiers of many guesses of their side at once: a cloud instead of a line.

One dynamic programme for all guesses together: the guess is the highest part of each packed point, so that one sort
serves all of them. 1,000 guesses of 8 issues of 6 options take a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine.doubt import Draws
from negotiations.engine.problem import OURS, EngineError, FloatArray, IntArray, Package, Problem

BATCH = 250
"""Guesses sorted together: bounds the memory and keeps the sort in the cache."""
_BITS = 62


@dataclass(frozen=True, eq=False)
class Cloud:
    """Frontiers of many guesses: one row per point, guess by guess, ascending for us within each.

    `guess` is the row in the draws, `ours` and `theirs` are in units. `starts[k]` is the first row of guess k.
    """

    guess: IntArray
    ours: IntArray
    theirs: IntArray
    starts: IntArray
    shares: FloatArray

    def __len__(self) -> int:
        return len(self.starts)

    def nash(self, disagreement: tuple[int, int]) -> FloatArray:
        """The largest product of gains of each guess, in units squared; 0 where nobody or only one can gain."""
        gains = [
            np.maximum(0, u - d).astype(np.float64) for u, d in zip((self.ours, self.theirs), disagreement, strict=True)
        ]
        return np.asarray(np.maximum.reduceat(gains[0] * gains[1], self.starts), dtype=np.float64)

    def best_for_them(self, level: int) -> FloatArray:
        """The most that each guess could have while we have at least `level` units; not a number where none."""
        reach = np.where(self.ours >= level, self.theirs.astype(np.float64), -np.inf)
        best = np.maximum.reduceat(reach, self.starts)
        return np.asarray(np.where(np.isfinite(best), best, np.nan), dtype=np.float64)

    def acceptability(self, problem: Problem, draws: Draws, packages: Sequence[Package]) -> list[float]:
        """The chance of each package to lie on the frontier (stochastic multicriteria acceptability)."""
        theirs = draws.utilities(packages)
        found = []
        for column, package in enumerate(packages):
            own = problem.utility(package, OURS)
            hit = (self.ours == own) & (self.theirs == theirs[self.guess, column])
            on = np.zeros(len(self), dtype=bool)
            on[self.guess[hit]] = True
            found.append(float(self.shares @ on))
        return found


def solve(problem: Problem, draws: Draws) -> Cloud:
    """The exact frontier of every draw. Raises EngineError for problems with rules, or too fine a unit."""
    if problem.rules:
        raise EngineError("Rules between issues are not carried through the cloud.")
    parts = []
    for first in range(0, len(draws), BATCH):
        parts.append(_batch(problem, [table[first : first + BATCH] for table in draws.tables], first))
    guess, ours, theirs = (np.concatenate([part[k] for part in parts]) for k in range(3))
    starts = np.searchsorted(guess, np.arange(len(draws)))
    return Cloud(guess, ours, theirs, starts.astype(np.int64), draws.shares)


def _batch(problem: Problem, tables: list[IntArray], first: int) -> tuple[IntArray, IntArray, IntArray]:
    guesses = len(tables[0])
    own = [np.array([issue.contributions[OURS][v] for v in issue.allowed], dtype=np.int64) for issue in problem.issues]
    rows = [table[:, list(issue.allowed)] for issue, table in zip(problem.issues, tables, strict=True)]
    low_own, low_rows = [o.min() for o in own], [r.min(axis=1) for r in rows]
    width = [max(1, int(sum(o.max() - o.min() for o in own)).bit_length())]
    width.append(max(1, int(sum(r.max(axis=1) - r.min(axis=1) for r in rows).max()).bit_length()))
    if guesses.bit_length() + sum(width) > _BITS:
        raise EngineError("The unit is too fine for a cloud; use a coarser one.")
    points = np.arange(guesses, dtype=np.int64) << sum(width)
    order = sorted(range(len(own)), key=lambda i: len(own[i]))
    for i in order:
        packed = ((own[i] - low_own[i]) << width[1])[None, :] + (rows[i] - low_rows[i][:, None])
        points = _undominated((points[:, None] + packed[points >> sum(width)]).ravel(), guesses, width)
    guess = points >> sum(width)
    ours = ((points >> width[1]) & ((1 << width[0]) - 1)) + sum(low_own)
    theirs = (points & ((1 << width[1]) - 1)) + np.sum(low_rows, axis=0)[guess]
    return guess + first, ours.astype(np.int64), theirs.astype(np.int64)


def _undominated(points: IntArray, guesses: int, width: list[int]) -> IntArray:
    """The undominated points of each guess.

    From the top down guesses fall; with their bits turned they rise, so that the running maximum starts anew at each.
    """
    points.sort()
    falling = points[::-1]
    turned = ((1 << guesses.bit_length()) - 1) << sum(width)
    other = (falling ^ turned) & (turned | ((1 << width[1]) - 1))
    best = np.maximum.accumulate(other)
    keep = np.empty(len(falling), dtype=bool)
    keep[:1] = True
    np.greater(other[1:], best[:-1], out=keep[1:])
    kept: IntArray = falling[keep][::-1]
    return kept
