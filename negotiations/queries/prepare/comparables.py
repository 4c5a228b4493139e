"""The page of comparables: the ranges that they imply, and the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from negotiations.enums import IssueKind
from negotiations.models import Comparable, IssueLimits
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.prepare.anchors import AnchorCard, adjusted, anchor_card, is_stale
from negotiations.queries.prepare.register import Around, Line, Maker, issue_filter, live, suffix_of, table
from negotiations.queries.prepare.register_fields import COMPARABLE
from negotiations.queries.standing import Standing

KINDS = frozenset({IssueKind.MONEY, IssueKind.NUMBER, IssueKind.DURATION})


@dataclass(frozen=True)
class More:
    """``adjusted`` is the level as it is compared, empty where it is as agreed."""

    stale: bool
    adjusted: str


def comparable_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its form."""
    today = timezone.localdate()
    every = list(live(Comparable.objects.filter(deal=access.deal)))
    issue = issue_filter(around, query)
    make = Maker(access, around, COMPARABLE, "comparable", outcome, suffix_of((issue,)))

    def line(row: Comparable) -> Line:
        return make.line(row, more=_more(row, around, today))

    shown = [row for row in every if issue.takes(row.issue_id)]
    return {
        "table": table(make, shown, (issue,), total=len(every), line=line),
        "cards": _cards(access, around, shown, today),
    }


def _cards(access: Standing, around: Around, rows: list[Comparable], today: date) -> list[AnchorCard]:
    limits = {row.issue_id: row for row in IssueLimits.objects.filter(issue__in=[issue.pk for issue in around.issues])}
    cards = []
    for issue in around.issues:
        those, scale = [row for row in rows if row.issue_id == issue.pk], around.scale(issue)
        if those and scale is not None and issue.kind in KINDS:
            cards.append(anchor_card(issue, those, scale, access, limits.get(issue.pk), today))
    return [card for card in cards if card is not None]


def _more(row: Comparable, around: Around, today: date) -> More:
    scale = around.scale(row.issue)
    changed = row.adjustment != 0 and scale is not None
    return More(is_stale(row, today), scale.words(adjusted(row, today)) if changed and scale else "")
