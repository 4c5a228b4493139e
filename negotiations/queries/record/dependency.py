"""Who depends on whom, in words, and what follows from it at the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from negotiations.engine.dependency import Balance, Depends, balance
from negotiations.engine.weights import Range
from negotiations.levels import date_words, number
from negotiations.models import Counterparty

PER_CENT = "\u2009%"
OLD = timedelta(days=365)
ENDANGERS, HALF = 33, 50
VERDICTS = {
    Depends.THEY: "They depend on us more than we on them.",
    Depends.WE: "We depend on them more than they on us.",
    Depends.EVEN: "Neither side clearly depends more.",
    Depends.UNKNOWN: "Who depends more is not known yet.",
}


SHORT = {
    Depends.THEY: "they on us",
    Depends.WE: "we on them",
    Depends.EVEN: "neither clearly",
    Depends.UNKNOWN: "not known yet",
}


@dataclass(frozen=True)
class Dependency:
    """``bands``: low, likely and high as parts of 1, for a drawing; ``None`` when not known."""

    who: str
    verdict: str
    chance: str
    sales: str
    buy: str
    sales_band: tuple[float, float, float] | None
    buy_band: tuple[float, float, float] | None
    means: tuple[str, ...]

    @property
    def known(self) -> bool:
        return self.who != Depends.UNKNOWN

    @property
    def short(self) -> str:
        """For a list: who depends more on whom."""
        return SHORT[Depends(self.who)]


def dependency(row: Counterparty, today: date) -> Dependency:
    """The two shares of a counterparty, compared and said."""
    sales, buy = share_range(row.sales_share), share_range(row.buy_share)
    found = balance_of(row)
    return Dependency(
        who=found.depends,
        verdict=VERDICTS[found.depends],
        chance="" if found.chance is None else _chance(found.chance),
        sales="" if sales is None else band_words(sales),
        buy="" if buy is None else band_words(buy),
        sales_band=_parts(sales),
        buy_band=_parts(buy),
        means=tuple(_means(row, sales, buy, found.depends, today)),
    )


def balance_of(row: Counterparty) -> Balance:
    """The two shares of a counterparty, compared."""
    return balance(share_range(row.sales_share), share_range(row.buy_share))


def share_range(stored: Mapping[str, str] | None) -> Range | None:
    """A stored share as the engine wants it."""
    return None if not stored else Range(*(float(stored[name]) for name in ("low", "likely", "high")))


def band_words(band: Range) -> str:
    """``65–75 %``, or one number when it is known."""
    low, high = (number(Decimal(str(round(end, 1)))) for end in (band.low, band.high))
    return f"{low if low == high else f'{low}–{high}'}{PER_CENT}"


def _parts(band: Range | None) -> tuple[float, float, float] | None:
    return None if band is None else (band.low / 100, band.likely / 100, band.high / 100)


def _chance(share: float) -> str:
    if share in {0.0, 1.0}:
        return "In all cases" if share else "In no case"
    return f"In {min(99, max(1, round(share * 100)))} of 100 cases"


def _means(row: Counterparty, sales: Range | None, buy: Range | None, depends: str, today: date) -> list[str]:
    means = []
    if depends == Depends.THEY:
        means.append("No deal hurts them more than us: time and a real alternative work for us.")
    if depends == Depends.WE:
        means.append("No deal hurts us more than them: a second source is the first lever to build.")
    if sales is not None and sales.likely >= ENDANGERS:
        means.append(
            "So large a part of their sales is also a duty: press too hard and they may fail with our order in hand. "
            "Offer security (volume, length, forecasts) rather than threaten to leave."
        )
    if buy is not None and buy.likely >= HALF:
        means.append("More than half of this buy is with them: ask what a stop of their deliveries would cost us.")
    for what, share, dated in (("sales", sales, row.sales_dated), ("buy", buy, row.buy_dated)):
        if share is not None and dated is not None and today - dated > OLD:
            whose = "Our share of their sales" if what == "sales" else "Their share of our buy"
            means.append(f"{whose} is of {date_words(dated)}, over a year old: ask again.")
    return means
