"""Points into money: one money issue measures everything else.

A party's full swing on the money issue is known in money; the same swing is a known part of its utility; so one
unit of utility has a price. Trade-off weighting (price-out, Keeney & Raiffa 1976), exact for a straight value
curve on the money issue and its average otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from negotiations.engine.doubt import Band, Draws, bands
from negotiations.engine.problem import EngineError, FloatArray, IntArray, Package, Problem

_NO_PRICE = 1e-9


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """What one unit of a party's utility is worth, in the currency of the money issue (`per_unit`)."""

    party: int
    issue: int
    per_unit: Fraction

    def worth(self, units: float) -> Decimal:
        """Money for so many units of utility (a difference, or a worth above the worst package)."""
        money = Fraction(units) * self.per_unit
        return Decimal(money.numerator) / Decimal(money.denominator)

    def units(self, money: Decimal) -> float:
        """Units of utility for so much money: the inverse of `worth`."""
        return float(Fraction(money) / self.per_unit)


@dataclass(frozen=True, slots=True)
class MoneyBand:
    """Like `Band`, in money."""

    low: Decimal
    median: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """Going from one option of an issue to the next: what it is worth to us (sign as it is), and likely to them."""

    issue: int
    before: int
    after: int
    ours: Decimal
    theirs: MoneyBand | None


def numeraire(problem: Problem, party: int, money_issues: Sequence[int]) -> int | None:
    """The money issue that measures the others: the one with the largest range for the party. None if it has none."""
    spans = [(problem.issues[i].span(party), -i) for i in money_issues]
    span, index = max(spans, default=(0, 0))
    return -index if span > 0 else None


def scale(problem: Problem, party: int, issue: int, amounts: Sequence[Decimal]) -> MoneyScale:
    """The price of a unit of utility for a party.

    `amounts[v]` is what option v of the money issue comes to in money, in total (price x quantity). Raises
    EngineError when the party does not care about the issue or when its best and worst options cost the same.
    """
    row = problem.issues[issue].contributions[party]
    if len(amounts) != len(row):
        raise EngineError("There must be one amount per option of the money issue.")
    span = max(row) - min(row)
    money = abs(Fraction(amounts[row.index(max(row))]) - Fraction(amounts[row.index(min(row))]))
    if not span or not money:
        raise EngineError("The money issue does not tell what a unit is worth to this party.")
    return MoneyScale(party, issue, money / span)


def their_prices(draws: Draws, issue: int, amounts: Sequence[Decimal]) -> FloatArray:
    """Money per unit of their utility in each draw; not a number where a draw gives the money issue no weight."""
    table = draws.tables[issue]
    sums = np.array([float(amount) for amount in amounts])
    rows = np.arange(len(table))
    span = (table.max(axis=1) - table.min(axis=1)).astype(np.float64)
    money = np.abs(sums[table.argmax(axis=1)] - sums[table.argmin(axis=1)])[rows]
    prices: FloatArray = np.full(len(table), np.nan)
    np.divide(money, span, out=prices, where=(span > 0) & (money > _NO_PRICE))
    return prices


def their_money(draws: Draws, prices: FloatArray, values: IntArray) -> list[MoneyBand | None]:
    """Bands in money of (draws, columns) values in units; None when most draws know no price."""
    usable = ~np.isnan(prices)
    shares = np.where(usable, draws.shares, 0.0)
    if shares.sum() < 0.5:
        return [None] * values.shape[1]
    money = values[usable] * prices[usable, None]
    weights = shares[usable] / shares.sum()
    found: list[Band] = bands(money, None if draws.even else weights)
    return [MoneyBand(_cents(b.low), _cents(b.median), _cents(b.high)) for b in found]


def gain_in_money(
    draws: Draws, prices: FloatArray, before: Package, after: Sequence[Package]
) -> list[MoneyBand | None]:
    """What moving from one package to each of the others is worth to them, in money."""
    return their_money(draws, prices, draws.gains(before, after))


def steps(
    problem: Problem,
    ours: MoneyScale,
    draws: Draws | None = None,
    prices: FloatArray | None = None,
) -> list[Step]:
    """ "One step is worth ...": every pair of neighbouring allowed options of every issue, for both sides."""
    found = []
    for i, issue in enumerate(problem.issues):
        row = issue.contributions[ours.party]
        for before, after in zip(issue.allowed, issue.allowed[1:], strict=False):
            band = None
            if draws is not None and prices is not None:
                table = draws.tables[i]
                band = their_money(draws, prices, (table[:, after] - table[:, before])[:, None])[0]
            found.append(Step(i, before, after, ours.worth(row[after] - row[before]), band))
    return found


def _cents(value: float) -> Decimal:
    return Decimal(repr(round(value, 2)))
