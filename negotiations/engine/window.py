"""Packages of nearly the same worth to us that are best for them under many guesses of what they want, all at once.

A level programme: for every guess and every level of our utility, the best that they can have. Our contributions are
put on a coarse grid (`GRID` levels); what comes out is checked at full precision. Rules and caps are kept by state.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from negotiations.engine import states
from negotiations.engine.linking import permitted, worths
from negotiations.engine.problem import OURS, THEIRS, IntArray, Package, Problem, Progress
from negotiations.engine.states import Turn

Scores = npt.NDArray[np.float32]

GRID = 2_000
CELLS = 40_000_000
"""Numbers kept in all (4 bytes each): with many states of rules and caps the grid gets coarser, then guesses fewer."""
_COARSEST = 200
ENUMERATE = 20_000
_UNREACHED = np.float32(-1e18)


def candidates(
    problem: Problem,
    tables: Sequence[IntArray],
    low: int,
    high: int,
    *,
    per_guess: int = 6,
    progress: Progress | None = None,
) -> IntArray:
    """Distinct allowed packages worth low..high units to us, one a row, in lexicographic order.

    `tables[i]` has a row per guess and a column per option: what they get, in units. Up to `ENUMERATE` packages all
    are looked at and the answer is complete; beyond it, it has the best few of every guess. Rules and caps between
    issues are kept either way. `progress` counts issues.
    """
    if problem.package_count <= ENUMERATE:
        rows = all_packages(problem)
        if problem.linked:
            rows = rows[permitted(problem, rows)]
    else:
        rows = _best_rows(problem, tables, low, high, per_guess, progress)
    own = worths(problem, rows, OURS)
    rows = rows[(own >= low) & (own <= high)]
    return np.unique(rows, axis=0) if len(rows) else rows


def all_packages(problem: Problem) -> IntArray:
    """Every package without removed options, one a row, in lexicographic order (rules not counted)."""
    axes = np.meshgrid(*[np.array(issue.allowed) for issue in problem.issues], indexing="ij")
    return np.stack([axis.ravel() for axis in axes], axis=1).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """One issue: shift[s, v] levels of ours, score[guess, s, v] for them and to[s, v] (-1 forbidden), by state."""

    issue: int
    options: IntArray
    shift: IntArray
    score: Scores
    to: IntArray


def _best_rows(
    problem: Problem, tables: Sequence[IntArray], low: int, high: int, per_guess: int, progress: Progress | None
) -> IntArray:
    turns = states.every(problem)
    if not all(turn.after for turn in turns):
        return np.empty((0, len(problem.issues)), dtype=np.int64)
    widest = sum(turn.after for turn in turns)
    every = max(1, -(-len(tables[0]) * widest * _COARSEST // CELLS))
    chosen = [table[::every] for table in tables]
    grid = min(GRID, max(_COARSEST, CELLS // (len(chosen[0]) * widest)))
    steps, base, unit = _steps(problem, turns, chosen, grid)
    layers = _layers(steps, progress)
    first = max(0, int((low - base) / unit))
    last = min(layers[-1].shape[2] - 1, int((high - base) / unit) + 1)
    if first > last:
        return np.empty((0, len(problem.issues)), dtype=np.int64)
    guesses, levels = _targets(layers[-1][:, 0], first, last, per_guess)
    return _backwards(layers, steps, guesses, levels)


def _steps(
    problem: Problem, turns: Sequence[Turn], tables: Sequence[IntArray], grid: int
) -> tuple[list[_Step], int, float]:
    """The issues in order; what level 0 is worth to us, and our units per level."""
    owns = [turn.worth(problem, OURS) for turn in turns]
    unit = max(1.0, sum(int(own.max() - own.min()) for own in owns) / grid)
    steps = []
    for turn, own in zip(turns, owns, strict=True):
        options = np.array(turn.options, dtype=np.int64)
        score = (tables[turn.issue][:, None, options] + turn.bonus[None, :, :, THEIRS]).astype(np.float32)
        shift = np.rint((own - own.min()) / unit).astype(np.int64)
        steps.append(_Step(turn.issue, options, shift, score, turn.to))
    return steps, sum(int(own.min()) for own in owns), unit


def _layers(steps: Sequence[_Step], progress: Progress | None) -> list[Scores]:
    """best[guess, state, level] after each issue: one add and one maximum per state and option."""
    guesses = len(steps[0].score)
    layers: list[Scores] = [np.zeros((guesses, 1, 1), dtype=np.float32)]
    for step in steps:
        before = layers[-1]
        width = before.shape[2]
        shape = (guesses, int(step.to.max()) + 1, width + int(step.shift.max()))
        best = np.full(shape, _UNREACHED, dtype=np.float32)
        for (state, v), to in np.ndenumerate(step.to):
            if to >= 0:
                at = int(step.shift[state, v])
                part = best[:, to, at : at + width]
                np.maximum(part, before[:, state] + step.score[:, state, v, None], out=part)
        layers.append(best)
        if progress:
            progress(len(layers) - 1, len(steps))
    return layers


def _targets(best: Scores, first: int, last: int, per_guess: int) -> tuple[IntArray, IntArray]:
    """The best levels inside the window for each guess, as (guess, level) pairs."""
    inside = best[:, first : last + 1]
    count = min(per_guess, inside.shape[1])
    order = np.argsort(-inside, axis=1, kind="stable")[:, :count]
    guesses = np.repeat(np.arange(len(inside)), count)
    levels = order.ravel()
    reached = inside[guesses, levels] > _UNREACHED / 2
    return guesses[reached], levels[reached] + first


def _backwards(layers: Sequence[Scores], steps: Sequence[_Step], guesses: IntArray, levels: IntArray) -> IntArray:
    """The options that led to each (guess, level): the same float32 sums are made again, so equality is exact."""
    found = np.zeros((len(guesses), len(steps)), dtype=np.int64)
    state = np.zeros(len(guesses), dtype=np.int64)
    for step, before, after in zip(reversed(steps), reversed(layers[:-1]), reversed(layers[1:]), strict=True):
        now = after[guesses, state, levels]
        options = step.to.shape[1]
        to, shift = step.to.ravel(), step.shift.ravel()
        left = levels[:, None] - shift[None, :]
        inside = (left >= 0) & (left < before.shape[2]) & (to[None, :] == state[:, None])
        origin = np.repeat(np.arange(len(step.to)), options)
        came = before[guesses[:, None], origin[None, :], np.where(inside, left, 0)]
        came = came + step.score.reshape(len(step.score), -1)[guesses]
        choice = ((came == now[:, None]) & inside).argmax(axis=1)
        found[:, step.issue] = step.options[choice % options]
        levels, state = levels - shift[choice], choice // options
    return found


def as_packages(rows: IntArray) -> list[Package]:
    return [tuple(row) for row in rows.tolist()]
