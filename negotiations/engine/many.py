"""The exact frontier of three or more parties, and the points that name it.

The same programme as for two parties with a filter for more dimensions, rules and caps kept by state. Fronts grow
fast with parties: what would pass `MOST` points is refused, or thinned where that was asked for, and then it says so.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from negotiations.engine import states
from negotiations.engine.problem import BoolArray, IntArray, Package, Problem, Progress, TooLarge
from negotiations.engine.solutions import Rule
from negotiations.engine.states import Turn

MOST = 20_000
_CHUNK = 256
_WIDEST = 100


@dataclass(frozen=True, eq=False)
class ManyFrontier:
    """Undominated points of all parties, in lexicographic order: (points, parties) units.

    Packages are rebuilt by looking backwards through the fronts (by state) after each issue. `thinned`: the number
    of issues after which points were first left out, None when the frontier is exact. A thinned frontier has real
    packages and each party's best, but others may be missing or better.
    """

    problem: Problem
    utilities: IntArray
    turns: tuple[Turn, ...]
    layers: tuple[dict[int, IntArray], ...]
    thinned: int | None = None

    def __len__(self) -> int:
        return len(self.utilities)

    def package(self, index: int) -> Package:
        """One package at a point (the first in option order of the last issue)."""
        point, state = self.utilities[index], 0
        found = [0] * len(self.turns)
        for turn, before in zip(reversed(self.turns), reversed(self.layers[:-1]), strict=True):
            added = _added(self.problem, turn)
            for place, start in sorted((v, s) for s, v in np.argwhere(turn.to == state).tolist()):
                left = point - added[start, place]
                if start in before and (before[start] == left).all(axis=1).any():
                    found[turn.issue], point, state = turn.options[place], left, start
                    break
        return tuple(found)


@dataclass(frozen=True, slots=True)
class ManyPoint:
    """A named point: indices of all ties, one of them to show, its utilities and gains per party in units."""

    rule: Rule
    indices: tuple[int, ...]
    index: int
    utilities: tuple[int, ...]
    gains: tuple[int, ...]


def solve(
    problem: Problem,
    *,
    within_floors: bool = False,
    progress: Progress | None = None,
    most: int = MOST,
    thin: int | None = None,
) -> ManyFrontier:
    """The exact frontier of all parties (any number). 8 issues of 5 options and 3 parties: some hundredths of a
    second. `within_floors` leaves out, while computing, what is below a floor. `thin` keeps about so many points
    after an issue instead of raising TooLarge beyond `most`; the result says so.
    """
    turns = states.every(problem)
    least = _least(problem, turns) if within_floors else None
    layers: list[dict[int, IntArray]] = [{0: np.zeros((1, len(problem.parties)), dtype=np.int64)}]
    thinned = None
    for k, turn in enumerate(turns):
        needed = sum(map(len, layers[-1].values())) * len(turn.options)
        if needed > _WIDEST * most:
            raise _too_large(needed, k, len(turns))
        fronts = {state: undominated(points) for state, points in _moved(problem, layers[-1], turn).items()}
        if least is not None:
            fronts = {state: points[(points >= least[k + 1]).all(axis=1)] for state, points in fronts.items()}
        count = sum(map(len, fronts.values()))
        if thin is not None and count > thin:
            fronts = {state: _thin(points, max(1, thin * len(points) // count)) for state, points in fronts.items()}
            thinned = thinned or k + 1
        elif count > most:
            raise _too_large(count, k + 1, len(turns))
        layers.append(fronts)
        if progress:
            progress(k + 1, len(turns))
    points = layers[-1].get(0, np.empty((0, len(problem.parties)), dtype=np.int64))
    return ManyFrontier(problem, points, turns, tuple(layers), thinned)


def _too_large(points: int, done: int, total: int) -> TooLarge:
    return TooLarge(
        f"The frontier of all parties has about {points:,} points after {done} of {total} issues. Ask for a thinned "
        "one (thin: real packages, but not all of them), or use fewer levels.",
        points,
    )


def _added(problem: Problem, turn: Turn) -> IntArray:
    """What a turn adds: (states, options, parties)."""
    return np.stack([turn.worth(problem, p) for p in range(len(problem.parties))], axis=2)


def _moved(problem: Problem, fronts: dict[int, IntArray], turn: Turn) -> dict[int, IntArray]:
    """Every point with every option, by the state that it leads to."""
    added = _added(problem, turn)
    parts: dict[int, list[IntArray]] = {}
    for state, points in fronts.items():
        for place, to in enumerate(turn.to[state].tolist()):
            if to >= 0:
                parts.setdefault(to, []).append(points + added[state, place])
    return {to: np.concatenate(arrays) for to, arrays in parts.items()}


def _least(problem: Problem, turns: Sequence[Turn]) -> list[IntArray]:
    """What a point must have after 0..n issues so that every floor can still be reached: (parties) each."""
    floors = [problem.worst(p) - _penalties(problem, p) if f is None else f for p, f in enumerate(problem.floors)]
    need = [np.array(floors, dtype=np.int64)]
    for turn in reversed(turns):
        need.append(need[-1] - _added(problem, turn)[turn.to >= 0].max(axis=0, initial=-(2**40)))
    return need[::-1]


def _penalties(problem: Problem, party: int) -> int:
    return sum(max(0, -rule.bonus[party]) for rule in problem.rules if rule.bonus)


def _thin(points: IntArray, most: int) -> IntArray:
    """About `most` of the points, even along the order of the first party, each party's best among them."""
    keep = np.linspace(0, len(points) - 1, most).round().astype(np.int64)
    kept: IntArray = points[np.unique(np.concatenate([keep, points.argmax(axis=0)]))]
    return kept


def undominated(points: IntArray) -> IntArray:
    """The distinct points that no other beats or equals for all, in lexicographic order.

    Three parties: O(points x log points) by a staircase. More: O(points x front), best sums first, because a point
    can then only be dominated by one that was kept before it.
    """
    distinct = np.unique(points, axis=0)
    if distinct.shape[1] == 3:
        return distinct[_staircase(distinct)]
    rest = distinct[np.argsort(-distinct.sum(axis=1), kind="stable")]
    kept: list[IntArray] = []
    while len(rest):
        head, rest = rest[:_CHUNK], rest[_CHUNK:]
        new = head[~_beaten(head, head, strict=True)]
        kept.append(new)
        if len(rest):
            rest = rest[~_beaten(rest, new, strict=False)]
    front = np.concatenate(kept) if kept else rest
    return front[np.lexsort(front.T[::-1])]


def _staircase(points: IntArray) -> BoolArray:
    """Which of the distinct points (three columns, in lexicographic order) no other covers.

    From the top of the first column down, `seconds` rise and `thirds` fall: the steps that a point has to pass.
    """
    keep = np.zeros(len(points), dtype=bool)
    seconds: list[int] = []
    thirds: list[int] = []
    for place, (_, second, third) in zip(range(len(points) - 1, -1, -1), points[::-1].tolist(), strict=True):
        at = bisect_left(seconds, second)
        if at < len(seconds) and thirds[at] >= third:
            continue
        keep[place] = True
        until = at + (at < len(seconds) and seconds[at] == second)
        while at and thirds[at - 1] <= third:
            at -= 1
        seconds[at:until], thirds[at:until] = [second], [third]
    return keep


def _beaten(points: IntArray, by: IntArray, *, strict: bool) -> BoolArray:
    """Which points some row of `by` equals or beats for every party (`strict`: and is not the point itself)."""
    columns = [np.ascontiguousarray(column) for column in points.T]
    found = np.zeros(len(points), dtype=bool)
    for row in by.tolist():
        covers = columns[0] <= row[0]
        for column, value in zip(columns[1:], row[1:], strict=True):
            covers &= column <= value
        if strict:
            covers &= np.logical_or.reduce([column != value for column, value in zip(columns, row, strict=True)])
        found |= covers
    return found


def named(frontier: ManyFrontier, disagreement: Sequence[int] | None = None) -> list[ManyPoint]:
    """Nash, Kalai-Smorodinsky, egalitarian and best joint on what nobody loses by; empty when there is no such deal.

    Whole numbers and fractions throughout. Nash is left out when no deal lets everybody gain.
    """
    problem = frontier.problem
    parties = range(len(problem.parties))
    stay = [problem.disagreement(p) for p in parties] if disagreement is None else list(disagreement)
    gains = (frontier.utilities - np.array(stay, dtype=np.int64)).tolist()
    kept = [i for i, row in enumerate(gains) if min(row) >= 0]
    if not kept:
        return []
    ideal = [max(gains[i][p] for i in kept) for p in parties]
    merits = {
        Rule.KALAI_SMORODINSKY: {
            i: sorted(Fraction(g, most) for g, most in zip(gains[i], ideal, strict=True) if most) for i in kept
        },
        Rule.EGALITARIAN: {i: sorted(gains[i]) for i in kept},
        Rule.BEST_JOINT: {i: [sum(gains[i])] for i in kept},
    }
    everybody = {i: [_product(gains[i])] for i in kept if min(gains[i]) > 0}
    if everybody:
        merits = {Rule.NASH: everybody, **merits}
    return [_point(frontier, rule, merit, gains) for rule, merit in merits.items()]


def _product(values: Sequence[int]) -> int:
    total = 1
    for value in values:
        total *= value
    return total


def _point(
    frontier: ManyFrontier, rule: Rule, merit: dict[int, list[Fraction]] | dict[int, list[int]], gains: list[list[int]]
) -> ManyPoint:
    best = max(merit.values())
    ties = [i for i, value in merit.items() if value == best]
    show = max(ties, key=lambda i: sorted(gains[i]))
    return ManyPoint(rule, tuple(ties), show, tuple(frontier.utilities[show].tolist()), tuple(gains[show]))
