"""Named points of a frontier: Nash, Kalai-Smorodinsky, egalitarian, best joint. Never a winner: four views.

All look only at what both prefer to no deal, count gains from there, compare in whole numbers and return every tie.
Nash (1950); Kalai & Smorodinsky (1975) by maximising the smallest fraction of the ideal gain, ties by the next
smallest (Imai 1983; Nagahisa & Tanaka 2002 for finite sets); Kalai (1977) likewise on plain gains.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from negotiations.engine.frontier import Frontier
from negotiations.engine.problem import EngineError, IntArray, Package

_EXACT_PRODUCT = 2**62


class Outlook(StrEnum):
    """Whether there is anything to agree on."""

    BOTH_GAIN = "both gain"
    ONE_GAINS = "one gains"
    """Deals exist that nobody loses by, but none by which everybody gains."""
    NO_GAIN = "nobody gains"
    """The only acceptable deals are worth exactly what no deal is worth."""
    NO_DEAL = "no deal"
    """Every package is below somebody's floor."""


class Rule(StrEnum):
    """A way to name one point of the frontier."""

    NASH = "nash"
    KALAI_SMORODINSKY = "kalai-smorodinsky"
    EGALITARIAN = "egalitarian"
    BEST_JOINT = "best joint"


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """Where a rule lands: the indices of all equally good frontier points (at least one), ascending.

    `index` is the one of them to show: the most even one (leximin of gains). `utilities` and `gains` are its own,
    in units, one number per party.
    """

    rule: Rule
    indices: tuple[int, ...]
    index: int
    utilities: tuple[int, ...]
    gains: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Solutions:
    """The named points, empty when no deal is acceptable to both."""

    outlook: Outlook
    disagreement: tuple[int, ...]
    ideal: tuple[int, ...]
    """Each party's best acceptable utility, in units; the disagreement when no deal is acceptable."""
    points: tuple[NamedPoint, ...]

    def __getitem__(self, rule: Rule) -> NamedPoint:
        for point in self.points:
            if point.rule is rule:
                return point
        raise EngineError("No deal is acceptable to both, so no point can be named.")

    def together(self) -> tuple[tuple[Rule, ...], ...]:
        """Rules grouped by the points they choose: Nash = KS comes out as one group."""
        groups: dict[tuple[int, ...], list[Rule]] = {}
        for point in self.points:
            groups.setdefault(point.indices, []).append(point.rule)
        return tuple(tuple(rules) for rules in groups.values())


@dataclass(frozen=True, slots=True)
class Shift:
    """Where the named points go when one party's value of no deal is changed."""

    party: int
    floor: int
    solutions: Solutions
    moved: tuple[Rule, ...]


def solve(frontier: Frontier, disagreement: Sequence[int] | None = None) -> Solutions:
    """All named points of a frontier that was computed without dropping anything above the disagreement.

    `disagreement` (units, one per party) defaults to the problem's floors; a party without one is held to its
    worst package. It may lie below everything: it is used as it stands.
    """
    problem = frontier.problem
    stay = tuple(problem.disagreement(p) for p in (0, 1)) if disagreement is None else tuple(disagreement)
    first, last = _acceptable(frontier, stay)
    if first >= last:
        return Solutions(Outlook.NO_DEAL, stay, stay, ())
    ours, theirs = (frontier.utilities[first:last, p] - stay[p] for p in (0, 1))
    ideal = (int(ours[-1]), int(theirs[0]))
    chosen = {
        Rule.NASH: _nash(ours, theirs),
        Rule.KALAI_SMORODINSKY: _leximin(ours, theirs, ideal),
        Rule.EGALITARIAN: _leximin(ours, theirs, (1, 1)),
        Rule.BEST_JOINT: _largest(ours + theirs),
    }
    points = []
    for rule, at in chosen.items():
        show = at[_leximin(ours[at], theirs[at], (1, 1))[0]]
        gains = (int(ours[show]), int(theirs[show]))
        utilities = (gains[0] + stay[0], gains[1] + stay[1])
        points.append(NamedPoint(rule, tuple(i + first for i in at), show + first, utilities, gains))
    best = (ideal[0] + stay[0], ideal[1] + stay[1])
    return Solutions(_outlook(ours, theirs), stay, best, tuple(points))


def packages(frontier: Frontier, point: NamedPoint, limit: int = 20) -> list[Package]:
    """The packages at a named point, ties of points and of packages included, at most `limit`."""
    found: list[Package] = []
    for index in point.indices:
        found += frontier.ties(index, limit - len(found))
        if len(found) >= limit:
            break
    return found


def sensitivity(frontier: Frontier, by: Fraction = Fraction(1, 5)) -> list[Shift]:
    """What changes when each party's value of no deal is a fifth less or more than thought.

    The change is a part of the distance from the party's worst package, so that a floor of 0 still moves nowhere
    and a shifted scale changes nothing. The frontier must not have been computed within the floors.
    """
    base = solve(frontier)
    shifts = []
    for party in (0, 1):
        floor = base.disagreement[party]
        distance = floor - frontier.problem.worst(party)
        for sign in (-1, 1):
            moved = list(base.disagreement)
            moved[party] = floor + sign * round(distance * by)
            now = solve(frontier, moved)
            shifts.append(Shift(party, moved[party], now, _differences(base, now)))
    return shifts


def _differences(before: Solutions, after: Solutions) -> tuple[Rule, ...]:
    was = {point.rule: point.indices for point in before.points}
    now = {point.rule: point.indices for point in after.points}
    return tuple(rule for rule in Rule if was.get(rule) != now.get(rule))


def _acceptable(frontier: Frontier, stay: tuple[int, ...]) -> tuple[int, int]:
    """First and last + 1 of the points that nobody loses by: along a frontier they lie side by side."""
    ours, theirs = frontier.utilities[:, 0], frontier.utilities[:, 1]
    first = bisect_left(range(len(ours)), True, key=lambda i: bool(ours[i] >= stay[0]))
    last = bisect_left(range(len(ours)), True, key=lambda i: bool(theirs[i] < stay[1]))
    return first, last


def _outlook(ours: IntArray, theirs: IntArray) -> Outlook:
    """Of gains that are nowhere negative, the first party's rising and the second's falling."""
    if ((ours > 0) & (theirs > 0)).any():
        return Outlook.BOTH_GAIN
    return Outlook.ONE_GAINS if ours[-1] > 0 or theirs[0] > 0 else Outlook.NO_GAIN


def _largest(values: IntArray) -> list[int]:
    found: list[int] = np.flatnonzero(values == values.max()).tolist()
    return found


def _nash(ours: IntArray, theirs: IntArray) -> list[int]:
    """Largest product of gains. Where nobody can gain together with the other, each one's own best deal:
    Nash's rule then only asks for the largest group that can gain, and both groups have one member.
    """
    if _outlook(ours, theirs) is not Outlook.BOTH_GAIN:
        return np.flatnonzero((ours > 0) | (theirs > 0)).tolist() or [0]
    if int(ours[-1]) * int(theirs[0]) < _EXACT_PRODUCT:
        return _largest(ours * theirs)
    products = [a * b for a, b in zip(ours.tolist(), theirs.tolist(), strict=True)]
    best = max(products)
    return [i for i, value in enumerate(products) if value == best]


def _leximin(ours: IntArray, theirs: IntArray, ideal: tuple[int, int]) -> list[int]:
    """Largest smaller one of gain / ideal, then largest other one. A party that can gain nothing has no say.

    Along the frontier ours rises and theirs falls, so only the two points where they cross can be it. Python's
    whole numbers make the comparison exact whatever the scale.
    """
    if not ideal[0] or not ideal[1]:
        return [len(ours) - 1] if ideal[0] else [0]

    def parts(i: int) -> tuple[int, int]:
        return int(ours[i]) * ideal[1], int(theirs[i]) * ideal[0]

    cross = bisect_left(range(len(ours)), True, key=lambda i: parts(i)[0] >= parts(i)[1])
    near = [i for i in (cross - 1, cross) if 0 <= i < len(ours)]
    best = max(sorted(parts(i)) for i in near)
    return [i for i in near if sorted(parts(i)) == best]
