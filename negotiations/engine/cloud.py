"""The frontiers of many guesses of their side at once: a cloud instead of a line.

One dynamic programme for all guesses together: the guess is the highest part of each packed point, so that one sort
serves all of them. 1,000 guesses of 8 issues of 6 options take a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine import states
from negotiations.engine.doubt import Draws
from negotiations.engine.problem import (
    OURS,
    THEIRS,
    EngineError,
    FloatArray,
    IntArray,
    Package,
    Problem,
    Progress,
    TooLarge,
)
from negotiations.engine.states import Turn

BATCH = 250
"""Guesses sorted together: bounds the memory and keeps the sort in the cache."""
MOST = 20_000_000
"""Most points sorted at once; fewer guesses are taken together, and a single one beyond it is refused."""
_BITS = 62
_TOO_FINE = EngineError("The unit is too fine for a cloud; use a coarser one.")


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


def solve(problem: Problem, draws: Draws, *, progress: Progress | None = None) -> Cloud:
    """The exact frontier of every draw, rules and caps between issues kept.

    `progress(done, total)` is called after every batch of draws. Raises EngineError for too fine a unit or when
    rules leave no package, TooLarge when even one draw would take too much.
    """
    turns = states.every(problem)
    if not all(turn.after for turn in turns):
        raise EngineError("Rules and caps leave no package at all.")
    parts: list[tuple[IntArray, IntArray, IntArray]] = []
    first, batch = 0, BATCH
    while first < len(draws):
        try:
            parts.append(_batch(problem, turns, [table[first : first + batch] for table in draws.tables], first))
        except TooLarge:
            if batch == 1:
                raise
            batch = max(1, batch // 4)
            continue
        first += batch
        if progress:
            progress(min(first, len(draws)), len(draws))
    guess, ours, theirs = (np.concatenate([part[k] for part in parts]) for k in range(3))
    starts = np.searchsorted(guess, np.arange(len(draws)))
    return Cloud(guess, ours, theirs, starts.astype(np.int64), draws.shares)


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One issue for a batch of guesses, everything from 0: ours[s, v], theirs[guess, s, v], to[s, v] (-1 forbidden)."""

    ours: IntArray
    theirs: IntArray
    to: IntArray
    low: tuple[int, IntArray]

    @property
    def after(self) -> int:
        return max(1, int(self.to.max(initial=0)) + 1)


def _batch(
    problem: Problem, turns: tuple[Turn, ...], tables: list[IntArray], first: int
) -> tuple[IntArray, IntArray, IntArray]:
    guesses = len(tables[0])
    steps = [_step(problem, turn, tables[turn.issue]) for turn in turns]
    wide = [sum(int(step.ours.max()) for step in steps), int(sum(step.theirs.max(axis=(1, 2)) for step in steps).max())]
    width = [max(1, value.bit_length()) for value in wide]
    most = max(step.after for step in steps)
    if (guesses * most).bit_length() + sum(width) > _BITS:
        raise (TooLarge.at("states", guesses * most, 0, len(steps)) if most > 1 else _TOO_FINE)
    points = np.arange(guesses, dtype=np.int64) << sum(width)
    states_now = 1
    for k, step in enumerate(steps):
        if len(points) * step.to.shape[1] > MOST:
            raise TooLarge.at("points", len(points) * step.to.shape[1], k, len(steps))
        points = _add(points, step, states_now, width)
        states_now = step.after
        points = _undominated(points, guesses * states_now, width)
    guess = points >> sum(width)
    ours = ((points >> width[1]) & ((1 << width[0]) - 1)) + sum(step.low[0] for step in steps)
    theirs = (points & ((1 << width[1]) - 1)) + np.sum([step.low[1] for step in steps], axis=0)[guess]
    return guess + first, ours.astype(np.int64), theirs.astype(np.int64)


def _step(problem: Problem, turn: Turn, table: IntArray) -> _Step:
    ours = turn.worth(problem, OURS)
    theirs = table[:, None, list(turn.options)] + turn.bonus[None, :, :, THEIRS]
    low = (int(ours.min()), theirs.min(axis=(1, 2)))
    return _Step(ours - low[0], theirs - low[1][:, None, None], turn.to, low)


def _add(points: IntArray, step: _Step, before: int, width: list[int]) -> IntArray:
    """Every point with every option. The highest part of a point is guess * states + state."""
    group = points >> sum(width)
    guess, state = (group, np.zeros_like(group)) if before == 1 else np.divmod(group, before)
    moves = (step.ours[state] << width[1]) + step.theirs[guess, state]
    if before == step.after == 1 and (step.to >= 0).all():
        added: IntArray = (points[:, None] + moves).ravel()
        return added
    to = step.to[state]
    worth = (points & ((1 << sum(width)) - 1))[:, None] + moves
    moved: IntArray = (worth | ((guess[:, None] * step.after + to) << sum(width)))[to >= 0]
    return moved


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
