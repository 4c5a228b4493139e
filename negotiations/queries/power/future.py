"""The deals that may follow this one: what the relationship is worth beside the package, and how long it lasts."""

from dataclasses import dataclass
from decimal import Decimal

from negotiations.engine.future import Relationship, relationship
from negotiations.engine.weights import Range
from negotiations.enums import Horizon
from negotiations.levels import number
from negotiations.models import FutureDeals
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.wording import Amounts
from negotiations.secrets import Reader

BY_PLACE = (Horizon.ONE_OFF, Horizon.SHORT, Horizon.MEDIUM, Horizon.LONG)
PER_CENT = Decimal(100)


@dataclass(frozen=True)
class FutureWords:
    """The relationship in words: ``worth`` and ``deals`` are ranges. ``differs``: the deal's facts say this."""

    worth: str
    likely: str
    deals: str
    lasting: str
    horizon: str
    differs: str


def relationship_of(row: FutureDeals | None, reader: Reader) -> Relationship | None:
    """What the deals to come are worth, in money or points; None while nobody has said."""
    if row is None or row.keep is None or row.rate is None:
        return None
    ranges = [_range(opened(getattr(row, name), reader)) for name in ("deals", "years", "value")]
    if any(one is None for one in ranges):
        return None
    deals, years, value = (one for one in ranges if one is not None)
    keep, rate = (float(opened(chance, reader) / PER_CENT) for chance in (row.keep, row.rate))
    return relationship(deals, years, value, keep=keep, rate=rate)


def horizon_of(rows: PlanRows, reader: Reader) -> Horizon:
    """How long the dealings last, as the meter counts it: by the deals to come, else as the deal's facts say."""
    found = relationship_of(rows.future, reader)
    return Horizon(rows.deal.horizon) if found is None else BY_PLACE[found.horizon]


def future_words(rows: PlanRows, reader: Reader, *, in_money: bool) -> FutureWords | None:
    """The relationship in words; None while nobody has said what may follow."""
    found = relationship_of(rows.future, reader)
    if found is None:
        return None
    amounts = Amounts(in_money, rows.deal.currency)
    low, middle, high = (amounts.ours(Decimal(repr(round(value, 2)))) for value in found.worth)
    stated, counted = Horizon(rows.deal.horizon), BY_PLACE[found.horizon]
    return FutureWords(
        worth=low if low == high else f"{low} to {high}",
        likely=middle,
        deals=_between(found.deals[0], found.deals[2]),
        lasting=number(Decimal(str(round(found.lasting, 1)))),
        horizon=counted.label,
        differs="" if stated == counted else stated.label,
    )


def _between(low: float, high: float) -> str:
    ends = [number(Decimal(str(round(value, 1)))) for value in (low, high)]
    return "–".join(dict.fromkeys(ends))


def _range(stored: dict[str, str] | None) -> Range | None:
    return None if not stored else Range(*(float(stored[name]) for name in ("low", "likely", "high")))
