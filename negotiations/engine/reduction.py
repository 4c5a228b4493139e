"""What the frontier programme works on: the two-party problem without everything that cannot matter.

Per issue the removed and the strictly worse options go; every party's contributions start at 0 and lose their
greatest common divisor; issues with few options come first; the axis with the smaller span becomes the level axis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd

import numpy as np

from negotiations.engine.problem import EngineError, IntArray, Problem


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
    kept = [_undominated(problem, i, parties) for i in range(len(problem.issues))]
    base = tuple(sum(min(pair[p] for pair in options) for options in kept) for p in (0, 1))
    step = tuple(_step(kept, p) for p in (0, 1))
    spans = tuple(sum(_span(options, p) for options in kept) // step[p] for p in (0, 1))
    axis = 0 if spans[0] <= spans[1] else 1
    stages = [_stage(i, options, step, axis) for i, options in enumerate(kept)]
    stages.sort(key=lambda stage: len(stage.level))
    limits = [_limit(problem.floors[parties[p]] if floors else None, base[p], step[p]) for p in (0, 1)]
    return Reduced(
        tuple(stages),
        axis,
        (base[0], base[1]),
        (step[0], step[1]),
        _rest([max(stage.level) for stage in stages]),
        _rest([max(stage.other) for stage in stages]),
        limits[axis],
        limits[1 - axis],
    )


Options = Mapping[tuple[int, int], tuple[int, ...]]


def _undominated(problem: Problem, index: int, parties: tuple[int, int]) -> Options:
    """Distinct pairs that no other option of the issue beats for both, with the options that have them."""
    issue = problem.issues[index]
    first, second = (issue.contributions[p] for p in parties)
    groups: dict[tuple[int, int], list[int]] = {}
    for v in issue.allowed:
        groups.setdefault((first[v], second[v]), []).append(v)
    kept: dict[tuple[int, int], tuple[int, ...]] = {}
    best: int | None = None
    for pair in sorted(groups, reverse=True):
        if best is None or pair[1] > best:
            kept[pair], best = tuple(groups[pair]), pair[1]
    return kept


def _step(kept: list[Options], p: int) -> int:
    """Greatest common divisor of all differences on the axis; 1 when nothing differs."""
    common = 0
    for options in kept:
        low = min(pair[p] for pair in options)
        common = gcd(common, *(pair[p] - low for pair in options))
    return common or 1


def _span(options: Options, p: int) -> int:
    return max(pair[p] for pair in options) - min(pair[p] for pair in options)


def _stage(index: int, options: Options, step: tuple[int, ...], axis: int) -> Stage:
    low = [min(pair[p] for pair in options) for p in (0, 1)]
    rows = sorted(
        (((pair[axis] - low[axis]) // step[axis], (pair[1 - axis] - low[1 - axis]) // step[1 - axis], same))
        for pair, same in options.items()
    )
    return Stage(index, tuple(r[0] for r in rows), tuple(r[1] for r in rows), tuple(r[2] for r in rows))


def _limit(floor: int | None, base: int, step: int) -> int:
    return 0 if floor is None else max(0, -((base - floor) // step))


def _rest(most: list[int]) -> tuple[int, ...]:
    """Suffix sums: what the stages from k on can still add, for k = 0..n."""
    totals = [0]
    for value in reversed(most):
        totals.append(totals[-1] + value)
    return tuple(reversed(totals))
