"""Beside the plan: what to do next, the alternatives, the last changes."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.permissions import Permission
from negotiations.levels import date_words
from negotiations.models import Alternative
from negotiations.queries.history.page import recent
from negotiations.queries.inbox.todos import Mine, my_tasks
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.floors import expected_value, expired
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.readiness import Readiness, readiness
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts

SOON = 30  # days before its end in which an alternative is worth a warning
ACTIVITY = 6


@dataclass(frozen=True)
class AlternativeLine:
    """An alternative in one line; ``expected`` is value × probability − cost."""

    alternative: Alternative
    title: str
    expected: str
    probability: str
    until: str
    state: str  # "", soon, expired
    days: int
    is_floor: bool


@dataclass(frozen=True)
class Beside:
    ready: Readiness
    alternatives: tuple[AlternativeLine, ...] | None
    activity: tuple[Any, ...]
    todo: Mine


def beside(rows: PlanRows, access: Standing, plan: PlanInputs | None, *, now: datetime) -> Beside:
    """The side column for one reader; ``plan`` is the secret reading, None for those who may not have it."""
    today = timezone.localdate(now)
    sees = access.can(Permission.SECRETS_VIEW)
    lines = alternative_lines(rows, access, plan, today) if sees else None
    return Beside(
        ready=readiness(rows, access, today=today),
        alternatives=lines,
        activity=tuple(recent(access, ACTIVITY)),
        todo=my_tasks(access, today),
    )


def alternative_lines(
    rows: PlanRows, access: Standing, plan: PlanInputs | None, today: date
) -> tuple[AlternativeLine, ...]:
    """Every alternative with its expected value, the best first. For readers of all secrets."""
    amounts = Amounts(plan is not None and plan.in_money, rows.deal.currency)
    lines: list[tuple[Decimal, AlternativeLine]] = []
    for row in rows.alternatives:
        value = expected_value(row, plan, access) if plan is not None else None
        days = (row.expires_on - today).days if row.expires_on else 0
        state = "" if row.expires_on is None else "expired" if expired(row, today) else "soon" if days <= SOON else ""
        line = AlternativeLine(
            alternative=row,
            title=opened(row.title, access),
            expected="–" if value is None else amounts.ours(value),
            probability=f"{opened(row.probability, access).normalize():f}\u2009%",
            until="" if row.expires_on is None else date_words(row.expires_on),
            state=state,
            days=days,
            is_floor=plan is not None and plan.floor is not None and plan.floor.alternative.pk == row.pk,
        )
        lines.append((value if value is not None else Decimal(0), line))
    return tuple(line for _, line in sorted(lines, key=lambda pair: (pair[1].state == "expired", -pair[0])))
