"""Assumptions: written down with an owner, a test and a date, and found out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.models import Assumption, Deal
from negotiations.queries.prepare.register_fields import ASSUMPTION

REGISTER = Register("assumption", ASSUMPTION)


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> Assumption:
    """Something that we take for true. Raises ``Rejected`` naming the field that is wrong."""
    return registers.add(deal, Assumption(text=text, **fields), REGISTER, by=by, at=at)


def edit(
    assumption: Assumption, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Assumption:
    """Set fields of an assumption: one action. Raises ``Conflict``, ``Rejected``."""
    return registers.edit(assumption, changes, REGISTER, seen=seen, by=by, at=at)


def remove(assumption: Assumption, *, by: User, at: datetime) -> None:
    """Take an assumption out; undo brings it back."""
    registers.remove(assumption, REGISTER, by=by, at=at)
