"""Rates of both sides, terms in money and a claim for the air conditioners: how the weights of that plan came about."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from negotiations.actions import claims, conversions, rates
from negotiations.enums import ConversionKind, Party
from negotiations.models import Deal, Issue

OURS = {"capital": "5.1", "holding": "17", "failure": "2.4"}
THEIRS = {
    "capital": ("14", "18", "24"), "holding": ("16", "20", "26"), "margin": ("9", "12", "16"),
    "failure": ("1.8", "2.4", "3.2"),
}  # fmt: skip
SOURCE = "Their bank cut the credit line in June; accounts of 2025"
# What, which issue, the numbers, what one costs them, where from.
TERMS: tuple[tuple[str, str, dict[str, str], tuple[str, str, str] | None, str], ...] = (
    (ConversionKind.PAYMENT, "Payment", {"amount": "3100000", "days": "120"}, None,
     "From 50 % with the order to 90 days: about 120 days of the whole sum"),
    (ConversionKind.DISCOUNT, "", {"amount": "3100000", "discount": "2", "days": "53"}, None,
     "Paying on delivery instead of after 53 days"),
    (ConversionKind.WARRANTY, "Warranty", {"units": "5000", "before": "2", "after": "5", "ours": "145"},
     ("38", "55", "75"), "Service: a visit costs us 145; their technician is paid by the month"),
    (ConversionKind.VOLUME, "Volume commitment", {"units": "2000", "price": "598", "days": "200"}, None,
     "What we would not sell this season lies in our hall until the next"),
)  # fmt: skip
CLAIM = (
    ("Resin and copper", ("50", "54", "57"), ("1.2", "2", "2.9")),
    ("Freight", ("16", "18", "20"), ("3", "4", "5.2")),
    ("Energy", ("11", "12", "13"), ("2.4", "3", "3.8")),
    ("Labour", ("15", "16", "17"), ("4", "4.5", "5")),
)


def load(deal: Deal, *, by: User, at: datetime) -> None:
    """Put them into the deal, through the same actions as a person's clicks."""
    do: dict[str, Any] = {"by": by, "at": at}
    for field, rate in OURS.items():
        rates.edit(deal, Party.OURS, field, _band((rate,) * 3), seen=None, **do)
    for field, numbers in THEIRS.items():
        rates.edit(deal, Party.THEIRS, field, _band(numbers), seen=None, **do)
    rates.edit(deal, Party.THEIRS, "source", SOURCE, seen=None, **do)
    rates.edit(deal, Party.THEIRS, "dated", at.date(), seen=None, **do)
    issues = {issue.name: issue for issue in Issue.objects.filter(deal=deal, removed_at__isnull=True)}
    for kind, name, numbers_, each, note in TERMS:
        fields: dict[str, Any] = {field: Decimal(text) for field, text in numbers_.items()}
        if each is not None:
            fields["theirs"] = _band(each)
        conversions.add(deal, kind, issue=issues.get(name), note=note, **fields, **do)
    parts = [{"name": name, "share": list(share), "move": list(move)} for name, share, move in CLAIM]
    claims.add(
        deal, title="Letter of 3 November: 8 % more from January", claim=Decimal(8), parts=parts,
        note="Shares from the teardown of the 2025 model; indices to October", **do,
    )  # fmt: skip


def _band(numbers: tuple[str, ...]) -> dict[str, Decimal]:
    return dict(zip(("low", "likely", "high"), map(Decimal, numbers), strict=True))
