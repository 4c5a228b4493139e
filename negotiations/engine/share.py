"""Which part of all packages rules leave out: counted where the linked issues are few, sampled where they are many.

Only the issues that some rule speaks of matter: the part is the same whatever the others are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from negotiations.engine.problem import BoolArray, IntArray

COUNTED = 400_000
"""Combinations of the linked issues up to which all are looked at."""
SAMPLED = 100_000
"""Otherwise so many random ones: the error of the part is below 0.005 in 998 of 1,000 cases (3 standard errors)."""

Combination = Sequence[tuple[int, frozenset[int]]]
Amounts = tuple[Sequence[Sequence[int]], int]


@dataclass(frozen=True, slots=True)
class Share:
    """The part of the packages that all rules together leave out, and each on its own; `exact` unless sampled."""

    together: float
    each: tuple[float, ...]
    exact: bool


def ruled_out(
    allowed: Sequence[Sequence[int]], rules: Sequence[tuple[Sequence[Combination], Amounts | None]], *, seed: int = 0
) -> Share:
    """The part of the packages that rules leave out.

    `allowed[i]` are the options of issue i. A rule leaves out what matches any of its combinations, as (issue,
    options), or what passes its cap: amounts[issue][option] of the whole package together above the number.
    """
    linked = sorted({issue for rule in rules for issue in _issues(rule)})
    if not linked:
        return Share(0.0, tuple(0.0 for _ in rules), True)
    exact = prod(len(allowed[issue]) for issue in linked) <= COUNTED
    columns = dict(zip(linked, _all(allowed, linked) if exact else _some(allowed, linked, seed), strict=True))
    out = [_left_out(rule, columns) for rule in rules]
    either = np.logical_or.reduce(out)
    return Share(float(either.mean()), tuple(float(one.mean()) for one in out), exact)


def _issues(rule: tuple[Sequence[Combination], Amounts | None]) -> set[int]:
    combinations, cap = rule
    named = {issue for when in combinations for issue, _ in when}
    return named | ({issue for issue, row in enumerate(cap[0]) if any(row)} if cap else set())


def _all(allowed: Sequence[Sequence[int]], linked: Sequence[int]) -> list[IntArray]:
    axes = np.meshgrid(*[np.array(allowed[issue], dtype=np.int64) for issue in linked], indexing="ij")
    return [axis.ravel() for axis in axes]


def _some(allowed: Sequence[Sequence[int]], linked: Sequence[int], seed: int) -> list[IntArray]:
    dice = np.random.default_rng(seed)
    return [dice.choice(np.array(allowed[issue], dtype=np.int64), SAMPLED) for issue in linked]


def _left_out(rule: tuple[Sequence[Combination], Amounts | None], columns: dict[int, IntArray]) -> BoolArray:
    combinations, cap = rule
    size = len(next(iter(columns.values())))
    out = np.zeros(size, dtype=bool)
    for when in combinations:
        out |= np.logical_and.reduce([np.isin(columns[issue], list(options)) for issue, options in when])
    if cap is not None:
        total = np.zeros(size, dtype=np.int64)
        for issue, row in enumerate(cap[0]):
            if any(row):
                total += np.array(row, dtype=np.int64)[columns[issue]]
        out |= total > cap[1]
    return out
