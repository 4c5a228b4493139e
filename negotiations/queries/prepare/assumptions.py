"""The page of assumptions: what rests on them, who tests them by when, which are overdue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from negotiations.enums_prepare import AssumptionState
from negotiations.models import Assumption
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.register import (
    Around,
    Filter,
    Line,
    Maker,
    issue_filter,
    live,
    suffix_of,
    table,
)
from negotiations.queries.prepare.register_fields import ASSUMPTION
from negotiations.queries.standing import Standing

OVERDUE = "overdue"


@dataclass(frozen=True)
class Due:
    """``state``: overdue, soon, or empty; with the words for it."""

    state: str = ""
    words: str = ""


def due(row: Assumption, today: date) -> Due:
    """How an untested assumption stands against its day. Pure."""
    if row.state != AssumptionState.UNTESTED or row.due_on is None:
        return Due()
    days = (row.due_on - today).days
    if days < 0:
        return Due(OVERDUE, f"{-days} day{'s' if days < -1 else ''} overdue")
    return Due("soon", "due today" if days == 0 else f"in {days} day{'s' if days > 1 else ''}") if days <= 7 else Due()


def assumption_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its form."""
    today = timezone.localdate()
    every = list(live(Assumption.objects.filter(deal=access.deal), "owner"))
    overdue = [row for row in every if due(row, today).state == OVERDUE]
    issue = issue_filter(around, query)
    state = Filter.asked(query, "state", "All states", (*AssumptionState.choices, (OVERDUE, "Overdue")))
    make = Maker(access, around, ASSUMPTION, "assumption", outcome, suffix_of((issue, state)))

    def line(row: Assumption) -> Line:
        return make.line(row, more=due(row, today))

    shown = [
        row
        for row in every
        if issue.takes(row.issue_id) and state.takes(row.state, *([OVERDUE] if row in overdue else []))
    ]
    return {"table": table(make, shown, (issue, state), total=len(every), line=line), "overdue": len(overdue)}
