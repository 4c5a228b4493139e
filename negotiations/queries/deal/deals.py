"""Deals for lists and for the head of their pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.expressions import Expression, OrderBy
from django.db.models.functions import Lower

from accounts.models import Membership, Organisation, User
from accounts.permissions import UNSEATED_PERMISSIONS, OrganisationRole, Permission
from accounts.tenancy import visible_to
from negotiations.enums import Category, Phase
from negotiations.levels import money, short_money
from negotiations.models import Deal, Meeting, Seat
from negotiations.queries.deal.head import Seated, placed
from negotiations.queries.readiness import readiness_of
from negotiations.queries.standing import standing_with

PAGE_SIZE = 25
SEES_ALL = [role for role in OrganisationRole.values if Permission.DEAL_VIEW in UNSEATED_PERMISSIONS[role]]
PHASE_PLACE = Case(*(When(phase=phase, then=place) for place, phase in enumerate(Phase.values)), default=9)
SORTS: dict[str, Expression | F] = {
    "title": Lower("title"),
    "counterparty": Lower("counterparty__name"),
    "phase": PHASE_PLACE,
    "value": F("estimated_value"),
    "meeting": F("next_meeting"),
    "new": F("created_at"),
}


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see of the list; a value that is not known counts as none."""

    search: str = ""
    phase: str = ""
    category: str = ""
    mine: bool = False
    archived: bool = False
    sort: str = "new"
    descending: bool = True

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wish":
        sort = query.get("sort", "")
        return cls(
            search=query.get("q", "").replace("\x00", "").strip()[:100],
            phase=_known(query.get("phase", ""), Phase.values),
            category=_known(query.get("category", ""), Category.values),
            mine=query.get("mine") == "1",
            archived=query.get("archived") == "1",
            sort=_known(sort.removeprefix("-"), list(SORTS)) or "new",
            descending=sort.startswith("-") or sort not in SORTS,
        )

    @property
    def narrows(self) -> bool:
        """Whether it leaves out open deals, so that an empty list does not mean that there are none."""
        return bool(self.search or self.phase or self.category or self.mine)


def _known(value: str, values: list[str]) -> str:
    return value if value in values else ""


def openable(user: User) -> QuerySet[Deal]:
    """The deals that a user may open: seated on them, or with an organisation role that sees all of them."""
    runs = Membership.objects.filter(user=user, role__in=SEES_ALL).values("organisation")
    seated = Q(pk__in=Seat.objects.awake().filter(user=user).values("deal"))
    return Deal.objects.filter(visible_to(user)).filter(seated | Q(organisation__in=runs))


def listing(user: User, organisation: Organisation, wish: Wish, number: str, now: datetime) -> "Page[Any]":
    """A page of the organisation's deals that this person may open, seats and next meeting loaded. Four queries."""
    rows = openable(user).filter(organisation=organisation, archived_at__isnull=not wish.archived)
    for word in wish.search.split():
        rows = rows.filter(Q(title__icontains=word) | Q(counterparty__name__icontains=word))
    if wish.phase:
        rows = rows.filter(phase=wish.phase)
    if wish.category:
        rows = rows.filter(category=wish.category)
    if wish.mine:
        rows = rows.filter(pk__in=Seat.objects.awake().filter(user=user).values("deal"))
    rows = _with_meeting(rows, now).annotate(issue_count=Count("issues", filter=Q(issues__removed_at__isnull=True)))
    key = OrderBy(SORTS[wish.sort], descending=wish.descending, nulls_last=True)
    seats = Prefetch("seats", queryset=Seat.objects.select_related("user").order_by("pk"))
    rows = rows.select_related("counterparty").prefetch_related(seats).order_by(key, Lower("title"), "pk")
    return Paginator(rows, PAGE_SIZE).get_page(number)


def _with_meeting(rows: QuerySet[Deal], now: datetime) -> QuerySet[Deal]:
    coming = Meeting.objects.filter(deal=OuterRef("pk"), removed_at__isnull=True, starts_at__gte=now)
    return rows.annotate(next_meeting=Subquery(coming.order_by("starts_at").values("starts_at")[:1]))


def counts(user: User, organisation: Organisation) -> dict[str, int]:
    """How many deals this person may open: those at work, and those put away."""
    rows = openable(user).filter(organisation=organisation)
    return rows.aggregate(
        open=Count("pk", filter=Q(archived_at=None)), archived=Count("pk", filter=~Q(archived_at=None))
    )


def recent(user: User, organisation: Organisation, limit: int = 5) -> list[Deal]:
    """The open deals in which this person holds a seat, the newest first; for the sidebar.

    Not by the last change: that would tell of changes that this person may not see.
    """
    rows = Deal.objects.filter(visible_to(user), organisation=organisation, archived_at__isnull=True)
    mine = rows.filter(pk__in=Seat.objects.awake().filter(user=user).values("deal"))
    return list(mine.order_by("-created_at", "pk")[:limit])


@dataclass(frozen=True)
class ListRow:
    """A deal on the list, as this person sees it."""

    deal: Any
    seats: tuple[Seated, ...]
    value: str
    may_archive: bool
    ready: float  # 0..1, of what this person may see


COLUMNS = (
    ("title", "Deal", ""),
    ("counterparty", "Counterparty", ""),
    ("phase", "Phase", ""),
    ("value", "Value", "num"),
    ("meeting", "Next meeting", ""),
)


def rows(user: User, deals: Iterable[Any], role: str, today: date) -> list[ListRow]:
    """The rows of a listing, for a member with this organisation role. Readiness takes seven queries for all."""
    loaded = [(deal, list(deal.seats.all())) for deal in deals]
    readers = []
    for deal, seats in loaded:
        readers.append(standing_with(user, deal, role, [seat for seat in seats if seat.user_id == user.pk]))
    ready = readiness_of(readers, today=today) if readers else {}
    return [
        ListRow(
            deal=deal,
            seats=placed(seats),
            value=value_words(deal),
            may_archive=reader.can(Permission.DEAL_ARCHIVE),
            ready=ready[deal.pk].share,
        )
        for (deal, seats), reader in zip(loaded, readers, strict=True)
    ]


def value_words(deal: Deal) -> str:
    """The estimated value as it stands in lists and heads: ``€3.1 M``; empty when there is none."""
    return "" if deal.estimated_value is None else short_money(deal.estimated_value, deal.currency)


def exact_value(deal: Deal) -> str:
    """The estimated value to the unit."""
    return "" if deal.estimated_value is None else money(Decimal(deal.estimated_value), deal.currency)
