"""What they ask for most they like most: values of options without an order, from how often each was asked for.

If offers are picked with chances that rise exponentially with their worth (Luce), the chances factorise over issues
and the likeliest value of an option is the logarithm of how often it was asked for; frequency models are that
estimate, and a Dirichlet prior on the chances smooths it. Early offers count more.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from negotiations.engine.normal import quantile
from negotiations.engine.problem import FloatArray, Package

PRIOR = 4.0
"""Offers' worth of evidence, spread over all options, that every option is liked alike."""
EARLY, LATE = 1.0, 0.2
"""How much the first and the latest offer count: late ones hold concessions. Both chosen on made-up talks (seeds 2000
to 2059 of `tests/bench/talks.py`, not those that are reported)."""


def asked(offers: Sequence[Package], issue: int, options: int) -> tuple[float, ...]:
    """How often each option of an issue was asked for, oldest offer first; early offers count more."""
    counts = np.zeros(options)
    for weight, offer in zip(np.linspace(EARLY, LATE, len(offers)), offers, strict=True):
        counts[offer[issue]] += weight
    return tuple(counts.tolist())


def values(counts: Sequence[float], dice: FloatArray) -> FloatArray:
    """Values 0..1 of the options in every draw: (draws, options), from as many even dice. Best 1, worst 0.

    Logarithms of Dirichlet chances with these counts, each by its mean and spread (a normal distribution in place of
    the log-gamma one: medians within 0.04 where all were asked for). A single option is worth 0.
    """
    shapes = np.asarray(counts, dtype=np.float64) + PRIOR / len(counts)
    logs = digamma(shapes) + np.sqrt(trigamma(shapes)) * quantile(dice)
    low = logs.min(axis=1, keepdims=True)
    span = logs.max(axis=1, keepdims=True) - low
    return np.asarray(np.divide(logs - low, span, out=np.zeros_like(logs), where=span > 0), dtype=np.float64)


def digamma(x: FloatArray) -> FloatArray:
    """Derivative of ln gamma for x > 0, to 1e-8: shifted up by six, then the asymptotic series."""
    moved, below = _moved(x)
    series = np.log(moved) - 1 / (2 * moved) - 1 / (12 * moved**2) + 1 / (120 * moved**4) - 1 / (252 * moved**6)
    return np.asarray(series - (1 / below).sum(axis=0), dtype=np.float64)


def trigamma(x: FloatArray) -> FloatArray:
    """Second derivative of ln gamma for x > 0, to 1e-7."""
    moved, below = _moved(x)
    series = 1 / moved + 1 / (2 * moved**2) + 1 / (6 * moved**3) - 1 / (30 * moved**5) + 1 / (42 * moved**7)
    return np.asarray(series + (1 / below**2).sum(axis=0), dtype=np.float64)


def _moved(x: FloatArray, steps: int = 8) -> tuple[FloatArray, FloatArray]:
    """x + steps, and the (steps, ...) values passed on the way there."""
    values_ = np.asarray(x, dtype=np.float64)
    return values_ + steps, np.stack([values_ + k for k in range(steps)])
