"""What money, stock and failures cost each side: one rate at a time."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.alternatives import BAND, MAX_SOURCE, plain
from negotiations.actions.writing import Rejected, writing
from negotiations.enums import Party
from negotiations.models import Deal, Rates

MOST = {"capital": 500, "holding": 500, "margin": 100, "failure": 500}
EDITABLE = frozenset({*Rates.RATES, "source", "dated"})


def edit(deal: Deal, party: str, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Rates:
    """Set a rate of one side: ``low``, ``likely``, ``high`` in per cent, or ``None``; or where we know it from.

    Ours are one number. Raises ``Conflict``, ``Rejected``.
    """
    if field not in EDITABLE:
        raise Rejected("This field cannot be edited.", field)
    if party not in Party.values:
        raise Rejected("The rates are ours or theirs.", "party")
    if field in Rates.RATES:
        _check(party, field, value)
        value = stored_band(value)
    elif field == "source" and len(value) > MAX_SOURCE:
        raise Rejected(f"At most {MAX_SOURCE} characters.", field)
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row, _ = Rates.objects.select_for_update().get_or_create(deal=write.deal, party=party)
        write.change(row, field, value, seen=seen)
        return row


def stored_band(band: Mapping[str, Decimal] | None) -> dict[str, str]:
    """A range as a row keeps it; nothing is an empty one."""
    return {name: plain(band[name]) for name in BAND} if band else {}


def check_band(band: Mapping[str, Decimal] | None, field: str) -> None:
    """Raise ``Rejected`` unless low, likely and high are in order."""
    if band is not None and not band["low"] <= band["likely"] <= band["high"]:
        raise Rejected("Low, likely and high must be in this order.", field)


def _check(party: str, field: str, band: Mapping[str, Decimal] | None) -> None:
    if band is None:
        return
    check_band(band, field)
    if band["low"] < 0 or band["high"] > MOST[field]:
        raise Rejected(f"Per cent, from 0 to {MOST[field]}.", field)
    if party == Party.OURS and band["low"] != band["high"]:
        raise Rejected("Ours is one number: we know it.", field)
