"""What the frontier programme works on: the two-party problem without everything that cannot matter.

Per issue the removed and the strictly worse options go; every party's contributions start at 0 and lose their
greatest common divisor; issues with few options come first; the axis with the smaller span becomes the level axis.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np

from negotiations.engine import states
from negotiations.engine.problem import IntArray, Issue, Problem
from negotiations.engine.states import Turn

Row = tuple[int, int, tuple[int, ...]]
"""A distinct pair of contributions and the options that have it."""


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


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A turn (see `states`) in reduced units: to[s, v] and what that step adds, bonus counted. `chain` as there."""

    issue: int
    options: tuple[int, ...]
    to: IntArray
    level: IntArray
    other: IntArray
    chain: IntArray


@dataclass(frozen=True, slots=True)
class Links:
    """The linked issues in the order of the programme.

    `start` is the (level, other) that all penalties together could take away: nothing gets below 0. `most` is the
    largest (level, other) after each number of linked issues.
    """

    issues: tuple[Link, ...]
    start: tuple[int, int]
    most: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reduced:
    """A two-party problem in reduced units.

    `axis` is the party on the level axis; `base` and `step` per party turn reduced units back: u = base + step * r.
    `rest_level[k]`, `rest_other[k]` are the most that the stages from k on can still add.
    `floor_level`, `floor_other` are the least acceptable totals in reduced units (0 when there is no floor), `most`
    the largest wanted (level, other).
    """

    stages: tuple[Stage, ...]
    links: Links
    axis: int
    base: tuple[int, int]
    step: tuple[int, int]
    rest_level: tuple[int, ...]
    rest_other: tuple[int, ...]
    floor_level: int
    floor_other: int
    most: tuple[int | None, int | None] = (None, None)

    def utilities(self, level: IntArray, other: IntArray) -> IntArray:
        """Two columns (first party, second party) in the problem's own units."""
        columns = (level, other) if self.axis == 0 else (other, level)
        return np.stack([self.base[p] + self.step[p] * columns[p] for p in (0, 1)], axis=1)

    def reduced(self, utilities: IntArray) -> tuple[IntArray, IntArray]:
        """The inverse of `utilities`: the level and other columns."""
        columns = [(utilities[:, p] - self.base[p]) // self.step[p] for p in (0, 1)]
        return columns[self.axis], columns[1 - self.axis]


def reduce(
    problem: Problem,
    parties: tuple[int, int] = (0, 1),
    *,
    floors: bool = False,
    window: tuple[int | None, int | None] = (None, None),
) -> Reduced:
    """The reduced problem of two of the parties.

    `floors` keeps only what both prefer to no deal, `window` what is worth (least, most) units to the first party.
    """
    linked = states.turns(problem)
    loose = {turn.issue: _all_rows(problem.issues[turn.issue], parties) for turn in linked}
    kept = {i: _undominated(issue, parties) for i, issue in enumerate(problem.issues) if i not in loose}
    bonuses = [rule.bonus and tuple(rule.bonus[p] for p in parties) for rule in problem.rules]
    base, step, spans = zip(*(_axis(list(kept.values()), loose, bonuses, p) for p in (0, 1)), strict=True)
    axis = 0 if spans[0] <= spans[1] else 1
    stages = [_stage(i, rows, step, axis) for i, rows in kept.items()]
    stages.sort(key=lambda stage: len(stage.level))
    least = [_limit(problem.floors[parties[p]] if floors else None, base[p], step[p]) for p in (0, 1)]
    least[0] = max(least[0], _limit(window[0], base[0], step[0]))
    most = (None if window[1] is None else (window[1] - base[0]) // step[0], None)
    return Reduced(
        tuple(stages),
        _links(linked, loose, bonuses, parties, step, axis),
        axis,
        base,
        step,
        _rest([stage.level[-1] for stage in stages]),
        _rest([stage.other[0] for stage in stages]),
        least[axis],
        least[1 - axis],
        (most[axis], most[1 - axis]),
    )


def _axis(
    kept: list[list[Row]], loose: dict[int, list[Row]], bonuses: list[tuple[int, ...] | None], p: int
) -> tuple[int, int, int]:
    """Base, step and span of one party: worst total, greatest common divisor of all differences, largest total."""
    groups = [[row[:2][p] for row in rows] for rows in (*kept, *loose.values())]
    low = [min(values) for values in groups]
    extra = [bonus[p] for bonus in bonuses if bonus]
    step = gcd(*(v - least for values, least in zip(groups, low, strict=True) for v in values), *extra) or 1
    span = sum(max(values) for values in groups) - sum(low) + sum(abs(value) for value in extra)
    return sum(low) + sum(min(0, value) for value in extra), step, span // step


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


def _stage(index: int, rows: list[Row], step: tuple[int, ...], axis: int) -> Stage:
    """The rows in reduced units, rising on the level axis."""
    low = (rows[-1][0], rows[0][1])
    rising = rows[::-1] if axis == 0 else rows
    first = [(row[0] - low[0]) // step[0] for row in rising]
    second = [(row[1] - low[1]) // step[1] for row in rising]
    level, other = (first, second) if axis == 0 else (second, first)
    return Stage(index, tuple(level), tuple(other), tuple(row[2] for row in rising))


def _all_rows(issue: Issue, parties: tuple[int, int]) -> list[Row]:
    """Every allowed option by itself: a rule may make a dominated one worth having."""
    first, second = (issue.contributions[p] for p in parties)
    return [(first[v], second[v], (v,)) for v in issue.allowed]


def _links(
    linked: tuple[Turn, ...],
    loose: dict[int, list[Row]],
    bonuses: list[tuple[int, ...] | None],
    parties: tuple[int, int],
    step: tuple[int, ...],
    axis: int,
) -> Links:
    taken = [sum(max(0, -b[p]) for b in bonuses if b) // step[p] for p in (0, 1)]
    links, most = [], [(taken[axis], taken[1 - axis])]
    for turn in linked:
        table = np.array([row[:2] for row in loose[turn.issue]], dtype=np.int64)
        added = (table - table.min(axis=0))[None, :, :] + turn.bonus[:, :, list(parties)]
        if max(step) > 1:
            added //= np.array(step, dtype=np.int64)
        level, other = added[:, :, axis], added[:, :, 1 - axis]
        top = added[turn.to >= 0].max(axis=0, initial=0)
        most.append((most[-1][0] + int(top[axis]), most[-1][1] + int(top[1 - axis])))
        links.append(Link(turn.issue, turn.options, turn.to, level, other, turn.chain))
    return Links(tuple(links), most[0], tuple(most))


def _limit(floor: int | None, base: int, step: int) -> int:
    return 0 if floor is None else max(0, -((base - floor) // step))


def _rest(most: list[int]) -> tuple[int, ...]:
    """Suffix sums: what the stages from k on can still add, for k = 0..n."""
    totals = [0]
    for value in reversed(most):
        totals.append(totals[-1] + value)
    return tuple(reversed(totals))
