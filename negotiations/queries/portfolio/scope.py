"""Which deals somebody's portfolio counts, and what of it was wished for."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.models import Organisation, User
from accounts.permissions import SEAT_PERMISSIONS, Permission, SeatRole
from negotiations.enums import Category
from negotiations.models import Deal, ReviewFigures, Seat
from negotiations.queries.deal.deals import openable

SEES_SECRETS = [role for role in SeatRole.values if Permission.SECRETS_VIEW in SEAT_PERMISSIONS[role]]
BY = {"counterparty": "Counterparty", "person": "Lead", "category": "Category"}
SINCE = {"": "All years", "1": "Last 12 months", "3": "Last 3 years"}
secrets_log = logging.getLogger("parley.secrets")


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see; a value that is not known counts as none. ``since``: years back from today."""

    by: str = "counterparty"
    counterparty: str = ""
    person: str = ""
    category: str = ""
    since: str = ""
    currency: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Wish":
        person, currency = query.get("person", ""), query.get("currency", "")
        return cls(
            by=query.get("by", "") if query.get("by", "") in BY else "counterparty",
            counterparty=_uuid(query.get("counterparty", "")),
            person=person if person.isascii() and person.isdecimal() and len(person) < 10 else "",
            category=query.get("category", "") if query.get("category", "") in Category.values else "",
            since=query.get("since", "") if query.get("since", "") in SINCE else "",
            currency=currency if currency.isascii() and currency.isalpha() and len(currency) == 3 else "",
        )

    @property
    def narrows(self) -> bool:
        """Whether it leaves deals out on purpose."""
        return bool(self.counterparty or self.person or self.category or self.since)

    def query(self, **changes: str) -> str:
        """The wish as the query of an address, with changes."""
        wish = replace(self, **changes)
        return urlencode({name: value for name, value in vars(wish).items() if value})


@dataclass
class PortfolioReader:
    """The reader of the figures of the deals whose secrets a person may see: they were chosen by that right."""

    user: User
    _noted: bool = False

    def note_secret_read(self) -> None:
        if not self.user.is_active:
            raise PermissionDenied(Permission.SECRETS_VIEW.value)
        if not self._noted:
            self._noted = True
            secrets_log.info("secrets read: portfolio user=%s", self.user.pk)


@dataclass(frozen=True)
class Scope:
    """``seen``: deals that the person may open. ``known``: those whose secrets are theirs to see."""

    user: User
    seen: QuerySet[Deal]
    known: QuerySet[Deal]

    def figures(self, wish: Wish, today: date) -> QuerySet[ReviewFigures]:
        """The figures of the deals that are over, as wished."""
        rows = ReviewFigures.objects.filter(_wished(wish, "deal__"), deal__in=self.known)
        if wish.currency:
            rows = rows.filter(currency=wish.currency)
        return rows.filter(closed_at__date__gt=_start(wish, today)) if wish.since else rows

    def running(self, wish: Wish) -> QuerySet[Deal]:
        """The deals at work, as wished: their talks have lasted so long already."""
        rows = self.known.filter(_wished(wish, ""), figures=None, archived_at=None)
        return rows.filter(currency=wish.currency) if wish.currency else rows


def scope(user: User, organisation: Organisation) -> Scope:
    """The person's deals of an organisation. Secrets are seen from a whole seat that sees them, in its phases."""
    seen = openable(user).filter(organisation=organisation)
    whole = Seat.objects.awake().filter(user=user, role__in=SEES_SECRETS, issues=[])
    return Scope(user, seen, seen.filter(pk__in=whole.values("deal")))


def _wished(wish: Wish, path: str) -> Q:
    found = Q()
    if wish.counterparty:
        found &= Q(**{f"{path}counterparty": wish.counterparty})
    if wish.category:
        found &= Q(**{f"{path}category": wish.category})
    if wish.person:
        led = Seat.objects.filter(user=int(wish.person), role=SeatRole.LEAD).values("deal")
        found &= Q(**{f"{path}pk__in" if path == "" else "deal__in": led})
    return found


def _start(wish: Wish, today: date) -> date:
    return today - timedelta(days=round(365.25 * int(wish.since)))


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
