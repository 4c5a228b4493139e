"""Comparables: what was agreed elsewhere, adjusted so that it can be compared."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from negotiations.actions import registers
from negotiations.actions.registers import Register
from negotiations.actions.writing import Rejected
from negotiations.enums import IssueKind
from negotiations.models import Comparable, Deal, Issue
from negotiations.queries.prepare.register_fields import COMPARABLE

REGISTER = Register("comparable", COMPARABLE)
KINDS = frozenset({IssueKind.MONEY, IssueKind.NUMBER, IssueKind.DURATION})


def add(
    deal: Deal, *, text: str, issue: Issue | None, level: Decimal, dated: date, by: User, at: datetime, **fields: Any
) -> Comparable:
    """A comparable on an issue with numbers. Raises ``Rejected`` naming the field that is wrong."""
    _check({"issue": issue, "level": level, "dated": dated}, at)
    row = Comparable(text=text, issue=issue, level=level, dated=dated, **fields)
    return registers.add(deal, row, REGISTER, by=by, at=at)


def edit(
    comparable: Comparable, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Comparable:
    """Set fields of a comparable: one action. Raises ``Conflict``, ``Rejected``."""
    _check(changes, at)
    return registers.edit(comparable, changes, REGISTER, seen=seen, by=by, at=at)


def remove(comparable: Comparable, *, by: User, at: datetime) -> None:
    """Take a comparable out; undo brings it back."""
    registers.remove(comparable, REGISTER, by=by, at=at)


def _check(changes: Mapping[str, Any], at: datetime) -> None:
    issue, dated = changes.get("issue"), changes.get("dated")
    if issue is not None and issue.kind not in KINDS:
        raise Rejected("Only money, numbers and days can be compared. Choose another issue.", "issue")
    if dated is not None and (dated - at.date()).days > 1:
        raise Rejected("This day is still to come.", "dated")
