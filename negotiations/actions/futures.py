"""What may come after this deal with the same counterparty. Secret."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.alternatives import BAND, MAX_SOURCE, plain
from negotiations.actions.writing import Rejected, writing
from negotiations.engine.future import MOST_DEALS, MOST_YEARS
from negotiations.models import Deal, FutureDeals

RANGES = ("deals", "years", "value")
CHANCES = ("keep", "rate")
LARGEST = Decimal(10) ** 15
Band = Mapping[str, Decimal]


def edit(
    deal: Deal, *, ranges: Mapping[str, Band | None], keep: Decimal | None, rate: Decimal | None, source: str,
    seen: int | None, by: User, at: datetime,
) -> FutureDeals:  # fmt: skip
    """Say what may come: all of it together, or nothing. ``seen`` is the highest version of the row's fields.

    Raises ``Conflict``, and ``Rejected`` naming the part that is wrong.
    """
    given = [name for name in RANGES if ranges[name] is not None]
    given += [name for name, value in (("keep", keep), ("rate", rate)) if value is not None]
    if given and len(given) < len(RANGES) + len(CHANCES):
        lacking = next(name for name in (*RANGES, *CHANCES) if name not in given)
        raise Rejected("Give all of it, or nothing: one without the others says nothing.", lacking)
    for name in RANGES:
        _check_range(name, ranges[name])
    for name, value in (("keep", keep), ("rate", rate)):
        if value is not None and not 0 <= value <= 100:
            raise Rejected("Give 0 to 100 %.", name)
    if len(source) > MAX_SOURCE:
        raise Rejected(f"At most {MAX_SOURCE} characters.", "source")
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row, _ = FutureDeals.objects.select_for_update().get_or_create(deal=write.deal)
        values: dict[str, Any] = {name: _stored(ranges[name]) for name in RANGES}
        values |= {"keep": keep, "rate": rate, "source": source}
        for name, value in values.items():
            fresh = seen is None or row.version_of(name) <= seen
            write.change(row, name, value, seen=None if fresh else seen)
        return row


def _stored(band: Band | None) -> dict[str, str]:
    return {name: plain(band[name]) for name in BAND} if band else {}


def _check_range(name: str, band: Band | None) -> None:
    if band is None:
        return
    if not band["low"] <= band["likely"] <= band["high"]:
        raise Rejected("Low, likely and high must be in this order.", name)
    if name == "deals" and not 0 <= band["low"] <= band["high"] <= MOST_DEALS:
        raise Rejected(f"Give 0 to {MOST_DEALS} deals.", name)
    if name == "years" and not 0 < band["low"] <= band["high"] <= MOST_YEARS:
        raise Rejected(f"Give more than 0, and up to {MOST_YEARS} years.", name)
    if name == "value" and max(abs(band["low"]), abs(band["high"])) > LARGEST:
        raise Rejected("This is more than there is.", name)
