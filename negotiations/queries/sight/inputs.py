"""What the next moves depend on: the plan with its evidence, what is agreed and given, the mandate. One digest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Move
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.sight.limits import Limits
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.theirs.evidence import Offer, live_levels, offers, scales_of
from negotiations.secrets import Reader

RECIPE = 2  # raise when the same input would give other next moves
Levels = dict[UUID, Decimal]


@dataclass(frozen=True)
class Stands:
    """What stands by the log besides the offers.

    ``agreed``: the level agreed last on each issue; ``given``: what each side gave of itself since it last made an
    offer on that issue.
    """

    agreed: Levels
    given: Mapping[str, Levels]

    def on(self, party: str, offered: Mapping[UUID, Decimal]) -> Levels:
        """What a side has on the table: its last offer, its gives since, and what is agreed."""
        return {**offered, **self.given[party], **self.agreed}

    def named(self) -> dict[UUID, list[Decimal]]:
        """Every level, for a grid that keeps them."""
        found: dict[UUID, list[Decimal]] = {}
        for levels in (self.agreed, *self.given.values()):
            for pk, level in levels.items():
                found.setdefault(pk, []).append(level)
        return found


def stands_of(rows: PlanRows, reader: Reader, moves: Sequence[Move] | None = None) -> Stands:
    """One query, none when the standing moves are given."""
    scales = scales_of(rows)
    kinds = [MoveKind.AGREE, MoveKind.GIVE, MoveKind.OFFER]
    moves = tuple(standing_moves(rows.deal, kinds=kinds)) if moves is None else moves
    agreed: Levels = {}
    for row in moves:
        if row.kind == MoveKind.AGREE:
            agreed |= live_levels(opened(row.levels, reader), scales)
    given: dict[str, Levels] = {party: {} for party in Party.values}
    for is_give, party, levels in _said(moves, offers(rows, reader), reader, rows):
        kept = {} if is_give else {pk: level for pk, level in given[party].items() if pk not in levels}
        given[party] = {**given[party], **levels} if is_give else kept
    return Stands(agreed, given)


def _said(
    moves: Sequence[Move], made: Sequence[Offer], reader: Reader, rows: PlanRows
) -> list[tuple[bool, str, Mapping[UUID, Decimal]]]:
    """Gives of the log and offers that were made, in the order in which they were said."""
    scales = scales_of(rows)
    logged = {(one.party, one.happened_at): one.number for one in moves if one.kind == MoveKind.OFFER}
    found = [
        (one.row.happened_at, logged.get((one.row.party, one.row.happened_at), 0), False, one.row.party, one.said)
        for one in made
    ]
    for one in moves:
        if one.kind == MoveKind.GIVE and one.binding:
            levels = live_levels(opened(one.levels, reader) or {}, scales)
            found.append((one.happened_at, one.number, True, one.party, levels))
    return [(give, party, levels) for _, _, give, party, levels in sorted(found, key=lambda said: said[:2])]


def next_digest(rows: PlanRows, reader: Reader, stands: Stands, limits: Limits, *, today: date) -> str:
    """The digest of all that the next moves rest on; an entry that changes none of it gives the same."""
    asked: dict[str, Any] = {
        "next": RECIPE,
        "agreed": _texts(stands.agreed),
        "given": {party: _texts(levels) for party, levels in stands.given.items()},
        "mandate": str(limits.state.version.pk) if limits.terms is not None and limits.state.version else "",
    }
    return plan_digest(rows, reader, today=today, asked=asked)


def _texts(levels: Levels) -> dict[str, str]:
    return {str(pk): str(level.normalize()) for pk, level in levels.items()}
