"""Issues that can take any value: the exact frontier as a line, alone or together with issues of separate options.

Each such issue is straight or concave in pieces for both sides. Moving it from their best end to ours gains us at a
falling rate, so all of them together are settled by ratio: first where we gain most per unit that they lose (Raiffa
1982; Raith 2000). At any point at most one issue lies inside a piece. With separate options, every point of their
frontier carries the same line with it, and two such lines cross at most once, so that the outer line is found in
one pass. What is not concave has to be put in business steps instead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from negotiations.engine import frontier
from negotiations.engine.frontier import Frontier
from negotiations.engine.problem import OURS, THEIRS, EngineError, FloatArray, Issue, Package, Problem, Progress

_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Line:
    """A continuous issue: rising levels, and what each is worth to us and to them in units, straight in between."""

    key: str
    levels: tuple[float, ...]
    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    def __post_init__(self) -> None:
        if not len(self.levels) == len(self.ours) == len(self.theirs) >= 2:
            raise EngineError(f"Issue {self.key!r} needs two or more levels, each with its worth to both.")
        if any(b <= a for a, b in pairwise(self.levels)):
            raise EngineError(f"The levels of issue {self.key!r} must rise.")
        for worths in (self.ours, self.theirs):
            slopes = np.diff(worths) / np.diff(self.levels)
            if (np.diff(slopes) > _NOISE * max(1.0, float(np.abs(slopes).max()))).any():
                raise EngineError(f"Issue {self.key!r} is not concave (gains that grow): put it in business steps.")

    def worth(self, level: float) -> tuple[float, float]:
        """What a level is worth to us and to them, in units."""
        return tuple(float(np.interp(level, self.levels, row)) for row in (self.ours, self.theirs))  # type: ignore[return-value]

    def efficient(self) -> list[int]:
        """Places of the levels worth agreeing on, from their best to ours; one where both want the same."""
        best = [[k for k, worth in enumerate(row) if worth == max(row)] for row in (self.ours, self.theirs)]
        (a, b), (c, d) = ((row[0], row[-1]) for row in best)
        if b < c:
            return list(range(c, b - 1, -1))
        return list(range(d, a + 1)) if d < a else [max(a, c)]


@dataclass(frozen=True, slots=True)
class Move:
    """A straight part of a line on the way from their best end to ours: units that we gain and that they lose."""

    line: int
    start: float
    end: float
    gain: float
    cost: float


@dataclass(frozen=True, slots=True)
class Deal:
    """A point of the frontier: options of the separate issues (empty without any), a level for each line.

    `between`: the one line that lies inside a straight part, None when all are at an end of one.
    """

    package: Package
    levels: tuple[float, ...]
    between: int | None
    ours: float
    theirs: float


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """The part of the frontier that belongs to one point of the separate options, from `first` to `last` for us."""

    point: int
    first: float
    last: float


@dataclass(frozen=True, eq=False)
class Curve:
    """The frontier of continuous issues, with or without separate options. All worths in units.

    `reach` are our worths at the vertices of the lines alone, rising, `keep` theirs, falling; `moves` lead from one
    to the next. `pieces` follow each other, rising for us; between two of them may be a gap where nothing is.
    """

    lines: tuple[Line, ...]
    options: Frontier | None
    reach: FloatArray
    keep: FloatArray
    moves: tuple[Move, ...]
    pieces: tuple[Piece, ...]

    @cached_property
    def base(self) -> FloatArray:
        """The frontier of the separate options: (points, 2); one point of nothing without any."""
        return np.zeros((1, 2)) if self.options is None else self.options.utilities.astype(np.float64)

    @cached_property
    def vertices(self) -> list[list[tuple[float, float]]]:
        """The frontier as lines to draw: one list of (ours, theirs) corners per piece, rising for us."""
        return [[self._point(piece, ours) for ours in self._corners(piece)] for piece in self.pieces]

    def at(self, ours: float) -> Deal:
        """The deal best for them that is worth at least so much to us. Raises EngineError beyond our best."""
        k = bisect_left(self.pieces, ours - _NOISE * max(1.0, abs(ours)), key=lambda piece: piece.last)
        if k == len(self.pieces):
            raise EngineError("No deal is worth that much to us.")
        piece = self.pieces[k]
        return self._deal(piece, min(max(ours, piece.first), piece.last))

    def nash(self, disagreement: tuple[float, float]) -> Deal | None:
        """The deal with the largest product of gains, None when nothing lets both gain."""
        best, found = 0.0, None
        for piece, corners in zip(self.pieces, self.vertices, strict=True):
            for start, end in zip(corners, corners[1:] or corners, strict=False):
                ours = _largest_product(start, end, disagreement)
                gains = [value - stay for value, stay in zip(self._point(piece, ours), disagreement, strict=True)]
                if min(gains) > 0 and gains[0] * gains[1] > best:
                    best, found = gains[0] * gains[1], self._deal(piece, ours)
        return found

    def _corners(self, piece: Piece) -> list[float]:
        inner = self.base[piece.point, 0] + self.reach
        return [piece.first, *inner[(inner > piece.first) & (inner < piece.last)].tolist(), piece.last]

    def _point(self, piece: Piece, ours: float) -> tuple[float, float]:
        base = self.base[piece.point]
        return ours, float(base[1] + np.interp(ours - base[0], self.reach, self.keep))

    def _deal(self, piece: Piece, ours: float) -> Deal:
        levels = [line.levels[line.efficient()[0]] for line in self.lines]
        left, between = ours - self.base[piece.point, 0] - self.reach[0], None
        for move in self.moves:
            if left <= _NOISE * move.gain:
                break
            part = min(1.0, left / move.gain)
            levels[move.line] = move.start + part * (move.end - move.start)
            between = move.line if part < 1 - _NOISE else None
            left -= move.gain
        package = () if self.options is None else self.options.package(piece.point)
        return Deal(package, tuple(levels), between, *self._point(piece, ours))


def solve(lines: Sequence[Line], problem: Problem | None = None, *, progress: Progress | None = None) -> Curve:
    """The exact frontier of these lines together with a problem of separate options (rules and caps kept).

    Raises EngineError without a line, or when the rules leave no package. 10 lines and a frontier of 1,000 points
    take some 0.1 s; `progress` is called for the separate options.
    """
    if not lines:
        raise EngineError("There must be at least one continuous issue.")
    moves: list[Move] = []
    reach, keep = [0.0], [0.0]
    for k, line in enumerate(lines):
        path = line.efficient()
        reach[0] += line.ours[path[0]]
        keep[0] += line.theirs[path[0]]
        moves += [
            Move(k, line.levels[a], line.levels[b], line.ours[b] - line.ours[a], line.theirs[a] - line.theirs[b])
            for a, b in pairwise(path)
        ]
    moves = _by_ratio(moves)
    for move in moves:
        reach.append(reach[-1] + move.gain)
        keep.append(keep[-1] - move.cost)
    options = None if problem is None else frontier.solve(problem, progress=progress)
    if options is not None and not len(options):
        raise EngineError("The rules leave no package at all.")
    curve = Curve(tuple(lines), options, np.array(reach), np.array(keep), tuple(moves), ())
    return replace(curve, pieces=_outer(curve))


def _by_ratio(moves: list[Move]) -> list[Move]:
    """Largest gain per cost first; those of one line stay in their order whatever the last digit says."""
    ratios: list[float] = []
    for k, move in enumerate(moves):
        same = k > 0 and moves[k - 1].line == move.line
        ratios.append(min(ratios[-1], move.gain / move.cost) if same else move.gain / move.cost)
    return [moves[k] for k in sorted(range(len(moves)), key=lambda k: -ratios[k])]


def _outer(curve: Curve) -> tuple[Piece, ...]:
    """Which point's line is the outermost where: a stack, because two of them cross at most once."""
    base = curve.base
    stack: list[tuple[int, float]] = []
    for j in range(len(base)):
        start = -np.inf
        while stack:
            i, since = stack[-1]
            start = _crossing(curve, base[i], base[j])
            if start > max(since, base[i, 0] + curve.reach[0]):
                break
            stack.pop()
            start = -np.inf
        stack.append((j, start))
    pieces = []
    for (i, since), (_, until) in zip(stack, [*stack[1:], (0, np.inf)], strict=True):
        first = max(since, base[i, 0] + curve.reach[0])
        pieces.append(Piece(i, float(first), float(min(until, base[i, 0] + curve.reach[-1]))))
    return tuple(pieces)


def _crossing(curve: Curve, left: FloatArray, right: FloatArray) -> float:
    """From which worth for us on the right point's line is at least as good for them as the left one's."""
    end = left[0] + curve.reach[-1]
    corners = np.concatenate([left[0] + curve.reach, right[0] + curve.reach])
    at = np.sort(corners[corners <= end])
    ahead = left[1] - right[1] + np.interp(at - left[0], curve.reach, curve.keep)
    ahead -= np.interp(at - right[0], curve.reach, curve.keep)
    if ahead[-1] > 0:
        return float(np.nextafter(end, np.inf))  # the left one is ahead as far as it goes
    k = int(np.argmax(ahead <= 0))
    return float(at[k - 1] + (at[k] - at[k - 1]) * ahead[k - 1] / (ahead[k - 1] - ahead[k]))


def _largest_product(start: tuple[float, float], end: tuple[float, float], stay: tuple[float, float]) -> float:
    """Our worth where the product of gains is largest on a straight part."""
    (a, b), rise, fall = start, end[0] - start[0], end[1] - start[1]
    if rise * fall == 0:
        return end[0] if fall == 0 else a
    best = -(rise * (b - stay[1]) + fall * (a - stay[0])) / (2 * rise * fall)
    return a + min(1.0, max(0.0, best)) * rise


@dataclass(frozen=True, slots=True)
class StepCost:
    """What business steps cost at the Nash deal of the continuous frontier, in units.

    `ours`: what we lose when they keep what they have there, `theirs` the other way round; None when no stepped
    deal gives as much. `either`: there is a stepped deal by which neither loses more.
    """

    nash: Deal
    ours: float | None
    theirs: float | None
    either: float


def stepped(line: Line, step: float) -> Issue:
    """The issue in business steps from its lowest level on, the highest included; worths rounded to units."""
    if step <= 0:
        raise EngineError("A step must be positive.")
    count = int((line.levels[-1] - line.levels[0]) / step + _NOISE)
    levels = [line.levels[0] + k * step for k in range(count + 1)]
    if levels[-1] < line.levels[-1] - _NOISE * step:
        levels.append(line.levels[-1])
    rows = tuple(tuple(round(line.worth(level)[side]) for level in levels) for side in (OURS, THEIRS))
    return Issue(line.key, tuple(f"{level:g}" for level in levels), rows)


def step_cost(curve: Curve, steps: Sequence[float], disagreement: tuple[float, float]) -> StepCost | None:
    """What putting every line in steps of this size costs at most; None when no deal lets both gain."""
    nash = curve.nash(disagreement)
    if nash is None:
        return None
    issues = tuple(stepped(line, step) for line, step in zip(curve.lines, steps, strict=True))
    if curve.options is None:
        whole = Problem(("ours", "theirs"), issues, 1)
    else:
        problem = curve.options.problem
        caps = tuple(replace(c, amounts=(*c.amounts, *((0,) * len(i.options) for i in issues))) for c in problem.caps)
        whole = replace(problem, issues=(*problem.issues, *issues), caps=caps)
    short = np.array([nash.ours, nash.theirs]) - frontier.solve(whole).utilities
    losses = [short[short[:, 1 - side] <= _NOISE, side] for side in (0, 1)]
    ours, theirs = (max(0.0, float(loss.min())) if len(loss) else None for loss in losses)
    return StepCost(nash, ours, theirs, max(0.0, float(short.max(axis=1).min())))
