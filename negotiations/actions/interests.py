"""Why somebody wants what they want: interests for the team, personal motives for the readers of secrets."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import stakeholders
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import InterestKind
from negotiations.models import Interest, Issue, Motive, Stakeholder

EDITABLE = frozenset({"kind", "text", "issues", "source"})
LONGEST, LONGEST_SOURCE, MOST = 240, 160, 40


def add(
    stakeholder: Stakeholder,
    *,
    text: str,
    kind: str = InterestKind.NEED,
    issues: list[str] | None = None,
    source: str = "",
    by: User,
    at: datetime,
) -> Interest:
    """A need, a concern or a wish; ``issues`` are the ids of those that serve it. Raises ``Rejected``."""
    with writing(stakeholder.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        owner = stakeholders.lock(write, stakeholder.pk)
        fields: dict[str, Any] = {"kind": kind, "text": text, "issues": _unique(issues or []), "source": source}
        for field, value in fields.items():
            _check(write, field, value)
        if owner.interests.filter(removed_at__isnull=True).count() >= MOST:
            raise Rejected(f"At most {MOST} interests of one person.", "text")
        row = Interest(stakeholder=owner, created_at=at, **fields)
        write.add(row)
        return row


def edit(row: Interest, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Interest:
    """Set one field. Raises ``Conflict``, ``Rejected``."""
    with writing(row.stakeholder.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        locked = _lock(write, row.pk)
        value = _unique(value) if field == "issues" else value
        _check(write, field, value)
        write.change(locked, field, value, seen=seen)
        return locked


def link(row: Interest, issue: Issue, *, linked: bool, by: User, at: datetime) -> Interest:
    """Say that an issue serves this interest, or that it does not after all."""
    with writing(row.stakeholder.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        locked = _lock(write, row.pk)
        others = [pk for pk in locked.issues if pk != str(issue.pk)]
        issues = [*others, str(issue.pk)] if linked else others
        _check(write, "issues", issues)
        write.change(locked, "issues", issues if set(issues) != set(locked.issues) else locked.issues)
        return locked


def remove(row: Interest, *, by: User, at: datetime) -> None:
    """Take an interest out; undo brings it back."""
    with writing(row.stakeholder.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, row.pk))


def add_motive(stakeholder: Stakeholder, *, text: str, by: User, at: datetime) -> Motive:
    """What somebody wants for themselves, apart from their company. Secret. Raises ``Rejected``."""
    with writing(stakeholder.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        owner = stakeholders.lock(write, stakeholder.pk)
        _check_text(text)
        row = Motive(stakeholder=owner, text=text, created_at=at)
        write.add(row)
        return row


def edit_motive(row: Motive, text: str, *, seen: int | None, by: User, at: datetime) -> Motive:
    """Set what the motive says. Raises ``Conflict``, ``Rejected``."""
    with writing(row.stakeholder.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        locked = _lock_motive(write, row.pk)
        _check_text(text)
        write.change(locked, "text", text, seen=seen)
        return locked


def remove_motive(row: Motive, *, by: User, at: datetime) -> None:
    """Take a motive out; undo brings it back, until the person is erased."""
    with writing(row.stakeholder.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        write.remove(_lock_motive(write, row.pk))


def _lock(write: Write, pk: UUID) -> Interest:
    rows = Interest.objects.select_for_update(of=("self",)).select_related("stakeholder")
    row = rows.filter(
        stakeholder__deal=write.deal, stakeholder__removed_at__isnull=True, pk=pk, removed_at__isnull=True
    ).first()
    if row is None:
        raise Rejected("This interest was taken out meanwhile.")
    return row


def _lock_motive(write: Write, pk: UUID) -> Motive:
    rows = Motive.objects.select_for_update(of=("self",)).select_related("stakeholder")
    row = rows.filter(
        stakeholder__deal=write.deal, stakeholder__removed_at__isnull=True, pk=pk, removed_at__isnull=True
    ).first()
    if row is None:
        raise Rejected("This motive was taken out meanwhile.")
    return row


def _unique(issues: list[str]) -> list[str]:
    return list(dict.fromkeys(str(pk) for pk in issues))


def _check(write: Write, field: str, value: Any) -> None:
    if field not in EDITABLE:
        raise Rejected("This field cannot be edited.", field)
    if field == "kind" and value not in InterestKind.values:
        raise Rejected("Choose one of the list.", field)
    if field == "text":
        _check_text(value)
    if field == "source" and len(value) > LONGEST_SOURCE:
        raise Rejected(f"At most {LONGEST_SOURCE} characters.", field)
    if field == "issues":
        known = Issue.objects.filter(deal=write.deal, pk__in=value).count()
        if known != len(value):
            raise Rejected("One of these issues is not on this deal.", field)


def _check_text(text: str) -> None:
    if not text.strip():
        raise Rejected("Say in a few words what they want, or worry about.", "text")
    if len(text) > LONGEST:
        raise Rejected(f"At most {LONGEST} characters.", "text")
