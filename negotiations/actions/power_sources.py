"""Sources of power of both sides, and what we do to make ours stronger. Secret."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers, todos
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected, writing
from negotiations.enums import Party, TaskKind
from negotiations.models import Deal, PowerSource, Task
from negotiations.queries.prepare.power_fields import POWER_SOURCE
from negotiations.secrets import unwrap_for_storage

REGISTER = Register("source of power", POWER_SOURCE, Permission.SECRETS_EDIT)


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> PowerSource:
    """Something that gives a side power. Raises ``Rejected`` naming the field that is wrong."""
    return registers.add(deal, PowerSource(text=text, **fields), REGISTER, by=by, at=at)


def edit(
    source: PowerSource, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> PowerSource:
    """Set fields of a source: one action. Raises ``Conflict``, ``Rejected``."""
    return registers.edit(source, changes, REGISTER, seen=seen, by=by, at=at)


def remove(source: PowerSource, *, by: User, at: datetime) -> None:
    """Take a source out; undo brings it back. A to-do that was made of it stays."""
    registers.remove(source, REGISTER, by=by, at=at)


def make_todo(source: PowerSource, *, by: User, at: datetime) -> Task:
    """What makes our source stronger, as a to-do of its owner by its day, for readers of secrets: one action.

    Raises ``Rejected`` when it is theirs, says nothing of how, or is a to-do already.
    """
    with writing(source.deal, REGISTER.permission, by=by, at=at) as write:
        row = registers.locked(write, source, REGISTER)
        text = " ".join(str(unwrap_for_storage(row.raise_by)).split())
        if row.side != Party.OURS or not text:
            raise Rejected("Say first how we make this source of ours stronger.", "raise_by")
        if row.task is not None and row.task.removed_at is None:
            raise Rejected("It is a to-do already.", "raise_by")
        new = todos.New(text[: todos.MOST], row.owner or by, due_on=row.due_on, kind=TaskKind.PREPARATION, secret=True)
        task = todos.insert(write, new, write.deal)
        write.change(row, "task", task)
        return task
