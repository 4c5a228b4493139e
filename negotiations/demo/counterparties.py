"""What the demo knows of the other sides across deals."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from types import ModuleType
from typing import Any

from accounts.models import User
from negotiations.actions import counterparties
from negotiations.demo import air_conditioners, itex_cypress, software_licence
from negotiations.models import Deal

Band = tuple[int, int, int]
SHARES: dict[ModuleType, tuple[Band, str, Band, str, str]] = {
    air_conditioners: (
        (65, 70, 75), "Their accounts of 2025: one buyer with 70 %", (25, 30, 35), "Air conditioners", "Orders of 2026",
    ),
    software_licence: ((1, 2, 4), "Their list of customers", (80, 85, 90), "Office software", "Contracts of 2026"),
    itex_cypress: ((10, 20, 30), "What their sales manager said", (35, 45, 60), "Bicycle parts", "Orders of 2026"),
}  # fmt: skip
FACTS: dict[ModuleType, Mapping[str, str]] = {
    air_conditioners: {
        "website": "frigotec.example", "sites": "Factory in Aveiro, warehouse in Vigo",
        "note": "Slow season from October to February: their line stands still on Fridays.",
    },
}  # fmt: skip
# Style, who, what was seen, days before today.
STYLES: dict[ModuleType, tuple[tuple[str, str, str, int], ...]] = {
    air_conditioners: (
        ("competing", "Marta Vilar", "Named a last price in the first hour, and went below it in the third", 400),
        ("compromising", "Marta Vilar", "Offered to split the difference on freight as soon as we stood still", 35),
        ("competing", "Marta Vilar", "Answered every question with a question about volume", 20),
        ("avoiding", "", "No answer on returns for two weeks, three letters", 28),
    ),
    software_licence: (
        ("competing", "", "A quarter-end discount, withdrawn if not signed by Friday", 240),
        ("accommodating", "Dana Keller", "Gave two training days unasked when the start was late", 150),
    ),
}
# Who of ours, whom, what they do, how well, since, how.
KNOWN: dict[ModuleType, tuple[tuple[str, str, str, str, int, str], ...]] = {
    air_conditioners: (
        ("carla", "Marta Vilar", "Head of sales", "well", 2019, "Same trade association, Porto"),
        ("paulo", "Rui Frigo", "Owner and managing director", "knows", 2022, "Visits for the freight calendar"),
        ("ana", "Marta Vilar", "Head of sales", "met", 2025, "Fair in Lisbon"),
    ),
}
LINKS: dict[ModuleType, tuple[tuple[str, str, Band | None, str], ...]] = {
    air_conditioners: (
        ("Compressores do Minho", "supplier", (55, 60, 70), "A forecast from us lets them order compressors in lots"),
        ("Frio Ibérica", "distributor", (20, 25, 30), "Sells the rest: a low price of ours must not reach its shops"),
        ("Transnorte", "carrier", None, "Drives half empty to Vigo: our freight could fill it"),
    ),
}


def load(deal: Deal, module: ModuleType, people: Mapping[str, User], *, by: User, at: datetime) -> None:
    """Write the record of the deal's counterparty, as a colleague with a seat would."""
    row = deal.counterparty
    who: dict[str, Any] = {"by": by, "at": at}
    if module in SHARES:
        sales, sales_source, buy, category, buy_source = SHARES[module]
        changes: dict[str, Any] = {
            "sales_share": _band(sales), "sales_source": sales_source, "sales_dated": at.date() - timedelta(days=60),
            "buy_share": _band(buy), "buy_source": buy_source, "buy_dated": at.date() - timedelta(days=20),
            "buy_category": category, **FACTS.get(module, {}),
        }  # fmt: skip
        counterparties.edit(row, changes, seen={}, **who)
    for style, person, saw, days in STYLES.get(module, ()):
        values: dict[str, Any] = {
            "style": style,
            "person": person,
            "saw": saw,
            "seen_on": at.date() - timedelta(days=days),
        }
        counterparties.add_row(row, "styles", deal=deal if days < 60 else None, **values, **who)
    for key, person, title, closeness, since, note in KNOWN.get(module, ()):
        member = people[key].memberships.get(organisation=row.organisation_id)
        values = {"person": person, "title": title, "closeness": closeness, "since": since, "note": note}
        counterparties.add_row(row, "acquaintances", member=member, **values, **who)
    for name, kind, share, note in LINKS.get(module, ()):
        values = {"name": name, "kind": kind, "share": share and _band(share), "note": note}
        counterparties.add_row(row, "links", **values, **who)


def _band(band: Band) -> dict[str, Decimal]:
    return dict(zip(("low", "likely", "high"), map(Decimal, band), strict=True))
