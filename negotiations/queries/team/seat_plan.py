"""The seat plan: of each issue who owns, knows and may commit it, and whom of theirs it concerns; gaps say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.permissions import Permission, SeatRole
from negotiations.enums import Area, Party
from negotiations.models import Deal, Interest, Issue, Lever, Mandate, Seat, Stakeholder
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.team.page import seats_of

# Words in an issue's name or description -> what somebody has to know to judge it. The first that fits counts.
WORDS: tuple[tuple[Area, tuple[str, ...]], ...] = (
    (Area.SUSTAINABILITY, ("carbon", "co2", "recycl", "sustainab", "emission")),
    (Area.LEGAL, ("liabil", "clause", "law", "contract", "penalt", "exclusiv", "terminat", "ip ", "audit")),
    (Area.FINANCE, ("payment", "credit", "currency", "financ", "invoice", "advance")),
    (
        Area.LOGISTICS,
        ("deliver", "freight", "transport", "lead time", "stock", "storage", "incoterm", "drop"),
    ),
    (Area.QUALITY, ("warrant", "quality", "service", "support", "spare", "repair", "response", "training")),
    (Area.IT, ("data", "software", "licen", "hosting", "migration", "api", "uptime", "seat")),
    (Area.ENGINEERING, ("specif", "engineer", "design", "drawing", "material", "tolerance")),
    (Area.PRICE, ("price", "discount", "rebate", "bonus", "cost", "fee", "rate", "index")),
    (Area.OPERATIONS, ("volume", "commit", "capacity", "schedule", "forecast", "term", "start")),
)
NOBODY_OWNS = "nobody owns it"
NOBODY_KNOWS = "nobody at the table knows {}"


@dataclass(frozen=True)
class IssueLine:
    """One issue; empty where there is a gap. ``commits`` is None for who may not see the mandate."""

    issue: Issue
    area: str
    owner: str
    knows: tuple[str, ...]
    commits: tuple[str, ...] | None
    theirs: tuple[str, ...]
    gaps: tuple[str, ...]
    could: str  # who could fill the first gap


@dataclass(frozen=True)
class Across:
    """One of their people at the table, why they matter, and who of us faces them."""

    name: str
    title: str
    weight: str
    faced: tuple[str, ...]


@dataclass(frozen=True)
class SeatPlan:
    lines: tuple[IssueLine, ...]
    across: tuple[Across, ...]
    experts: tuple[tuple[str, tuple[str, ...]], ...]  # who, and the levers they have named
    gaps: int
    may_seat: bool
    sees_mandate: bool


def area_of(issue: Issue) -> Area | None:
    """What an issue is about, by the words of its name, else of its description; None when no word tells."""
    for text in (issue.name.lower(), issue.description.lower()):
        found = next((area for area, words in WORDS if any(word in text for word in words)), None)
        if found:
            return found
    return None


def seat_plan(access: Standing) -> SeatPlan:
    """The seat plan of a deal for one reader. Six queries."""
    deal = access.deal
    seats = [seat for seat in seats_of(deal) if seat.counts_in(deal.phase)]
    rows = Issue.objects.filter(deal=deal, removed_at__isnull=True).select_related("owner")
    theirs = list(
        Stakeholder.objects.filter(deal=deal, side=Party.THEIRS, removed_at__isnull=True).order_by("-power", "name")
    )
    wants = _wants(deal, theirs)
    authority = _authority(access)
    lines = tuple(
        _line(issue, seats, wants.get(str(issue.pk), ()), authority) for issue in rows.order_by("position", "pk")
    )
    across = tuple(_across(row, seats) for row in theirs if row.at_table)
    experts = _experts(deal, seats)
    return SeatPlan(
        lines=lines,
        across=across,
        experts=experts,
        gaps=sum(bool(line.gaps) for line in lines)
        + sum(not one.faced for one in across)
        + sum(not named for _, named in experts),
        may_seat=access.can(Permission.SEATS_MANAGE),
        sees_mandate=authority is not None,
    )


def _line(issue: Issue, seats: Sequence[Seat], theirs: Sequence[str], authority: Mapping[str, Any] | None) -> IssueLine:
    area = area_of(issue)
    here = [seat for seat in seats if seat.is_whole or str(issue.pk) in seat.issues]
    knowing = _names(seat for seat in here if area in seat.expertise)
    owner = str(issue.owner) if issue.owner else ""
    seated = {seat.user_id for seat in seats}
    gaps = [] if owner else [NOBODY_OWNS]
    if issue.owner and issue.owner_id not in seated:
        gaps.append("its owner has no seat now")
    if area and not knowing:
        gaps.append(NOBODY_KNOWS.format(area.label.lower()))
    candidates = knowing or _names(seat for seat in seats if area in seat.expertise)
    return IssueLine(
        issue=issue,
        area=area.label if area else "",
        owner=owner,
        knows=knowing,
        commits=None if authority is None else _commits(here, issue, authority),
        theirs=tuple(theirs),
        gaps=tuple(gaps),
        could=candidates[0] if gaps and candidates else "",
    )


def _experts(deal: Deal, seats: Sequence[Seat]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each expert with the levers that they have named: what only they see is worth most when it is said."""
    named: dict[Any, list[str]] = {}
    for lever in Lever.objects.filter(deal=deal, by__isnull=False, removed_at__isnull=True).order_by("title", "pk"):
        named.setdefault(lever.by_id, []).append(lever.title)
    rows = [seat for seat in seats if seat.role == SeatRole.EXPERT]
    return tuple((str(seat.user), tuple(named.get(seat.user_id, ()))) for seat in rows)


def _commits(here: Sequence[Seat], issue: Issue, authority: Mapping[str, Any]) -> tuple[str, ...]:
    """Who may commit a level of the issue: the lead, and the seats to which the mandate gives a level of it."""
    allowed = {role for role, given in authority.items() if str(issue.pk) in (given.get("levels") or {})}
    return _names(seat for seat in here if seat.role == SeatRole.LEAD or seat.role in allowed)


def _authority(access: Standing) -> Mapping[str, Any] | None:
    if not access.can(Permission.SECRETS_VIEW):
        return None
    mandate = Mandate.objects.filter(deal=access.deal).first()
    return {} if mandate is None else opened(mandate.authority, access) or {}


def _wants(deal: Deal, theirs: Sequence[Stakeholder]) -> dict[str, tuple[str, ...]]:
    """Their people whose interests an issue serves, by the issue's id."""
    names = {row.pk: row.name for row in theirs}
    found: dict[str, tuple[str, ...]] = {}
    rows = Interest.objects.filter(stakeholder__in=names, removed_at__isnull=True).order_by("created_at", "pk")
    for row in rows:
        for pk in row.issues:
            found[pk] = tuple(dict.fromkeys((*found.get(pk, ()), names[row.stakeholder_id])))
    return found


def _across(row: Stakeholder, seats: Sequence[Seat]) -> Across:
    return Across(
        name=row.name,
        title=row.title,
        weight="decides" if row.decides else row.get_decision_role_display(),
        faced=_names(seat for seat in seats if str(row.pk) in seat.faces),
    )


def _names(seats: Any) -> tuple[str, ...]:
    """Each person once, in the order of the seats."""
    return tuple(dict.fromkeys(str(seat.user) for seat in seats))
