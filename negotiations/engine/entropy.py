"""How much is left open about what comes next, in bits (Shannon 1948): 0 when it is always the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.engine.problem import EngineError


@dataclass(frozen=True, slots=True)
class Habit:
    """`bits` of the shares as counted; `most`: of as many kinds, each as often; `favourite`: the place of what comes
    most often (the first of several) and its `share`. None of them without a case.
    """

    bits: float
    most: float
    favourite: int | None
    share: float | None


def habit(counts: Sequence[int]) -> Habit:
    """How settled a habit is: how often each kind came. Raises `EngineError` for a number below 0."""
    if any(count < 0 for count in counts):
        raise EngineError("Nothing comes less than 0 times.")
    total = sum(counts)
    if not total:
        return Habit(0.0, 0.0, None, None)
    place = max(range(len(counts)), key=lambda one: (counts[one], -one))
    return Habit(bits(counts), math.log2(len(counts)), place, counts[place] / total)


def bits(counts: Sequence[int]) -> float:
    """- sum p log2 p over the kinds that came."""
    total = sum(counts)
    return sum(count / total * math.log2(total / count) for count in counts if count)
