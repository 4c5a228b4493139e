"""Value functions: how much of an issue's worth a position on its range has.

A position x is 0 at the party's worst level and 1 at its best; a value is 0..1. Multi-attribute value theory
(Keeney & Raiffa 1976); the exponential curve is found by one mid-value question: "which level is worth half?".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import expm1, log

from negotiations.engine.problem import EngineError

_HALF_NOISE = 1e-9


class Shape(StrEnum):
    """Kinds of value curve."""

    LINEAR = "linear"
    CURVED = "curved"
    PLATEAU = "plateau"
    PEAKED = "peaked"
    RATED = "rated"


@dataclass(frozen=True, slots=True)
class Curve:
    """A value function on positions 0..1.

    `at` means: for CURVED the position worth half (0 < at < 1; below 0.5 the first steps matter most); for PLATEAU
    the position from which more is worth nothing (0 < at <= 1); for PEAKED the best position (0..1). LINEAR and
    RATED ignore it; RATED has no positions: see `rated`.
    """

    shape: Shape = Shape.LINEAR
    at: float = 0.5

    def value(self, position: float) -> float:
        """Value 0..1 of a position; positions outside 0..1 count as the nearer end."""
        x = min(1.0, max(0.0, position))
        if self.shape is Shape.LINEAR:
            return x
        if self.shape is Shape.CURVED:
            return exponential(x, self.at)
        if self.shape is Shape.PLATEAU:
            return plateau(x, self.at)
        if self.shape is Shape.PEAKED:
            return peaked(x, self.at)
        raise EngineError("A rated issue has a value per option, not a curve.")

    def half(self) -> float:
        """The position worth half (the lower one of a peaked curve)."""
        return self.position(0.5)

    def position(self, value: float) -> float:
        """The lowest position worth `value` (0..1): the inverse of `value`. Accurate to 1e-9."""
        target = min(1.0, max(0.0, value))
        low, high = 0.0, self.at if self.shape in (Shape.PEAKED, Shape.PLATEAU) else 1.0
        if self.shape is Shape.PEAKED and self.at == 0:
            return 1 - target
        for _ in range(60):  # the curve rises from low to high: halving is exact enough and cannot fail
            middle = (low + high) / 2
            low, high = (low, middle) if self.value(middle) >= target else (middle, high)
        return high


def exponential(x: float, half: float) -> float:
    """(1 - exp(-r x)) / (1 - exp(-r)), with r such that `half` is worth 0.5. Raises unless 0 < half < 1."""
    if not 0 < half < 1:
        raise EngineError("The level worth half must lie between the worst and the best level.")
    if half > 0.5:
        return 1 - exponential(1 - x, 1 - half)
    if half > 0.5 - _HALF_NOISE:
        return x
    rate = exponential_rate(half)
    return expm1(-rate * x) / expm1(-rate)


def exponential_rate(half: float) -> float:
    """r > 0 (concave) for half < 0.5, r < 0 (convex) for half > 0.5, 0 at 0.5.

    Bisection between 0 and ln 2 / half, where the curve is known to be below and above a half.
    """
    if not 0 < half < 1:
        raise EngineError("The level worth half must lie between the worst and the best level.")
    if abs(half - 0.5) <= _HALF_NOISE:
        return 0.0
    if half > 0.5:
        return -exponential_rate(1 - half)
    low, high = 0.0, log(2) / half
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (low, middle) if expm1(-middle * half) / expm1(-middle) >= 0.5 else (middle, high)
    return high


def power(x: float, half: float) -> float:
    """x ** (ln 0.5 / ln half): the power curve through the same mid-value."""
    if not 0 < half < 1:
        raise EngineError("The level worth half must lie between the worst and the best level.")
    return 0.0 if x <= 0 else float(x ** (log(0.5) / log(half)))


def plateau(x: float, enough: float) -> float:
    """Rises evenly to 1 at `enough` and stays there. Raises unless 0 < enough <= 1."""
    if not 0 < enough <= 1:
        raise EngineError("The level that is enough must lie above the worst level.")
    return min(1.0, x / enough)


def peaked(x: float, peak: float) -> float:
    """1 at the peak, falling evenly to 0 at both ends (an end that is the peak keeps 1)."""
    if not 0 <= peak <= 1:
        raise EngineError("The best level must lie on the range.")
    if x == peak:
        return 1.0
    return x / peak if x < peak else (1 - x) / (1 - peak)


def rated(ratings: Sequence[float]) -> tuple[float, ...]:
    """Ratings of options stretched so that the worst is 0 and the best is 1; all equal gives all 0."""
    low, high = min(ratings), max(ratings)
    if low == high:
        return (0.0,) * len(ratings)
    return tuple((rating - low) / (high - low) for rating in ratings)


def positions(levels: Sequence[float | Fraction], worst: float | Fraction, best: float | Fraction) -> list[float]:
    """Where levels lie between a party's worst (0) and best (1), whichever of the two is larger."""
    if worst == best:
        return [0.0 for _ in levels]
    return [float((level - worst) / (best - worst)) for level in levels]


def values(curve: Curve, levels: Sequence[float], worst: float, best: float) -> tuple[float, ...]:
    """Value of each level, 0..1. When worst equals best the issue is worth nothing to the party: all 0."""
    if worst == best:
        return (0.0,) * len(levels)
    return tuple(curve.value(x) for x in positions(levels, worst, best))
