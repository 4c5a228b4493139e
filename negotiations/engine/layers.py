"""The fronts that the programme keeps after each issue, in two forms with one interface.

A layer answers "is this (level, other) point on the front after k issues?", which is all that rebuilding packages
needs: no back-pointers are stored. Levels and others are reduced units (see `reduction`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from negotiations.engine.problem import BoolArray, IntArray
from negotiations.engine.reduction import Stage

LOW_WORD = np.int64(0xFFFFFFFF)
UNREACHED = -(2**30)
BLOCK = 65_536
Dense32 = npt.NDArray[np.int32]


class Layer(Protocol):
    """A front after some issues."""

    def has(self, level: IntArray, other: IntArray) -> BoolArray: ...


@dataclass(frozen=True, slots=True, eq=False)
class SparseLayer:
    """Points packed as level << 32 | other, ascending; level rises and other falls."""

    points: IntArray

    def has(self, level: IntArray, other: IntArray) -> BoolArray:
        if not len(self.points):
            return np.zeros(len(level), dtype=bool)
        wanted = (level << 32) | other
        at = np.minimum(np.searchsorted(self.points, wanted), len(self.points) - 1)
        hits: BoolArray = (self.points[at] == wanted) & (level >= 0) & (other >= 0)
        return hits


@dataclass(frozen=True, slots=True, eq=False)
class DenseLayer:
    """best[i] = largest other at level start + i, negative where no package has that level."""

    start: int
    best: Dense32

    def has(self, level: IntArray, other: IntArray) -> BoolArray:
        at = level - self.start
        inside = (at >= 0) & (at < len(self.best)) & (other >= 0)
        hits: BoolArray = inside & (self.best[np.where(inside, at, 0)] == other)
        return hits


def undominated(points: IntArray) -> IntArray:
    """The distinct packed points that no other beats or equals in both words, ascending. O(N log N)."""
    points.sort()
    falling = points[::-1]
    other = falling & LOW_WORD
    best = np.maximum.accumulate(other)
    keep = np.empty(len(points), dtype=bool)
    keep[:1] = True
    np.greater(other[1:], best[:-1], out=keep[1:])
    kept: IntArray = falling[keep][::-1]
    return kept


def add_sparse(points: IntArray, stage: Stage) -> IntArray:
    """The front after one more issue."""
    packed = stage.packed
    if len(packed) == 1:
        moved: IntArray = points + packed[0]
        return moved
    return undominated((packed[:, None] + points[None, :]).ravel())


def cut(points: IntArray, least: tuple[int, int], most: tuple[int | None, int | None] = (None, None)) -> IntArray:
    """The part of a front with at least these (level, other) totals, and of what has more than `most` the one point
    that dominates most of the rest: the others cannot come back within it, and what it beats is beaten.
    """
    first, last = 0, len(points)
    if least[0] > 0:
        first = int(np.searchsorted(points, np.int64(least[0]) << 32))
    falling = (points & LOW_WORD)[::-1] if least[1] > 0 or most[1] is not None else points
    if least[1] > 0:
        last -= int(np.searchsorted(falling, least[1]))
    if most[0] is not None:
        last = min(last, 1 + int(np.searchsorted(points, np.int64(most[0] + 1) << 32)))
    if most[1] is not None:
        first = max(first, len(points) - 1 - int(np.searchsorted(falling, most[1], side="right")))
    return points[first:last]


def to_dense(points: IntArray) -> DenseLayer:
    """The same front as an array over levels."""
    level = points >> 32
    start, end = int(level[0]), int(level[-1])
    best = np.full(end - start + 1, UNREACHED, dtype=np.int32)
    best[level - start] = points & LOW_WORD
    return DenseLayer(start, best)


def add_dense(
    layer: DenseLayer, stage: Stage, least_level: int, work: Dense32, most_level: int | None = None
) -> DenseLayer:
    """The front after one more issue by max-plus shifts: O(levels x options), whatever the points are.

    `work` is a scratch array of BLOCK levels: block by block everything stays in the processor's cache, which is
    about twice as fast as passing over whole arrays. Levels below `least_level` are left out, those above
    `most_level` become one.
    """
    length = len(layer.best)
    first = stage.level[0]
    best = np.full(length + stage.level[-1] - first, UNREACHED, dtype=np.int32)
    pairs = [(level - first, np.int32(other)) for level, other in zip(stage.level, stage.other, strict=True)]
    for begin in range(0, len(best), BLOCK):
        end = min(begin + BLOCK, len(best))
        for shift, other in pairs:
            low, high = max(begin, shift), min(end, shift + length)
            if low < high:
                scratch = work[: high - low]
                target = best[low:high]
                np.add(layer.best[low - shift : high - shift], other, out=scratch)
                np.maximum(target, scratch, out=target)
    start = layer.start + first
    drop = min(max(0, least_level - start), len(best))
    if most_level is not None and (end := max(0, most_level + 1 - start)) < len(best):
        best[end] = best[end:].max()
        best = best[: end + 1]
    return DenseLayer(start + drop, best[drop:])


def dense_front(layer: DenseLayer, least_other: int) -> tuple[IntArray, IntArray]:
    """Levels (ascending) and others of the undominated points with at least this other."""
    falling = layer.best[::-1]
    best = np.maximum.accumulate(falling)
    keep = falling >= max(least_other, 0)
    keep[1:] &= falling[1:] > best[:-1]
    at = np.flatnonzero(keep)[::-1]
    return layer.start + len(falling) - 1 - at, falling[at].astype(np.int64)
