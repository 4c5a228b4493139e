"""What comparable deals say of a price: the range in which the middle half of them lies, old ones counting less.

Robust: with five or more, the quartiles of the adjusted values stay where they are when the highest or the lowest is
absurd. A weighted quantile: sorted, each value stands at the middle of its own weight, the lowest at 0 and the highest
at 1, in between it is interpolated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine.problem import EngineError

STALE_AFTER = 12.0  # months
HALF_LIFE = 12.0  # months in which a comparable loses half of its weight once it is stale
FEW = 3  # with fewer, the range is from the lowest to the highest: quartiles would pretend to know more


@dataclass(frozen=True, slots=True)
class Comparable:
    """One deal like ours: its value, its age in months, what has to be added in per cent to compare, its weight."""

    value: float
    age: float
    adjustment: float = 0.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """``low`` and ``high`` are the quartiles; ``values`` and ``weights`` are as counted, in the order given."""

    low: float
    middle: float
    high: float
    values: tuple[float, ...]
    weights: tuple[float, ...]
    stale: tuple[bool, ...]
    newest: float  # months


def anchor(comparables: Sequence[Comparable], *, stale_after: float = STALE_AFTER, index: float = 0.0) -> Anchor | None:
    """The range that comparables imply, in their unit; None when none counts.

    ``index`` is the change of prices a year in per cent. Older than ``stale_after`` months, a weight halves every year.
    Raises ``EngineError`` for what no comparable can be.
    """
    for one in comparables:
        if not (one.weight >= 0 and one.age >= 0 and one.adjustment > -100 and np.isfinite(one.value)):
            raise EngineError(
                "A comparable needs a finite value, a weight and an age from 0, an adjustment above −100 %."
            )
    if index <= -100:
        raise EngineError("Prices cannot fall by all of it.")
    values = [adjusted(one, index=index) for one in comparables]
    stale = [one.age > stale_after for one in comparables]
    weights = [one.weight * 0.5 ** (max(0.0, one.age - stale_after) / HALF_LIFE) for one in comparables]
    if not sum(weights) > 0:
        return None
    if sum(weight > 0 for weight in weights) < FEW:
        counted = [value for value, weight in zip(values, weights, strict=True) if weight > 0]
        low, high = min(counted), max(counted)
    else:
        low, high = quantile(values, weights, 0.25), quantile(values, weights, 0.75)
    return Anchor(
        low=low,
        middle=quantile(values, weights, 0.5),
        high=high,
        values=tuple(values),
        weights=tuple(weights),
        stale=tuple(stale),
        newest=min(one.age for one in comparables),
    )


def adjusted(one: Comparable, *, index: float = 0.0) -> float:
    """A comparable's value as it is compared: value × (1 + adjustment) × (1 + index) ** (age / 12)."""
    return float(one.value * (1 + one.adjustment / 100) * (1 + index / 100) ** (one.age / 12))


def quantile(values: Sequence[float], weights: Sequence[float], share: float) -> float:
    """The weighted quantile at ``share`` (0..1). With equal weights it is type 7 of Hyndman & Fan (1996)."""
    order = np.lexsort((np.asarray(weights, dtype=float), np.asarray(values, dtype=float)))
    sorted_values = np.asarray(values, dtype=float)[order]
    sorted_weights = np.asarray(weights, dtype=float)[order]
    counted = sorted_weights > 0
    sorted_values, sorted_weights = sorted_values[counted], sorted_weights[counted]
    if not len(sorted_values):
        raise EngineError("A quantile needs a value with a weight.")
    middles = np.cumsum(sorted_weights) - sorted_weights / 2
    places = (middles - middles[0]) / (middles[-1] - middles[0] or 1.0)
    return float(np.interp(share, places, sorted_values))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a level lies against the range: ``side`` is below, inside or above; ``gap`` to its nearer end, >= 0."""

    side: str
    gap: float
    share: float | None  # of that end, where it is not 0


def place(level: float, found: Anchor) -> Place:
    """Our marker, or any other level, against the range."""
    if found.low <= level <= found.high:
        return Place("inside", 0.0, 0.0)
    side, end = ("below", found.low) if level < found.low else ("above", found.high)
    gap = abs(level - end)
    return Place(side, gap, gap / abs(end) if end else None)
