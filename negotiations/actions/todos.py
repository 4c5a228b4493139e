"""To-dos: given to somebody who can see what they are about, done, moved, taken out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import inbox
from negotiations.actions.comments import allowed, live_target
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import InboxKind, TaskKind
from negotiations.models import Comment, Deal, Meeting, Suggestion, Task
from negotiations.queries.deal.comments import Target, readable, reads_about, target_of, text_of
from negotiations.queries.inbox.todos import may_change
from negotiations.queries.prepare.schedule import Preparation
from negotiations.queries.standing import Standing, team

EDITABLE = frozenset({"text", "assignee", "due_on", "kind", "done"})
MOST = 240
FIRST, LAST = date(2000, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True)
class New:
    """A to-do that is to be made."""

    text: str
    assignee: User | None = None
    due_on: date | None = None
    kind: str = TaskKind.STEP
    secret: bool = False
    hours: Decimal | None = None


def add(
    deal: Deal, new: New, *, by: User, at: datetime, about: Target | None = None, comment: Comment | None = None
) -> Task:
    """Something to do about a thing. Its assignee finds it in the inbox. Raises ``Rejected`` naming the field."""
    with writing(deal, Permission.COMMENT, by=by, at=at) as write:
        target = live_target(write, about or write.deal)
        return insert(write, new, target, comment=comment)


def from_comment(comment: Comment, *, by: User, at: datetime) -> Task:
    """What a comment asks for, as a to-do of whom it names first, else of the one who makes it."""
    with writing(comment.deal, Permission.COMMENT, by=by, at=at) as write:
        said = readable(Comment.objects.filter(deal=write.deal, removed_at=None), write.standing)
        row = said.select_related("wording", "issue", "suggestion", "stakeholder", "deal").filter(pk=comment.pk).first()
        if row is None:
            raise Rejected("This comment was removed meanwhile.")
        named = row.mentions.select_related("user").order_by("pk").first()
        text = " ".join(text_of(row, write.standing).split())
        short = text if len(text) <= MOST else f"{text[: MOST - 1]}…"
        new = New(short, named.user if named else by, secret=row.secret)
        return insert(write, new, target_of(row), comment=row)


def add_many(deal: Deal, news: Sequence[New], *, meeting: Meeting, day: date, by: User, at: datetime) -> list[Task]:
    """A preparation plan laid back from a meeting on ``day``: one action, undone as one."""
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        found = Meeting.objects.filter(deal=write.deal, pk=meeting.pk, removed_at=None).first()
        if found is None:
            raise Rejected("This meeting was removed meanwhile.")
        return [insert(write, new, write.deal, meeting=found, laid_for=day) for new in news]


def news_of(plan: Preparation) -> list[New]:
    """The to-dos that a preparation plan makes."""
    return [
        New(one.text, one.owner, due_on=one.due, kind=TaskKind.PREPARATION, hours=Decimal(str(one.hours)))
        for one in plan.lines
    ]


def insert(write: Write, new: New, target: Target, **more: Any) -> Task:
    """Make a to-do in an open write."""
    secret = new.secret or isinstance(target, Suggestion)
    allowed(write, target, secret)
    for field in ("text", "due_on", "kind"):
        _check(field, getattr(new, field))
    row = Task(
        deal=write.deal,
        kind=new.kind,
        secret=secret,
        due_on=new.due_on,
        assignee=new.assignee,
        hours=new.hours,
        created_by=write.by,
        created_at=write.at,
        **{"secret_text" if secret else "text": " ".join(new.text.split())},
        **more,
    )
    if not isinstance(target, Deal):
        setattr(row, target.noun, target)
    _check_assignee(write, row, new.assignee)
    write.add(row, summary={"about": target.noun, "id": str(target.pk)})
    if new.assignee is not None:
        inbox.notify(write, new.assignee, InboxKind.TASK, row)
    return row


def edit(task: Task, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime) -> Task:
    """Set fields of a to-do together; ``done`` is true or false. Raises ``Conflict``, ``Rejected``."""
    with writing(task.deal, Permission.COMMENT, by=by, at=at) as write:
        row = _lock(write, task.pk)
        for field, value in changes.items():
            if field not in EDITABLE:
                raise Rejected("This field cannot be edited.", field)
            _check(field, value)
            if field == "assignee":
                _check_assignee(write, row, value)
            if field == "done":
                if value != (row.done_at is not None):
                    write.change(row, "done_at", at if value else None, seen=seen.get(field))
                continue
            name = row.words_field if field == "text" else field
            fresh = " ".join(value.split()) if field == "text" else value
            changed = write.change(row, name, fresh, seen=seen.get(field))
            if field == "assignee" and changed is not None:
                inbox.settle(write, InboxKind.TASK, row)
                if value is not None:
                    inbox.notify(write, value, InboxKind.TASK, row)
        return row


def move(deal: Deal, days: Mapping[UUID, date], *, laid_for: date, by: User, at: datetime) -> int:
    """Move preparation tasks along with their meeting, to these days: one action. Gives how many moved."""
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        rows = Task.objects.filter(deal=write.deal, pk__in=list(days), done_at=None, removed_at=None)
        moved = 0
        for row in rows.select_for_update().order_by("created_at", "pk"):
            moved += write.change(row, "due_on", days[row.pk]) is not None
            write.change(row, "laid_for", laid_for)
        return moved


def remove(task: Task, *, by: User, at: datetime) -> None:
    """Take a to-do out; undo brings it back."""
    with writing(task.deal, Permission.COMMENT, by=by, at=at) as write:
        write.remove(_lock(write, task.pk))


def _lock(write: Write, pk: UUID) -> Task:
    rows = readable(Task.objects.filter(deal=write.deal, removed_at=None, pk=pk), write.standing)
    row: Task | None = (
        rows.select_related("issue", "suggestion", "stakeholder", "deal").select_for_update(of=("self",)).first()
    )
    if row is None:
        raise Rejected("This to-do was removed meanwhile. Undo brings it back.")
    if not may_change(write.standing, row):
        raise PermissionDenied(Permission.DEAL_EDIT.value)
    return row


def _check(field: str, value: Any) -> None:
    if field == "text" and not 0 < len(value.strip()) <= MOST:
        raise Rejected(f"Say in at most {MOST} characters what there is to do.", field)
    if field == "kind" and value not in TaskKind.values:
        raise Rejected("Choose one of the list.", field)
    if field == "due_on" and value is not None and not FIRST <= value < LAST:
        raise Rejected("Give a day between the years 2000 and 2200.", field)


def _check_assignee(write: Write, row: Task, user: User | None) -> None:
    if user is None:
        return
    seated: Iterable[Standing] = (one for one in team(write.deal) if one.user.pk == user.pk)
    reader = next(iter(seated), None)
    if reader is None or not reads_about(reader, target_of(row), secret=row.secret):
        raise Rejected(f"{user} could not see it. Choose somebody who can.", "assignee")
