"""The exact frontier of three or more parties, and the points that name it.

The same programme as for two parties with a filter for more dimensions. Fronts grow fast with parties: what would
pass `MOST` points is refused with the advice to use a coarser unit, never thinned in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from negotiations.engine.frontier import TooLarge
from negotiations.engine.problem import BoolArray, EngineError, IntArray, Package, Problem, Progress
from negotiations.engine.solutions import Rule

MOST = 20_000
_CHUNK = 256


@dataclass(frozen=True, eq=False)
class ManyFrontier:
    """Undominated points of all parties, in lexicographic order: (points, parties) units.

    Packages are rebuilt by looking backwards through the fronts after each issue.
    """

    problem: Problem
    utilities: IntArray
    layers: tuple[IntArray, ...]

    def __len__(self) -> int:
        return len(self.utilities)

    def package(self, index: int) -> Package:
        """One package at a point (the first in option order of the last issue)."""
        point = self.utilities[index]
        found = [0] * len(self.problem.issues)
        for i in range(len(found) - 1, -1, -1):
            issue = self.problem.issues[i]
            for v in issue.allowed:
                left = point - np.array([row[v] for row in issue.contributions])
                if (self.layers[i] == left).all(axis=1).any():
                    found[i], point = v, left
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


def solve(problem: Problem, *, progress: Progress | None = None, most: int = MOST) -> ManyFrontier:
    """The exact frontier of all parties (any number). 8 issues of 5 options and 3 parties: some hundredths of a
    second. Raises TooLarge beyond `most` points, EngineError for problems with rules.
    """
    if problem.rules:
        raise EngineError("Rules between issues are not carried through frontiers of more than two parties.")
    count = len(problem.issues)
    layers = [np.zeros((1, len(problem.parties)), dtype=np.int64)]
    for i, issue in enumerate(problem.issues):
        options = np.array([[row[v] for row in issue.contributions] for v in issue.allowed], dtype=np.int64)
        points = (layers[-1][:, None, :] + undominated(options)[None, :, :]).reshape(-1, options.shape[1])
        front = undominated(points)
        if len(front) > most:
            raise TooLarge(len(front), i + 1, count)
        layers.append(front)
        if progress:
            progress(i + 1, count)
    return ManyFrontier(problem, layers[-1], tuple(layers))


def undominated(points: IntArray) -> IntArray:
    """The distinct points that no other beats or equals for all, in lexicographic order. O(points x front).

    Best sums come first: a point can then only be dominated by one that was kept before it.
    """
    distinct = np.unique(points, axis=0)
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


def _beaten(points: IntArray, by: IntArray, *, strict: bool) -> BoolArray:
    """Which points some row of `by` equals or beats for every party (`strict`: and is not the point itself)."""
    found = np.zeros(len(points), dtype=bool)
    for row in by:
        covers = (points <= row).all(axis=1)
        if strict:
            covers &= (points != row).any(axis=1)
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
