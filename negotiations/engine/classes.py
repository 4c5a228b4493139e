"""What kind of issue each one is, computed from what its options are worth to both sides.

People miss half of the issues on which both want the same (Thompson & Hrebec 1996): those come first. Ranges are
compared as parts of each party's whole utility, so the scale of either side does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from negotiations.engine.problem import OURS, THEIRS, Issue, Problem


class Kind(StrEnum):
    """How the two sides' interests meet on an issue."""

    COMPATIBLE = "compatible"
    """One option is best for both: settle it first."""
    DISTRIBUTIVE = "distributive"
    """What one gains the other loses, about equally."""
    INTEGRATIVE = "integrative"
    """Opposed, but it matters to one more than to the other, or a middle option is worth more to both together."""
    FREE_FOR_US = "free for us"
    """All options are the same to us: a gift that costs nothing."""
    FREE_FOR_THEM = "free for them"
    """All options are the same to them."""
    INDIFFERENT = "indifferent"
    """All options are the same to both."""


@dataclass(frozen=True, slots=True)
class IssueClass:
    """The class of one issue.

    `ours` and `theirs` are the ranges as parts of each party's whole (0..1). `best` are the options to settle on
    for a compatible or free issue (best for both, or for the one who cares), else empty.
    `leverage` is theirs / ours: above 1 it matters more to them (give here), below 1 more to us (get here); None
    when we do not care.
    """

    issue: int
    key: str
    kind: Kind
    ours: Fraction
    theirs: Fraction
    best: tuple[int, ...]
    leverage: Fraction | None


def classify(
    problem: Problem, *, parties: tuple[int, int] = (OURS, THEIRS), tolerance: Fraction = Fraction(1, 5)
) -> tuple[IssueClass, ...]:
    """The class of every issue, in the order of the problem. O(options log options) each.

    An opposed issue is distributive when the sum of both parties' shares varies over its undominated options by
    no more than `tolerance` times the mean of the two ranges.
    """
    wholes = [sum(issue.span(p) for issue in problem.issues) for p in parties]
    return tuple(_classify(i, issue, parties, wholes, tolerance) for i, issue in enumerate(problem.issues))


def _classify(index: int, issue: Issue, parties: tuple[int, int], wholes: list[int], tolerance: Fraction) -> IssueClass:
    first, second = (issue.contributions[p] for p in parties)
    ours, theirs = (
        Fraction(issue.span(p), whole) if whole else Fraction(0) for p, whole in zip(parties, wholes, strict=True)
    )
    kind, best = Kind.INTEGRATIVE, _best_for_both(issue, first, second)
    if not ours and not theirs:
        kind, best = Kind.INDIFFERENT, issue.allowed
    elif not ours:
        kind = Kind.FREE_FOR_US
    elif not theirs:
        kind = Kind.FREE_FOR_THEM
    elif best:
        kind = Kind.COMPATIBLE
    else:
        sums = [Fraction(first[v], wholes[0]) + Fraction(second[v], wholes[1]) for v in _efficient(issue, parties)]
        if max(sums) - min(sums) <= tolerance * (ours + theirs) / 2:
            kind = Kind.DISTRIBUTIVE
    return IssueClass(index, issue.key, kind, ours, theirs, best, theirs / ours if ours else None)


def _best_for_both(issue: Issue, first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    top = [max(row[v] for v in issue.allowed) for row in (first, second)]
    return tuple(v for v in issue.allowed if first[v] == top[0] and second[v] == top[1])


def _efficient(issue: Issue, parties: tuple[int, int]) -> list[int]:
    """Options that no other option of the issue beats for both."""
    first, second = (issue.contributions[p] for p in parties)

    def beaten(v: int) -> bool:
        return any(
            first[o] >= first[v] and second[o] >= second[v] and (first[o], second[o]) != (first[v], second[v])
            for o in issue.allowed
        )

    return [v for v in issue.allowed if not beaten(v)]
