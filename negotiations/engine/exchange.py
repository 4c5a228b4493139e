"""Who answers whom: what each side gave the other, in turn, measured by what the receiver had of it.

Reciprocity in the receiver's worth (Vetschera 2016): what a step cost its giver says nothing about how it was felt.
What we gave them rests on our guesses of their side, so every figure with it is a band over the draws.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine.doubt import Band, Draws, bands
from negotiations.engine.problem import OURS, THEIRS, EngineError, FloatArray, Package, Problem

FEWEST = 8
"""Steps below which nothing is fitted: three figures are looked for."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One package on the table: who put it there, and when (any scale that rises; hours, say)."""

    party: int
    package: Package
    time: float = 0.0


@dataclass(frozen=True, eq=False)
class Step:
    """From one offer of a party to its next. `given[s]`: what it was worth to the other side in draw s, in units
    (the same in every draw when they gave it to us).
    """

    party: int
    before: Package
    after: Package
    place: int
    """Where the later offer stands among all offers of both sides."""
    given: FloatArray


@dataclass(frozen=True, slots=True)
class Influence:
    """What a side's steps follow (actor-partner model): `own` its own step before, `other` the other's last step.

    Standardised to the same units; `own_error` and `other_error` are standard errors. Below about two of them from
    0 there is nothing to see.
    """

    own: float
    other: float
    own_error: float
    other_error: float
    steps: int


def steps_of(problem: Problem, draws: Draws, offers: Sequence[Offer]) -> list[Step]:
    """The steps of both sides in the order in which they were made. O(offers x draws x issues)."""
    last: dict[int, Package] = {}
    found = []
    for place, offer in enumerate(offers):
        if offer.party not in (OURS, THEIRS):
            raise EngineError("An offer is ours or theirs.")
        before = last.get(offer.party)
        if before is not None:
            if offer.party == THEIRS:
                gain = problem.utility(offer.package, OURS) - problem.utility(before, OURS)
                given = np.full(len(draws), float(gain))
            else:
                given = draws.gains(before, [offer.package])[:, 0].astype(np.float64)
            found.append(Step(offer.party, before, offer.package, place, given))
        last[offer.party] = offer.package
    return found


def returns(steps: Sequence[Step], *, last: int = 3) -> FloatArray | None:
    """What they gave us over what we gave them in each draw, over the latest `last` steps of each side: 1 is like for
    like. Steps back count as nothing given. Not a number in draws in which we gave nothing; None until both moved.
    """
    ours, theirs = ([step.given for step in steps if step.party == p][-last:] for p in (OURS, THEIRS))
    if not ours or not theirs:
        return None
    gave = np.maximum(ours, 0).sum(axis=0)
    got = np.maximum(theirs, 0).sum(axis=0)
    return np.asarray(np.divide(got, gave, out=np.full(len(gave), np.nan), where=gave > 0), dtype=np.float64)


def returned(steps: Sequence[Step], shares: FloatArray, *, last: int = 3) -> Band | None:
    """The band of `returns`. None when we gave nothing in half of the draws or more, or until both moved."""
    found = returns(steps, last=last)
    if found is None:
        return None
    kept = ~np.isnan(found)
    mass = float(shares[kept].sum())
    return bands(found[kept][:, None], shares[kept] / mass)[0] if mass > 0.5 else None


def mirroring(steps: Sequence[Step], shares: FloatArray, *, by: int = THEIRS) -> float | None:
    """The middle ratio of a step to the other side's step just before it, on average over the draws.

    None where no step of the other gave anything before one of this side.
    """
    pairs = _answers(steps, shares, by)
    ratios = [float(shares @ after.given) / float(shares @ before.given) for before, after in pairs]
    return float(np.median(ratios)) if ratios else None


def unanswered(steps: Sequence[Step], shares: FloatArray, *, by: int = OURS, even: float = 0.0) -> int:
    """How many gives of one side in a row, up to now, the other has not answered by giving anything."""
    count = 0
    for step in reversed(steps):
        worth = float(shares @ step.given)
        if step.party != by and worth > even:
            break
        count += step.party == by and worth > even
    return count


def influence(steps: Sequence[Step], shares: FloatArray, *, by: int = THEIRS) -> Influence | None:
    """Least squares of a side's steps on its own step before and on the other's last step (Kenny's actor and partner
    effects; Vetschera 2016 for negotiations). None with fewer than `FEWEST` usable steps or without any variation.
    """
    rows, answers = [], []
    own: float | None = None
    other: float | None = None
    for step in steps:
        worth = float(shares @ step.given)
        if step.party != by:
            other = worth
            continue
        if own is not None and other is not None:
            rows.append((1.0, own, other))
            answers.append(worth)
        own = worth
    if len(rows) < FEWEST:
        return None
    table, values = np.array(rows), np.array(answers)
    if np.linalg.matrix_rank(table) < 3:
        return None
    fit = np.linalg.lstsq(table, values, rcond=None)[0]
    noise = float(((values - table @ fit) ** 2).sum()) / (len(rows) - 3)
    errors = np.sqrt(noise * np.diag(np.linalg.inv(table.T @ table)))
    return Influence(float(fit[1]), float(fit[2]), float(errors[1]), float(errors[2]), len(rows))


def _answers(steps: Sequence[Step], shares: FloatArray, by: int) -> list[tuple[Step, Step]]:
    """(a step of the other that gave something, the step of this side right after it)."""
    pairs = itertools.pairwise(steps)
    return [(one, two) for one, two in pairs if one.party != by and two.party == by and float(shares @ one.given) > 0]
