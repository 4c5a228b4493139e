"""What each side gave, from the log: offers, and gives said outright, are compared issue by issue with what that side
had on the table. And what is asked of a give of ours: its price.

A change counts by what it does to us, which is exact: ours that costs us is a give, theirs that brings us something is
a get; what it does to them is one number per draw. Utilities are units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from negotiations.engine import steps
from negotiations.engine.doubt import Draws
from negotiations.engine.problem import OURS, THEIRS, EngineError, FloatArray, Package, Problem
from negotiations.engine.steps import OwnStep, StepClass


class ActKind(StrEnum):
    """What puts levels on the table."""

    OFFER = "offer"
    GIVE = "give"
    AGREE = "agree"


@dataclass(frozen=True, slots=True)
class Act:
    """One binding entry of a side. `levels`: issue -> option; none for a give in words, which may name `issue`."""

    key: str
    party: int
    kind: ActKind
    levels: Mapping[int, int]
    issue: int | None = None

    def __post_init__(self) -> None:
        if self.party not in (OURS, THEIRS):
            raise EngineError("An act is ours or theirs.")


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """What an act changed on one issue of what `party` had on the table.

    `ours`: what it brought us (below 0: cost us), None where it is not known: in words, or the first word on an issue.
    `theirs`: the same for them, one per draw. `agreed`: both came together there, so nothing is owed for it.
    """

    act: str
    party: int
    issue: int | None
    before: int | None
    after: int | None
    ours: int | None
    theirs: FloatArray | None
    agreed: bool = False

    @property
    def given(self) -> bool:
        """A give of ours, or a get: what was said to be given, or changed in the other's favour."""
        return self.ours is None or (self.ours < 0 if self.party == OURS else self.ours > 0)


class GiveState(StrEnum):
    """Where a give of ours, or a get, stands."""

    PAIRED = "paired"
    """Its get, or what it was given for, is named and was given."""
    PROMISED = "promised"
    """Its get is named, and they have not given it yet."""
    OPEN = "open"
    """Nothing is named for it: a debt."""
    LET_GO = "let go"
    """Nothing is asked for it any more."""
    TAKEN_BACK = "taken back"
    """What was given does not stand any more."""
    AGREED = "agreed"
    """Part of what both agreed on."""


@dataclass(frozen=True, slots=True)
class Price:
    """What stands against the gives of a new act of ours: `asks`, taken in the same act; `got`, given by them since our
    last act and not paired yet."""

    gives: tuple[Change, ...]
    asks: tuple[Change, ...]
    got: tuple[Change, ...]

    @property
    def missing(self) -> bool:
        """Given for nothing."""
        return bool(self.gives) and not self.asks and not self.got


@dataclass(frozen=True, slots=True)
class Labels:
    """What kind of step an act was: by its own side, and by both. Chances; ours by its own side is sure."""

    own: Mapping[OwnStep, float]
    both: Mapping[StepClass, float]


def changes(problem: Problem, draws: Draws, acts: Sequence[Act]) -> tuple[Change, ...]:
    """Every change of what a side had on the table, in order. A side's first word on an issue changes nothing, unless
    it was said to be a give. O(acts x issues x draws)."""
    found: list[Change] = []
    for act, last in zip(acts, _lasts(acts), strict=True):
        found += _changes(problem, draws, act, last)
    return tuple(found)


def stands(acts: Iterable[Act]) -> dict[int, dict[int, int]]:
    """What each side has on the table now: party -> issue -> option. What was agreed stands for both."""
    now: dict[int, dict[int, int]] = {OURS: {}, THEIRS: {}}
    for act in acts:
        for party in _parties(act):
            now[party] = {**now[party], **act.levels}
    return now


def taken_back(change: Change, now: Mapping[int, Mapping[int, int]], problem: Problem) -> bool:
    """Whether what was given does not stand any more: that side's level is again as it was before, or stricter."""
    if change.issue is None or change.before is None:
        return False
    level = now[change.party].get(change.issue, change.before)
    worth = problem.issues[change.issue].contributions[OURS]
    gained = worth[level] - worth[change.before]
    return gained >= 0 if change.party == OURS else gained <= 0


def price(before: Sequence[Change], new: Sequence[Change], acts: Sequence[Act], paired: frozenset[int]) -> Price:
    """What stands against the gives of our newest act. `paired`: places in `before` that count for something already.

    `got` is what they gave after our last offer or give, wherever it was put on the table.
    """
    gives = tuple(one for one in new if one.party == OURS and one.given and not one.agreed)
    asks = tuple(one for one in new if one.party == OURS and not one.given)
    since = _since_ours(acts)
    got = tuple(
        one
        for place, one in enumerate(before)
        if one.party == THEIRS and one.given and not one.agreed and one.act in since and place not in paired
    )
    return Price(gives, asks, got)


def labels(problem: Problem, draws: Draws, acts: Sequence[Act], *, even: int = 0) -> dict[str, Labels]:
    """The kind of every act that moved from an earlier word of its side; an opening has none."""
    found = {}
    for act, last in zip(acts, _lasts(acts), strict=True):
        own = last[act.party]
        if act.kind == ActKind.AGREE or not own or not act.levels:
            continue
        after = tuple(act.levels.get(i, own.get(i, 0)) for i in range(len(problem.issues)))
        before: Package = tuple(own.get(i, v) for i, v in enumerate(after))
        if act.party == OURS:
            kinds = {steps.own_step(problem, before, after): 1.0}
        else:
            kinds = steps.own_chances(draws, before, after)
        found[act.key] = Labels(kinds, steps.class_chances(problem, draws, before, after, by=act.party, even=even))
    return found


def balance(found: Iterable[Change], draws: int) -> tuple[int, FloatArray]:
    """What all changes together brought us, and them in every draw."""
    ours, theirs = 0, np.zeros(draws)
    for one in found:
        ours += one.ours or 0
        theirs = theirs if one.theirs is None else theirs + one.theirs
    return ours, theirs


def _lasts(acts: Iterable[Act]) -> list[dict[int, dict[int, int]]]:
    """What each side had on the table before each act."""
    now: dict[int, dict[int, int]] = {OURS: {}, THEIRS: {}}
    found = []
    for act in acts:
        found.append(now)
        now = {p: {**levels, **act.levels} if p in _parties(act) else levels for p, levels in now.items()}
    return found


def _parties(act: Act) -> tuple[int, ...]:
    return (OURS, THEIRS) if act.kind == ActKind.AGREE else (act.party,)


def _changes(problem: Problem, draws: Draws, act: Act, last: Mapping[int, Mapping[int, int]]) -> list[Change]:
    found = []
    if act.kind == ActKind.GIVE and not act.levels:
        found.append(Change(act.key, act.party, act.issue, None, None, None, None))
    for party in _parties(act):
        for issue, after in sorted(act.levels.items()):
            before = last[party].get(issue)
            if before is None and act.kind == ActKind.GIVE:
                found.append(Change(act.key, party, issue, None, after, None, None))
            elif before is not None and before != after:
                worth = problem.issues[issue].contributions[OURS]
                table = draws.tables[issue]
                theirs = np.asarray(table[:, after] - table[:, before], dtype=np.float64)
                agreed = act.kind == ActKind.AGREE
                found.append(Change(act.key, party, issue, before, after, worth[after] - worth[before], theirs, agreed))
    return [one for one in found if one.ours != 0]


def _since_ours(acts: Sequence[Act]) -> frozenset[str]:
    """The acts after our last one."""
    found: list[str] = []
    for act in reversed(acts):
        if OURS in _parties(act):
            break
        found.append(act.key)
    return frozenset(found)
