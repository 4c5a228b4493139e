"""How far people agree who ranked and weighed the same issues, each alone.

Kendall & Babington Smith (1939), *The problem of m rankings*: W is 0 when the rankings have nothing in common and 1
when they are one and the same; ties corrected for. Its chance is counted over random rankings, exact in the limit and
right for the few people of a team, where the usual chi-square is not. Weights are averaged as a linear pool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine.problem import EngineError, FloatArray

SHUFFLES = 1000
SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Concord:
    """Agreement of rankings. `w`: 0..1. `chance`: of so much agreement, or more, among rankings made at random.

    `rho`: the mean rank correlation of all pairs, -1/(m-1)..1.
    """

    w: float
    chance: float
    rho: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One person, one issue: the person's weight and the mean of the others', and by how many ranks they differ.

    `ranks` above 0: the person ranks the issue higher than the others do.
    """

    person: int
    issue: int
    weight: float
    others: float
    ranks: float


def shares(points: FloatArray | Sequence[Sequence[float]]) -> FloatArray:
    """Swing points (people, issues) as weights that sum to 1 for each. Raises EngineError for somebody without any."""
    table = _table(points)
    total = table.sum(axis=1, keepdims=True)
    if (table < 0).any() or not (total > 0).all():
        raise EngineError("Everybody needs points of at least 0, and one above it.")
    return np.asarray(table / total, dtype=np.float64)


def ranks(values: FloatArray | Sequence[Sequence[float]]) -> FloatArray:
    """Ranks of each row, 1 for the largest; equal values share the mean of their ranks."""
    table = _table(values)
    above = (table[:, None, :] > table[:, :, None]).sum(axis=2)
    same = (table[:, None, :] == table[:, :, None]).sum(axis=2)
    return np.asarray(above + (same + 1) / 2, dtype=np.float64)


def concord(values: FloatArray | Sequence[Sequence[float]], *, seed: int = SEED) -> Concord | None:
    """Kendall's W of rankings made of values (people, issues), with its chance.

    None for fewer than two people or two issues, or when everybody ranks all alike: then there is no order.
    """
    table = ranks(values)
    people, issues = table.shape
    if people < 2 or issues < 2:
        return None
    whole = _whole(table)
    if whole <= 0:
        return None
    found = float(_squares(table.sum(axis=0)) / whole)
    dice = np.random.default_rng(seed)
    shuffled = dice.permuted(np.broadcast_to(table, (SHUFFLES, *table.shape)), axis=2).sum(axis=1)
    at_least = int((_squares(shuffled) / whole >= found - 1e-9).sum())
    mean_rho = (people * found - 1) / (people - 1)
    return Concord(min(1.0, found), (at_least + 1) / (SHUFFLES + 1), mean_rho)


def correlation(left: Sequence[float] | FloatArray, right: Sequence[float] | FloatArray) -> float | None:
    """Spearman's rank correlation of two lists of values, ties corrected; None when one of them has no order."""
    a, b = ranks([list(left)])[0], ranks([list(right)])[0]
    a, b = a - a.mean(), b - b.mean()
    whole = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / whole if whole else None


def against_rest(weights: FloatArray) -> list[float | None]:
    """The rank correlation of each person with the mean of all others; None alone."""
    if len(weights) < 2:
        return [None] * len(weights)
    return [correlation(row, rest) for row, rest in zip(weights, _others(weights), strict=True)]


def differences(weights: FloatArray, *, least: float = 0.08) -> list[Difference]:
    """Who differs on what: weights (people, issues) at least `least` from the mean of the others', largest first."""
    if len(weights) < 2:
        return []
    others = _others(weights)
    mine, theirs = ranks(weights), ranks(others)
    gap = weights - others
    found = [
        Difference(int(p), int(i), float(weights[p, i]), float(others[p, i]), float(theirs[p, i] - mine[p, i]))
        for p, i in np.argwhere(np.abs(gap) >= least - 1e-12)
    ]
    return sorted(found, key=lambda one: (-abs(one.weight - one.others), one.person, one.issue))


def points(weights: FloatArray, extra: FloatArray | None = None) -> FloatArray:
    """Weights of several people as points of one scale, on which the largest of all (and of `extra`) is 100."""
    most = max(float(weights.max()), 0.0 if extra is None else float(extra.max()))
    return np.asarray(weights * (100.0 / most), dtype=np.float64)


def _others(weights: FloatArray) -> FloatArray:
    return np.asarray((weights.sum(axis=0) - weights) / (len(weights) - 1), dtype=np.float64)


def _squares(sums: FloatArray) -> FloatArray:
    """Sum of squares of rank sums about their mean, over the last axis."""
    return np.asarray(((sums - sums.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1), dtype=np.float64)


def _whole(table: FloatArray) -> float:
    """What the squares come to when all agree, corrected for ties: (m² (n³ − n) − m ΣT) / 12, T = Σ (t³ − t)."""
    people, issues = table.shape
    ties = 0
    for row in table:
        counts = np.unique(row, return_counts=True)[1]
        ties += int((counts**3 - counts).sum())
    return float(people**2 * (issues**3 - issues) - people * ties) / 12


def _table(values: FloatArray | Sequence[Sequence[float]]) -> FloatArray:
    table = np.asarray(values, dtype=np.float64)
    if table.ndim != 2 or not table.shape[1]:
        raise EngineError("There must be a row of numbers for each person.")
    return table
