"""What further deals with the same counterparty are worth today: the shadow of the future.

A relationship that may go on is worth keeping, the more the likelier and the sooner the next deal (R. Axelrod, The
Evolution of Cooperation, 1984). It is a figure of its own: it is never added to what this deal is worth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from negotiations.engine.guesses import DRAWS, middle, places, triangle
from negotiations.engine.problem import EngineError
from negotiations.engine.weights import Range

MOST_DEALS, MOST_YEARS = 100, 30
ONE_OFF = 0.5
"""Below so many deals that come about, counted by their chance, this one stands alone."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """``worth``: value today of the deals to come, 10, 50 and 90 of 100 guesses below; ``deals``: how many of them come
    about; ``lasting``: years that both deal with each other, in the middle. ``horizon``: 0 one-off, 1 up to a year, 2
    one to three, 3 longer.
    """

    worth: tuple[float, float, float]
    deals: tuple[float, float, float]
    lasting: float
    horizon: int


def relationship(
    deals: Range, years: Range, value: Range, *, keep: float, rate: float, draws: int = DRAWS
) -> Relationship:
    """Value the deals to come. ``deals`` further ones, evenly spread over ``years``; ``value`` of each to us, in any
    unit; ``keep``: chance that the relationship holds from one year to the next (0..1); ``rate``: what money costs us
    a year (0.08 is 8 %). A deal after t years counts ``(keep / (1 + rate)) ** t``. O(draws x deals).
    """
    if not (deals.low >= 0 and deals.high <= MOST_DEALS and years.low > 0 and years.high <= MOST_YEARS):
        raise EngineError(f"Give 0 to {MOST_DEALS} deals over more than 0 and up to {MOST_YEARS} years.")
    if not (0 <= keep <= 1 and 0 <= rate <= 1):
        raise EngineError("A chance and a rate lie between 0 and 1.")
    count = np.rint(triangle(deals, places(0, draws)))
    span = triangle(years, places(1, draws))
    each = triangle(value, places(2, draws))
    number = np.arange(1, MOST_DEALS + 1)
    when = span[:, None] * number / np.maximum(count, 1)[:, None]
    there = number <= count[:, None]
    come = np.where(there, keep**when, 0.0)
    worth = each * (come * (1 + rate) ** -when).sum(axis=1)
    come_about = middle(come.sum(axis=1))
    lasting = _lasting(float(np.median(span)), keep)
    return Relationship(middle(worth), come_about, lasting, _horizon(come_about[1], lasting))


def _lasting(years: float, keep: float) -> float:
    """The mean time until the relationship ends, within ``years``."""
    if keep <= 0:
        return 0.0
    return years if keep >= 1 else (1 - keep**years) / -math.log(keep)


def _horizon(deals: float, lasting: float) -> int:
    if deals < ONE_OFF:
        return 0
    return 1 if lasting <= 1 else 2 if lasting <= 3 else 3
