"""The board of the pause that is on, and of the pauses before. For the team in the caucus."""

from dataclasses import dataclass
from datetime import datetime

from accounts.permissions import Permission
from negotiations.enums_table import MoveKind
from negotiations.models import CaucusNote, Move
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.table.pauses import ENDS, Pause, pause_of

EARLIER = 10


@dataclass(frozen=True)
class Note:
    """A line on the board."""

    row: CaucusNote
    text: str
    mine: bool


@dataclass(frozen=True)
class Board:
    """A pause with what was said in it; ``resumed`` is its end, ``words`` what went into the log then."""

    pause: Pause
    notes: tuple[Note, ...]
    resumed: datetime | None
    words: str

    @property
    def decisions(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.row.decision)

    @property
    def draft(self) -> str:
        """The decisions as the log would have them."""
        return " ".join(note.text for note in self.decisions)


@dataclass(frozen=True)
class CaucusPage:
    """``now`` is None while no pause is on."""

    now: Board | None
    earlier: tuple[Board, ...]
    may_pause: bool


def caucus_page(access: Standing) -> CaucusPage:
    """Two queries, whatever was said."""
    access.require(Permission.CAUCUS)
    moves = list(standing_moves(access.deal, kinds=ENDS))
    pauses = [(row, _end(moves, place)) for place, row in enumerate(moves) if row.kind == MoveKind.PAUSE]
    shown = pauses[-EARLIER - 1 :]
    notes: dict[object, list[Note]] = {}
    live = CaucusNote.objects.filter(pause__in=[row for row, _ in shown], removed_at__isnull=True)
    for note in live.select_related("author").order_by("at", "pk"):
        one = Note(note, opened(note.text, access), note.author_id == access.user.pk)
        notes.setdefault(note.pause_id, []).append(one)
    boards = [
        Board(
            pause_of(row, access),
            tuple(notes.get(row.pk, ())),
            end.happened_at if end else None,
            opened(end.words, access) if end else "",
        )
        for row, end in shown
    ]
    current = boards[-1] if boards and shown[-1][1] is None and moves[-1] == shown[-1][0] else None
    before = [board for board in reversed(boards) if board is not current]
    return CaucusPage(current, tuple(before[:EARLIER]), access.can(Permission.MOVE_RECORD))


def _end(moves: list[Move], place: int) -> Move | None:
    """The resumption right after a pause."""
    after = moves[place + 1] if place + 1 < len(moves) else None
    return after if after is not None and after.kind == MoveKind.RESUME else None
