"""To-dos for a reader: late, soon, later, done; one's own over all deals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from negotiations.levels import date_words
from negotiations.models import Deal, Task
from negotiations.queries.deal.comments import home_of, readable, reads_about, target_of, title_of
from negotiations.queries.deal.deals import openable
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing, standings, team

SOON = 7
DONE_SHOWN = 20
MINE_SHOWN = 4
GROUPS = (
    ("late", "Overdue"),
    ("soon", "This week"),
    ("later", "Later"),
    ("open", "No day yet"),
    ("done", "Done"),
)


@dataclass(frozen=True)
class Line:
    """A to-do in a line. ``due`` is in words; ``tone``: bad when it is late."""

    row: Task
    text: str
    about: str
    url: str
    due: str
    tone: str
    may_change: bool
    version: int


@dataclass(frozen=True)
class Group:
    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class TaskPage:
    """``late`` counts the overdue ones of everybody, for whoever coordinates."""

    groups: tuple[Group, ...]
    mine: bool
    count: int
    late: int
    may_add: bool
    people: tuple[User, ...]
    secret_people: tuple[User, ...]
    may_hide: bool


def visible_tasks(reader: Standing) -> QuerySet[Task]:
    """The to-dos of the deal that this reader may see. One query."""
    rows = readable(Task.objects.filter(deal=reader.deal, removed_at__isnull=True), reader)
    return rows.select_related("assignee", "issue", "suggestion", "stakeholder", "meeting", "deal")


def task_page(reader: Standing, *, mine: bool, today: date) -> TaskPage:
    """The to-dos of a deal, in groups by when they are due. Three queries."""
    rows = visible_tasks(reader)
    if mine:
        rows = rows.filter(assignee=reader.user)
    waiting = list(rows.filter(done_at=None).order_by(F("due_on").asc(nulls_last=True), "created_at", "pk"))
    done = list(rows.filter(done_at__isnull=False).order_by("-done_at", "pk")[:DONE_SHOWN])
    sorted_: dict[str, list[Line]] = {key: [] for key, _ in GROUPS}
    for row in [*waiting, *done]:
        sorted_[group_of(row, today)].append(line(reader, row, today))
    people = team(reader.deal)
    groups = (Group(key, title, tuple(sorted_[key])) for key, title in GROUPS)
    return TaskPage(
        groups=tuple(group for group in groups if group.lines),
        mine=mine,
        count=len(waiting),
        late=len(sorted_["late"]),
        may_add=reader.can(Permission.COMMENT),
        people=tuple(one.user for one in people if reads_about(one, reader.deal, secret=False)),
        secret_people=tuple(one.user for one in people if reads_about(one, reader.deal, secret=True)),
        may_hide=reader.can(Permission.SECRETS_VIEW),
    )


def group_of(row: Task, today: date) -> str:
    """Where a to-do stands on the page."""
    if row.done_at is not None:
        return "done"
    if row.due_on is None:
        return "open"
    if row.due_on < today:
        return "late"
    return "soon" if row.due_on <= today + timedelta(days=SOON) else "later"


def line(reader: Standing, row: Task, today: date) -> Line:
    """A to-do in words, for a reader who may see it."""
    target = target_of(row)
    late = group_of(row, today) == "late"
    return Line(
        row=row,
        text=text_of_task(row, reader),
        about="" if isinstance(target, Deal) else title_of(target),
        url=home_of(target),
        due=due_words(row, today),
        tone="bad" if late else "",
        may_change=may_change(reader, row),
        version=max((int(seq) for seq in row.versions.values()), default=0),
    )


def may_change(reader: Standing, row: Task) -> bool:
    """Whoever made it, has to do it or coordinates may change a to-do."""
    own = reader.can(Permission.COMMENT) and reader.user.pk in {row.created_by_id, row.assignee_id}
    return own or reader.can(Permission.DEAL_EDIT)


def text_of_task(row: Task, reader: Standing) -> str:
    """What there is to do, for a reader who may see it."""
    return str(opened(row.secret_text, reader) if row.secret else row.text)


def due_words(row: Task, today: date) -> str:
    """``3 days late``, ``today``, ``Fri 27 Nov``."""
    if row.due_on is None or row.done_at is not None:
        return "" if row.due_on is None else date_words(row.due_on)
    days = (row.due_on - today).days
    if days < 0:
        return f"{-days} day{'' if days == -1 else 's'} late"
    if days < 2:
        return ("today", "tomorrow")[days]
    return f"{row.due_on:%a} {date_words(row.due_on)}"


@dataclass(frozen=True)
class Mine:
    """What one has to do next on a deal, and how much of the team's is late, for whoever coordinates."""

    lines: tuple[Line, ...]
    more: int
    team_late: int


def my_tasks(reader: Standing, today: date) -> Mine:
    """For the side of the plan. Two queries."""
    waiting = visible_tasks(reader).filter(done_at=None)
    mine = list(waiting.filter(assignee=reader.user).order_by(F("due_on").asc(nulls_last=True), "created_at", "pk"))
    late = waiting.filter(due_on__lt=today).count() if reader.can(Permission.DEAL_EDIT) else 0
    lines = tuple(line(reader, row, today) for row in mine[:MINE_SHOWN])
    return Mine(lines, max(0, len(mine) - MINE_SHOWN), late)


def overdue(user: User, today: date) -> list[Task]:
    """One's own late to-dos on all deals that one may open, the oldest first. Four queries."""
    rows = Task.objects.filter(assignee=user, done_at=None, removed_at=None, due_on__lt=today)
    rows = rows.filter(deal__in=openable(user), deal__archived_at=None)
    rows = rows.select_related("deal", "issue", "suggestion", "stakeholder").order_by("due_on", "created_at", "pk")
    return seen_by(user, rows)


def seen_by(user: User, rows: Iterable[Task]) -> list[Task]:
    """Those of the rows, of any deal, that this user may see now. Two queries."""
    found = list(rows)
    readers = standings(user, {row.deal for row in found}) if found else {}
    return [row for row in found if can_see(readers, row)]


def can_see(readers: Mapping[Any, Standing], row: Task) -> bool:
    """Whether the reader of the task's deal may see it."""
    reader = readers.get(row.deal_id)
    gone = any(part is not None and part.removed_at is not None for part in (row.issue, row.stakeholder))
    return reader is not None and not gone and reads_about(reader, target_of(row), secret=row.secret)


def tasks_url(deal: Deal, row: Task | None = None) -> str:
    """Where the to-dos are; at a row."""
    url = reverse("negotiations:task-list", kwargs={"deal_id": deal.pk})
    return url if row is None else f"{url}#task-{row.pk}"
