"""Levers: kept at hand, and turned into issues."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import issues
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.models import Deal, Issue, Lever

NUMBERS = frozenset({"low", "high", "step", "multiplier"})


def add(deal: Deal, *, title: str, why: str, by: User, at: datetime, draft: dict[str, Any] | None = None) -> Lever:
    """A resource that could become an issue. ``draft`` has the fields of that issue, numbers as text."""
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        return insert(write, title=title, why=why, draft=draft)


def insert(write: Write, *, title: str, why: str, draft: dict[str, Any] | None = None) -> Lever:
    """The same within an open write, for templates."""
    lever = build(write, title, why, draft or {})
    write.add(lever, summary=title)
    return lever


def build(write: Write, title: str, why: str, draft: dict[str, Any]) -> Lever:
    """A lever that is not saved yet. Raises ``Rejected``."""
    if not title.strip():
        raise Rejected("Give the lever a name.", "title")
    return Lever(deal=write.deal, title=title, why=why, draft=draft)


def make_issue(lever: Lever, *, by: User, at: datetime) -> Issue:
    """Put a lever on the table: an issue from its draft. Raises ``Rejected`` if it is there already."""
    with writing(lever.deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        row = Lever.objects.select_for_update(of=("self",)).get(deal=write.deal, pk=lever.pk)
        current = row.issue
        if row.removed_at is not None or (current is not None and current.removed_at is None):
            raise Rejected("This lever is on the table already, or was removed.")
        draft: dict[str, Any] = {key: Decimal(value) if key in NUMBERS else value for key, value in row.draft.items()}
        fields: dict[str, Any] = {"name": row.title, "kind": "choice", "options": ("No", "Yes"), **draft}
        issue = issues.insert(write, **fields)
        write.change(row, "issue", issue)
        return issue


def remove(lever: Lever, *, by: User, at: datetime) -> None:
    """Take a lever off the list; undo brings it back."""
    with writing(lever.deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        row = Lever.objects.select_for_update(of=("self",)).get(deal=write.deal, pk=lever.pk)
        if row.removed_at is None:
            write.remove(row)
