"""The column that is always in sight at the table. For readers of secrets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.utils import timezone

from accounts.permissions import Permission
from negotiations.enums_prepare import QuestionState
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move, Question
from negotiations.queries.mandate.state import MandateState
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.power.clock import Clock, clock
from negotiations.queries.power.rows import load_deadlines
from negotiations.queries.reading import opened
from negotiations.queries.sight.inputs import next_digest, stands_of
from negotiations.queries.sight.limits import limits_of
from negotiations.queries.sight.near import Closer, closer
from negotiations.queries.sight.next_words import NextView, next_view
from negotiations.queries.sight.standing import IssueOnTable, OnTable, on_table
from negotiations.queries.sight.times import TimeOn, times
from negotiations.queries.standing import Standing
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.table.pauses import Pause, pause_in, pause_of
from negotiations.queries.wording import Names


@dataclass(frozen=True)
class Line:
    """An issue: what is on the table, and the time that it took beside its weight."""

    one: IssueOnTable
    time: TimeOn | None


@dataclass(frozen=True)
class Agreed:
    """A point agreed in words alone, without a level."""

    number: int
    words: str


@dataclass(frozen=True)
class Sight:
    """All of the column. ``entries`` counts what was logged and stands; ``ask`` is the next question of our list."""

    lines: tuple[Line, ...]
    table: OnTable
    next: NextView
    state: MandateState
    pause: Pause | None
    agreed: int
    points: tuple[Agreed, ...]
    entries: int
    ask: str
    last: Move | None
    clock: Clock | None  # whose deadline binds first; None while nobody has written one down
    may_ask: bool
    closer: Closer | None = None  # a small give, once a deal is near


def sight(rows: PlanRows, access: Standing, *, now: datetime) -> Sight:
    """Needs ``SECRETS_VIEW`` and ``TRADES_VIEW``. Nine queries besides the plan's, two
    more when a deal is near, whatever was logged."""
    access.require(Permission.SECRETS_VIEW)
    access.require(Permission.TRADES_VIEW)
    today = _day(now)
    moves, names, due = list(standing_moves(rows.deal)), Names(rows.deal), load_deadlines(rows.deal)
    stands, limits = stands_of(rows, access, moves), limits_of(rows, access, today=today)
    table = on_table(rows, access, names, stands, limits, today=today)
    spent: dict[UUID, TimeOn] = times(table.plan, moves, access) if table.plan else {}
    pause = pause_in(moves)
    return Sight(
        lines=tuple(Line(one, spent.get(one.issue.pk)) for one in table.issues),
        table=table,
        next=next_view(rows, access, names, next_digest(rows, access, stands, limits, today=today)),
        state=limits.state,
        pause=pause_of(pause, access) if pause else None,
        agreed=len(stands.agreed),
        points=_points(moves, access),
        entries=len(moves),
        ask=_own_question(rows.deal),
        last=moves[-1] if moves else None,
        clock=clock(due, (), access, today=timezone.localdate(now), drawn=False) if due else None,
        may_ask=access.can(Permission.TRADES_RUN),
        closer=closer(access, table, len(stands.agreed), moves),
    )


def _own_question(deal: Deal) -> str:
    """The first question that we prepared and have not asked. One query."""
    rows = Question.objects.filter(deal=deal, state=QuestionState.TO_ASK, removed_at__isnull=True)
    return rows.order_by("number").values_list("text", flat=True).first() or ""


def _points(moves: Sequence[Move], access: Standing) -> tuple[Agreed, ...]:
    rows = (row for row in moves if row.kind == MoveKind.AGREE and not opened(row.levels, access))
    return tuple(Agreed(row.number, opened(row.words, access)) for row in rows)


def _day(now: datetime) -> date:
    """The day that counts for what expires: the worker's."""
    return now.astimezone(UTC).date()
