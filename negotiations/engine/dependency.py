"""Who depends more on whom: our part of what they sell against their part of what we buy.

Resource dependence: the side that has more of its business with the other has more to lose, and so less power
(R. M. Emerson, Power-Dependence Relations, American Sociological Review 27, 1962). Shares are estimates, so the answer
is a chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from negotiations.engine.weights import Range

STEPS = 2000
SURE = 0.9


class Depends(StrEnum):
    THEY = "they"
    WE = "we"
    EVEN = "even"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Balance:
    """``chance``: that they depend on us more than we on them; ``None`` while one of the shares is not known."""

    depends: Depends
    chance: float | None


def balance(sales: Range | None, buy: Range | None) -> Balance:
    """Compare the two shares (per cent), each a triangle from low over likely to high, independent of each other.

    The chance is the mean of ``P(buy < s)`` over 2,000 equal slices of ``sales``; who depends more is said from nine
    in ten on. Equal sharp shares count as half.
    """
    if sales is None or buy is None:
        return Balance(Depends.UNKNOWN, None)
    slices = [_quantile(sales, (step + 0.5) / STEPS) for step in range(STEPS)]
    chance = sum(_below(buy, share) for share in slices) / STEPS
    depends = Depends.THEY if chance >= SURE else Depends.WE if chance <= 1 - SURE else Depends.EVEN
    return Balance(depends, chance)


def _quantile(band: Range, part: float) -> float:
    """The value below which this part (0 to 1) of a triangle lies."""
    width = band.high - band.low
    if width <= 0:
        return band.low
    turn = (band.likely - band.low) / width
    if part <= turn:
        return float(band.low + (part * width * (band.likely - band.low)) ** 0.5)
    return float(band.high - ((1 - part) * width * (band.high - band.likely)) ** 0.5)


def _below(band: Range, value: float) -> float:
    """The part of a triangle below a value; half of it at the point where all of it is."""
    if band.high <= band.low:
        return 0.5 if value == band.low else float(value > band.low)
    if not band.low < value < band.high:
        return float(value >= band.high)
    width = band.high - band.low
    if value <= band.likely:
        return (value - band.low) ** 2 / (width * (band.likely - band.low))
    return 1 - (band.high - value) ** 2 / (width * (band.high - band.likely))
