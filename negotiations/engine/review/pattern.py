"""How each side came down, step by step, and who answered whom. What a step gave is measured by who received it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine import patterns
from negotiations.engine.doubt import Band, Draws, bands
from negotiations.engine.problem import OURS, FloatArray, Problem
from negotiations.engine.review.log import Entry, Step, packages, steps
from negotiations.engine.steps import OwnStep, own_chances, own_step

LEAST_SHRINKING = 3
"""Steps down in a row, each smaller than the one before, that are called shrinking."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One step: what it did to its own side (`own`, below 0 a cost) and what it gave the other, in units of utility.

    Ours to us and theirs to us are exact (a band without width). `kinds`: chances of what it was for its own side.
    """

    number: int
    issues: tuple[int, ...]
    own: Band
    given: Band
    kinds: dict[OwnStep, float]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a side came down. `rate`: the part of the way from its first offer to its floor that it gave up (by the
    likely worth). `shrinking`: each of its last steps gave less than the one before. `largest`: number of the entry
    that gave most. None where there is too little to say.
    """

    party: int
    steps: tuple[Taken, ...]
    rate: float | None
    shrinking: bool
    largest: int | None


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """What each side gave in all, as worth to the other (steps back not counted), and theirs over ours: 1 is like for
    like. `unanswered`: entries of ours that gave something and were not followed by a give of theirs before our next.
    """

    ours: Band
    theirs: Band
    ratio: Band | None
    unanswered: tuple[int, ...]


def pattern(problem: Problem, draws: Draws, entries: Sequence[Entry], party: int) -> Pattern | None:
    """How a side came down; None when it made no offer."""
    made = packages(entries, party)
    if not made:
        return None
    taken = tuple(_taken(problem, draws, step) for step in steps(entries, party))
    worths = [
        float(problem.utility(package, party)) if party == OURS else float(draws.worth([package])[0].mean)
        for _, package in made
    ]
    gave = [one for one in taken if one.given.mean > 0]
    return Pattern(
        party,
        taken,
        patterns.concession_rate(worths, problem.disagreement(party)),
        shrinking([one.given.mean for one in taken]),
        max(gave, key=lambda one: one.given.mean).number if gave else None,
    )


def shrinking(gives: Sequence[float]) -> bool:
    """Whether the last steps all gave something, and less each time."""
    last = [give for give in gives if give > 0][-LEAST_SHRINKING:]
    return len(last) == LEAST_SHRINKING and all(b < a * patterns.SHRINKING for a, b in itertools.pairwise(last))


def reciprocity(problem: Problem, draws: Draws, entries: Sequence[Entry]) -> Reciprocity | None:
    """Who gave what; None until both made a step."""
    sides: dict[int, FloatArray] = {}
    for party in (OURS, 1 - OURS):
        made = [given(problem, draws, step) for step in steps(entries, party)]
        if not made:
            return None
        sides[party] = np.maximum(made, 0).sum(axis=0)
    ours, theirs = (bands(one[:, None], draws.shares)[0] for one in sides.values())
    kept = sides[OURS] > 0
    mass = float(draws.shares[kept].sum())
    ratio = None
    if mass > 0.5:
        quotient = sides[1 - OURS][kept] / sides[OURS][kept]
        ratio = bands(quotient[:, None], draws.shares[kept] / mass)[0]
    return Reciprocity(ours, theirs, ratio, _unanswered(problem, draws, entries))


def given(problem: Problem, draws: Draws, step: Step) -> FloatArray:
    """What a step was worth to the other side, in each draw."""
    if step.entry.party == OURS:
        return np.asarray(draws.gains(step.before, [step.after])[:, 0], dtype=np.float64)
    gain = problem.utility(step.after, OURS) - problem.utility(step.before, OURS)
    return np.full(len(draws), float(gain))


def _taken(problem: Problem, draws: Draws, step: Step) -> Taken:
    change = problem.utility(step.after, OURS) - problem.utility(step.before, OURS)
    exact = bands(np.array([[float(change)]]))[0]
    theirs = draws.gain(step.before, [step.after])[0]
    if step.entry.party == OURS:
        kinds = {own_step(problem, step.before, step.after): 1.0}
        return Taken(step.number, step.issues, exact, theirs, kinds)
    chances = {kind: chance for kind, chance in own_chances(draws, step.before, step.after).items() if chance}
    return Taken(step.number, step.issues, theirs, exact, chances)


def _unanswered(problem: Problem, draws: Draws, entries: Sequence[Entry]) -> tuple[int, ...]:
    """Gives of ours after which we gave again, or the log ended, without a give of theirs in between."""
    ordered = sorted((*steps(entries, OURS), *steps(entries, 1 - OURS)), key=lambda step: step.number)
    gives = [(s, float(draws.shares @ given(problem, draws, s))) for s in ordered]
    waiting: list[int] = []
    found: list[int] = []
    for step, worth in gives:
        if worth <= 0:
            continue
        if step.entry.party == OURS:
            found += waiting
            waiting = [step.number]
        else:
            waiting = []
    return tuple(found + waiting)
