"""Choosing well when their side is a set of guesses: acceptance, tails, regret, ranks.

Acceptance: they take what is worth about as much as they now ask for. Tails: conditional value at risk. Regret:
Boutilier et al. (2006). Ranks: stochastic multicriteria acceptability (Lahdelma & Salminen 2001). All over draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine.doubt import Draws
from negotiations.engine.evidence import spans
from negotiations.engine.normal import cdf
from negotiations.engine.problem import EngineError, FloatArray, IntArray, Package

MARGINS = (0.0, 0.03, 0.06, 0.1)
"""By how much they may go below their last offer now, in utility: nobody knows, so all are looked at."""
EARLY_MARGINS = (0.2, 0.3, 0.4, 0.5)
"""The same below their best, before their first offer: what they may settle for in the end."""
SHARPNESS = 0.06
"""How exactly they know what they ask for, in utility."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The chance that they accept, between the hardest and the softest that they may be. Not learned from data."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Regret:
    """What choosing a package may cost them against the best of the set for them, in units."""

    worst: int
    mean: float


@dataclass(frozen=True, eq=False)
class Ranks:
    """How packages rank for them. `chance[k, r]`: chance of package k to be at rank r (0 is best; equals share).

    `central[k]`: the mean weights of the issues in the draws that make package k best, None when none does.
    `confidence[k]`: the chance that it is best given weights near those (0 when none).
    """

    chance: FloatArray
    central: tuple[tuple[float, ...] | None, ...]
    confidence: tuple[float, ...]


def acceptance(
    draws: Draws, packages: Sequence[Package], *, last: Package | None = None, floor: int | None = None
) -> list[Acceptance]:
    """The chance that they accept each package, given their last offer and their floor (units), if known.

    They are taken to ask for what their last offer is worth to them, less a margin, and never for less than their
    floor; before their first offer, for their best less a wider margin.
    """
    worth = draws.utilities(packages) / draws.unit
    table = np.stack([draws.shares @ chance for chance in _takes(draws, worth, last, floor)])
    return [Acceptance(float(c.min()), float(c.mean()), float(c.max())) for c in table.T]


def chance_to_take(draws: Draws, packages: Sequence[Package], last: Package | None, floor: int | None) -> FloatArray:
    """The chance that they take each package in each draw, over all margins alike: (draws, packages)."""
    worth = draws.utilities(packages) / draws.unit
    return np.asarray(np.mean(_takes(draws, worth, last, floor), axis=0), dtype=np.float64)


def _takes(draws: Draws, worth: FloatArray, last: Package | None, floor: int | None) -> list[FloatArray]:
    """One (draws, packages) table of chances for every margin."""
    best = sum(table.max(axis=1) for table in draws.tables) / draws.unit
    asked = best if last is None else draws.utilities([last])[:, 0] / draws.unit
    least = -np.inf if floor is None else floor / draws.unit
    margins = EARLY_MARGINS if last is None else MARGINS
    return [cdf((worth - np.maximum(asked - margin, least)[:, None]) / SHARPNESS) for margin in margins]


def tail_mean(values: IntArray | FloatArray, shares: FloatArray, part: float = 0.1) -> FloatArray:
    """Conditional value at risk: the mean of the worst `part` of each column of (draws, columns). Same unit."""
    if not 0 < part <= 1:
        raise EngineError("The part must lie between 0 and 1.")
    table = np.asarray(values, dtype=np.float64)
    order = np.argsort(table, axis=0, kind="stable")
    ordered = np.take_along_axis(table, order, axis=0)
    mass = np.cumsum(shares[order], axis=0)
    used = np.clip(part - (mass - shares[order]), 0, shares[order])
    return np.asarray((ordered * used).sum(axis=0) / used.sum(axis=0), dtype=np.float64)


def regrets(draws: Draws, packages: Sequence[Package]) -> list[Regret]:
    """For each package: the largest and the mean that they lose against the best of these packages for them."""
    worth = draws.utilities(packages)
    short = worth.max(axis=1, keepdims=True) - worth
    means = draws.shares @ short
    return [Regret(int(worst), float(mean)) for worst, mean in zip(short.max(axis=0), means, strict=True)]


def least_regret(draws: Draws, packages: Sequence[Package]) -> int:
    """Index of the package with the smallest largest regret; the smaller mean decides among equals."""
    found = regrets(draws, packages)
    return min(range(len(found)), key=lambda k: (found[k].worst, found[k].mean))


def ranks(draws: Draws, packages: Sequence[Package], *, near: float = 0.1) -> Ranks:
    """How often each package is best, second ... for them. 10,000 even draws give chances to one per cent.

    `near`: weights within this distance (sum of absolute differences) of the central ones count for confidence.
    """
    worth = draws.utilities(packages)
    count = len(packages)
    above = (worth[:, None, :] > worth[:, :, None]).sum(axis=2)
    same = (worth[:, None, :] == worth[:, :, None]).sum(axis=2)
    chance = np.zeros((count, count))
    for rank in range(count):
        holds = (above <= rank) & (rank < above + same)
        chance[:, rank] = draws.shares @ (holds / same)
    weights = spans(draws)
    best = np.where(above == 0, 1 / np.maximum(1, (above == 0).sum(axis=1, keepdims=True)), 0.0)
    central: list[tuple[float, ...] | None] = []
    confidence = []
    for k in range(count):
        mass = draws.shares * best[:, k]
        if not mass.sum():
            central.append(None)
            confidence.append(0.0)
            continue
        middle = mass @ weights / mass.sum()
        distance = np.abs(weights - middle).sum(axis=1)
        close = distance <= max(near, float(distance.min()))
        central.append(tuple(middle.tolist()))
        confidence.append(float(mass[close].sum() / draws.shares[close].sum()) if draws.shares[close].sum() else 0.0)
    return Ranks(chance, tuple(central), tuple(confidence))
