"""Three packages that are worth the same to us and differ for them: offer all three at once.

Multiple equivalent simultaneous offers anchor better, raise joint value and please the receiver (Leonardelli et al.
2019). The set maximises the expected worth of the one that suits them best; that set is also the most informative
question (Viappiani & Boutilier 2010), and the greedy choice is within 1 - 1/e of the best set (submodularity).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negotiations.engine.doubt import Band, Draws
from negotiations.engine.linking import worths
from negotiations.engine.problem import (
    OURS,
    THEIRS,
    BoolArray,
    EngineError,
    FloatArray,
    IntArray,
    Package,
    Problem,
    Progress,
)
from negotiations.engine.window import as_packages, candidates

GUESSES = 64
"""Draws that the candidates are made from; the choice among them uses all draws."""
APART = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """One package of a set.

    `leads` are the issues on which it is better for them than every other of the set; `favourite` is the chance
    that it is the one of the set that suits them best (shared among equals).
    """

    package: Package
    ours: int
    theirs: Band
    leads: tuple[int, ...]
    favourite: float


@dataclass(frozen=True, slots=True)
class PackageSet:
    """Packages of equal worth to us. `quality`: expected worth to them, in units, of the best of the set.

    `relaxed` says what could not be had: "fewer" packages than asked, "leads", "difference", or "their floor".
    """

    offers: tuple[Offer, ...]
    quality: float
    relaxed: tuple[str, ...]


def equal_sets(
    problem: Problem,
    draws: Draws,
    *,
    aim: int,
    even: int,
    count: int = 3,
    apart: int = APART,
    progress: Progress | None = None,
) -> PackageSet:
    """`count` packages within `even` units of `aim` for us, as good as can be for them under the draws.

    Each differs from each other on at least `apart` issues and leads on another issue. Never below our floor; above
    their floor on average where that is possible. Rules and caps are always kept. What cannot be kept is given up in
    the order leads, difference, and said in `relaxed`. Raises EngineError when no package lies in the window. 20
    issues of 10 options and 1,000 draws take about 0.1 s; `progress` counts the issues of the level programme.
    """
    rows, relaxed = _candidates(problem, draws, aim, even, progress)
    if not len(rows):
        raise EngineError("No package is worth that much to us within the tolerance.")
    worth = _worth(problem, draws, rows)
    means = np.stack([table[rows[:, i]] for i, table in enumerate(draws.mean)], axis=1)
    for given_up in _GIVEN_UP:
        distance, leading = 1 if "difference" in given_up else apart, "leads" not in given_up
        chosen = _greedy(rows, worth, means, draws.shares, count, distance, leading)
        if len(chosen) == count or "fewer" in given_up:
            relaxed += given_up
            break
    chosen = _exchange(chosen, rows, worth, means, draws.shares, distance, leading)
    return _set(problem, draws, rows, worth, means, chosen, tuple(relaxed))


_GIVEN_UP: tuple[tuple[str, ...], ...] = ((), ("leads",), ("leads", "difference"), ("leads", "difference", "fewer"))
"""What is given up, one after the other, when a full set cannot be had."""


def _candidates(
    problem: Problem, draws: Draws, aim: int, even: int, progress: Progress | None
) -> tuple[IntArray, list[str]]:
    floor = problem.floors[OURS]
    low = aim - even if floor is None else max(aim - even, floor)
    step = max(1, len(draws) // GUESSES)
    guesses = [
        np.concatenate([np.rint(m)[None, :].astype(np.int64), t[::step][:GUESSES]])
        for m, t in zip(draws.mean, draws.tables, strict=True)
    ]
    rows = candidates(problem, guesses, low, aim + even, progress=progress)
    theirs = problem.floors[THEIRS]
    if theirs is None or not len(rows):
        return rows, []
    expected = np.zeros(len(rows))
    for i, table in enumerate(draws.mean):
        expected += table[rows[:, i]]
    expected += draws.bonus(rows)
    above = expected >= theirs
    return (rows[above], []) if above.any() else (rows, ["their floor"])


def _worth(problem: Problem, draws: Draws, rows: IntArray) -> IntArray:
    """(draws, candidates) units, in 32 bits: this table is what the greedy choice runs over."""
    total = np.zeros((len(draws), len(rows)), dtype=np.int32)
    for i, table in enumerate(draws.tables):
        total += table.astype(np.int32)[:, rows[:, i]]
    if draws.bonuses:
        total += draws.bonus(rows).astype(np.int32)
    return total  # type: ignore[return-value]


def _allowed(rows: IntArray, means: FloatArray, chosen: list[int], apart: int, leading: bool) -> BoolArray:
    """Which candidates may join: far enough from all chosen and, if asked, every one leading on some issue."""
    keep = np.ones(len(rows), dtype=bool)
    for index in chosen:
        keep &= (rows != rows[index]).sum(axis=1) >= apart
    if leading and chosen:
        top = means[chosen].max(axis=0)
        keep &= (means > top).any(axis=1)
        for index in chosen:
            others = [other for other in chosen if other != index]
            rival = np.maximum(means, means[others].max(axis=0)) if others else means
            keep &= (means[index] > rival).any(axis=1)
    return keep


def _greedy(
    rows: IntArray, worth: IntArray, means: FloatArray, shares: FloatArray, count: int, apart: int, leading: bool
) -> list[int]:
    chosen: list[int] = []
    best = np.full(len(worth), np.iinfo(np.int32).min, dtype=np.int32)
    for _ in range(count):
        keep = np.flatnonzero(_allowed(rows, means, chosen, apart, leading))
        if not len(keep):
            break
        gain = shares @ np.maximum(worth[:, keep], best[:, None])
        pick = int(keep[int(np.argmax(gain))])
        if chosen and gain.max() <= shares @ best + 1e-9:
            break  # no other package is ever the one that suits them best: a third would be a decoy
        chosen.append(pick)
        best = np.maximum(best, worth[:, pick])
    return chosen


def _exchange(
    chosen: list[int],
    rows: IntArray,
    worth: IntArray,
    means: FloatArray,
    shares: FloatArray,
    apart: int,
    leading: bool,
) -> list[int]:
    """Replace one package at a time while that makes the set better (at most two rounds)."""
    now = list(chosen)
    for _ in range(2):
        before = list(now)
        for place in range(len(now)):
            others = now[:place] + now[place + 1 :]
            keep = np.flatnonzero(_allowed(rows, means, others, apart, leading))
            base = worth[:, others].max(axis=1) if others else np.full(len(worth), np.iinfo(np.int32).min)
            gain = shares @ np.maximum(worth[:, keep], base[:, None])
            pick = int(np.argmax(gain))
            if gain[pick] > shares @ worth[:, now].max(axis=1) + 1e-9:
                now[place] = int(keep[pick])
        if now == before:
            break
    return now


def _set(
    problem: Problem,
    draws: Draws,
    rows: IntArray,
    worth: IntArray,
    means: FloatArray,
    chosen: list[int],
    relaxed: tuple[str, ...],
) -> PackageSet:
    picked = as_packages(rows[chosen])
    own = worths(problem, rows[chosen], OURS).tolist()
    top = worth[:, chosen] == worth[:, chosen].max(axis=1, keepdims=True)
    favourite = (draws.shares @ (top / top.sum(axis=1, keepdims=True))).tolist()
    offers = []
    for place, (package, band) in enumerate(zip(picked, draws.worth(picked), strict=True)):
        others = [index for index in chosen if index != chosen[place]]
        rival = means[others].max(axis=0) if others else np.full(means.shape[1], -np.inf)
        leads = tuple(np.flatnonzero(means[chosen[place]] > rival).tolist())
        offers.append(Offer(package, own[place], band, leads, favourite[place]))
    return PackageSet(tuple(offers), float(draws.shares @ worth[:, chosen].max(axis=1)), relaxed)
