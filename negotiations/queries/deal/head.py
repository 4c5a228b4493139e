"""What stands on top of every page of a deal: title, facts, seats, tabs, phases. Nothing secret."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from negotiations.enums import Phase
from negotiations.levels import short_money
from negotiations.models import Deal, Meeting, Seat
from negotiations.queries.deal.meter import HeadMeter, head_meter
from negotiations.queries.deal.tabs import Link, deal_subtabs, deal_tabs, tab_label
from negotiations.queries.history.told import told_seq
from negotiations.queries.mandate.state import mandate_alarm
from negotiations.queries.standing import Standing
from negotiations.queries.table.pauses import Pause, current_pause

TABLE = "Table"
ROLE_ORDER = {role: place for place, role in enumerate(SeatRole.values)}


@dataclass(frozen=True)
class Seated:
    """Somebody at our side of the table, with all their roles."""

    user: User
    roles: tuple[str, ...]

    @property
    def words(self) -> str:
        return ", ".join(self.roles)


@dataclass(frozen=True)
class DealHead:
    """The top of a deal's pages. ``may`` says which controls this person gets, by the names of ``MAY``."""

    deal: Deal
    value: str
    meeting: Meeting | None
    seats: tuple[Seated, ...]
    phases: tuple[tuple[str, str], ...]
    seq: int  # of the last event that this reader may be told of
    tabs: tuple[Link, ...]
    subtabs: tuple[Link, ...]
    tab_label: str
    may: dict[str, bool]
    alarm: str = ""  # what everybody who sees secrets has to know now: the mandate no longer holds
    alarm_url: str = ""
    meter: HeadMeter | None = None  # for readers of trades
    at_table: bool = False  # a page of the table, for those who may read the board of a pause
    pause: Pause | None = None  # the one that is on, at the table


MAY: dict[str, Permission] = {
    "edit_deal": Permission.DEAL_EDIT,
    "manage_seats": Permission.SEATS_MANAGE,
    "edit_plan": Permission.PLAN_EDIT,
    "see_secrets": Permission.SECRETS_VIEW,
    "edit_secrets": Permission.SECRETS_EDIT,
    "see_trades": Permission.TRADES_VIEW,
    "run_trades": Permission.TRADES_RUN,
    "export": Permission.EXPORT,
}


def deal_head(access: Standing, page: str, *, now: datetime) -> DealHead:
    """The head of a deal's page; ``page`` is a key of ``queries.deal.tabs.MAP``. Two queries; four more
    of who sees secrets, and one at the table."""
    deal = access.deal
    alarm = mandate_alarm(access, today=timezone.localdate(now))
    at_table = tab_label(page) == TABLE and access.can(Permission.CAUCUS)
    return DealHead(
        deal=deal,
        value="" if deal.estimated_value is None else short_money(deal.estimated_value, deal.currency),
        meeting=Meeting.objects.filter(deal=deal, removed_at__isnull=True, starts_at__gte=now)
        .order_by("starts_at", "pk")
        .first(),
        seats=seated(deal),
        phases=tuple(Phase.choices),
        seq=told_seq(access),
        tabs=deal_tabs(access, page),
        subtabs=deal_subtabs(access, page),
        tab_label=tab_label(page),
        alarm=alarm,
        meter=head_meter(access),
        at_table=at_table,
        pause=current_pause(access) if at_table else None,
        alarm_url=reverse("negotiations:mandate-detail", kwargs={"deal_id": deal.pk}) if alarm else "",
        may={
            **{name: access.can(permission) for name, permission in MAY.items()},
            # an expert sees, hides and undoes what is their own
            "hide_secrets": access.can_somewhere(Permission.SECRETS_VIEW),
            "undo": access.can_somewhere(Permission.PLAN_EDIT) or access.can(Permission.DEAL_EDIT),
        },
    )


def seated(deal: Deal) -> tuple[Seated, ...]:
    """Who has a seat, lead first, each person once. One query."""
    return placed(Seat.objects.filter(deal=deal).select_related("user"))


def placed(seats_of_deal: Iterable[Seat]) -> tuple[Seated, ...]:
    """The same from seats that are loaded with their people. No query."""
    rows = sorted(seats_of_deal, key=lambda seat: (seat.user_id, seat.pk))
    people = []
    for _, seats in groupby(rows, key=lambda seat: seat.user_id):
        held = sorted(seats, key=lambda seat: ROLE_ORDER[seat.role])
        people.append((ROLE_ORDER[held[0].role], held))
    people.sort(key=lambda pair: (pair[0], str(pair[1][0].user), pair[1][0].user_id))
    return tuple(Seated(held[0].user, tuple(SeatRole(seat.role).label for seat in held)) for _, held in people)
