"""Next steps on both sides: what, whose, by when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.inbox import notify, settle
from negotiations.actions.registers import Register
from negotiations.actions.writing import Write, writing
from negotiations.enums import InboxKind
from negotiations.models import Deal, NextStep
from negotiations.queries.prepare.register_fields import NEXT_STEP

REGISTER = Register("next step", NEXT_STEP, Permission.CLOSE_EDIT)


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> NextStep:
    """A step after the talk; its owner of ours finds it in the inbox. Raises ``Rejected`` naming what is wrong."""
    with writing(deal, Permission.CLOSE_EDIT, by=by, at=at) as write:
        row = registers.insert(write, NextStep(text=text, **fields), REGISTER)
        _tell(write, row)
        return row


def edit(
    step: NextStep, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> NextStep:
    """Set fields of a step: one action. Raises ``Conflict``, ``Rejected``."""

    def then(write: Write, row: NextStep) -> None:
        if "owner" in changes or "done_on" in changes:
            settle(write, InboxKind.TASK, row)
            _tell(write, row)

    return registers.edit(step, changes, REGISTER, seen=seen, by=by, at=at, then=then)


def remove(step: NextStep, *, by: User, at: datetime) -> None:
    """Take a step out; undo brings it back."""
    registers.remove(step, REGISTER, by=by, at=at)


def _tell(write: Write, row: NextStep) -> None:
    if row.owner is not None and row.done_on is None:
        notify(write, row.owner, InboxKind.TASK, row)
