"""The record of a counterparty: its own fields, and the rows about style, acquaintances and the chain behind it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import Membership, User
from negotiations.actions.recording import Record, recording
from negotiations.actions.writing import Rejected
from negotiations.models import Acquaintance, Counterparty, CounterpartyLink, Deal, StyleSighting
from negotiations.models.counterparty import OfCounterparty

SHARES = frozenset({"sales_share", "buy_share"})
EDITABLE = SHARES | {
    "sales_source", "sales_dated", "buy_category", "buy_source", "buy_dated", "website", "sites", "note",
}  # fmt: skip
BAND = ("low", "likely", "high")
MOST_NOTE = 4000
EARLIEST = 1900

# The rows of a record by the name that addresses use, and what of each may be set.
SECTIONS: dict[str, type[OfCounterparty]] = {
    "styles": StyleSighting,
    "acquaintances": Acquaintance,
    "links": CounterpartyLink,
}
ROW_FIELDS: dict[str, frozenset[str]] = {
    "styles": frozenset({"style", "person", "saw", "deal", "seen_on"}),
    "acquaintances": frozenset({"member", "person", "title", "closeness", "since", "note"}),
    "links": frozenset({"name", "kind", "share", "note"}),
}


def edit(
    counterparty: Counterparty,
    changes: Mapping[str, Any],
    *,
    seen: Mapping[str, int | None],
    by: User,
    at: datetime,
) -> Counterparty:
    """Set fields of the record together; shares in per cent. Raises ``Conflict``, ``Rejected``; then nothing is set."""
    with recording(counterparty, by=by, at=at) as record:
        for field, value in changes.items():
            if field not in EDITABLE:
                raise Rejected("This field cannot be edited.", field)
            _check(record.counterparty, field, value)
        for field, value in changes.items():
            record.change(record.counterparty, field, stored(value), seen=seen.get(field))
        return record.counterparty


def add_row(counterparty: Counterparty, section: str, *, by: User, at: datetime, **fields: Any) -> OfCounterparty:
    """A new row of a section. Raises ``Rejected`` naming the field that is wrong."""
    with recording(counterparty, by=by, at=at) as record:
        _check_row(record, section, fields)
        values = {name: stored(value) for name, value in fields.items()}
        row = SECTIONS[section](counterparty=record.counterparty, added_by=by, added_at=at, **values)
        record.add(row)
        return row


def edit_row(
    row: OfCounterparty, section: str, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User,
    at: datetime,
) -> OfCounterparty:  # fmt: skip
    """Set fields of a row together. Raises ``Conflict``, ``Rejected``; then nothing is set."""
    with recording(row.counterparty, by=by, at=at) as record:
        current = _lock(record, section, row.pk, removed=False)
        _check_row(record, section, changes)
        for field, value in changes.items():
            record.change(current, field, stored(value), seen=seen.get(field))
        return current


def remove_row(row: OfCounterparty, section: str, *, by: User, at: datetime) -> None:
    """Take a row out; it can be put back until it is erased."""
    with recording(row.counterparty, by=by, at=at) as record:
        record.remove(_lock(record, section, row.pk, removed=False))


def restore_row(row: OfCounterparty, section: str, *, by: User, at: datetime) -> None:
    """Put a removed row back."""
    with recording(row.counterparty, by=by, at=at) as record:
        record.restore(_lock(record, section, row.pk, removed=True))


def erase_row(row: OfCounterparty, section: str, *, by: User, at: datetime) -> None:
    """Take a removed row away for good."""
    with recording(row.counterparty, by=by, at=at) as record:
        record.erase(_lock(record, section, row.pk, removed=True))


def stored(value: Any) -> Any:
    """A share as its document keeps it; anything else as it is."""
    if not isinstance(value, Mapping):
        return value
    return {name: format(Decimal(value[name]).normalize(), "f") for name in BAND}


def _lock(record: Record, section: str, pk: UUID, *, removed: bool) -> OfCounterparty:
    rows = SECTIONS[section]._default_manager.select_for_update(of=("self",))
    row = rows.filter(counterparty=record.counterparty, pk=pk, removed_at__isnull=not removed).first()
    if row is None:
        raise Rejected("Somebody put this back meanwhile." if removed else "Somebody removed this meanwhile.")
    return row


def _check(row: Any, field: str, value: Any) -> None:
    column = row._meta.get_field(field)
    if field in SHARES | {"share"}:
        _check_share(field, value)
    elif isinstance(value, str) and len(value) > (most := column.max_length or MOST_NOTE):
        raise Rejected(f"At most {most} characters.", field)
    elif column.choices and value not in dict(column.choices):
        raise Rejected("Choose one of the list.", field)


def _check_share(field: str, value: Mapping[str, Decimal] | None) -> None:
    if value is None:
        return
    band = [Decimal(value[name]) for name in BAND]
    if band != sorted(band):
        raise Rejected("Low, likely and high must be in this order.", field)
    if band[0] < 0 or band[-1] > 100:
        raise Rejected("A share is 0 to 100 %.", field)


def _check_row(record: Record, section: str, fields: Mapping[str, Any]) -> None:
    unknown = set(fields) - ROW_FIELDS[section]
    if unknown:
        raise Rejected("This field cannot be edited.", sorted(unknown)[0])
    for field, value in fields.items():
        _check(SECTIONS[section], field, value)
        needed = field in {"saw", "name", "seen_on"} or (field == "person" and section == "acquaintances")
        if needed and not str(value or "").strip():
            raise Rejected("This must not be empty.", field)
        if field == "since" and value is not None and not EARLIEST <= value <= record.at.year:
            raise Rejected(f"A year from {EARLIEST} to now.", field)
        if isinstance(value, Deal) and value.counterparty_id != record.counterparty.pk:
            raise Rejected("Choose a deal with this counterparty.", field)
        if isinstance(value, Membership) and value.organisation_id != record.counterparty.organisation_id:
            raise Rejected("Choose a member of the organisation.", field)
