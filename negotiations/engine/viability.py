"""Whether a deal keeps the other side whole: the chance that it leaves them worse off than having no deal."""

from __future__ import annotations

import numpy as np

from negotiations.engine.problem import EngineError, FloatArray

LOW, MEDIAN, HIGH = 0.1, 0.5, 0.9


def chance_of_loss(worths: FloatArray, shares: FloatArray, floor: tuple[float, float, float]) -> float:
    """The chance that a deal is worth less to them than what they have without it.

    `worths` (draws,) is what the deal is worth to them in each draw, `shares` (draws,) the weights of the draws (sum
    1), `floor` what they have without it as low, likely and high, of which 10, 50 and 90 % of what it may be lie below;
    all in one unit. Draws that are not finite count for nothing. The floor does not hang on the draws. Raises
    `EngineError` for a band that is not in order, or when no draw counts.
    """
    low, likely, high = floor
    if not low <= likely <= high:
        raise EngineError("The band of a floor must be in order.")
    counted = np.isfinite(worths)
    weight = float(shares[counted].sum())
    if weight <= 0:
        raise EngineError("No draw says what it is worth to them.")
    losses = 1.0 - _below(np.asarray(worths, dtype=np.float64)[counted], low, likely, high)
    return float(shares[counted] @ losses / weight)


def _below(at: FloatArray, low: float, likely: float, high: float) -> FloatArray:
    """The chance that the floor lies at or below each value: straight between the three, and on at the same slopes."""
    if low == high:
        return np.where(at >= low, 1.0, 0.0)
    first, last = likely - low, high - likely
    ends = (low - first * LOW / (MEDIAN - LOW), high + last * (1 - HIGH) / (HIGH - MEDIAN))
    found: FloatArray = np.interp(at, (ends[0], low, likely, high, ends[1]), (0.0, LOW, MEDIAN, HIGH, 1.0))
    # A side of no width is a step: what lies at or above it has passed it.
    if first == 0:
        found = np.where(at < likely, 0.0, np.maximum(found, MEDIAN))
    if last == 0:
        found = np.where(at >= likely, 1.0, np.minimum(found, MEDIAN))
    return found
