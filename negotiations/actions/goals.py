"""Goals that both sides share, each with what shows it of either."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.models import CommonGoal, Deal
from negotiations.queries.prepare.power_fields import GOAL

REGISTER = Register("common goal", GOAL)


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> CommonGoal:
    """Something that both want. Raises ``Rejected`` naming the field that is wrong."""
    return registers.add(deal, CommonGoal(text=text, **fields), REGISTER, by=by, at=at)


def edit(
    goal: CommonGoal, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> CommonGoal:
    """Set fields of a goal: one action. Raises ``Conflict``, ``Rejected``."""
    return registers.edit(goal, changes, REGISTER, seen=seen, by=by, at=at)


def remove(goal: CommonGoal, *, by: User, at: datetime) -> None:
    """Take a goal out; undo brings it back."""
    registers.remove(goal, REGISTER, by=by, at=at)
