"""What the next moves depend on: the plan with its evidence, what is agreed, the mandate. One digest of it all."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.enums_table import MoveKind
from negotiations.models import Move
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.sight.limits import Limits
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.theirs.evidence import live_levels, scales_of
from negotiations.secrets import Reader

RECIPE = 1  # raise when the same input would give other next moves
Levels = dict[UUID, Decimal]


def agreed_of(rows: PlanRows, reader: Reader, moves: Iterable[Move] | None = None) -> Levels:
    """The level agreed last on each issue. One query, none when the standing moves are given."""
    found: Levels = {}
    scales = scales_of(rows)
    for row in standing_moves(rows.deal, kinds=[MoveKind.AGREE]) if moves is None else moves:
        if row.kind == MoveKind.AGREE:
            found |= live_levels(opened(row.levels, reader), scales)
    return found


def next_digest(rows: PlanRows, reader: Reader, agreed: Levels, limits: Limits, *, today: date) -> str:
    """The digest of all that the next moves rest on; an entry that changes none of it gives the same."""
    asked: dict[str, Any] = {
        "next": RECIPE,
        "agreed": {str(pk): str(level.normalize()) for pk, level in agreed.items()},
        "mandate": str(limits.state.version.pk) if limits.terms is not None and limits.state.version else "",
    }
    return plan_digest(rows, reader, today=today, asked=asked)
