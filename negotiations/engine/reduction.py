"""What the frontier programme works on: the two-party problem without everything that cannot matter.

Per issue the removed and the strictly worse options go; every party's contributions start at 0 and lose their
greatest common divisor; issues with few options come first; the axis with the smaller span becomes the level axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np

from negotiations.engine.problem import EngineError, IntArray, Issue, Problem


@dataclass(frozen=True, slots=True)
class Stage:
    """One issue of the reduced problem: distinct undominated (level, other) pairs and who they stand for."""

    issue: int
    level: tuple[int, ...]
    other: tuple[int, ...]
    options: tuple[tuple[int, ...], ...]

    @property
    def packed(self) -> IntArray:
        return (np.array(self.level, dtype=np.int64) << 32) | np.array(self.other, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Reduced:
    """A two-party problem in reduced units.

    `axis` is the party on the level axis; `base` and `step` per party turn reduced units back: u = base + step * r.
    `rest_level[k]`, `rest_other[k]` are the most that the stages from k on can still add.
    `floor_level`, `floor_other` are the least acceptable totals in reduced units (0 when there is no floor).
    """

    stages: tuple[Stage, ...]
    axis: int
    base: tuple[int, int]
    step: tuple[int, int]
    rest_level: tuple[int, ...]
    rest_other: tuple[int, ...]
    floor_level: int
    floor_other: int

    def utilities(self, level: IntArray, other: IntArray) -> IntArray:
        """Two columns (first party, second party) in the problem's own units."""
        columns = (level, other) if self.axis == 0 else (other, level)
        return np.stack([self.base[p] + self.step[p] * columns[p] for p in (0, 1)], axis=1)

    def reduced(self, utilities: IntArray) -> tuple[IntArray, IntArray]:
        """The inverse of `utilities`: the level and other columns."""
        columns = [(utilities[:, p] - self.base[p]) // self.step[p] for p in (0, 1)]
        return columns[self.axis], columns[1 - self.axis]


def reduce(problem: Problem, parties: tuple[int, int] = (0, 1), *, floors: bool = False) -> Reduced:
    """The reduced problem of two of the parties; `floors` keeps only what both prefer to no deal."""
    if problem.rules:
        raise EngineError("Rules between issues need the frontier of linked issues.")
    kept = [_undominated(issue, parties) for issue in problem.issues]
    base = (sum(rows[-1][0] for rows in kept), sum(rows[0][1] for rows in kept))
    step = (
        gcd(*(row[0] - rows[-1][0] for rows in kept for row in rows)) or 1,
        gcd(*(row[1] - rows[0][1] for rows in kept for row in rows)) or 1,
    )
    spans = (
        sum(rows[0][0] - rows[-1][0] for rows in kept) // step[0],
        sum(rows[-1][1] - rows[0][1] for rows in kept) // step[1],
    )
    axis = 0 if spans[0] <= spans[1] else 1
    stages = [_stage(i, rows, step, axis) for i, rows in enumerate(kept)]
    stages.sort(key=lambda stage: len(stage.level))
    limits = [_limit(problem.floors[parties[p]] if floors else None, base[p], step[p]) for p in (0, 1)]
    return Reduced(
        tuple(stages),
        axis,
        base,
        step,
        _rest([stage.level[-1] for stage in stages]),
        _rest([stage.other[0] for stage in stages]),
        limits[axis],
        limits[1 - axis],
    )


Row = tuple[int, int, tuple[int, ...]]
"""A distinct pair of contributions and the options that have it."""


def _undominated(issue: Issue, parties: tuple[int, int]) -> list[Row]:
    """Distinct pairs that no other option of the issue beats for both, falling for the first party.

    So the first row has the most for the first and the least for the second party, the last row the other way round.
    """
    first, second = (issue.contributions[p] for p in parties)
    rows: list[Row] = []
    for ours, theirs, v in sorted(((first[v], second[v], -v) for v in issue.allowed), reverse=True):
        if rows and rows[-1][:2] == (ours, theirs):
            rows[-1] = (ours, theirs, (*rows[-1][2], -v))
        elif not rows or theirs > rows[-1][1]:
            rows.append((ours, theirs, (-v,)))
    return rows


def _stage(index: int, rows: list[Row], step: tuple[int, int], axis: int) -> Stage:
    """The rows in reduced units, rising on the level axis."""
    low = (rows[-1][0], rows[0][1])
    rising = rows[::-1] if axis == 0 else rows
    first = [(row[0] - low[0]) // step[0] for row in rising]
    second = [(row[1] - low[1]) // step[1] for row in rising]
    level, other = (first, second) if axis == 0 else (second, first)
    return Stage(index, tuple(level), tuple(other), tuple(row[2] for row in rising))


def _limit(floor: int | None, base: int, step: int) -> int:
    return 0 if floor is None else max(0, -((base - floor) // step))


def _rest(most: list[int]) -> tuple[int, ...]:
    """Suffix sums: what the stages from k on can still add, for k = 0..n."""
    totals = [0]
    for value in reversed(most):
        totals.append(totals[-1] + value)
    return tuple(reversed(totals))
