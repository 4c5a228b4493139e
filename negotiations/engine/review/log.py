"""A log as the review reads it: entries in order, with what each side had on the table after each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiations.engine.problem import OURS, THEIRS, EngineError, Package


class Kind(StrEnum):
    """What an entry was."""

    OFFER = "offer"
    GIVE = "give"
    AGREE = "agree"
    QUESTION = "question"
    ANSWER = "answer"
    INFORMATION = "information"
    THREAT = "threat"
    LEVERAGE = "leverage"
    OBJECTION = "objection"
    REPLY = "reply"
    BOGEY = "bogey"
    DEADLINE = "deadline"
    HOLD = "hold"
    PAUSE = "pause"
    RESUME = "resume"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `number` names it, `time` is in hours (any start), `issues` is what it was about.

    `package`: what its side has on the table after it, whole (offers and gives). `free`: issues on which it gave and
    nothing was had for it, as the ledger has it.
    """

    number: int
    party: int
    kind: Kind
    time: float = 0.0
    issues: tuple[int, ...] = ()
    package: Package | None = None
    free: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.party not in (OURS, THEIRS):
            raise EngineError("An entry is ours or theirs.")


@dataclass(frozen=True, slots=True)
class Step:
    """From what a side had on the table to what it had next."""

    entry: Entry
    before: Package
    after: Package

    @property
    def number(self) -> int:
        return self.entry.number

    @property
    def issues(self) -> tuple[int, ...]:
        """The issues that it changed."""
        return tuple(i for i, (a, b) in enumerate(zip(self.before, self.after, strict=True)) if a != b)


def packages(entries: Iterable[Entry], party: int) -> list[tuple[Entry, Package]]:
    """What a side had on the table, entry by entry."""
    return [(one, one.package) for one in entries if one.party == party and one.package is not None]


def steps(entries: Sequence[Entry], party: int) -> list[Step]:
    """The steps of a side, in order; its first package is none."""
    found = packages(entries, party)
    return [Step(entry, before, after) for (_, before), (entry, after) in itertools.pairwise(found)]
