"""The page of next steps: what, whose, by when, on both sides; and those of one's own that are overdue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from negotiations.enums_close import NOBODY
from negotiations.levels import date_words
from negotiations.models import Deal, NextStep
from negotiations.queries.deal.deals import openable
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.register import Around, Filter, Line, Maker, live, suffix_of, table
from negotiations.queries.prepare.register_fields import NEXT_STEP
from negotiations.queries.standing import Standing

OPEN, OURS, THEIRS, LATE = "open", "ours", "theirs", "late"
STATES = (
    (OPEN, "Open"),
    (OURS, "Ours, open"),
    (THEIRS, "Theirs, open"),
    (LATE, "Overdue"),
    (NOBODY, "Without an owner"),
)
MINDERS = (SeatRole.LEAD, SeatRole.COORDINATOR)  # who minds the other side's steps


@dataclass(frozen=True)
class More:
    """``late`` in words; empty for one that is not."""

    late: str
    nobody: bool


def step_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its form."""
    today = timezone.localdate()
    every = list(live(NextStep.objects.filter(deal=access.deal), "owner", "stakeholder"))
    state = Filter.asked(query, "state", "All", STATES)
    make = Maker(
        access, around, NEXT_STEP, "next_step", outcome, suffix_of((state,)), Permission.CLOSE_EDIT, area="close"
    )

    def line(row: NextStep) -> Line:
        return make.line(row, more=More(late_words(row, today), not row.has_owner))

    shown = [row for row in every if not state.chosen or is_so(row, state.chosen, today)]
    return {
        "table": table(make, shown, (state,), total=len(every), line=line),
        "open": sum(row.done_on is None for row in every),
        "late": sum(bool(late_words(row, today)) for row in every),
    }


def is_so(row: NextStep, state: str, today: date) -> bool:
    """Whether a step is among those that a filter asks for."""
    still = row.done_on is None
    return {
        OPEN: still,
        OURS: still and row.is_ours,
        THEIRS: still and row.has_owner and not row.is_ours,
        LATE: bool(late_words(row, today)),
        NOBODY: not row.has_owner,
    }[state]


def late_words(row: NextStep, today: date) -> str:
    """``2 days late``."""
    if row.done_on is not None or row.due_on is None or row.due_on >= today:
        return ""
    days = (today - row.due_on).days
    return f"{days} {'day' if days == 1 else 'days'} late"


def overdue_steps(user: User, today: date) -> list[NextStep]:
    """One's own late steps on all deals that one may open; the other side's for who leads or coordinates. One query."""
    mine = Q(owner=user) | Q(owner=None, deal__seats__user=user, deal__seats__role__in=MINDERS)
    rows = NextStep.objects.filter(mine, done_on=None, removed_at=None, due_on__lt=today)
    rows = rows.filter(deal__in=openable(user), deal__archived_at=None).select_related("deal")
    return list(rows.distinct().order_by("due_on", "number", "pk"))


def steps_url(deal: Deal, row: NextStep | None = None) -> str:
    """Where the steps are; at a row."""
    url = reverse("negotiations:close-next-step-list", kwargs={"deal_id": deal.pk})
    return url if row is None else f"{url}#row-{row.pk}"


def open_steps(deal: Deal) -> "QuerySet[NextStep]":
    """The steps that are not done, those with a day first."""
    rows = NextStep.objects.filter(deal=deal, removed_at=None, done_on=None).select_related("owner", "stakeholder")
    return rows.order_by("due_on", "number", "pk")


def owner_words(row: NextStep) -> str:
    """Whose it is, as both sides may read it."""
    if row.owner is not None:
        return str(row.owner)
    gone = row.stakeholder is None or row.stakeholder.removed_at is not None or row.stakeholder.erased_at is not None
    return row.theirs if gone or row.stakeholder is None else row.stakeholder.name


def due_words(row: NextStep) -> str:
    return f"by {date_words(row.due_on)}" if row.due_on else ""
