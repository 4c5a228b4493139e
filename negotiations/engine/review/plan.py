"""The concession plan against the log: how far it let us go, and which of its steps were taken when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.engine.problem import OURS, Package, Problem
from negotiations.engine.rehearsal.ladder import Ladder, Step, Trigger
from negotiations.engine.review.log import Entry, Kind


@dataclass(frozen=True, slots=True)
class Taken:
    """A planned step in the log: the entry and round (our offers and gives, from 1) by which all of it was given; None:
    it never was. `early`: before the round planned. `unpaid`: what it should have got was not on the table then, and
    it was not late enough to give it all the same.
    """

    step: int
    number: int | None = None
    round: int | None = None
    early: bool = False
    unpaid: bool = False


def deepest(problem: Problem, ladder: Ladder, result: Package, rounds: int) -> dict[int, int]:
    """The option that the plan goes to at most on each issue that it gives on: its opening, and the steps whose get is
    in the result or which were due without it by round `rounds`.
    """
    found: dict[int, int] = {}
    for step in ladder.steps:
        for issue in step.gives:
            found.setdefault(issue, ladder.opening[issue])
    for step in ladder.steps:
        if not (_paid(step, result) or (step.latest is not None and step.latest <= rounds)):
            continue
        for issue, option in step.gives.items():
            ours = problem.issues[issue].contributions[OURS]
            if ours[option] < ours[found[issue]]:
                found[issue] = option
    return found


def taken(problem: Problem, ladder: Ladder, entries: Sequence[Entry]) -> list[Taken]:
    """Each step of the plan in the log, in the order of the plan."""
    return [_taken(problem, place, step, entries) for place, step in enumerate(ladder.steps)]


def _taken(problem: Problem, place: int, step: Step, entries: Sequence[Entry]) -> Taken:
    theirs: Package | None = None
    turn = 0
    for entry in entries:
        if entry.package is None:
            continue
        if entry.party != OURS:
            theirs = entry.package
            continue
        turn += 1
        if all(_given(problem, i, entry.package[i], option) for i, option in step.gives.items()):
            early = step.trigger is Trigger.ROUND and turn < step.amount
            paid = not step.gets or (theirs is not None and _paid(step, theirs))
            late = step.latest is not None and turn >= step.latest
            return Taken(place, entry.number, turn, early, not (paid or late))
    return Taken(place)


def _given(problem: Problem, issue: int, option: int, planned: int) -> bool:
    ours = problem.issues[issue].contributions[OURS]
    return ours[option] <= ours[planned]


def _paid(step: Step, package: Package) -> bool:
    return all(package[issue] in options for issue, options in step.gets.items())


def rounds(entries: Sequence[Entry]) -> int:
    """How often we put something on the table."""
    return sum(one.party == OURS and one.package is not None and one.kind is not Kind.AGREE for one in entries)
