"""Common goals: which are mirrored, what the others lack, which may open the talks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from negotiations.models import CommonGoal, Deal
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.power_fields import GOAL
from negotiations.queries.prepare.register import Around, Line, Maker, live, table
from negotiations.queries.standing import Standing


@dataclass(frozen=True)
class GoalMore:
    """``lacks``: what is missing before it may be said; empty when it is mirrored."""

    mirrored: bool
    may_be_said: bool
    lacks: str


def lacking(row: CommonGoal) -> str:
    """What shows that both sides share it is missing on which side. Pure."""
    ours, theirs = bool(row.our_proof.strip()), bool(row.their_proof.strip())
    if ours and theirs:
        return ""
    if ours:
        return "nothing shows yet that they want it"
    return "they have not heard that we want it" if theirs else "nothing shows yet that either side wants it"


def goals_of(deal: Deal) -> list[CommonGoal]:
    """In the order written down. One query."""
    return list(CommonGoal.objects.filter(deal=deal, removed_at__isnull=True).order_by("number", "pk"))


def sayable(deal: Deal) -> tuple[str, ...]:
    """The goals that may open the talks, in words. One query."""
    return tuple(row.text for row in goals_of(deal) if row.may_be_said)


def goal_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its form. Nothing on it is secret."""
    rows = list(live(CommonGoal.objects.filter(deal=access.deal)))
    make = Maker(access, around, GOAL, "goal", outcome)

    def line(row: CommonGoal) -> Line:
        return make.line(row, more=GoalMore(row.mirrored, row.may_be_said, lacking(row)))

    return {
        "table": table(make, rows, total=len(rows), line=line),
        "mirrored": sum(row.mirrored for row in rows),
        "said": sum(row.may_be_said for row in rows),
    }
