"""Guesses drawn evenly from estimates: the same ones whoever asks, so that a page does not flicker."""

from __future__ import annotations

import numpy as np

from negotiations.engine.problem import FloatArray
from negotiations.engine.weights import Range

DRAWS = 2000
SEED = 20_261_122


def places(which: int, draws: int = DRAWS) -> FloatArray:
    """``draws`` places in 0..1, evenly spread and shuffled; another ``which`` gives an independent order."""
    even = (np.arange(draws) + 0.5) / draws
    return np.asarray(np.random.default_rng((SEED, which)).permutation(even), dtype=np.float64)


def triangle(band: Range, at: FloatArray) -> FloatArray:
    """The values of a triangle from low over likely to high below which these parts of it lie. Shape of ``at``."""
    width = band.high - band.low
    if width <= 0:
        return np.full(at.shape, float(band.low))
    turn = (band.likely - band.low) / width
    left = band.low + np.sqrt(at * width * (band.likely - band.low))
    right = band.high - np.sqrt((1 - at) * width * (band.high - band.likely))
    return np.asarray(np.where(at <= turn, left, right), dtype=np.float64)


def middle(values: FloatArray) -> tuple[float, float, float]:
    """Where 10, 50 and 90 of 100 lie below."""
    low, median, high = np.quantile(values, (0.1, 0.5, 0.9))
    return float(low), float(median), float(high)
