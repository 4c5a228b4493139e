"""Claims of theirs that we test against their costs."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.models import Claim, Deal

EDITABLE = frozenset({"title", "claim", "parts", "note"})
MOST_PARTS = 30
MOST_NAME, MOST_NOTE = 120, 2000
MOST_MOVE = 1000


def add(deal: Deal, *, title: str, claim: Decimal, parts: Any, note: str = "", by: User, at: datetime) -> Claim:
    """A claim to be tested. Raises ``Rejected`` naming the field that is wrong."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        fields = {"title": title, "claim": claim, "parts": parts, "note": note}
        for field, value in fields.items():
            _check(field, value)
        row = Claim(deal=write.deal, **fields)
        write.add(row, summary=title)
        return row


def edit(claim: Claim, changes: dict[str, Any], *, seen: dict[str, int | None], by: User, at: datetime) -> Claim:
    """Set fields of a claim: one action, undone as one. Raises ``Conflict``, ``Rejected``; then nothing is set."""
    with writing(claim.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, claim.pk)
        for field, value in changes.items():
            _check(field, value)
        for field, value in changes.items():
            write.change(row, field, value, seen=seen.get(field))
        return row


def remove(claim: Claim, *, by: User, at: datetime) -> None:
    """Take a claim out; undo brings it back."""
    with writing(claim.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, claim.pk))


def _lock(write: Write, pk: UUID) -> Claim:
    row = Claim.objects.select_for_update().filter(deal=write.deal, pk=pk, removed_at__isnull=True).first()
    if row is None:
        raise Rejected("This claim was removed meanwhile. Undo brings it back.")
    return row


def _check(field: str, value: Any) -> None:
    if field not in EDITABLE:
        raise Rejected("This field cannot be edited.", field)
    if field == "title" and not 0 < len(value.strip()) <= MOST_NAME:
        raise Rejected("Give the claim a name of at most 120 characters.", field)
    if field == "note" and len(value) > MOST_NOTE:
        raise Rejected(f"At most {MOST_NOTE} characters.", field)
    if field == "claim" and not -100 <= value <= MOST_MOVE:
        raise Rejected("The rise that they claim, in per cent.", field)
    if field == "parts":
        _check_parts(value)


def _check_parts(parts: Sequence[dict[str, Any]]) -> None:
    if not 1 <= len(parts) <= MOST_PARTS:
        raise Rejected(f"Give 1 to {MOST_PARTS} parts of the cost.", "parts")
    whole = Decimal(0)
    for part in parts:
        share, move = ([Decimal(text) for text in part[name]] for name in ("share", "move"))
        if not 0 < len(part["name"].strip()) <= MOST_NAME:
            raise Rejected("Name each part of the cost.", "parts")
        if share != sorted(share) or move != sorted(move):
            raise Rejected(f"{part['name']}: low, likely and high must be in this order.", "parts")
        if share[0] < 0 or share[-1] > 100 or move[0] < -100 or move[-1] > MOST_MOVE:
            raise Rejected(f"{part['name']}: a share is 0 to 100 %, a move at least −100 %.", "parts")
        whole += share[1]
    if whole > 100:
        raise Rejected(f"The shares come to {whole:g} % of the price, more than all of it.", "parts")
