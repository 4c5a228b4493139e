"""What the seats of a deal lack, and why it matters."""

from dataclasses import dataclass

from accounts.permissions import SeatRole
from negotiations.models import Deal, Seat

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


@dataclass(frozen=True)
class Chair:
    """One seat, as the page shows it."""

    seat: Seat
    label: str
    purpose: str
    sees_secrets: str


SECRETS = {
    SeatRole.EXPERT: "own issues",
    SeatRole.OBSERVER: "none",
}


def chairs(deal: Deal) -> list[Chair]:
    """The seats of a deal in the order of the roles. One query."""
    order = list(SeatRole.values)
    rows = sorted(
        Seat.objects.filter(deal=deal).select_related("user").order_by("pk"), key=lambda s: order.index(s.role)
    )
    return [
        Chair(row, SeatRole(row.role).label, ROLES[row.role], SECRETS.get(SeatRole(row.role), "all")) for row in rows
    ]


def warnings(deal: Deal, rows: list[Chair]) -> list[str]:
    """What a team would do well to mend, with the reason."""
    held = {chair.seat.role for chair in rows}
    at_the_table = {chair.seat.user_id for chair in rows if chair.seat.role != SeatRole.SPONSOR}
    found = [ALONE] if deal.solo or len(at_the_table) < 2 else []
    return found + [why for role, why in MISSING.items() if role not in held]
