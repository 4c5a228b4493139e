"""What is known of a counterparty, for tests."""

from decimal import Decimal as D
from typing import Any

from accounts.models import User
from negotiations.actions import counterparties
from negotiations.models import Acquaintance, CounterpartyLink, StyleSighting
from tests.factories.negotiations import NOW, Plan

SAW = "Named a last price in the first hour"


def make_sighting(plan: Plan, style: str = "competing", **fields: Any) -> StyleSighting:
    """Something that they did, seen by the lead at this deal."""
    values = {"person": "", "saw": SAW, "deal": plan.deal, "seen_on": NOW.date(), **fields}
    row = counterparties.add_row(plan.deal.counterparty, "styles", style=style, by=plan.lead, at=NOW, **values)
    assert isinstance(row, StyleSighting)
    return row


def make_acquaintance(plan: Plan, user: User | None = None, **fields: Any) -> Acquaintance:
    """Somebody of ours, the lead unless named, knows Marta."""
    member = (user or plan.lead).memberships.get(organisation=plan.deal.organisation_id)
    values = {"member": member, "person": "Marta Sousa", "closeness": "knows", "since": 2019, **fields}
    row = counterparties.add_row(plan.deal.counterparty, "acquaintances", by=plan.lead, at=NOW, **values)
    assert isinstance(row, Acquaintance)
    return row


def make_link(plan: Plan, name: str = "Frio Ibérica", **fields: Any) -> CounterpartyLink:
    """A distributor of theirs."""
    share = {"low": D(30), "likely": D(40), "high": D(50)}
    values = {"name": name, "kind": "distributor", "share": share, "note": "", **fields}
    row = counterparties.add_row(plan.deal.counterparty, "links", by=plan.lead, at=NOW, **values)
    assert isinstance(row, CounterpartyLink)
    return row


def set_shares(plan: Plan, sales: tuple[int, int, int] | None, buy: tuple[int, int, int] | None) -> None:
    """Our share of their sales and theirs of our buy: low, likely, high in per cent."""
    shares = {"sales_share": sales, "buy_share": buy}
    changes = {
        name: None if band is None else dict(zip(("low", "likely", "high"), map(D, band), strict=True))
        for name, band in shares.items()
    }
    counterparties.edit(plan.deal.counterparty, changes, seen={}, by=plan.lead, at=NOW)
