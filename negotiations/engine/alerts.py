"""What to warn of at the table, as rules on plain figures: each says when it fires and on what; words come later.

A rule warns once of what stands now, not of what was: a reply, a get or a new offer ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiations.engine.ledger import Change
from negotiations.engine.problem import OURS, THEIRS
from negotiations.engine.review.timeline import Spent

MIDDLE = 0.05
"""This part of the distance of both offers around its middle is the middle."""
IN_A_ROW = 2
"""So many gives of ours without one of theirs are one-way."""
TOLD, TIMES = 3, 3
"""Told so often, and so many times as often as they told us, is one-way."""
STILL = 4
"""Steps in a row without any give of either side: a deadlock."""
LONG_HOURS, LONG_SHARE, LONG_TIMES = 0.25, 0.25, 2.0
"""A quarter of an hour or more, a quarter of the time or more, and twice its part of the value: too long."""


class Code(StrEnum):
    """What is warned of."""

    UNPAID = "unpaid"
    FASTER = "faster"
    LARGER = "larger"
    SPLIT = "split"
    SHRINKING = "shrinking"
    TELLING = "telling"
    GIVING = "giving"
    THREAT = "threat"
    BOGEY = "bogey"
    CONTRADICTION = "contradiction"
    ABERRANT = "aberrant"
    LONG = "long"
    DEADLOCK = "deadlock"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Said:
    """A level that a side spoke of on an issue."""

    party: int
    level: float


@dataclass(frozen=True, slots=True)
class Middle:
    """The newest level lies half-way between the other side's last one and this side's own before. `party` went there;
    `between` are the two."""

    party: int
    level: float
    between: tuple[float, float]


def middle(said: Sequence[Said]) -> Middle | None:
    """Whether the newest word on an issue splits the difference: who accepts pays half of the gap, however far the
    other side opened. None while it does not, or until a side has spoken twice."""
    if not said:
        return None
    newest = said[-1]
    own = next((one.level for one in reversed(said[:-1]) if one.party == newest.party), None)
    other = next((one.level for one in reversed(said[:-1]) if one.party != newest.party), None)
    if own is None or other is None or own == other:
        return None
    off = abs(newest.level - (own + other) / 2)
    return Middle(newest.party, newest.level, (own, other)) if off <= MIDDLE * abs(own - other) else None


def one_way_giving(changes: Sequence[Change]) -> tuple[str, ...]:
    """Our latest acts in a row that gave something while they gave nothing; empty below `IN_A_ROW`."""
    found: dict[str, None] = {}
    for one in reversed(changes):
        if one.agreed or (one.party == THEIRS and one.given):
            break
        if one.party == OURS and one.given:
            found[one.act] = None
    return tuple(reversed(found)) if len(found) >= IN_A_ROW else ()


def one_way_telling(told: int, heard: int) -> bool:
    """Whether we told them much more than they told us."""
    return told >= TOLD and told >= TIMES * heard


@dataclass(frozen=True, slots=True)
class Statement:
    """What one of ours said on an issue. `worth`: the level to us in units; None for a hold, which is no level.

    `binding` is an offer on record or a give; else it is informal talk.
    """

    key: str
    issue: int
    speaker: str
    worth: int | None
    binding: bool = True


def contradictions(statements: Sequence[Statement]) -> tuple[tuple[Statement, Statement], ...]:
    """The latest two statements on an issue, where two of ours said what does not go together, one pair an issue.

    A hold or an absolute limit and then a worse level of somebody else's; a level that takes back what a colleague
    said; informal talk of another level than the offer on record. A colleague who gives further on the record after an
    offer is no contradiction. The next statement on the issue ends it.
    """
    by_issue: dict[int, list[Statement]] = {}
    for one in statements:
        by_issue.setdefault(one.issue, []).append(one)
    found = []
    for said in by_issue.values():
        if len(said) < 2 or said[-2].speaker == said[-1].speaker or said[-1].worth is None:
            continue
        stood = next((one.worth for one in reversed(said[:-1]) if one.worth is not None), None)
        first, second, now = said[-2], said[-1], said[-1].worth
        held = first.worth is None and (stood is None or now < stood)
        back = first.worth is not None and now > first.worth
        informal = first.worth is not None and now != first.worth and not (first.binding and second.binding)
        if held or back or informal:
            found.append((first, second))
    return tuple(found)


def too_long(spent: Sequence[Spent]) -> tuple[Spent, ...]:
    """The issues that took far more of the time than of what is at stake for us, the worst first."""
    found = [
        one
        for one in spent
        if one.hours >= LONG_HOURS and one.share >= LONG_SHARE and one.share >= LONG_TIMES * one.weight
    ]
    return tuple(sorted(found, key=lambda one: (one.weight - one.share, one.issue)))


@dataclass(frozen=True, slots=True)
class Beat:
    """A step at the table that could have moved something. `moved`: it did (an opening too)."""

    key: str
    party: int
    moved: bool


def deadlock(beats: Sequence[Beat], *, least: int = STILL) -> tuple[str, ...]:
    """The steps at the end during which neither side gave anything, both among them; empty below `least`."""
    still: list[Beat] = []
    for one in reversed(beats):
        if one.moved:
            break
        still.append(one)
    both = {one.party for one in still} == {OURS, THEIRS}
    return tuple(one.key for one in reversed(still)) if len(still) >= least and both else ()
