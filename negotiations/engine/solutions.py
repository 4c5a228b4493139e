"""Named points of a frontier: Nash, Kalai-Smorodinsky, egalitarian, best joint. Never a winner: four views.

All look only at what both prefer to no deal, count gains from there, compare in whole numbers and return every tie.
Nash (1950); Kalai & Smorodinsky (1975) by maximising the smallest fraction of the ideal gain, ties by the next
smallest (Imai 1983; Nagahisa & Tanaka 2002 for finite sets); Kalai (1977) likewise on plain gains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from negotiations.engine.frontier import Frontier
from negotiations.engine.problem import BoolArray, EngineError, IntArray, Package

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
    gains = frontier.utilities - np.array(stay, dtype=np.int64)
    kept = np.flatnonzero((gains >= 0).all(axis=1))
    if not len(kept):
        return Solutions(Outlook.NO_DEAL, stay, stay, ())
    inside = gains[kept]
    ideal = inside.max(axis=0)
    chosen = {
        Rule.NASH: _nash(inside),
        Rule.KALAI_SMORODINSKY: _leximin_fractions(inside, ideal),
        Rule.EGALITARIAN: _leximin(inside),
        Rule.BEST_JOINT: _largest(inside.sum(axis=1)),
    }
    points = []
    for rule, mask in chosen.items():
        at = kept[np.flatnonzero(mask)]
        show = int(at[np.flatnonzero(_leximin(gains[at]))[0]])
        utilities = tuple(int(u) for u in frontier.utilities[show])
        points.append(NamedPoint(rule, tuple(at.tolist()), show, utilities, tuple(int(g) for g in gains[show])))
    return Solutions(_outlook(inside), stay, tuple(int(i) + s for i, s in zip(ideal, stay, strict=True)), tuple(points))


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


def _outlook(gains: IntArray) -> Outlook:
    if (gains > 0).all(axis=1).any():
        return Outlook.BOTH_GAIN
    return Outlook.ONE_GAINS if (gains > 0).any() else Outlook.NO_GAIN


def _largest(values: IntArray) -> BoolArray:
    return np.asarray(values == values.max(), dtype=bool)


def _nash(gains: IntArray) -> BoolArray:
    """Largest product of gains; where nobody can have both, the largest gain of the one who can."""
    if not (gains > 0).all(axis=1).any():
        return _largest(gains.sum(axis=1)) if (gains[:, 0] == 0).all() or (gains[:, 1] == 0).all() else _corner(gains)
    if int(gains[:, 0].max()) * int(gains[:, 1].max()) < _EXACT_PRODUCT:
        return _largest(gains[:, 0] * gains[:, 1])
    products = [int(a) * int(b) for a, b in gains.tolist()]
    best = max(products)
    return np.array([value == best for value in products], dtype=bool)


def _corner(gains: IntArray) -> BoolArray:
    """Two one-sided deals, one for each: neither is better by Nash's rule, both are returned."""
    return np.asarray((gains > 0).any(axis=1), dtype=bool)


def _leximin(values: IntArray) -> BoolArray:
    low, high = values.min(axis=1), values.max(axis=1)
    worst = _largest(low)
    return np.asarray(worst & (high == high[worst].max()), dtype=bool)


def _leximin_fractions(gains: IntArray, ideal: IntArray) -> BoolArray:
    """Leximin of gain / ideal gain. A party that can gain nothing has no say."""
    if not ideal[0] or not ideal[1]:
        return _largest(gains.sum(axis=1))
    if int(ideal[0]) * int(ideal[1]) < _EXACT_PRODUCT:
        return _leximin(np.stack([gains[:, 0] * ideal[1], gains[:, 1] * ideal[0]], axis=1))
    rows = [sorted((int(a) * int(ideal[1]), int(b) * int(ideal[0]))) for a, b in gains.tolist()]
    best = max(rows)
    return np.array([row == best for row in rows], dtype=bool)
