"""How content they said they were after each deal with us, with the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import mean
from typing import Any

from negotiations.enums_review import MOST
from negotiations.models import Counterparty, Deal, Satisfaction
from negotiations.queries.review.satisfaction import short_words

SHOWN = 20


@dataclass(frozen=True)
class ContentRow:
    """An answer. ``deal`` and ``words``: only of a deal that this reader may open. ``change``: of the mean of its
    points against their answer before, in words.
    """

    at: datetime
    points: str
    change: str
    words: str
    deal: Deal | None


def content_of(counterparty: Counterparty, deals: Mapping[Any, Deal]) -> tuple[ContentRow, ...]:
    """The latest first. One query."""
    rows = list(Satisfaction.objects.filter(deal__counterparty=counterparty).order_by("-at", "pk")[: SHOWN + 1])
    found = []
    for place, row in enumerate(rows[:SHOWN]):
        before = rows[place + 1] if place + 1 < len(rows) else None
        deal = deals.get(row.deal_id)
        found.append(ContentRow(row.at, short_words(row.points), _change(row, before), row.words if deal else "", deal))
    return tuple(found)


def _change(row: Satisfaction, before: Satisfaction | None) -> str:
    """Over the parts that both answers have."""
    both = [key for key in row.points if before is not None and key in before.points]
    if not both or before is None:
        return ""
    by = mean(row.points[key] - before.points[key] for key in both)
    if round(by, 1) == 0:
        return "as before"
    return f"{abs(by):.1f} of {MOST} {'more' if by > 0 else 'less'} than before"
