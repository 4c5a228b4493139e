"""What turned the talks, and what the time went to. Our worth only: nothing here rests on an estimate of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiations.engine.problem import OURS, THEIRS, Problem
from negotiations.engine.review.log import Entry, Kind

LEAP = 0.25
"""A step that closes (or widens) the gap by this part of the first gap is a turning point."""
STILL = 3
"""Offers in a row, of either side, that leave the gap as it is: a deadlock."""
LONGEST = 1.0
"""Hours between two entries beyond which nobody was talking."""


class Turn(StrEnum):
    """Why an entry is a turning point."""

    ANCHOR = "anchor"  # a side's first offer
    CLOSER = "closer"  # closed much of the gap
    WIDER = "wider"  # opened it again
    THREAT = "threat"
    STUCK = "stuck"  # from here on nothing moved
    MOVING = "moving"  # it did again
    MET = "met"  # what we asked was on the table
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Point:
    """A turning point. `share`: the part of the first gap that it closed (below 0: widened), where that is the reason.
    `party`: whose entry it was.
    """

    number: int
    party: int
    turn: Turn
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """Time on an issue. `hours`; `share` of all time on issues; `weight`: its part of our worth at stake."""

    issue: int
    hours: float
    share: float
    weight: float


def turning_points(problem: Problem, entries: Sequence[Entry]) -> list[Point]:
    """The turning points in the order of the log. The gap is what our last offer asks over what theirs gives us."""
    found: list[Point] = []
    last: dict[int, int] = {}
    first: int | None = None
    still: list[Entry] = []
    for entry in entries:
        if entry.kind is Kind.THREAT:
            found.append(Point(entry.number, entry.party, Turn.THREAT))
        if entry.kind is Kind.AGREE:
            found.append(Point(entry.number, entry.party, Turn.AGREED))
        if entry.package is None:
            continue
        before = last.get(OURS, 0) - last.get(THEIRS, 0) if len(last) == 2 else None
        if entry.party not in last:
            found.append(Point(entry.number, entry.party, Turn.ANCHOR))
        last[entry.party] = problem.utility(entry.package, OURS)
        if len(last) < 2:
            continue
        gap = last[OURS] - last[THEIRS]
        if before is None:
            first = gap
            continue
        found += _stuck(still, entry, moved=gap != before)
        if first and first > 0:
            found += _leap(entry, (before - gap) / first, met=gap <= 0 < before)
    return sorted(found, key=lambda point: point.number)


def _leap(entry: Entry, share: float, *, met: bool) -> list[Point]:
    if met:
        return [Point(entry.number, entry.party, Turn.MET, share)]
    if abs(share) < LEAP:
        return []
    return [Point(entry.number, entry.party, Turn.CLOSER if share > 0 else Turn.WIDER, share)]


def _stuck(still: list[Entry], entry: Entry, *, moved: bool) -> list[Point]:
    """Counts offers that move nothing in `still`; names the first of a deadlock when it is one, and its end."""
    if not moved:
        still.append(entry)
        return [Point(still[0].number, still[0].party, Turn.STUCK)] if len(still) == STILL else []
    ended = len(still) >= STILL
    still.clear()
    return [Point(entry.number, entry.party, Turn.MOVING)] if ended else []


def time_per_issue(problem: Problem, entries: Sequence[Entry], *, longest: float = LONGEST) -> list[Spent]:
    """Hours on each issue beside its weight, all issues in their order.

    The time since the entry before belongs to what an entry is about, in equal parts; pauses do not count, nor what
    goes beyond `longest`. An entry about no issue takes its time with it.
    """
    hours = [0.0] * len(problem.issues)
    before: Entry | None = None
    for entry in entries:
        if before is not None and before.kind is not Kind.PAUSE and entry.issues:
            waited = min(longest, max(0.0, entry.time - before.time))
            for issue in entry.issues:
                hours[issue] += waited / len(entry.issues)
        before = entry
    whole, stake = sum(hours), sum(issue.span(OURS) for issue in problem.issues)
    return [
        Spent(i, spent, spent / whole if whole else 0.0, issue.span(OURS) / stake if stake else 0.0)
        for i, (issue, spent) in enumerate(zip(problem.issues, hours, strict=True))
    ]
