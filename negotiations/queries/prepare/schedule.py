"""A preparation plan laid back from a meeting: how deep, which steps, whose, by when; and moving it along."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.engine.preparing import Effort, effort, lay_back, step_days, working_days
from negotiations.enums import Horizon
from negotiations.levels import date_words, short_money
from negotiations.models import ChecklistRule, Deal, Meeting, Task
from negotiations.queries.inbox.todos import text_of_task, visible_tasks
from negotiations.queries.standing import Standing, team

REPEATS = {Horizon.ONE_OFF: 1.0, Horizon.SHORT: 1.0, Horizon.MEDIUM: 1.25, Horizon.LONG: 1.5}
DEPTHS = ("quick", "standard", "thorough", "full")
DEPTH_WORDS = {"quick": "Quick", "standard": "Standard", "thorough": "Thorough", "full": "Full"}
COORDINATOR, LEAD, EXPERT, SPONSOR = SeatRole.COORDINATOR, SeatRole.LEAD, SeatRole.EXPERT, SeatRole.SPONSOR
MOST_LEARNT = 8
# What is done, whose it is, the part of the hours it takes, and from which depth on it is worth doing; in order.
STEPS: tuple[tuple[str, SeatRole, float, str], ...] = (
    ("Collect the issues and what each costs inside the house", COORDINATOR, 0.16, "quick"),
    ("Ask the owners of our must-haves what they would trade them for", EXPERT, 0.10, "standard"),
    ("Weigh the issues: everybody alone, then together", LEAD, 0.08, "quick"),
    ("Find out what they want: their people, their dealers, their reports", EXPERT, 0.16, "quick"),
    ("Test prices: should-cost, indices, comparables", EXPERT, 0.12, "standard"),
    ("Build and price our alternatives", LEAD, 0.12, "quick"),
    ("Talk to whoever decides behind the table", COORDINATOR, 0.06, "thorough"),
    ("Draw up the trades and three equal packages", LEAD, 0.08, "standard"),
    ("Rehearse the concession plan against their likely styles", LEAD, 0.06, "full"),
    ("Have the mandate approved", SPONSOR, 0.02, "quick"),
    ("Settle seats, agenda and who says what", COORDINATOR, 0.04, "quick"),
)


@dataclass(frozen=True)
class StepLine:
    """A step of the plan: what, whose, how long, by when; ``late`` when no time is left for it."""

    text: str
    role: str
    owner: User | None
    hours: float
    due: date
    late: bool


@dataclass(frozen=True)
class Preparation:
    """The plan for one meeting. ``why`` says how the depth follows from the deal, sentence by sentence."""

    meeting: Meeting
    day: date
    effort: Effort
    depth: str
    recommended: str
    why: tuple[str, ...]
    lines: tuple[StepLine, ...]

    @property
    def late(self) -> int:
        return sum(line.late for line in self.lines)

    @property
    def hours(self) -> float:
        return sum(line.hours for line in self.lines)


def preparation(reader: Standing, meeting: Meeting, *, today: date, depth: str = "") -> Preparation:
    """The plan at the recommended depth, or at another. Four queries."""
    deal = reader.deal
    value = None if deal.estimated_value is None else float(deal.estimated_value)
    issues = deal.issues.filter(removed_at__isnull=True).count()
    found = effort(value, issues, repeats=REPEATS[Horizon(deal.horizon)])
    chosen = depth if depth in DEPTHS else found.depth
    tops = dict(zip(DEPTHS, (4.0, 16.0, 40.0, 120.0), strict=True))
    hours = found.hours if chosen == found.depth else tops[chosen] * 0.75
    steps = [step for step in (*learnt(deal), *STEPS) if DEPTHS.index(step[3]) <= DEPTHS.index(chosen)]
    whole = sum(step[2] for step in steps)
    each = [max(0.5, round(hours * step[2] / whole * 2) / 2) for step in steps]
    day = timezone.localdate(meeting.starts_at)
    owners = _owners(deal)
    laid = lay_back(each, day, today)
    lines = (
        StepLine(text, SeatRole(role).label, owners.get(role) or owners.get(LEAD), one.hours, one.due, one.late)
        for (text, role, _, _), one in zip(steps, laid, strict=True)
    )
    return Preparation(meeting, day, found, chosen, found.depth, _why(deal, found, issues), tuple(lines))


def learnt(deal: Deal) -> list[tuple[str, SeatRole, float, str]]:
    """What earlier deals of the category taught, newest first: steps as those above, done at any depth. One query."""
    rules = ChecklistRule.objects.filter(organisation=deal.organisation_id, category=deal.category, removed_at=None)
    words = rules.exclude(lesson__deal=deal).order_by("-made_at", "pk").values_list("words", flat=True)
    return [(f"Learnt before: {text}", COORDINATOR, 0.03, "quick") for text in words[:MOST_LEARNT]]


def _owners(deal: Deal) -> dict[str, User]:
    """The first that sits in each role."""
    found: dict[str, User] = {}
    for one in team(deal):
        for role in one.seats:
            found.setdefault(role, one.user)
    return found


def _why(deal: Deal, found: Effort, issues: int) -> tuple[str, ...]:
    least = f"{issues} issue{'' if issues == 1 else 's'} need about {found.least:.0f} hours at the least."
    if deal.estimated_value is None or found.worth is None or found.bought is None:
        return ("The deal has no value yet, so the number of issues decides.", least)
    value, worth = (
        short_money(deal.estimated_value, deal.currency),
        short_money(Decimal(round(found.worth)), deal.currency),
    )
    return (
        f"Preparation may move about 2\u2009% of {value}"
        f"{', more for a long horizon' if REPEATS[Horizon(deal.horizon)] > 1 else ''}: {worth}.",
        f"A tenth of that pays {found.bought:.0f} hours at 80 an hour.",
        least,
        f"So {found.hours:.0f} hours: {DEPTH_WORDS[found.depth].lower()}. A rule of thumb; choose another depth below.",
    )


@dataclass(frozen=True)
class Shift:
    """An open preparation task that its meeting has left behind."""

    row: Task
    text: str
    old: str
    new: str
    day: date


@dataclass(frozen=True)
class Moved:
    """A meeting that moved since its preparation was laid back."""

    meeting: Meeting
    old: str
    new: str
    day: date
    shifts: tuple[Shift, ...]

    @property
    def days(self) -> Mapping[UUID, date]:
        return {shift.row.pk: shift.day for shift in self.shifts}


def moved(reader: Standing) -> tuple[Moved, ...]:
    """The meetings whose open preparation tasks were laid back from another day, with their new days. One query."""
    rows = visible_tasks(reader).filter(done_at=None, laid_for__isnull=False, due_on__isnull=False)
    found: dict[UUID, list[Task]] = {}
    for row in rows.filter(meeting__removed_at__isnull=True).order_by("due_on", "created_at", "pk"):
        if row.meeting is not None and timezone.localdate(row.meeting.starts_at) != row.laid_for:
            found.setdefault(row.meeting.pk, []).append(row)
    return tuple(_moved(reader, tasks) for tasks in found.values())


def _moved(reader: Standing, tasks: list[Task]) -> Moved:
    meeting, before = tasks[0].meeting, tasks[0].laid_for
    assert meeting is not None and before is not None  # noqa: S101, PT018 - for the types: the query asked for both
    day = timezone.localdate(meeting.starts_at)
    by = working_days(before, day)
    shifts = []
    for row in tasks:
        if row.due_on is not None:
            new = step_days(row.due_on, by)
            shifts.append(Shift(row, text_of_task(row, reader), date_words(row.due_on), date_words(new), new))
    return Moved(meeting, date_words(before), date_words(day), day, tuple(shifts))


def unplanned(reader: Standing, *, today: date) -> tuple[Meeting, ...]:
    """The meetings ahead that nobody has laid a plan back from. One query."""
    rows = Meeting.objects.filter(deal=reader.deal, removed_at__isnull=True, starts_at__date__gt=today)
    planned = Task.objects.filter(deal=reader.deal, removed_at__isnull=True, laid_for__isnull=False)
    return tuple(rows.exclude(pk__in=planned.values("meeting")).order_by("starts_at", "pk"))
