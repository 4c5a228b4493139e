"""What a hold brought: defending a price makes the other side look for something else.

After each hold of ours, what came from them until our next offer that nobody had spoken of before: another issue, a
level of an issue, something that they give in words.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from negotiations.engine.problem import OURS, THEIRS


class New(StrEnum):
    """What was not there before."""

    ISSUE = "issue"
    LEVEL = "level"
    GIVE = "give"


@dataclass(frozen=True, slots=True)
class Said:
    """An entry of the log: whether it is a hold or an offer, the issue it is about, the levels that it names, whether
    it gives something in words."""

    number: int
    party: int
    hold: bool = False
    offer: bool = False
    issue: Hashable | None = None
    levels: Mapping[Hashable, Hashable] = field(default_factory=dict)
    gives: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One new option: in which entry, of what kind, on which issue and at which level."""

    number: int
    kind: New
    issue: Hashable | None = None
    level: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A hold of ours, and what it brought. `until` is our offer, or next hold, that ended it; None while it stands."""

    number: int
    options: tuple[Option, ...]
    until: int | None = None


def brought(log: Sequence[Said]) -> tuple[Held, ...]:
    """Every hold of ours with the new options that came from them until our next offer or hold. O(entries x issues)."""
    issues: set[Hashable] = set()
    levels: set[tuple[Hashable, Hashable]] = set()
    found: list[Held] = []
    options: list[Option] = []
    hold: int | None = None

    def close(until: int | None) -> None:
        nonlocal hold
        if hold is not None:
            found.append(Held(hold, tuple(options), until))
        hold = None
        options.clear()

    for one in log:
        if one.party == OURS and (one.hold or one.offer):
            close(one.number)
            hold = one.number if one.hold else None
        elif one.party == THEIRS and hold is not None:
            options += _options(one, issues, levels)
        issues |= {*one.levels, *([one.issue] if one.issue is not None else [])}
        levels |= set(one.levels.items())
    close(None)
    return tuple(found)


def _options(one: Said, issues: set[Hashable], levels: set[tuple[Hashable, Hashable]]) -> list[Option]:
    """What of an entry nobody had spoken of before."""
    found = []
    for issue, level in one.levels.items():
        if issue not in issues:
            found.append(Option(one.number, New.ISSUE, issue, level))
        elif (issue, level) not in levels:
            found.append(Option(one.number, New.LEVEL, issue, level))
    if not one.levels and one.issue is not None and one.issue not in issues:
        found.append(Option(one.number, New.ISSUE, one.issue))
    elif one.gives and not one.levels:
        found.append(Option(one.number, New.GIVE, one.issue))
    return found
