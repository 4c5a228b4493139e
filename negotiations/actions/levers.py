"""Levers: kept at hand, and turned into issues."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import issues
from negotiations.actions.alternatives import MAX_SOURCE
from negotiations.actions.rates import check_band, stored_band
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.drafts import AssumedWorth
from negotiations.models import Deal, Issue, Lever, LeverWorth

NUMBERS = frozenset({"low", "high", "step", "multiplier"})
WORTH = frozenset({"ours", "theirs", "source"})
LARGEST = Decimal(10) ** 13


def add(deal: Deal, *, title: str, why: str, by: User, at: datetime, draft: dict[str, Any] | None = None) -> Lever:
    """A resource that could become an issue. ``draft`` has the fields of that issue, numbers as text."""
    with writing(deal, Permission.LEVER_PROPOSE, by=by, at=at) as write:
        return insert(write, title=title, why=why, draft=draft, by=by)


def insert(write: Write, *, title: str, why: str, draft: dict[str, Any] | None = None, by: User | None = None) -> Lever:
    """The same within an open write, for templates; ``by`` is who thought of it."""
    lever = build(write, title, why, draft or {})
    lever.by = by
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


def set_worth(lever: Lever, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> LeverWorth:
    """Set what using a lever in full would be worth: to us, to them as a range, or where we know it from.

    What somebody has set is no longer called assumed. Raises ``Conflict``, ``Rejected``.
    """
    if field not in WORTH:
        raise Rejected("This field cannot be edited.", field)
    if field == "source" and len(value) > MAX_SOURCE:
        raise Rejected(f"At most {MAX_SOURCE} characters.", field)
    if field == "theirs":
        check_band(value, field)
    numbers = [value] if field == "ours" else list((value or {}).values()) if field == "theirs" else []
    if any(number is not None and abs(number) >= LARGEST for number in numbers):
        raise Rejected("At most 13 digits before the point.", field)
    with writing(lever.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        live = Lever.objects.select_for_update(of=("self",)).filter(deal=write.deal, pk=lever.pk, removed_at=None)
        row = live.first()
        if row is None:
            raise Rejected("This lever was removed meanwhile. Undo brings it back.", field)
        worth, _ = LeverWorth.objects.select_for_update().get_or_create(lever=row)
        write.change(worth, field, stored_band(value) if field == "theirs" else value, seen=seen)
        write.change(worth, "is_assumed", False)
        return worth


def assume(assumed: list[tuple[Lever, AssumedWorth]]) -> None:
    """What levers of an import are worth: a part of their creation, without events of their own."""
    LeverWorth.objects.bulk_create(
        LeverWorth(
            lever=lever,
            ours=one.ours,
            theirs=stored_band(dict(zip(("low", "likely", "high"), one.theirs, strict=True))),
            source=one.source,
            is_assumed=one.is_assumed,
        )
        for lever, one in assumed
    )
