"""The balance of power at a table, from -1 (theirs) over 0 (even) to +1 (ours): signed parts, each with its reason.

Power is what each side can do without the other (R. M. Emerson, Power-Dependence Relations, 1962; R. Fisher and W. Ury,
Getting to Yes, 1981), who must settle sooner, and what each brings (J. French and B. Raven, The bases of social power,
1959). How much each part may weigh is a judgement (`WEIGHTS`), named here, shown on the page and not fitted to data.
What is not known may lie anywhere in its range, so it widens the band instead of being assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from negotiations.engine.guesses import DRAWS, middle, places
from negotiations.engine.problem import EngineError, FloatArray

FAR = 0.15
"""A middle beyond this with the whole band on one side of 0 is said to be one side's; anything else is even."""


class Part(StrEnum):
    """What the balance is made of."""

    ALTERNATIVES = "alternatives"
    """What our best alternative gives us of what the deal could, less the same of theirs: -1..1."""
    DEPENDENCE = "dependence"
    """The chance that they depend on us more than we on them: 0..1."""
    TIME = "time"
    """Days that our first deadline comes after theirs."""
    SOURCES = "sources"
    """Points of the ledger's sources, ours less theirs: 1 weak, 2 fair, 3 strong."""
    PRESSURE = "pressure"
    """Points of pressure from inside our own house."""


WEIGHTS: dict[Part, tuple[tuple[float, float], ...]] = {
    Part.ALTERNATIVES: ((-1.0, -0.35), (0.0, 0.0), (1.0, 0.35)),
    Part.DEPENDENCE: ((0.0, -0.3), (0.5, 0.0), (1.0, 0.3)),
    Part.TIME: ((-30.0, -0.25), (0.0, 0.0), (30.0, 0.25)),
    Part.SOURCES: ((-9.0, -0.35), (0.0, 0.0), (9.0, 0.35)),
    Part.PRESSURE: ((0.0, 0.0), (6.0, -0.2)),
}
"""Straight lines through (figure, part), flat beyond the ends."""


class Lean(StrEnum):
    """Whose power is greater."""

    OURS = "ours"
    EVEN = "even"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Reason:
    """One signed part: 10, 50 and 90 of 100 guesses lie below. ``known`` is False when it may lie anywhere."""

    part: Part
    known: bool
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the balance lies, as a band, with its reasons in the order of ``Part``."""

    low: float
    median: float
    high: float
    lean: Lean
    reasons: tuple[Reason, ...]


def balance(figures: Mapping[Part, FloatArray | None], *, draws: int = DRAWS) -> Balance:
    """Add the parts up in every guess. ``figures[part]``: one number a guess, not a number where it is not known;
    None when nothing is known of it. The sum is kept within -1..1. O(draws).
    """
    columns, reasons = [], []
    for place, part in enumerate(Part):
        figure = figures.get(part)
        if figure is not None and figure.shape != (draws,):
            raise EngineError(f"{part} needs one figure a guess.")
        column = _part(part, figure, place, draws)
        columns.append(column)
        known = figure is not None and float(np.isnan(figure).mean()) < 0.5
        reasons.append(Reason(part, known, *middle(column)))
    low, median, high = middle(np.clip(np.sum(columns, axis=0), -1, 1))
    return Balance(low, median, high, _lean(low, median, high), tuple(reasons))


def _part(part: Part, figure: FloatArray | None, place: int, draws: int) -> FloatArray:
    xs, ys = zip(*WEIGHTS[part], strict=True)
    anywhere = np.asarray(min(ys) + (max(ys) - min(ys)) * places(1000 + place, draws), dtype=np.float64)
    if figure is None:
        return anywhere
    return np.asarray(np.where(np.isnan(figure), anywhere, np.interp(figure, xs, ys)), dtype=np.float64)


def _lean(low: float, median: float, high: float) -> Lean:
    if median > FAR and low > 0:
        return Lean.OURS
    return Lean.THEIRS if median < -FAR and high < 0 else Lean.EVEN
