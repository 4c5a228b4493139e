"""The list of counterparties for one reader."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from accounts.models import Organisation, User
from negotiations.models import Acquaintance, Counterparty, Deal, StyleSighting
from negotiations.queries.deal.deals import openable
from negotiations.queries.record.dependency import Dependency, dependency
from negotiations.queries.record.page import style_words
from negotiations.queries.record.standing import known_to


@dataclass(frozen=True)
class RecordRow:
    """A counterparty on the list; ``deals`` are those that this reader may open."""

    counterparty: Counterparty
    open_deals: int
    deals: int
    dependency: Dependency
    style: str
    known_by: tuple[User, ...]


def record_rows(user: User, organisation: Organisation, today: date) -> list[RecordRow]:
    """By name. Four queries, whatever their number."""
    rows = list(known_to(user).filter(organisation=organisation).order_by("name", "pk"))
    deals: dict[Any, list[Deal]] = defaultdict(list)
    for deal in openable(user).filter(counterparty__in=rows):
        deals[deal.counterparty_id].append(deal)
    live: dict[str, Any] = {"counterparty__in": rows, "removed_at__isnull": True}
    styles: dict[Any, list[str]] = defaultdict(list)
    for counterparty_id, style in StyleSighting.objects.filter(**live).values_list("counterparty_id", "style"):
        styles[counterparty_id].append(style)
    known: dict[Any, dict[int, User]] = defaultdict(dict)
    order = (F("added_at").asc(), "pk")
    for one in Acquaintance.objects.filter(**live).select_related("member__user").order_by(*order):
        known[one.counterparty_id][one.member.user_id] = one.member.user
    return [
        RecordRow(
            counterparty=row,
            open_deals=sum(1 for deal in deals[row.pk] if deal.archived_at is None),
            deals=len(deals[row.pk]),
            dependency=dependency(row, today),
            style=style_words(styles[row.pk]) if styles[row.pk] else "",
            known_by=tuple(known[row.pk].values()),
        )
        for row in rows
    ]
