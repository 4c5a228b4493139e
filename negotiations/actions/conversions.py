"""Terms put into money for both sides, and their worth put into the plan as weights."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.rates import check_band, stored_band
from negotiations.actions.valuations import change_many
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import ConversionKind, Party
from negotiations.models import Conversion, Deal, Issue
from negotiations.queries.money.conversions import both_rates, convert, inputs_of, load_rates
from negotiations.queries.money.weights import NotAWeight, derived_weights, measure_of
from negotiations.queries.plan.rows import load_plan
from negotiations.secrets import unwrap_for_storage

LARGEST = Decimal(10) ** 13
EDITABLE = frozenset({"issue", *Conversion.FIGURES, "theirs", "note"})
WHOLE = frozenset({"days"})
PER_CENT = frozenset({"discount"})
MOST_NOTE = 2000


def add(deal: Deal, kind: str, *, by: User, at: datetime, **fields: Any) -> Conversion:
    """A term to be put into money. ``fields`` are those of ``Conversion``. Raises ``Rejected`` naming the wrong one."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        if kind not in ConversionKind.values:
            raise Rejected("Choose what is to be put into money.", "kind")
        unknown = set(fields) - EDITABLE
        if unknown:
            raise TypeError(f"not fields of a conversion: {sorted(unknown)}")
        row = Conversion(deal=write.deal, kind=kind)
        for field, value in fields.items():
            _check(row, field, value)
            setattr(row, field, stored_band(value) if field == "theirs" else value)
        _check_together(row, fields)
        write.add(row, summary=kind)
        return row


def edit(conversion: Conversion, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Conversion:
    """Set one number of a term, or the issue that it belongs to. Raises ``Conflict``, ``Rejected``."""
    with writing(conversion.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, conversion.pk)
        _check(row, field, value)
        _check_together(row, {field: value})
        write.change(row, field, stored_band(value) if field == "theirs" else value, seen=seen)
        return row


def remove(conversion: Conversion, *, by: User, at: datetime) -> None:
    """Take a term out; undo brings it back."""
    with writing(conversion.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, conversion.pk))


def use_as_weight(conversion: Conversion, *, by: User, at: datetime) -> Issue:
    """Put what the term is worth into the plan as the weights of its issue: ours, and theirs as a range.

    One ordinary edit of both valuations, with its source; undone together. Raises ``Rejected`` when the worth cannot
    be measured against the money issue.
    """
    with writing(conversion.deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        write.standing.require(Permission.SECRETS_VIEW)
        row = _lock(write, conversion.pk)
        found_rates = both_rates(load_rates(write.deal), write.standing)
        try:
            found = derived_weights(convert(row, found_rates, write.standing), measure_of(load_plan(write.deal)))
        except NotAWeight as error:
            raise Rejected(str(error)) from error
        source = f"Money page: {ConversionKind(row.kind).label.lower()}"
        change_many(write, found.issue.pk, Party.OURS, {"swing": found.ours, "source": source})
        theirs = {
            "direction": found.direction, "swing_low": found.low, "swing": found.likely, "swing_high": found.high,
            "source": source, "dated": at.date(),
        }  # fmt: skip
        change_many(write, found.issue.pk, Party.THEIRS, theirs)
        return found.issue


def _lock(write: Write, pk: UUID) -> Conversion:
    rows = Conversion.objects.select_for_update(of=("self",)).select_related("issue")
    row = rows.filter(deal=write.deal, pk=pk, removed_at__isnull=True).first()
    if row is None:
        raise Rejected("This was removed meanwhile. Undo brings it back.")
    return row


def _check(row: Conversion, field: str, value: Any) -> None:
    if field == "issue":
        if value is not None and (value.deal_id != row.deal_id or value.removed_at is not None):
            raise Rejected("Choose an issue of this plan.", field)
    elif field == "note":
        if len(value) > MOST_NOTE:
            raise Rejected(f"At most {MOST_NOTE} characters.", field)
    elif field not in inputs_of(row.kind):
        raise Rejected("This field cannot be edited.", field)
    elif field == "theirs":
        check_band(value, field)
        if value is not None and value["low"] < 0:
            raise Rejected("A cost: 0 or more.", field)
    elif value is not None:
        _check_number(row.kind, field, value)


def _check_number(kind: str, field: str, value: Decimal) -> None:
    if not 0 <= value < LARGEST:
        raise Rejected("A number of 0 or more, with at most 13 digits before the point.", field)
    is_whole = field in WHOLE or (field in {"before", "after"} and kind != ConversionKind.QUALITY)
    if is_whole and (value != value.to_integral_value() or value > 3650):
        raise Rejected("A whole number, at most 3,650.", field)
    if field in PER_CENT and not value < 100:
        raise Rejected("Per cent, below 100.", field)
    if field == "days" and kind == ConversionKind.DISCOUNT and value == 0:
        raise Rejected("How many days earlier? At least one.", field)
    if field in {"before", "after"}:
        most = {ConversionKind.QUALITY: 100, ConversionKind.WARRANTY: 100}.get(ConversionKind(kind), 3650)
        if value > most:
            raise Rejected(f"At most {most:,}.", field)


def _check_together(row: Conversion, changes: Mapping[str, Any]) -> None:
    if row.kind != ConversionKind.WARRANTY or not changes.keys() & {"before", "after"}:
        return
    years = [changes.get(name, getattr(row, name)) for name in ("before", "after")]
    first, last = (unwrap_for_storage(value) for value in years)
    if first is not None and last is not None and last < first:
        raise Rejected("A longer warranty has more years after than before.", next(iter(changes)))
