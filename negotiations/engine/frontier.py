"""The exact frontier of two parties: every pair of utilities that cannot be bettered for one without harm to the other.

Nemhauser-Ullmann dynamic programme over issues: the front after k issues is the undominated part of the front after
k - 1 plus the options of issue k, because adding the same vector keeps dominance. Sparse sorted points while they
are few, an array over utility levels when they fill more than a few per cent of it. 10 x 10 (10^10 packages) takes
about a millisecond. The expected size of the front grows about with the square of the issues (Beier & Voecking).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from negotiations.engine import linked
from negotiations.engine.layers import (
    BLOCK,
    LOW_WORD,
    DenseLayer,
    Layer,
    SparseLayer,
    add_dense,
    add_sparse,
    cut,
    dense_front,
    to_dense,
)
from negotiations.engine.linked import Head
from negotiations.engine.problem import IntArray, Package, Problem, Progress, TooLarge
from negotiations.engine.reduction import Reduced, Stage, reduce


@dataclass(frozen=True, slots=True)
class Limits:
    """When to change method and when to give up.

    `fill`: part of the levels that the front may fill before the array method is cheaper, if it has `least` points.
    `levels`: longest level array (4 bytes each, one per issue is kept). `points`: most candidate points (8 bytes
    each) of the sorting method.
    """

    fill: float = 0.025
    least: int = 64
    levels: int = 2_500_000
    points: int = 8_000_000


@dataclass(frozen=True, eq=False)
class Frontier:
    """The frontier of two parties, ascending for the first of them.

    `utilities` is a (points, 2) array in the problem's units. Packages are rebuilt only when asked for.
    """

    problem: Problem
    utilities: IntArray
    reduced: Reduced
    layers: tuple[Layer, ...]
    head: Head | None = None

    def __len__(self) -> int:
        return len(self.utilities)

    @cached_property
    def acceptable(self) -> IntArray:
        """Indices of the points that are below nobody's floor."""
        keep = np.ones(len(self), dtype=bool)
        for party in (0, 1):
            floor = self.problem.floors[party]
            if floor is not None:
                keep &= self.utilities[:, party] >= floor
        return np.flatnonzero(keep)

    def package(self, index: int) -> Package:
        """One package at a point (the first in option order). O(issues x options)."""
        return self.packages([index])[0]

    def packages(self, indices: Sequence[int] | IntArray | None = None) -> list[Package]:
        """One package for each of these points (default: all), rebuilt together by looking backwards."""
        chosen = self.utilities if indices is None else self.utilities[np.asarray(indices, dtype=np.int64)]
        level, other = self.reduced.reduced(chosen)
        columns = np.arange(len(level))
        found = np.zeros((len(level), len(self.problem.issues)), dtype=np.int64)
        for stage, before in zip(reversed(self.reduced.stages), reversed(self.layers[:-1]), strict=True):
            left = level - np.array(stage.level, dtype=np.int64)[:, None]
            lower = other - np.array(stage.other, dtype=np.int64)[:, None]
            hits = before.has(left.ravel(), lower.ravel()).reshape(left.shape)
            choice = hits.argmax(axis=0)
            found[:, stage.issue] = np.array([same[0] for same in stage.options])[choice]
            level, other = left[choice, columns], lower[choice, columns]
        if self.head:
            for row, at in enumerate(zip(level.tolist(), other.tolist(), strict=True)):
                for issue, option in next(self.head.paths(*at)):
                    found[row, issue] = option
        return [tuple(row) for row in found.tolist()]

    def ties(self, index: int, limit: int | None = 100) -> list[Package]:
        """The packages at a point, every one of them when `limit` is None (there can be exponentially many)."""
        found: list[Package] = []
        for package in self._ties(index):
            if limit is not None and len(found) >= limit:
                break
            found.append(package)
        return sorted(found)

    def _ties(self, index: int) -> Iterator[Package]:
        level, other = (int(c[0]) for c in self.reduced.reduced(self.utilities[index : index + 1]))
        stages = self.reduced.stages
        for path, left in _paths(stages, self.layers, len(stages), level, other):
            for chosen in self.head.paths(*left) if self.head else ([],):
                for choice in product(*path):
                    package = [0] * len(self.problem.issues)
                    for stage, option in zip(stages, choice, strict=True):
                        package[stage.issue] = option
                    for issue, option in chosen:
                        package[issue] = option
                    yield tuple(package)


def solve(
    problem: Problem,
    *,
    parties: tuple[int, int] = (0, 1),
    within_floors: bool = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Frontier:
    """The exact frontier of two parties.

    `within_floors` leaves out, while computing, what is below a floor (smaller and faster; the part above the
    floors is the same either way). `progress(done, total)` is called after every issue and may raise `Cancelled`.
    Raises TooLarge before memory runs out. An empty frontier means that the floors leave no package.
    """
    bounds = limits or Limits()
    reduced = reduce(problem, parties, floors=within_floors)
    head = linked.solve(reduced, bounds.points) if reduced.links.issues else None
    layers: list[Layer] = [SparseLayer(head.points if head else np.zeros(1, dtype=np.int64))]
    work = np.empty(BLOCK, dtype=np.int32)
    for k, stage in enumerate(reduced.stages):
        least = (reduced.floor_level - reduced.rest_level[k + 1], reduced.floor_other - reduced.rest_other[k + 1])
        layer = layers[-1]
        if isinstance(layer, SparseLayer) and _dense_is_better(layer, reduced, k, bounds):
            layer = to_dense(layer.points)
        if isinstance(layer, DenseLayer):
            layers.append(add_dense(layer, stage, least[0], work))
        elif isinstance(layer, SparseLayer):
            if len(layer.points) * len(stage.level) > bounds.points:
                raise TooLarge("points", len(layer.points) * len(stage.level), k, len(reduced.stages))
            layers.append(SparseLayer(cut(add_sparse(layer.points, stage), *least)))
        if progress:
            progress(k + 1, len(reduced.stages))
    return Frontier(problem, _points(reduced, layers[-1]), reduced, tuple(layers), head)


def _dense_is_better(layer: SparseLayer, reduced: Reduced, k: int, limits: Limits) -> bool:
    """Whether shifting an array over the levels of the next stage costs less than sorting its candidates."""
    count = len(layer.points)
    linked_level, linked_other = reduced.links.most[-1]
    most = linked_level + reduced.rest_level[0] - reduced.rest_level[k + 1]
    fits = linked_level + reduced.rest_level[0] <= limits.levels and linked_other + reduced.rest_other[0] < 2**30
    return fits and count > limits.least and count > limits.fill * most


def _points(reduced: Reduced, layer: Layer) -> IntArray:
    if isinstance(layer, DenseLayer):
        if not len(layer.best):
            return np.empty((0, 2), dtype=np.int64)
        level, other = dense_front(layer, reduced.floor_other)
    elif isinstance(layer, SparseLayer):
        level, other = layer.points >> 32, layer.points & LOW_WORD
    utilities = reduced.utilities(level, other)
    return utilities if reduced.axis == 0 else utilities[::-1]


def _paths(
    stages: tuple[Stage, ...], layers: tuple[Layer, ...], k: int, level: int, other: int
) -> Iterator[tuple[list[tuple[int, ...]], tuple[int, int]]]:
    """Every way to reach a point after k issues: one tuple of equal options per issue, and what is left before."""
    if k == 0:
        yield [], (level, other)
        return
    stage = stages[k - 1]
    left = level - np.array(stage.level, dtype=np.int64)
    lower = other - np.array(stage.other, dtype=np.int64)
    for at in np.flatnonzero(layers[k - 1].has(left, lower)).tolist():
        for path, rest in _paths(stages, layers, k - 1, int(left[at]), int(lower[at])):
            path.append(stage.options[at])
            yield path, rest
