"""The exact frontier of two parties: every pair of utilities that cannot be bettered for one without harm to the other.

Nemhauser-Ullmann dynamic programme over issues: the front after k issues is the undominated part of the front after
k - 1 plus the options of issue k, because adding the same vector keeps dominance. Sparse sorted points while they
are few, an array over utility levels when they fill more than a few per cent of it. 10 x 10 (10^10 packages) takes
about a millisecond. The expected size of the front grows about with the square of the issues (Beier & Voecking).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np

from negotiations.engine import linked, solver
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
from negotiations.engine.linking import worths
from negotiations.engine.problem import BoolArray, IntArray, Package, Problem, Progress, TooLarge
from negotiations.engine.reduction import Links, Reduced, Stage, reduce


@dataclass(frozen=True, slots=True)
class Limits:
    """When to change method and when to give up.

    `fill`: part of the levels that the front may fill before the array method is cheaper, if it has `least` points.
    `levels`: longest level array (4 bytes each, one per issue is kept). `points`: most candidate points (8 bytes
    each) of the sorting method. `solved`: most points asked of an integer solver, one by one.
    """

    fill: float = 0.025
    least: int = 64
    levels: int = 2_500_000
    points: int = 8_000_000
    solved: int = 1_000


@dataclass(frozen=True, eq=False)
class Frontier:
    """The frontier of two parties, ascending for the first of them.

    `utilities` is a (points, 2) array in the problem's units, `at` the same points in the programme's own (level,
    other). Packages are rebuilt only when asked for. `error`: 0 when exact, see `approximate`.
    """

    problem: Problem
    utilities: IntArray
    reduced: Reduced
    layers: tuple[Layer, ...]
    head: Head | None
    at: tuple[IntArray, IntArray]
    parties: tuple[int, int] = (0, 1)
    error: int = 0

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
        chosen = slice(None) if indices is None else np.asarray(indices, dtype=np.int64)
        level, other = self.at[0][chosen], self.at[1][chosen]
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
        level, other = int(self.at[0][index]), int(self.at[1][index])
        stages = self.reduced.stages
        for path, left in _paths(stages, self.layers, len(stages), level, other):
            for chosen in self.head.paths(*left) if self.head else ([],):
                for choice in product(*path):
                    package = [0] * len(self.problem.issues)
                    for stage, option in zip(stages, choice, strict=True):
                        package[stage.issue] = option
                    for issue, option in chosen:
                        package[issue] = option
                    if not self.error or self._is_at(package, index):
                        yield tuple(package)

    def _is_at(self, package: Sequence[int], index: int) -> bool:
        """Whether a package that looks the same in rounded numbers is the same."""
        return all(
            self.problem.utility(package, p) == u for p, u in zip(self.parties, self.utilities[index], strict=True)
        )


def solve(
    problem: Problem,
    *,
    parties: tuple[int, int] = (0, 1),
    within_floors: bool = False,
    window: tuple[int | None, int | None] = (None, None),
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Frontier:
    """The exact frontier of two parties, rules and caps between issues kept.

    `within_floors` leaves out, while computing, what is below a floor (smaller and faster; the part above the
    floors is the same either way); `window` likewise what is not worth (least, most) units to the first party.
    `progress(done, total)` is called after every issue and may raise `Cancelled`. An empty frontier means that
    floors, window, rules and caps leave no package. Caps that have too many states to be carried are put to an
    integer solver (`solver`, exact but slow). Raises TooLarge before time or memory runs out.
    """
    bounds = limits or Limits()
    try:
        reduced = reduce(problem, parties, floors=within_floors, window=window)
        head = linked.solve(reduced, bounds.points, progress) if reduced.links.issues else None
    except TooLarge:
        if not problem.caps:
            raise
        found = solver.frontier(problem, parties, within_floors, window, bounds.solved, progress)
        return _point_by_point(problem, found)
    layers: list[Layer] = [SparseLayer(head.points if head else np.zeros(1, dtype=np.int64))]
    work, linked_issues = np.empty(BLOCK, dtype=np.int32), len(reduced.links.issues)
    for k, stage in enumerate(reduced.stages):
        least = (reduced.floor_level - reduced.rest_level[k + 1], reduced.floor_other - reduced.rest_other[k + 1])
        layer = layers[-1]
        if isinstance(layer, SparseLayer) and _dense_is_better(layer, reduced, k, bounds):
            layer = to_dense(layer.points)
        if isinstance(layer, DenseLayer):
            layers.append(add_dense(layer, stage, least[0], work, reduced.most[0]))
        elif isinstance(layer, SparseLayer):
            if len(layer.points) * len(stage.level) > bounds.points:
                raise TooLarge.at("points", len(layer.points) * len(stage.level), k, len(reduced.stages))
            layers.append(SparseLayer(cut(add_sparse(layer.points, stage), least, reduced.most)))
        if progress:
            progress(linked_issues + k + 1, linked_issues + len(reduced.stages))
    at = _points(reduced, layers[-1])
    return Frontier(problem, reduced.utilities(*at), reduced, tuple(layers), head, at, parties)


def _points(reduced: Reduced, layer: Layer) -> tuple[IntArray, IntArray]:
    """Level and other of the points of the last layer within the window, ascending for the first party."""
    if isinstance(layer, SparseLayer):
        level, other = layer.points >> 32, layer.points & LOW_WORD
    elif isinstance(layer, DenseLayer) and len(layer.best):
        level, other = dense_front(layer, reduced.floor_other)
    else:
        level = other = np.empty(0, dtype=np.int64)
    for values, most in ((level, reduced.most[0]), (other, reduced.most[1])):
        if most is not None:
            keep = values <= most
            level, other = level[keep], other[keep]
    return (level, other) if reduced.axis == 0 else (level[::-1], other[::-1])


def _point_by_point(problem: Problem, found: solver.Solved) -> Frontier:
    """A front without a programme behind it: all issues are "linked" and nothing follows."""
    nothing = Links((), (0, 0), ((0, 0),))
    reduced = Reduced((), nothing, 0, found.base, (1, 1), (0,), (0,), 0, 0)
    points = found.points
    at = (points >> 32, points & LOW_WORD)
    return Frontier(problem, reduced.utilities(*at), reduced, (SparseLayer(points),), found, at, found.parties)


def approximate(
    problem: Problem,
    error: int,
    *,
    parties: tuple[int, int] = (0, 1),
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Frontier:
    """A frontier to within `error` units: for every package there is a point no worse for the first party and at
    most so much worse for the second. Every point is a real package with its exact worths.

    The second party's contributions are rounded down to a grain of error / issues, which bounds the sum of what is
    lost; the rounded problem is solved exactly. An error of a thousandth makes 60 issues of 20 options small.
    """
    second = parties[1]
    rough, grain = _rounded(problem, second, error)
    found = solve(rough, parties=parties, progress=progress, limits=limits)
    if grain == 1:
        return found
    rows = np.array(found.packages(), dtype=np.int64).reshape(-1, len(problem.issues))
    true = np.stack([worths(problem, rows, p) for p in parties], axis=1)
    keep = len(true) - 1 - np.flatnonzero(_records(true[::-1, 1]))[::-1]
    return replace(found, problem=problem, utilities=true[keep], at=(found.at[0][keep], found.at[1][keep]), error=error)


def _rounded(problem: Problem, party: int, error: int) -> tuple[Problem, int]:
    """The party's contributions and bonuses rounded down to whole grains, and the grain."""
    parts = sum(issue.span(party) > 0 for issue in problem.issues)
    parts += sum(rule.bonus is not None and rule.bonus[party] != 0 for rule in problem.rules)
    grain = max(0, error) // max(1, parts) + 1
    rows = []
    for issue in problem.issues:
        low = min(issue.contributions[party][v] for v in issue.allowed)
        rows.append([low + (value - low) // grain * grain for value in issue.contributions[party]])
    rules = tuple(
        rule
        if rule.bonus is None
        else replace(rule, bonus=(*rule.bonus[:party], rule.bonus[party] // grain * grain, *rule.bonus[party + 1 :]))
        for rule in problem.rules
    )
    return replace(problem.with_contributions(party, rows), rules=rules), grain


def _records(values: IntArray) -> BoolArray:
    """Where a value is larger than all before it."""
    best = np.maximum.accumulate(values)
    keep = np.ones(len(values), dtype=bool)
    keep[1:] = values[1:] > best[:-1]
    return keep


def _dense_is_better(layer: SparseLayer, reduced: Reduced, k: int, limits: Limits) -> bool:
    """Whether shifting an array over the levels of the next stage costs less than sorting its candidates."""
    count = len(layer.points)
    linked_level, linked_other = reduced.links.most[-1]
    most = linked_level + reduced.rest_level[0] - reduced.rest_level[k + 1]
    fits = linked_level + reduced.rest_level[0] <= limits.levels and linked_other + reduced.rest_other[0] < 2**30
    return fits and count > limits.least and count > limits.fill * most


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
