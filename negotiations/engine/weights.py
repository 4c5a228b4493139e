"""Weights from what people can answer: an order, and swings. Never "how important is it?".

A swing is what moving an issue from its worst to its best level is worth, the largest being 100 (von Winterfeldt &
Edwards 1986). From an order alone: rank-order centroid (Edwards & Barron 1994) or rank-sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from negotiations.engine.build import Number, exact
from negotiations.engine.problem import EngineError


@dataclass(frozen=True, slots=True)
class Range:
    """A low-likely-high estimate, low <= likely <= high, in whatever unit the estimate has."""

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            raise EngineError("An estimate needs low <= likely <= high.")

    @classmethod
    def point(cls, value: float) -> Range:
        return cls(value, value, value)


def centroid(count: int) -> tuple[Fraction, ...]:
    """Rank-order-centroid weights, the first-ranked first; they sum to 1. Right when points are shared out."""
    _positive(count)
    return tuple(sum((Fraction(1, j) for j in range(k, count + 1)), Fraction(0)) / count for k in range(1, count + 1))


def rank_sum(count: int) -> tuple[Fraction, ...]:
    """Rank-sum weights, the first-ranked first; they sum to 1. Less steep; better when swings are rated directly."""
    _positive(count)
    return tuple(Fraction(2 * (count + 1 - k), count * (count + 1)) for k in range(1, count + 1))


def starting_swings(count: int) -> tuple[int, ...]:
    """Whole swing points to start from when only the order is known: centroid weights, the first at 100."""
    weights = centroid(count)
    return tuple(max(1, round(100 * weight / weights[0])) for weight in weights)


def normalise(swings: Sequence[Number]) -> tuple[Fraction, ...]:
    """Weights that sum to 1 exactly. All swings 0 gives all 0. Raises EngineError for a negative swing."""
    points = [exact(swing) for swing in swings]
    if any(point < 0 for point in points):
        raise EngineError("A swing must not be negative.")
    total = sum(points)
    return tuple(point / total for point in points) if total else tuple(points)


def weight_ranges(swings: Sequence[Range]) -> tuple[Range, ...]:
    """What each normalised weight can be when every swing may lie anywhere in its range.

    Lowest when its own swing is low and the others are high, and the other way round.
    """
    low = sum(swing.low for swing in swings)
    likely = sum(swing.likely for swing in swings)
    high = sum(swing.high for swing in swings)
    return tuple(
        Range(
            min(_share(s.low, s.low + high - s.high), _share(s.likely, likely)),
            _share(s.likely, likely),
            max(_share(s.high, s.high + low - s.low), _share(s.likely, likely)),
        )
        for s in swings
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _positive(count: int) -> None:
    if count < 1:
        raise EngineError("There must be at least one issue to rank.")
