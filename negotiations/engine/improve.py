"""Deals better for one side and no worse for the other than the one that is about to be signed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negotiations.engine import frontier, solutions
from negotiations.engine.doubt import Band, Draws
from negotiations.engine.problem import OURS, THEIRS, Package, Problem


@dataclass(frozen=True, slots=True)
class Improvement:
    """A package that dominates the agreed one: what it adds for us and (by the estimate) for them, in units."""

    package: Package
    ours: int
    theirs: int
    changed: tuple[int, ...]
    band: Band | None = None


def improvements(
    problem: Problem, agreed: Package, *, draws: Draws | None = None, chance: float = 0.0, limit: int = 10
) -> list[Improvement]:
    """Frontier packages that nobody loses by against `agreed`: largest joint gain first, then fewest changes.

    With `draws`, each has the band of their gain and those with a smaller chance that they do not lose than
    `chance` are left out. An empty list means that nothing better for both exists by this estimate.
    """
    values = problem.utilities(agreed)
    front = frontier.solve(problem.with_floors(values[OURS], values[THEIRS]), within_floors=True)
    gains = front.utilities - np.array([values[OURS], values[THEIRS]], dtype=np.int64)
    better = np.flatnonzero((gains >= 0).all(axis=1) & (gains.sum(axis=1) > 0))
    order = better[np.argsort(-gains[better].sum(axis=1), kind="stable")][: 20 * limit]
    found = []
    for index, package in zip(order.tolist(), front.packages(order), strict=True):
        changed = tuple(i for i, (now, then) in enumerate(zip(package, agreed, strict=True)) if now != then)
        found.append(Improvement(package, int(gains[index, 0]), int(gains[index, 1]), changed))
    if draws is not None and found:
        bands = draws.gain(agreed, [one.package for one in found])
        found = [
            Improvement(one.package, one.ours, one.theirs, one.changed, band)
            for one, band in zip(found, bands, strict=True)
            if 1 - band.harm >= chance
        ]
    return sorted(found, key=lambda one: (-(one.ours + one.theirs), len(one.changed)))[:limit]


def value_left(problem: Problem, agreed: Package) -> int:
    """Largest joint gain, in units, that nobody loses by: what the deal left on the table. 0 on the frontier."""
    values = problem.utilities(agreed)
    front = frontier.solve(problem.with_floors(values[OURS], values[THEIRS]), within_floors=True)
    best = solutions.solve(front)
    joint = best[solutions.Rule.BEST_JOINT].utilities
    return sum(joint) - values[OURS] - values[THEIRS]
