"""Agreed points: the register of what goes into the contract."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.models import Deal, Issue, Option, Term
from negotiations.queries.register_fields import TERM

REGISTER = Register("agreed point", TERM, Permission.CLOSE_EDIT)
MOST_LEVEL = Decimal(10) ** 13


def add(deal: Deal, *, text: str, by: User, at: datetime, **fields: Any) -> Term:
    """A point that both sides agreed on. Raises ``Rejected`` naming the field that is wrong."""
    with writing(deal, Permission.CLOSE_EDIT, by=by, at=at) as write:
        return insert(write, text=text, **fields)


def insert(write: Write, *, text: str, **fields: Any) -> Term:
    """The same within an open write."""
    row = Term(text=text, **fields)
    _check(write, row.issue, row.level)
    return registers.insert(write, row, REGISTER)


def edit(term: Term, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime) -> Term:
    """Set fields of an agreed point: one action. A level goes with its issue. Raises ``Conflict``, ``Rejected``."""

    def then(write: Write, row: Term) -> None:
        if "issue" in changes and "level" not in changes:
            write.change(row, "level", None)
        _check(write, row.issue, row.level)

    return registers.edit(term, changes, REGISTER, seen=seen, by=by, at=at, then=then)


def remove(term: Term, *, by: User, at: datetime) -> None:
    """Take an agreed point out; undo brings it back."""
    registers.remove(term, REGISTER, by=by, at=at)


def _check(write: Write, issue: Issue | None, level: Decimal | None) -> None:
    """Refuse a level that the issue does not have."""
    if level is None:
        return
    if issue is None:
        raise Rejected("Choose the issue first: it says what can be agreed.", "level")
    if issue.is_numeric:
        if abs(level) >= MOST_LEVEL:
            raise Rejected("Too large.", "level")
    elif not Option.objects.filter(
        issue=issue, issue__deal=write.deal, number=int(level), removed_at__isnull=True
    ).exists():
        raise Rejected("Choose one of the issue's options.", "level")
