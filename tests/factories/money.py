"""Rates, terms in money and claims for tests."""

from decimal import Decimal as D
from typing import Any

from negotiations.actions import claims, conversions, rates
from negotiations.models import Claim, Conversion
from tests.factories.negotiations import NOW, Plan

RESIN = [
    {"name": "Resin", "share": ["54", "54", "54"], "move": ["2", "2", "2"]},
    {"name": "Freight", "share": ["18", "18", "18"], "move": ["4", "4", "4"]},
    {"name": "Energy", "share": ["12", "12", "12"], "move": ["3", "3", "3"]},
    {"name": "Labour", "share": ["16", "16", "16"], "move": ["4.5", "4.5", "4.5"]},
]


def band(low: float, likely: float, high: float) -> dict[str, D]:
    return dict(zip(("low", "likely", "high"), (D(str(value)) for value in (low, likely, high)), strict=True))


def set_rate(plan: Plan, party: str, field: str, *numbers: float, seen: int | None = None) -> Any:
    """A rate in per cent: one number for us, three for them."""
    low, likely, high = numbers * 3 if len(numbers) == 1 else numbers
    return rates.edit(plan.deal, party, field, band(low, likely, high), seen=seen, by=plan.lead, at=NOW)


def pay_later(plan: Plan, *, amount: int = 3_000_000, days: int = 30, **fields: Any) -> Conversion:
    """Days of payment, on the plan's payment issue."""
    set_rate(plan, "ours", "capital", 5)
    set_rate(plan, "theirs", "capital", 12, 18, 24)
    given = {"issue": plan.payment, "amount": D(amount), "days": D(days), **fields}
    row = conversions.add(plan.deal, "payment", **given, by=plan.lead, at=NOW)
    return Conversion.objects.select_related("deal", "issue").get(pk=row.pk)


def claim_of(plan: Plan, rise: str = "8", parts: Any = None) -> Claim:
    """The claim of the brief: 8 % against cost shares that explain 2.9 %."""
    parts = RESIN if parts is None else parts
    row = claims.add(plan.deal, title="Resin letter", claim=D(rise), parts=parts, by=plan.lead, at=NOW)
    return Claim.objects.select_related("deal").get(pk=row.pk)


def money_rows(plan: Plan) -> dict[str, Any]:
    """Ids of a term and of a claim."""
    return {"conversion_id": pay_later(plan).pk, "claim_id": claim_of(plan).pk}
