"""The agenda of a meeting: items, their order, and minutes shared out by what the issues are worth."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Membership, User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.models import AgendaItem, Deal, Issue, Meeting

EDITABLE = frozenset({"title", "minutes", "goal", "issue", "leader", "position"})
LONGEST = {"title": 120, "goal": 240}
MOST_MINUTES = 600


def add(deal: Deal, meeting: Meeting, *, by: User, at: datetime, **fields: Any) -> AgendaItem:
    """Another item at the end. Raises ``Rejected`` naming the field that is wrong."""
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        found = Meeting.objects.filter(deal=write.deal, pk=meeting.pk, removed_at=None).first()
        if found is None:
            raise Rejected("This meeting was removed meanwhile.")
        for field in {"title": "", **fields}:
            _check(write, field, fields.get(field, ""))
        last = AgendaItem.objects.filter(meeting=found).order_by("-position").first()
        row = AgendaItem(deal=write.deal, meeting=found, position=last.position + 1 if last else 0, **fields)
        write.add(row)
        return row


def edit(
    item: AgendaItem, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> AgendaItem:
    """Set fields of an item together. Raises ``Conflict``, ``Rejected``; then nothing is set."""
    with writing(item.deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        row = _lock(write, item.pk)
        for field, value in changes.items():
            _check(write, field, value)
            write.change(row, field, value, seen=seen.get(field))
        return row


def arrange(deal: Deal, meeting: Meeting, minutes: Mapping[UUID, int], *, by: User, at: datetime) -> None:
    """Put the items into this order with these minutes: one action, undone as one."""
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        rows = AgendaItem.objects.filter(deal=write.deal, meeting=meeting, removed_at=None)
        found = {row.pk: row for row in rows.select_for_update()}
        if set(found) != set(minutes):
            raise Rejected("The agenda has changed meanwhile. Look at it again.")
        for place, (pk, given) in enumerate(minutes.items()):
            write.change(found[pk], "position", place)
            write.change(found[pk], "minutes", given)


def remove(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Take an item out; undo brings it back."""
    with writing(item.deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, item.pk))


def _lock(write: Write, pk: UUID) -> AgendaItem:
    row = AgendaItem.objects.select_for_update().filter(deal=write.deal, pk=pk, removed_at=None).first()
    if row is None:
        raise Rejected("This item was removed meanwhile. Undo brings it back.")
    return row


def _check(write: Write, field: str, value: Any) -> None:
    if field not in EDITABLE:
        raise Rejected("This field cannot be edited.", field)
    if field == "title" and not value.strip():
        raise Rejected("Say what is talked about.", field)
    if field in LONGEST and len(value) > LONGEST[field]:
        raise Rejected(f"At most {LONGEST[field]} characters.", field)
    if field == "minutes" and not 1 <= value <= MOST_MINUTES:
        raise Rejected(f"From 1 to {MOST_MINUTES} minutes.", field)
    if value is None or field not in {"issue", "leader"}:
        return
    issues = Issue.objects.filter(deal=write.deal, pk=value.pk, removed_at=None)
    if field == "issue" and not issues.exists():
        raise Rejected("Choose an issue of this deal.", field)
    members = Membership.objects.filter(organisation=write.deal.organisation_id, user=value.pk)
    if field == "leader" and not members.exists():
        raise Rejected("Only members of the organisation can lead it.", field)
