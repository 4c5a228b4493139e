"""Seats in words: what they are for, what they see and may do, from the permission table; and what a table lacks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accounts.permissions import OWN_FORM, OWN_FORMS, WORDS, Permission, SeatRole, seat_permissions
from negotiations.enums import Phase
from negotiations.models import Deal, Seat

P = Permission
# Role -> what it is for. The reasons follow Karrass on teams: they set higher goals and reach them more often.
ROLES: dict[str, str] = {
    SeatRole.LEAD: "Speaks for us, and alone commits an offer.",
    SeatRole.HOLDOUT: "Holds a veto, planned or real, and says what it takes to release it.",
    SeatRole.COORDINATOR: "Keeps the team, the agenda and the communication together.",
    SeatRole.EXPERT: "Knows an area, and owns its issues.",
    SeatRole.OBSERVER: "Watches the other side and takes notes.",
    SeatRole.SPONSOR: "Stays outside the room, grants the mandate and its exceptions.",
}
MISSING: dict[str, str] = {
    SeatRole.HOLDOUT: "Nobody holds out: no one can slow a concession that comes too early.",
    SeatRole.COORDINATOR: "Nobody coordinates: agenda, open points and the summary have no owner.",
    SeatRole.OBSERVER: "Nobody observes: who talks misses half of what the other side shows.",
    SeatRole.SPONSOR: "Nobody outside the room grants the mandate.",
}
ALONE = "One person sits at the table. One-on-one talks end sooner and with lower goals: ask a second one to watch."
BOTH = "{} leads and holds out at once: nobody else can say no. Seat a second person before you bargain."


@dataclass(frozen=True)
class Right:
    """A right in plain words, and how far each seat has it: everywhere, on own issues, on the seat's issues, not."""

    words: str
    cells: tuple[str, ...]


ALL, OWN, THESE, NONE = "yes", "own issues", "its issues", ""


def sees(seat: Seat) -> str:
    """What the holder of a seat sees, from the permission table."""
    whole, own = seat_permissions(seat.role, on_issues=not seat.is_whole)
    if P.SECRETS_VIEW in whole:
        return "everything, secrets too"
    if P.SECRETS_VIEW_OWN in own:
        return "the plan, and the secrets of its issues" if seat.issues else "the plan, and the secrets of own issues"
    return "the plan without secrets"


def rights(seats: Sequence[Seat]) -> tuple[Right, ...]:
    """Every right on a deal, and which of these seats has it."""
    names = [one for one in Permission if one in WORDS and one not in OWN_FORMS]
    return tuple(Right(WORDS[name], tuple(_has(seat, name) for seat in seats)) for name in names)


def _has(seat: Seat, name: Permission) -> str:
    whole, own = seat_permissions(seat.role, on_issues=not seat.is_whole)
    if name in whole:
        return ALL
    if OWN_FORM.get(name) in own:
        return THESE if seat.issues else OWN
    return NONE


def warnings(deal: Deal, seats: Collection[Seat]) -> list[str]:
    """What a team would do well to mend, with the reason."""
    held = {seat.role for seat in seats}
    at_the_table = {seat.user_id for seat in seats if seat.role != SeatRole.SPONSOR}
    found = [ALONE] if deal.solo or len(at_the_table) < 2 else []
    holding = {seat.user_id for seat in seats if seat.role == SeatRole.HOLDOUT}
    both = [str(seat.user) for seat in seats if seat.role == SeatRole.LEAD and seat.user_id in holding]
    found += [BOTH.format(name) for name in both]
    found += [why for role, why in MISSING.items() if role not in held]
    return found + [line for role in held for line in _gaps(role, seats)]


def _gaps(role: str, seats: Collection[Seat]) -> list[str]:
    """The phases in which nobody has a role that somebody has in another phase."""
    rows = [seat for seat in seats if seat.role == role]
    without = [phase.label for phase in Phase if not any(seat.counts_in(phase) for seat in rows)]
    if role not in MISSING or not without or set(without) == {Phase.REVIEW.label}:
        return []
    return [f"In {' and '.join(without)}: {MISSING[role][0].lower()}{MISSING[role][1:]}"]
