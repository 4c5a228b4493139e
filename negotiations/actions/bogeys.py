"""Bogeys: limits that we put up to make them create value. One that is not true is not planned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected
from negotiations.enums_tactics import BogeyTruth
from negotiations.models import Bogey, Deal
from negotiations.queries.tactics.fields import BOGEY

REGISTER = Register("bogey", BOGEY, Permission.SECRETS_EDIT)
UNTRUE = (
    "What is not true is not planned: found out, it costs more than it ever won. Say something that is true, such as "
    "what we want, what was decided, or who has to agree."
)


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> Bogey:
    """A limit or a demand to put up. Raises ``Rejected`` naming the field that is wrong: what is untrue is refused."""
    if fields.get("truth") == BogeyTruth.UNTRUE:
        raise Rejected(UNTRUE, "truth")
    return registers.add(deal, Bogey(text=text, **fields), REGISTER, by=by, at=at)


def edit(bogey: Bogey, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime) -> Bogey:
    """Set fields of a bogey: one action. One that turns out untrue is kept, and marked as not to be said.

    Raises ``Conflict``, ``Rejected``.
    """
    return registers.edit(bogey, changes, REGISTER, seen=seen, by=by, at=at)


def remove(bogey: Bogey, *, by: User, at: datetime) -> None:
    """Take a bogey out; undo brings it back."""
    registers.remove(bogey, REGISTER, by=by, at=at)
