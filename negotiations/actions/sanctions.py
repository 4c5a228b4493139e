"""Sanctions: what they may do when we slow down or refuse, and what we do then."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.models import Deal, Sanction
from negotiations.queries.tactics.fields import SANCTION

REGISTER = Register("sanction", SANCTION, Permission.SECRETS_EDIT)


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> Sanction:
    """Something that they may do to us. Raises ``Rejected`` naming the field that is wrong."""
    return registers.add(deal, Sanction(text=text, **fields), REGISTER, by=by, at=at)


def edit(
    sanction: Sanction, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Sanction:
    """Set fields of a sanction: one action. Raises ``Conflict``, ``Rejected``."""
    return registers.edit(sanction, changes, REGISTER, seen=seen, by=by, at=at)


def remove(sanction: Sanction, *, by: User, at: datetime) -> None:
    """Take a sanction out; undo brings it back."""
    registers.remove(sanction, REGISTER, by=by, at=at)
