"""Who of our own house presses us. Secret: it tells how far we can be pushed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.models import Deal, Pressure
from negotiations.queries.prepare.power_fields import PRESSURE

REGISTER = Register("pressure", PRESSURE, Permission.SECRETS_EDIT)


def add(deal: Deal, *, text: str, since: date, by: User, at: datetime, **fields: Any) -> Pressure:
    """Somebody presses us for a fast or a cheap close. Raises ``Rejected`` naming the field that is wrong."""
    return registers.add(deal, Pressure(text=text, since=since, **fields), REGISTER, by=by, at=at)


def edit(
    pressure: Pressure, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Pressure:
    """Set fields of a pressure: one action. Raises ``Conflict``, ``Rejected``."""
    return registers.edit(pressure, changes, REGISTER, seen=seen, by=by, at=at)


def remove(pressure: Pressure, *, by: User, at: datetime) -> None:
    """Take a pressure out; undo brings it back."""
    registers.remove(pressure, REGISTER, by=by, at=at)
