"""Where the time at the table went, beside what each issue is worth to us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from negotiations.engine.problem import OURS, THEIRS
from negotiations.engine.review.log import Entry, Kind
from negotiations.engine.review.timeline import LONGEST, time_per_issue
from negotiations.enums import Party
from negotiations.models import Move
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

TOO_LONG = 2.0  # times its weight
WORTH_SAYING = timedelta(minutes=10)


@dataclass(frozen=True)
class TimeOn:
    """Time on one issue: whole minutes, its part of all time on issues, the issue's weight (parts of 1)."""

    issue: UUID
    minutes: int
    share: float
    weight: float

    @property
    def too_long(self) -> bool:
        """Much of the time for little of the worth."""
        return self.minutes * 60 >= WORTH_SAYING.total_seconds() and self.share > TOO_LONG * self.weight

    @property
    def words(self) -> str:
        """``1 h 5``, ``12 min``, or nothing."""
        hours, minutes = divmod(self.minutes, 60)
        return (f"{hours} h {minutes}" if hours else f"{minutes} min") if self.minutes else ""


def times(plan: PlanInputs, moves: Sequence[Move], reader: Reader) -> dict[UUID, TimeOn]:
    """Time by issue, from the standing moves in their order."""
    spent = time_per_issue(plan.problem, entries(plan, moves, reader))
    return {
        plan.issues[one.issue].issue.pk: TimeOn(
            plan.issues[one.issue].issue.pk, round(one.hours * 60), one.share, one.weight
        )
        for one in spent
    }


def entries(plan: PlanInputs, moves: Iterable[Move], reader: Reader) -> list[Entry]:
    """The moves as the engine's log; what lies between two meetings is a pause."""
    found: list[Entry] = []
    before: Move | None = None
    for row in moves:
        hours = row.happened_at.timestamp() / 3600
        if before is not None and (before.meeting_id != row.meeting_id or hours - found[-1].time > LONGEST):
            found.append(Entry(before.number, OURS, Kind.PAUSE, found[-1].time))
        party = OURS if row.party == Party.OURS else THEIRS
        found.append(Entry(row.number, party, Kind(row.kind), hours, _issues(plan, row, reader)))
        before = row
    return found


def _issues(plan: PlanInputs, row: Move, reader: Reader) -> tuple[int, ...]:
    named = set(opened(row.levels, reader)) or {str(row.issue_id)}
    return tuple(i for i, one in enumerate(plan.issues) if str(one.issue.pk) in named)
