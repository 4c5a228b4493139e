"""What a step from one offer to the next was: by its effect on both sides, and from one's own side alone.

Per-issue kinds need no estimate of the other side (Filzmoser & Vetschera 2008) and are the default. The six classes
need one (Hindriks, Jonker & Tykhonov 2007), so they come as chances over the draws. Utilities are units.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from negotiations.engine import frontier
from negotiations.engine.doubt import Draws
from negotiations.engine.problem import OURS, THEIRS, EngineError, FloatArray, IntArray, Package, Problem


class OwnStep(StrEnum):
    """What somebody did to their own worth."""

    DEMAND = "demand"
    CONCESSION = "concession"
    TRADE_OFF = "trade-off"
    INSISTENCE = "insistence"


class StepClass(StrEnum):
    """What a step did for the one who took it and for the other."""

    CONCESSION = "concession"
    SELFISH = "selfish"
    FORTUNATE = "fortunate"
    UNFORTUNATE = "unfortunate"
    NICE = "nice"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Distance:
    """Where an offer lies, in units. `frontier`: what both could have more at once. `nash` etc.: straight distance."""

    frontier: int
    joint: int
    """Largest joint gain that nobody loses by."""


def own_step(problem: Problem, before: Package, after: Package, party: int = OURS) -> OwnStep:
    """The kind of a step of `party`, from what it did to that party's own worth issue by issue."""
    changes = [
        issue.contributions[party][b] - issue.contributions[party][a]
        for issue, a, b in zip(problem.issues, before, after, strict=True)
    ]
    gave, took = any(c < 0 for c in changes), any(c > 0 for c in changes)
    if gave and took:
        return OwnStep.TRADE_OFF
    if gave:
        return OwnStep.CONCESSION
    return OwnStep.DEMAND if took else OwnStep.INSISTENCE


def own_chances(draws: Draws, before: Package, after: Package) -> dict[OwnStep, float]:
    """The chance of each kind of a step of the party whose wishes are drawn, issue by issue. Sums to 1."""
    moves = np.stack([table[:, b] - table[:, a] for table, a, b in zip(draws.tables, before, after, strict=True)])
    gave, took = (moves < 0).any(axis=0), (moves > 0).any(axis=0)
    kinds = {
        OwnStep.TRADE_OFF: gave & took,
        OwnStep.CONCESSION: gave & ~took,
        OwnStep.DEMAND: took & ~gave,
        OwnStep.INSISTENCE: ~gave & ~took,
    }
    return {kind: float(draws.shares @ hit) for kind, hit in kinds.items()}


def step_class(own: float, other: float, even: float = 0.0) -> StepClass:
    """The class of a step by its effect on the one who took it and on the other; up to `even` counts as nothing."""
    mine, yours = _sign(own, even), _sign(other, even)
    if mine > 0:
        return StepClass.FORTUNATE if yours > 0 else StepClass.SELFISH
    if yours < 0:
        return StepClass.UNFORTUNATE
    if mine < 0:
        return StepClass.CONCESSION
    return StepClass.NICE if yours > 0 else StepClass.SILENT


def class_chances(
    problem: Problem, draws: Draws, before: Package, after: Package, *, by: int = OURS, even: int = 0
) -> dict[StepClass, float]:
    """The chance of each class of a step taken by us or by them, over the draws of what they want. Sums to 1."""
    ours = problem.utility(after, OURS) - problem.utility(before, OURS)
    theirs = draws.gains(before, [after])[:, 0].tolist()
    found = dict.fromkeys(StepClass, 0.0)
    for share, gain in zip(draws.shares.tolist(), theirs, strict=True):
        own, other = (ours, gain) if by == OURS else (gain, ours)
        found[step_class(own, other, even)] += share
    return found


def sensitivity(classes: Sequence[StepClass]) -> float | None:
    """Share of steps that help the other over those that do not: above 1 sensitive to the other's wishes. None
    without steps of the second kind.
    """
    kind = (StepClass.FORTUNATE, StepClass.NICE, StepClass.CONCESSION)
    good = sum(one in kind for one in classes)
    return good / (len(classes) - good) if len(classes) > good else None


def logrolling(problem: Problem, offers: Sequence[Package], *, even: int = 0) -> float | None:
    """The part of a party's steps that trade: better on an issue for each side, no loss for us, a gain for them (by
    the problem's estimate of theirs). None without steps.
    """
    if len(offers) < 2:
        return None
    hits = 0
    for before, after in itertools.pairwise(offers):
        moves = [
            tuple(issue.contributions[p][b] - issue.contributions[p][a] for p in (OURS, THEIRS))
            for issue, a, b in zip(problem.issues, before, after, strict=True)
        ]
        ours, theirs = (sum(move[p] for move in moves) for p in (OURS, THEIRS))
        each = any(m[OURS] > 0 for m in moves) and any(m[THEIRS] > 0 for m in moves)
        hits += each and ours >= -even and theirs > 0
    return hits / (len(offers) - 1)


def distance(problem: Problem, offer: Package) -> Distance:
    """How far an offer is from the frontier. One exact frontier above the offer."""
    base = problem.utilities(offer)
    front = frontier.solve(problem.with_floors(base[OURS], base[THEIRS]), within_floors=True)
    gains = front.utilities - np.array(base[:2], dtype=np.int64)
    return Distance(int(gains.min(axis=1).max()), int(gains.sum(axis=1).max())) if len(front) else Distance(0, 0)


def straight(first: Sequence[int], second: Sequence[int]) -> float:
    """Straight distance of two points in units, for example of an offer and the Nash point."""
    return float(np.linalg.norm(np.array(first, dtype=float) - np.array(second, dtype=float)))


def reciprocity(ours: Sequence[float], theirs: Sequence[float], last: int = 3) -> float | None:
    """What they gave us over what we gave them in the last exchanges, each measured in the receiver's worth.

    `ours[t]`, `theirs[t]`: what our and their move of exchange t was worth to the other, never below 0 counted.
    None when we gave nothing.
    """
    if len(ours) != len(theirs):
        raise EngineError("Reciprocity needs one give of each side per exchange.")
    gave = sum(max(0.0, value) for value in ours[-last:])
    got = sum(max(0.0, value) for value in theirs[-last:])
    return got / gave if gave > 0 else None


def gives(draws: Draws, problem: Problem, offers: Sequence[Package], by: int) -> FloatArray:
    """What each step of a party was worth to the other: units, one per step. Theirs to us is exact, ours to them the
    mean over the draws.
    """
    if len(offers) < 2:
        return np.empty(0)
    if by == THEIRS:
        return np.diff(np.array([problem.utility(offer, OURS) for offer in offers], dtype=np.float64))
    worth: IntArray = draws.utilities(offers)
    return np.asarray(np.diff(draws.shares @ worth), dtype=np.float64)


def _sign(value: float, even: float) -> int:
    return 0 if abs(value) <= even else (1 if value > 0 else -1)
