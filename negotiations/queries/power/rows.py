"""What the page of power and time reads, once. Four queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negotiations.enums import Party, Sureness
from negotiations.enums_power import PressureFor, Strength
from negotiations.enums_table import MoveKind
from negotiations.models import Deadline, Deal, Move, PowerSource, Pressure
from negotiations.queries.table.moves import standing_moves

POINTS = {Strength.WEAK: 1, Strength.FAIR: 2, Strength.STRONG: 3}


@dataclass(frozen=True)
class PowerRows:
    """Live rows in their order; ``said`` are the deadlines of the log that nobody has put on the timeline."""

    sources: tuple[PowerSource, ...]
    deadlines: tuple[Deadline, ...]
    pressures: tuple[Pressure, ...]
    said: tuple[Move, ...]

    def of(self, party: Party) -> tuple[PowerSource, ...]:
        return tuple(row for row in self.sources if row.side == party)


def load_power(deal: Deal) -> PowerRows:
    """Four queries, whatever there is."""
    deadlines = load_deadlines(deal)
    taken = {row.move_id for row in deadlines}
    said = standing_moves(deal, kinds=[MoveKind.DEADLINE])
    return PowerRows(
        sources=tuple(
            PowerSource.objects.filter(deal=deal, removed_at__isnull=True)
            .select_related("issue", "owner", "task", "task__assignee")
            .order_by("number", "pk")
        ),
        deadlines=deadlines,
        pressures=load_pressures(deal),
        said=tuple(move for move in said if move.pk not in taken),
    )


def load_deadlines(deal: Deal) -> tuple[Deadline, ...]:
    """The deadlines of both sides, the earliest first. One query."""
    rows = Deadline.objects.filter(deal=deal, removed_at__isnull=True).select_related("issue", "move")
    return tuple(rows.order_by("day", "number", "pk"))


def load_pressures(deal: Deal) -> tuple[Pressure, ...]:
    """Who of our house presses or pressed, in the order written down. One query."""
    rows = Pressure.objects.filter(deal=deal, removed_at__isnull=True).select_related("issue")
    return tuple(rows.order_by("number", "pk"))


def standing(pressures: Sequence[Pressure], today: date) -> list[Pressure]:
    """Those who press today."""
    return [row for row in pressures if row.since <= today and (row.until is None or row.until >= today)]


def wants_speed(row: Pressure) -> bool:
    return row.wants != PressureFor.CHEAP


def half_width(sureness: str) -> float:
    """By how many points of strength a judgement may be off."""
    return {Sureness.SURE: 0.0, Sureness.LIKELY: 0.5, Sureness.GUESS: 1.0}[Sureness(sureness)]
