"""Packages of nearly the same worth to us that are best for them under many guesses of what they want, all at once.

A level programme: for every guess and every level of our utility, the best that they can have. Our contributions are
put on a coarse grid (`GRID` levels); what comes out is checked at full precision.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from negotiations.engine.problem import OURS, IntArray, Package, Problem, utilities_of

Scores = npt.NDArray[np.float32]

GRID = 2_000
ENUMERATE = 20_000
_UNREACHED = np.float32(-1e18)


def candidates(problem: Problem, tables: Sequence[IntArray], low: int, high: int, *, per_guess: int = 6) -> IntArray:
    """Distinct allowed packages worth low..high units to us, one a row, in lexicographic order.

    `tables[i]` has a row per guess and a column per option: what they get, in units. Up to `ENUMERATE` packages all
    are looked at and the answer is complete; beyond it, it has the best few of every guess.
    """
    if problem.package_count <= ENUMERATE:
        rows = all_packages(problem)
    else:
        rows = _best_rows(problem, tables, low, high, per_guess)
    own = utilities_of(problem.table(OURS), rows)
    rows = rows[(own >= low) & (own <= high)]
    if problem.rules and len(rows):
        keep = [problem.allows(row) and low <= problem.utility(row, OURS) <= high for row in rows.tolist()]
        rows = rows[np.array(keep, dtype=bool)]
    return np.unique(rows, axis=0) if len(rows) else rows


def all_packages(problem: Problem) -> IntArray:
    """Every package without removed options, one a row, in lexicographic order (rules not counted)."""
    axes = np.meshgrid(*[np.array(issue.allowed) for issue in problem.issues], indexing="ij")
    return np.stack([axis.ravel() for axis in axes], axis=1).astype(np.int64)


def _best_rows(problem: Problem, tables: Sequence[IntArray], low: int, high: int, per_guess: int) -> IntArray:
    span = problem.best(OURS) - problem.worst(OURS)
    grid = min(GRID, span)
    if not grid:
        grid, span = 1, 1
    shifts, scores = [], []
    for issue, table in zip(problem.issues, tables, strict=True):
        own = np.array([issue.contributions[OURS][v] for v in issue.allowed], dtype=np.int64)
        shifts.append(np.rint((own - own.min()) * grid / span).astype(np.int64))
        scores.append(table[:, list(issue.allowed)].astype(np.float32))
    layers = _layers(shifts, scores)
    base = problem.worst(OURS)
    first = max(0, int((low - base) * grid / span))
    last = min(layers[-1].shape[1] - 1, int((high - base) * grid / span) + 1)
    if first > last:
        return np.empty((0, len(problem.issues)), dtype=np.int64)
    guesses, levels = _targets(layers[-1], first, last, per_guess)
    found = _backwards(layers, shifts, scores, guesses, levels)
    allowed = [np.array(issue.allowed) for issue in problem.issues]
    return np.stack([allowed[i][found[:, i]] for i in range(len(allowed))], axis=1)


def _layers(shifts: Sequence[IntArray], scores: Sequence[Scores]) -> list[Scores]:
    """best[guess, level] after each issue: one add and one maximum per option."""
    guesses = len(scores[0])
    layers: list[Scores] = [np.zeros((guesses, 1), dtype=np.float32)]
    for shift, score in zip(shifts, scores, strict=True):
        before = layers[-1]
        width = before.shape[1]
        best = np.full((guesses, width + int(shift.max())), _UNREACHED, dtype=np.float32)
        for v, at in enumerate(shift.tolist()):
            part = best[:, at : at + width]
            np.maximum(part, before + score[:, v, None], out=part)
        layers.append(best)
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


def _backwards(
    layers: Sequence[Scores],
    shifts: Sequence[IntArray],
    scores: Sequence[Scores],
    guesses: IntArray,
    levels: IntArray,
) -> IntArray:
    """The options that led to each (guess, level): the same float32 sums are made again, so equality is exact."""
    found = np.zeros((len(guesses), len(shifts)), dtype=np.int64)
    for i in range(len(shifts) - 1, -1, -1):
        before, now = layers[i], layers[i + 1][guesses, levels]
        left = levels[:, None] - shifts[i][None, :]
        inside = (left >= 0) & (left < before.shape[1])
        came = before[guesses[:, None], np.where(inside, left, 0)] + scores[i][guesses]
        choice = ((came == now[:, None]) & inside).argmax(axis=1)
        found[:, i] = choice
        levels = levels - shifts[i][choice]
    return found


def as_packages(rows: IntArray) -> list[Package]:
    return [tuple(row) for row in rows.tolist()]
