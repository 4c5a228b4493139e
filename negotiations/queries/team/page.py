"""The team on one page: who sits where and when, what each sees and may do, what the table lacks."""

from dataclasses import dataclass
from datetime import datetime

from accounts.permissions import Permission, SeatRole
from negotiations.enums import Area, Phase
from negotiations.models import Deal, HandOver, Issue, Seat
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.team.seats import ROLES, Right, rights, sees, warnings

ORDER = {role: place for place, role in enumerate(SeatRole.values)}


@dataclass(frozen=True)
class Chair:
    """One seat, as the page shows it. ``asleep``: it does not count in the deal's phase."""

    seat: Seat
    label: str
    purpose: str
    sees: str
    phases: str
    issues: tuple[str, ...]
    expertise: str
    asleep: bool
    taken: "Taken | None"


@dataclass(frozen=True)
class Taken:
    """How the holder came to the seat; ``notes`` only for who may read them."""

    giver: str
    at: datetime
    notes: str
    secret: bool


@dataclass(frozen=True)
class PhaseLine:
    """Who has which role in a phase, in the order of ``TeamPage.roles``; empty where nobody has."""

    label: str
    current: bool
    people: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TeamPage:
    chairs: tuple[Chair, ...]
    warnings: tuple[str, ...]
    rights: tuple[Right, ...]
    roles: tuple[tuple[str, str], ...]  # label, purpose
    phases: tuple[PhaseLine, ...]
    issues: tuple[Issue, ...]
    may_seat: bool
    limited: bool


def team_page(access: Standing) -> TeamPage:
    """The team of a deal. Three queries."""
    deal = access.deal
    seats = seats_of(deal)
    taken = _taken(access)
    issues = tuple(Issue.objects.filter(deal=deal, removed_at__isnull=True).order_by("position", "pk"))
    return TeamPage(
        chairs=tuple(
            _chair(seat, deal, {str(issue.pk): issue.name for issue in issues}, taken.get(seat.pk)) for seat in seats
        ),
        warnings=tuple(warnings(deal, seats)),
        rights=rights(seats),
        roles=tuple((role.label, ROLES[role]) for role in SeatRole),
        phases=tuple(_line(phase, deal, seats) for phase in Phase),
        issues=issues,
        may_seat=access.can(Permission.SEATS_MANAGE),
        limited=any(seat.phases for seat in seats),
    )


def seats_of(deal: Deal) -> list[Seat]:
    """The seats of a deal with their people, in the order of the roles. One query."""
    rows = Seat.objects.filter(deal=deal).select_related("user").order_by("created_at", "pk")
    return sorted(rows, key=lambda seat: ORDER[seat.role])


def _taken(access: Standing) -> dict[int, Taken]:
    """The last hand-over of each seat whose holder is who took it then, with its notes for who may read them."""
    rows = HandOver.objects.filter(deal=access.deal, removed_at__isnull=True, seat__isnull=False)
    found = {}
    for row in rows.select_related("giver", "seat").order_by("at", "pk"):
        if row.seat is None or row.seat.user_id != row.taker_id:
            continue
        hidden = opened(row.notes, access) if access.can(Permission.SECRETS_VIEW) else ""
        found[row.seat.pk] = Taken(
            giver=str(row.giver),
            at=row.at,
            notes=hidden or (row.words if access.seats else ""),
            secret=bool(hidden),
        )
    return found


def _chair(seat: Seat, deal: Deal, names: dict[str, str], taken: Taken | None) -> Chair:
    return Chair(
        seat=seat,
        label=SeatRole(seat.role).label,
        purpose=ROLES[seat.role],
        sees=sees(seat),
        phases=", ".join(Phase(code).label for code in seat.phases),
        issues=tuple(names[pk] for pk in seat.issues if pk in names),
        expertise=", ".join(Area(code).label for code in seat.expertise),
        asleep=not seat.counts_in(deal.phase),
        taken=taken,
    )


def _line(phase: Phase, deal: Deal, seats: list[Seat]) -> PhaseLine:
    return PhaseLine(
        label=phase.label,
        current=phase == deal.phase,
        people=tuple(
            tuple(
                f"{seat.user}{'' if seat.is_whole else ' (some issues)'}"
                for seat in seats
                if seat.role == role and seat.counts_in(phase)
            )
            for role in SeatRole
        ),
    )
