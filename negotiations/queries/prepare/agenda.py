"""An agenda with the minutes of each issue against what it is worth to us. Weights are ours, likely; nothing secret."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission
from negotiations.engine.preparing import shares_of
from negotiations.models import AgendaItem, Issue, Meeting
from negotiations.queries.inputs.plan import load_plan, public_inputs
from negotiations.queries.plan import worth
from negotiations.queries.standing import Standing, team

TOO_MUCH, TOO_LITTLE = 2.0, 0.5  # minutes against worth, from which on it is said
NOTED = 0.10  # parts smaller than this on both sides are not worth a word


@dataclass(frozen=True)
class Line:
    """An item; ``time`` and ``weight`` are parts of what the issues on the agenda take and are worth, 0..1."""

    row: AgendaItem
    time: float | None
    weight: float | None
    flag: str


@dataclass(frozen=True)
class Agenda:
    meeting: Meeting
    lines: tuple[Line, ...]
    missing: tuple[Issue, ...]  # issues of the plan that nobody talks about
    minutes: int
    by_worth: Mapping[UUID, int]  # the same items, the worthiest issues first, minutes shared by worth
    may_edit: bool
    people: tuple[User, ...]
    issues: tuple[Issue, ...]

    @property
    def over(self) -> int:
        return max(0, self.minutes - self.meeting.minutes)

    @property
    def left(self) -> int:
        return max(0, self.meeting.minutes - self.minutes)

    @property
    def flagged(self) -> int:
        return sum(bool(line.flag) for line in self.lines)


def items(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The live items of a meeting, in order; of removed issues none."""
    rows = AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=True, issue__removed_at__isnull=True)
    return rows.select_related("issue", "leader").order_by("position", "pk")


def moved(rows: Iterable[AgendaItem], item: AgendaItem, move: str) -> Mapping[UUID, int]:
    """The minutes of these items, in the order that there is when one of them goes ``up`` or ``down``."""
    minutes = {row.pk: row.minutes for row in rows}
    order = list(minutes)
    at = order.index(item.pk)
    to = max(0, at - 1) if move == "up" else min(len(order) - 1, at + 1)
    order.insert(to, order.pop(at))
    return {pk: minutes[pk] for pk in order}


def agenda(reader: Standing, meeting: Meeting) -> Agenda:
    """The agenda of a meeting. As many queries whatever is on it."""
    plan = load_plan(reader.deal)
    public = public_inputs(plan)
    weights = {pk: found.ours for pk, found in worth.weights(public).items()} if public else {}
    rows = list(items(meeting))
    time = sum(row.minutes for row in rows if row.issue_id)
    whole = sum(weights.get(pk, 0.0) for pk in {row.issue_id for row in rows if row.issue_id})
    return Agenda(
        meeting=meeting,
        lines=tuple(_line(row, time, weights, whole) for row in rows),
        missing=tuple(issue for issue in plan.issues if issue.pk not in {row.issue_id for row in rows}),
        minutes=sum(row.minutes for row in rows),
        by_worth=_by_worth(rows, weights, meeting.minutes),
        may_edit=reader.can(Permission.DEAL_EDIT),
        people=tuple(one.user for one in team(reader.deal) if one.seats),
        issues=tuple(plan.issues),
    )


def _line(row: AgendaItem, time: int, weights: Mapping[UUID, float], whole: float) -> Line:
    if row.issue_id is None or not time or not whole:
        return Line(row, None, None, "")
    spent, weight = row.minutes / time, weights.get(row.issue_id, 0.0) / whole
    flag = ""
    if max(spent, weight) >= NOTED:
        words = f"{spent:.0%} of the time for {weight:.0%} of the value".replace("%", "\u2009%")
        if spent >= TOO_MUCH * weight or spent <= TOO_LITTLE * weight:
            flag = words
    return Line(row, spent, weight, flag)


def _by_worth(rows: list[AgendaItem], weights: Mapping[UUID, float], total: int) -> Mapping[UUID, int]:
    """Issues by worth in the places that issues have; what is no issue keeps its place and its minutes."""
    known = [weights.get(row.issue_id, 0.0) if row.issue_id else -1.0 for row in rows]
    shared = shares_of([row.minutes for row in rows], known, total) if any(one >= 0 for one in known) else []
    given = [max(1, minutes) for minutes in shared]
    ranked = sorted((place for place, one in enumerate(known) if one >= 0), key=lambda place: (-known[place], place))
    queue = iter(ranked)
    order = [place if known[place] < 0 else next(queue) for place in range(len(rows))]
    return {rows[place].pk: given[place] if given else rows[place].minutes for place in order}


def next_meeting(reader: Standing, now: datetime) -> Meeting | None:
    """The next meeting, or the last one when none is ahead. Two queries at most."""
    rows = Meeting.objects.filter(deal=reader.deal, removed_at__isnull=True)
    ahead = rows.filter(starts_at__gte=now).order_by("starts_at", "pk").first()
    return ahead or rows.order_by("-starts_at", "pk").first()
