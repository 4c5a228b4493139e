"""The pause that is on, if one is: its entry in the log."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.permissions import Permission
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.table.moves import standing_moves
from negotiations.secrets import Reader

ENDS = (MoveKind.PAUSE, MoveKind.RESUME)


@dataclass(frozen=True)
class Pause:
    """A pause: since when, and what it is for."""

    row: Move
    words: str


def pause_of(row: Move, reader: Reader) -> Pause:
    """A pause with its words, for a reader of secrets."""
    return Pause(row, opened(row.words, reader))


def pause_in(moves: Iterable[Move]) -> Move | None:
    """The last pause after which nobody resumed, of standing moves in their order."""
    found: Move | None = None
    for row in moves:
        if row.kind in ENDS:
            found = row if row.kind == MoveKind.PAUSE else None
    return found


def current_pause(access: Standing) -> Pause | None:
    """The pause that is on, with its words, for somebody who may read its board. One query."""
    access.require(Permission.CAUCUS)
    row = open_pause(access.deal)
    return None if row is None else pause_of(row, access)


def open_pause(deal: Deal) -> Move | None:
    """The same for a deal. One query."""
    return pause_in(standing_moves(deal, kinds=ENDS))
