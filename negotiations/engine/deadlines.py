"""Whose deadline binds first: both sides' days as bands, each with the chance that it holds.

Who can wait longer gets more (A. Rubinstein, Perfect equilibrium in a bargaining model, Econometrica 50, 1982). A soft
deadline holds in half of the cases in which a hard one would: a judgement, named here and on the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine.guesses import DRAWS, middle, places
from negotiations.engine.problem import EngineError, FloatArray

SOFT = 0.5


@dataclass(frozen=True, slots=True)
class Deadline:
    """``low`` to ``high`` days from now, evenly likely; ``chance`` that it is so; a soft one may give way."""

    low: float
    high: float
    chance: float = 1.0
    hard: bool = True

    def __post_init__(self) -> None:
        if not self.low <= self.high or not 0 <= self.chance <= 1:
            raise EngineError("A deadline has a first day, a last one not before it, and a chance from 0 to 1.")


@dataclass(frozen=True, slots=True)
class First:
    """Parts of all guesses in which theirs, ours, and nobody's deadline binds first; on the same day counts as half.

    ``lead``: days that ours comes after theirs, in each guess; not a number where it is not known, infinite where only
    one side has a deadline. ``apart``: its 10, 50 and 90 of 100 where both have one; None when that is rare.
    """

    theirs: float
    ours: float
    lead: FloatArray
    apart: tuple[float, float, float] | None

    @property
    def open(self) -> float:
        """The part in which it is not known."""
        return max(0.0, 1.0 - self.theirs - self.ours)


def first(ours: Sequence[Deadline], theirs: Sequence[Deadline], *, draws: int = DRAWS) -> First:
    """Compare the first deadline of each side that holds. O(draws x deadlines).

    Where no deadline of theirs holds it is not known, rather than that they have time. Where none of ours does, we
    have time, unless nobody has said any of ours: then it is not known either.
    """
    mine, yours = _earliest(ours, 0, draws), _earliest(theirs, len(ours), draws)
    mine = np.where(np.isinf(mine) & (len(ours) == 0), np.nan, mine)
    yours = np.where(np.isinf(yours), np.nan, yours)
    lead = mine - yours
    known = np.isfinite(lead)
    same = float((lead == 0).mean()) / 2
    return First(
        theirs=float((lead > 0).mean()) + same,
        ours=float((lead < 0).mean()) + same,
        lead=lead,
        apart=middle(lead[known]) if known.mean() >= 0.2 else None,
    )


def _earliest(deadlines: Sequence[Deadline], start: int, draws: int) -> FloatArray:
    """The first day of a side in each guess; infinite where none holds."""
    found = np.full(draws, np.inf)
    for n, one in enumerate(deadlines, start):
        day = one.low + (one.high - one.low) * places(2 * n, draws)
        holds = places(2 * n + 1, draws) < one.chance * (1.0 if one.hard else SOFT)
        found = np.minimum(found, np.where(holds, day, np.inf))
    return found
