"""Deadlines of both sides. Secret."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected
from negotiations.enums_table import MoveKind
from negotiations.models import Deadline, Deal, Move
from negotiations.queries.prepare.power_fields import DEADLINE

REGISTER = Register("deadline", DEADLINE, Permission.SECRETS_EDIT)


def add(
    deal: Deal, *, text: str, day: date, by: User, at: datetime, move: Move | None = None, **fields: Any
) -> Deadline:
    """When a side must be done; ``move`` said it at the table. Raises ``Rejected`` naming the field that is wrong."""
    _in_order(day, fields.get("latest"))
    if move is not None and (move.deal_id != deal.pk or move.kind != MoveKind.DEADLINE):
        raise Rejected("This entry of the log says no deadline.", "move")
    return registers.add(deal, Deadline(text=text, day=day, move=move, **fields), REGISTER, by=by, at=at)


def edit(
    deadline: Deadline, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Deadline:
    """Set fields of a deadline: one action. Raises ``Conflict``, ``Rejected``."""
    day, latest = (changes.get(name, getattr(deadline, name)) for name in ("day", "latest"))
    if day is not None:
        _in_order(day, latest, "latest" if "latest" in changes else "day")
    return registers.edit(deadline, changes, REGISTER, seen=seen, by=by, at=at)


def remove(deadline: Deadline, *, by: User, at: datetime) -> None:
    """Take a deadline out; undo brings it back."""
    registers.remove(deadline, REGISTER, by=by, at=at)


def _in_order(day: date, latest: date | None, field: str = "latest") -> None:
    if latest is not None and latest < day:
        raise Rejected("The latest day lies before the first one.", field)
