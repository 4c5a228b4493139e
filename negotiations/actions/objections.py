"""Objections: what they may say, what we reply, and whether it worked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.models import Deal, Objection
from negotiations.queries.prepare.register_fields import OBJECTION

REGISTER = Register("objection", OBJECTION)


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> Objection:
    """Something that they may say against us. Raises ``Rejected`` naming the field that is wrong."""
    return registers.add(deal, Objection(text=text, **fields), REGISTER, by=by, at=at)


def edit(
    objection: Objection, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Objection:
    """Set fields of an objection: one action. Raises ``Conflict``, ``Rejected``."""
    return registers.edit(objection, changes, REGISTER, seen=seen, by=by, at=at)


def remove(objection: Objection, *, by: User, at: datetime) -> None:
    """Take an objection out; undo brings it back."""
    registers.remove(objection, REGISTER, by=by, at=at)
