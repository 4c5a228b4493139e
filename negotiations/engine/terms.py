"""What a term is worth to both sides in one currency: each at its own rates, theirs from low to high.

A term is a change in a fixed direction (paying later, a longer warranty, more units). The same change is a gain to one
and a cost to the other; what is left of the two is what a trade can share. `converter` has the formulas and their
sources; this says who gains, who pays, and at which rate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from itertools import product
from types import MappingProxyType

from negotiations.engine import converter
from negotiations.engine.problem import EngineError

NONE = Decimal(0)


class Kind(StrEnum):
    PAYMENT = "payment"
    DISCOUNT = "discount"
    STOCK = "stock"
    LEAD_TIME = "lead_time"
    FREIGHT = "freight"
    WARRANTY = "warranty"
    VOLUME = "volume"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class Term:
    """What is changed, in numbers that hold for both: money a year or per unit, units a year, days, parts of 1.

    `before` and `after`: days of delivery, years of warranty or parts that fail, as they are and as they would be.
    """

    kind: Kind
    amount: Decimal | None = None
    units: Decimal | None = None
    days: Decimal | None = None
    price: Decimal | None = None
    discount: Decimal | None = None
    deviation: Decimal | None = None
    before: Decimal | None = None
    after: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """A side's own figures: yearly rates as parts of 1, and `each`: what a unit moved, a failure or a defect costs."""

    capital: Decimal | None = None
    holding: Decimal | None = None
    margin: Decimal | None = None
    failure: Decimal | None = None
    each: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Low, likely, high of one of their figures."""

    low: Decimal
    likely: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Worth:
    """Money a year, above 0 a gain. `both` is the sum of the two: what the change brings or loses in all."""

    ours: Decimal
    theirs: Estimate
    both: Estimate


# Of the term, of our figures, of theirs: what has to be known.
NEEDS: Mapping[Kind, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        Kind.PAYMENT: (("amount", "days"), ("capital",), ("capital",)),
        Kind.DISCOUNT: (("amount", "discount", "days"), ("capital",), ("capital",)),
        Kind.STOCK: (("amount", "days"), ("holding",), ("holding",)),
        Kind.LEAD_TIME: (("amount", "before", "after"), ("holding",), ("holding",)),
        Kind.FREIGHT: (("units",), ("each",), ("each",)),
        Kind.WARRANTY: (
            ("units", "before", "after"),
            ("failure", "each", "capital"),
            ("failure", "each", "capital"),
        ),
        Kind.VOLUME: (("units", "price", "days"), ("holding",), ("margin",)),
        Kind.QUALITY: (("units", "before", "after"), ("each",), ("each",)),
    }
)
OPTIONAL: Mapping[Kind, tuple[str, ...]] = MappingProxyType({Kind.LEAD_TIME: ("deviation", "price")})


def missing(term: Term, ours: Side, theirs: Mapping[str, Estimate]) -> tuple[list[str], list[str], list[str]]:
    """What is not known yet: of the term, of our figures, of theirs."""
    needs = NEEDS[term.kind]
    return (
        [name for name in needs[0] if getattr(term, name) is None],
        [name for name in needs[1] if getattr(ours, name) is None],
        [name for name in needs[2] if name not in theirs],
    )


def worth(term: Term, ours: Side, theirs: Mapping[str, Estimate]) -> Worth:
    """The term for both sides, in money a year.

    Theirs is least and most over all corners of what they may have: right because every formula rises or falls in each
    of their figures alone. Raises EngineError when something is missing or makes no sense.
    """
    if any(missing(term, ours, theirs)):
        raise EngineError("Something is not known yet.")
    gain, cost = _FOR_US[term.kind], _FOR_THEM[term.kind]
    us = gain(term, ours)
    names = NEEDS[term.kind][2]
    likely = cost(term, _side({name: theirs[name].likely for name in names}))
    ends = [(theirs[name].low, theirs[name].high) for name in names]
    corners = [cost(term, _side(dict(zip(names, values, strict=True)))) for values in product(*ends)]
    them = Estimate(min(corners), likely, max(corners))
    return Worth(us, them, Estimate(us + them.low, us + them.likely, us + them.high))


def _side(figures: Mapping[str, Decimal]) -> Side:
    return Side(**figures)


def _known(value: Decimal | None) -> Decimal:
    if value is None:  # `missing` was asked before
        raise EngineError("Something is not known yet.")
    return value


def _payment(term: Term, side: Side) -> Decimal:
    return converter.payment_days(_known(term.amount), _known(term.days), _known(side.capital))


def _discount(term: Term, side: Side) -> Decimal:
    return converter.early_payment(_known(term.amount), _known(term.discount), _known(term.days), _known(side.capital))


def _stock(term: Term, side: Side) -> Decimal:
    return converter.stock(_known(term.amount), _known(term.days), _known(side.holding))


def _sooner(term: Term, side: Side) -> Decimal:
    """Goods under way and safety stock that we no longer hold."""
    values = (_known(term.amount), _known(side.holding))
    more = {"deviation": term.deviation or NONE, "unit_cost": term.price or NONE}
    before, after = (
        converter.lead_time(values[0], _known(days), values[1], **more) for days in (term.before, term.after)
    )
    return before - after


def _ready(term: Term, side: Side) -> Decimal:
    """Goods that they keep ready so that we wait less."""
    return converter.stock(_known(term.amount), _known(term.before) - _known(term.after), _known(side.holding))


def _freight(term: Term, side: Side) -> Decimal:
    return converter.freight(_known(term.units), _known(side.each))


def _warranty(term: Term, side: Side) -> Decimal:
    first, last = (int(_known(years)) for years in (term.before, term.after))
    if last < first:
        raise EngineError("A longer warranty has more years after than before.")
    figures = (_known(term.units), _known(side.failure), _known(side.each))
    return converter.warranty(*figures, last - first, _known(side.capital), first=first)


def _extra_stock(term: Term, side: Side) -> Decimal:
    """Holding units that were not needed yet."""
    value = _known(term.units) * _known(term.price)
    return converter.stock(value, _known(term.days), _known(side.holding))


def _contribution(term: Term, side: Side) -> Decimal:
    price = _known(term.price)
    return converter.volume(_known(term.units), price, price * (1 - _known(side.margin)))


def _quality(term: Term, side: Side) -> Decimal:
    return converter.quality(_known(term.units), _known(term.before), _known(term.after), _known(side.each))


_Formula = Callable[[Term, Side], Decimal]


def _cost(formula: _Formula) -> _Formula:
    return lambda term, side: -formula(term, side)


_FOR_US: Mapping[Kind, _Formula] = MappingProxyType(
    {
        Kind.PAYMENT: _payment,
        Kind.DISCOUNT: _discount,
        Kind.STOCK: _stock,
        Kind.LEAD_TIME: _sooner,
        Kind.FREIGHT: _freight,
        Kind.WARRANTY: _warranty,
        Kind.VOLUME: _cost(_extra_stock),
        Kind.QUALITY: _quality,
    }
)
_FOR_THEM: Mapping[Kind, _Formula] = MappingProxyType(
    {
        Kind.PAYMENT: _cost(_payment),
        Kind.DISCOUNT: _cost(_discount),
        Kind.STOCK: _cost(_stock),
        Kind.LEAD_TIME: _cost(_ready),
        Kind.FREIGHT: _cost(_freight),
        Kind.WARRANTY: _cost(_warranty),
        Kind.VOLUME: _contribution,
        Kind.QUALITY: _cost(_quality),
    }
)
TERM_FIELDS = tuple(field.name for field in fields(Term) if field.name != "kind")
