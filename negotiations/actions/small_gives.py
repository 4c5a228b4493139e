"""Small gives kept for the end, and the cap that holds all of them together."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.levels import money
from negotiations.models import Deal, GiveCap, SmallGive
from negotiations.queries.tactics.fields import SMALL_GIVE
from negotiations.secrets import unwrap_for_storage

REGISTER = Register("small give", SMALL_GIVE, Permission.SECRETS_EDIT)
MOST = Decimal(10) ** 13


def add(deal: Deal, *, text: str, cost: Decimal, by: User, at: datetime, **fields: Any) -> SmallGive:
    """A small give for the end. Raises ``Rejected`` naming the field that is wrong, and when the cap has no room."""
    with writing(deal, REGISTER.permission, by=by, at=at) as write:
        row = registers.insert(write, SmallGive(text=text, cost=cost, **fields), REGISTER)
        _within(write, "cost")
        return row


def edit(
    small_give: SmallGive, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> SmallGive:
    """Set fields of a small give: one action. Raises ``Conflict``, ``Rejected``."""

    def then(write: Write, row: SmallGive) -> None:
        if "cost" in changes:
            _within(write, "cost")

    return registers.edit(small_give, changes, REGISTER, seen=seen, by=by, at=at, then=then)


def remove(small_give: SmallGive, *, by: User, at: datetime) -> None:
    """Take a small give off the shelf; undo brings it back."""
    registers.remove(small_give, REGISTER, by=by, at=at)


def set_cap(deal: Deal, most: Decimal | None, *, seen: int | None, by: User, at: datetime) -> GiveCap:
    """What all of them may cost us together; None: no cap. Raises ``Conflict``, ``Rejected`` below what is there."""
    if most is not None and not 0 <= most < MOST:
        raise Rejected("Give an amount of 0 or more.", "amount")
    with writing(deal, REGISTER.permission, by=by, at=at) as write:
        row = GiveCap.objects.select_for_update().filter(deal=write.deal).first()
        if row is None:
            row = GiveCap(deal=write.deal)
            row.save(force_insert=True)
        write.change(row, "amount", most, seen=seen)
        _within(write, "amount")
        return row


def _within(write: Write, field: str) -> None:
    """Refuse what is more than the cap; the deal is locked, so nobody adds another meanwhile."""
    cap = GiveCap.objects.filter(deal=write.deal).first()
    most = unwrap_for_storage(cap.amount) if cap is not None else None
    if most is None:
        return
    rows = SmallGive.objects.filter(deal=write.deal, removed_at__isnull=True)
    total = sum((unwrap_for_storage(row.cost) or Decimal(0) for row in rows), Decimal(0))
    if total > most:
        have, limit = (money(one, write.deal.currency) for one in (total, most))
        raise Rejected(f"Together they would cost {have}, and the cap is {limit}. Take one off the shelf first.", field)
