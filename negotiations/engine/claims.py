"""Should-cost claim tester: how much of a price rise their costs can explain.

A product's price is made of cost shares; each share moved with an index; share x move, summed, is what the rise can be
(cost breakdown analysis). What is not in the shares, margin above all, is taken not to have moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from negotiations.engine.doubt import HIGH, LOW, MEDIAN
from negotiations.engine.problem import EngineError, FloatArray
from negotiations.engine.weights import Range


class Verdict(StrEnum):
    """What the claim is, given what is known of the shares and the indices."""

    JUSTIFIED = "justified"
    """Not above what their costs explain in the middle case."""
    POSSIBLE = "possible"
    """Above the middle case, but some of the cases explain it."""
    NOT_JUSTIFIED = "not justified"
    """Above nine of ten cases."""


@dataclass(frozen=True, slots=True)
class CostShare:
    """A part of the price: `share` and the `move` of its index since the price was agreed, both in per cent."""

    name: str
    share: Range
    move: Range


@dataclass(frozen=True, slots=True)
class ClaimTest:
    """`justified`: the rise in per cent that costs explain, at 10, 50 and 90 % of the cases; `likely`: with every
    likely value. `excess`: the claim less `likely`. `parts`: (name, per cent of price that this share explains).
    """

    claim: float
    justified: Range
    likely: float
    excess: float
    chance: float
    """The part of the cases in which costs explain the whole claim."""
    verdict: Verdict
    parts: tuple[tuple[str, float], ...]


def check(claim: float, shares: Sequence[CostShare], *, draws: int = 4000, seed: int = 0) -> ClaimTest:
    """Tests a claimed price rise (per cent) against cost shares. Seeded.

    Example: 54 % resin +2.0, 18 % freight +4.0, 12 % energy +3.0, 16 % labour +4.5 explain 2.9 %. Raises EngineError
    when the likely shares come to more than 100 %.
    """
    if any(part.share.low < 0 or part.share.high > 100 for part in shares):
        raise EngineError("A share must lie between 0 and 100 per cent.")
    if sum(part.share.likely for part in shares) > 100 + 1e-9:
        raise EngineError("The shares come to more than the whole price.")
    parts = tuple((part.name, part.share.likely * part.move.likely / 100) for part in shares)
    likely = sum(value for _, value in parts)
    rng = np.random.default_rng(seed)
    weights = np.stack([_draw(part.share, draws, rng) for part in shares] or [np.zeros(draws)])
    moves = np.stack([_draw(part.move, draws, rng) for part in shares] or [np.zeros(draws)])
    whole = np.maximum(weights.sum(axis=0), 100)  # shares that come to more than all are scaled back
    cases = (weights / whole * moves).sum(axis=0)
    low, middle, high = (float(q) for q in np.quantile(cases, (LOW, MEDIAN, HIGH)))
    chance = float((cases >= claim - 1e-9).mean())
    if claim <= max(likely, middle) + 1e-9:
        verdict = Verdict.JUSTIFIED
    else:
        verdict = Verdict.POSSIBLE if claim <= high + 1e-9 else Verdict.NOT_JUSTIFIED
    return ClaimTest(claim, Range(low, middle, high), likely, claim - likely, chance, verdict, parts)


def _draw(estimate: Range, draws: int, rng: np.random.Generator) -> FloatArray:
    if estimate.high <= estimate.low:
        return np.full(draws, float(estimate.likely))
    return rng.triangular(estimate.low, estimate.likely, estimate.high, draws)
