"""What came of many runs, as whole numbers only: tallies of any split add up to the same, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from negotiations.engine.problem import OURS, EngineError, IntArray, Problem
from negotiations.engine.rehearsal.counterparts import KINDS, Counterparts
from negotiations.engine.rehearsal.talks import End, Talks

BINS = 500
"""Bins of worth, over the whole range of a party: a quantile is right to a five-hundredth of the range."""
DEALS = (End.OUR_PACKAGE, End.THEIR_OFFER)


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts over runs.

    `ends`: (kinds, ends, rounds + 1). `ours`: (kinds, `BINS`) deals by our worth; `theirs`: (`BINS`,). `sums`:
    (kinds,) our worth of all deals, units. `given`, `leak`: (rounds + 1,) units over all runs. `leaking`: runs that
    leaked in the round. `taken`, `refused`, `forced`: (steps,) runs.
    """

    ends: IntArray
    ours: IntArray
    theirs: IntArray
    sums: IntArray
    given: IntArray
    leak: IntArray
    leaking: IntArray
    taken: IntArray
    refused: IntArray
    forced: IntArray

    def document(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name).tolist() for one in fields(self)}


@dataclass(frozen=True, eq=False)
class Pair:
    """Two plans on the same runs. `differences`: (2 × `BINS` + 1,) by what the second is worth more, no deal counting
    as our floor. `better`, `equal`, `worse`: runs in which the second is. `sum`: units over all runs."""

    differences: IntArray
    better: int
    equal: int
    worse: int
    sum: int

    def document(self) -> dict[str, Any]:
        return {**{one.name: getattr(self, one.name) for one in fields(self)}, "differences": self.differences.tolist()}


def counted(problem: Problem, people: Counterparts, talks: Talks) -> Tally:
    """The tally of some runs."""
    rounds = talks.given.shape[1]
    ends = np.zeros((len(KINDS), len(End), rounds), dtype=np.int64)
    np.add.at(ends, (people.kind, talks.end, talks.round), 1)
    deal = np.isin(talks.end, DEALS)
    ours = np.zeros((len(KINDS), BINS), dtype=np.int64)
    np.add.at(ours, (people.kind[deal], bins_of(talks.ours[deal], *reach(problem))), 1)
    sums = np.zeros(len(KINDS), dtype=np.int64)
    np.add.at(sums, people.kind[deal], talks.ours[deal])
    theirs = np.bincount(bins_of(talks.theirs[deal], 0, problem.unit), minlength=BINS).astype(np.int64)
    return Tally(
        ends,
        ours,
        theirs,
        sums,
        talks.given.sum(axis=0),
        talks.leak.sum(axis=0),
        (talks.leak > 0).sum(axis=0),
        talks.taken.sum(axis=0),
        talks.refused.sum(axis=0),
        talks.forced.sum(axis=0),
    )


def compared(problem: Problem, first: Talks, second: Talks) -> Pair:
    """The second plan against the first, run by run."""
    nothing = problem.disagreement(OURS)
    worths = [np.where(np.isin(talks.end, DEALS), talks.ours, nothing) for talks in (first, second)]
    more = worths[1] - worths[0]
    low, high = reach(problem)
    span = max(1, high - low)
    place = np.clip(BINS + (2 * more * BINS + span) // (2 * span), 0, 2 * BINS)
    return Pair(
        differences=np.bincount(place, minlength=2 * BINS + 1).astype(np.int64),
        better=int((more > 0).sum()),
        equal=int((more == 0).sum()),
        worse=int((more < 0).sum()),
        sum=int(more.sum()),
    )


def reach(problem: Problem) -> tuple[int, int]:
    """The least and the most that a package can be worth to us, options that are out of the question included."""
    rows = [issue.contributions[OURS] for issue in problem.issues]
    bonus = [rule.bonus[OURS] for rule in problem.rules if rule.bonus]
    least = sum(min(row) for row in rows) + sum(min(0, b) for b in bonus)
    return least, sum(max(row) for row in rows) + sum(max(0, b) for b in bonus)


def bins_of(values: IntArray, low: int, high: int) -> IntArray:
    """The bin of each value."""
    return np.asarray(np.clip((values - low) * BINS // max(1, high - low), 0, BINS - 1), dtype=np.int64)


def merged(documents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Tallies (or pairs) added up, as documents. Raises EngineError when there is none."""
    if not documents:
        raise EngineError("There is nothing to merge.")
    return {
        name: np.sum([np.array(one[name], dtype=np.int64) for one in documents], axis=0).tolist()
        for name in documents[0]
    }


def quantile(counts: Sequence[int], share: float, low: float, high: float) -> float | None:
    """The middle of the bin below which that share of the counts lies, on the scale low..high; None without any."""
    total = sum(counts)
    if not total:
        return None
    place = int(np.searchsorted(np.cumsum(counts), share * total))
    return low + (min(place, len(counts) - 1) + 0.5) * (high - low) / len(counts)
