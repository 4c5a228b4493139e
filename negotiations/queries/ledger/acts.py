"""From the log to the engine's acts: what each side put on the table, in order. For readers of secrets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from negotiations.engine.ledger import Act, ActKind
from negotiations.engine.problem import OURS, THEIRS
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.reading import opened
from negotiations.queries.rehearsals.ladders import ConcessionRows, load_concessions
from negotiations.queries.table.moves import made_offers, standing_moves
from negotiations.queries.theirs.evidence import live_levels, scales_of
from negotiations.secrets import Reader

SIDES = {Party.OURS.value: OURS, Party.THEIRS.value: THEIRS}
KINDS = {MoveKind.OFFER: ActKind.OFFER, MoveKind.GIVE: ActKind.GIVE, MoveKind.AGREE: ActKind.AGREE}
LEVELS, DRAWS = 13, 300
Levels = Mapping[UUID, Decimal]


@dataclass(frozen=True)
class Entry:
    """What a side put on the table, by an entry of the log; ``move`` is None of one that is about to be logged."""

    key: str
    party: str
    kind: ActKind
    levels: Levels
    at: datetime
    move: Move | None = None
    issue: UUID | None = None


@dataclass(frozen=True)
class Table:
    """The log that stands, the plan that it is measured by, and what was put on the table in it.

    ``plan`` is None while there is no issue; its grid keeps every level of the log and of the ``ladders``, our
    concession plans. ``acts`` are the entries as the engine reads them.
    """

    rows: PlanRows
    moves: tuple[Move, ...]
    entries: tuple[Entry, ...]
    acts: tuple[Act, ...]
    plan: PlanInputs | None
    ladders: tuple[ConcessionRows, ...] = ()

    @property
    def deal(self) -> Deal:
        return self.rows.deal


def load_table(
    deal: Deal, reader: Reader, *, today: date, rows: PlanRows | None = None, draws: int = DRAWS,
    newest: Entry | None = None,
) -> Table:  # fmt: skip
    """The table of a deal. ``newest`` is an entry that is not in the log yet.

    Four queries more than the plan needs.
    """
    rows = rows or load_plan(deal)
    moves = tuple(standing_moves(deal))
    entries = entries_of(rows, moves, made_offers(deal), reader)
    if newest is not None:
        entries = (*entries, newest)
    ladders = load_concessions(deal, reader)
    named: dict[UUID, list[Decimal]] = {}
    for levels in (*(entry.levels.items() for entry in entries), *(one.levels() for one in ladders)):
        for pk, level in levels:
            named.setdefault(pk, []).append(level)
    plan = plan_inputs(rows, reader, today=today, levels=LEVELS, draws=draws, named=named)
    acts = tuple(act_of(plan, entry) for entry in entries) if plan is not None else ()
    return Table(rows, moves, entries, acts, plan, ladders)


def item_key(move: UUID, issue: UUID | None) -> str:
    """What names a give or a get: its entry, and the issue on which it gives."""
    return str(move) if issue is None else f"{move}.{issue}"


def entries_of(
    rows: PlanRows, moves: Iterable[Move], made: Mapping[UUID, datetime], reader: Reader
) -> tuple[Entry, ...]:
    """Binding entries that put something on the table, oldest first. An offer counts once it was made."""
    scales = scales_of(rows)
    found = []
    for move in moves:
        kind = KINDS.get(MoveKind(move.kind))
        if kind is None or not move.binding or (move.offer_id is not None and move.offer_id not in made):
            continue
        levels = live_levels(opened(move.levels, reader) or {}, scales)
        if not levels and kind is not ActKind.GIVE:
            continue
        issue = move.issue_id if move.issue_id in scales else None
        at = made[move.offer_id] if move.offer_id is not None else move.happened_at
        found.append(Entry(str(move.pk), move.party, kind, levels, at, move, issue))
    return tuple(found)


def act_of(plan: PlanInputs, entry: Entry) -> Act:
    levels = {}
    for pk, level in entry.levels.items():
        place = plan.place(pk)
        if place is not None:
            levels[place] = plan.issues[place].index(level)
    issue = None if entry.issue is None else plan.place(entry.issue)
    return Act(entry.key, SIDES[entry.party], entry.kind, levels, issue)
