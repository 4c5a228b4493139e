"""The caucus: a pause is called, the team talks among itself, what it decided goes into the log."""

from datetime import datetime
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import moves
from negotiations.actions.moves import MAX_WORDS, Said
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import CaucusNote, Deal, Move
from negotiations.queries.reading import opened
from negotiations.queries.table.pauses import open_pause

MOST = 1000
NOT_PAUSED = "No pause is on. Call one first."


def pause(deal: Deal, *, words: str, key: UUID, by: User, at: datetime) -> Move:
    """Call a pause: an entry of the log from which the clock runs. Raises ``Rejected`` while one is on."""
    with writing(deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        made = _made(write, key)
        if made is not None:
            return made
        if open_pause(write.deal) is not None:
            raise Rejected("A pause is on already.", "words")
        return moves.record_in(write, Said(Party.OURS, MoveKind.PAUSE, words=words), key=key)


def resume(deal: Deal, *, words: str, key: UUID, by: User, at: datetime) -> Move:
    """End the pause: what was decided goes into the log, the decisions on the board where nothing else is said.

    Raises ``Rejected`` while no pause is on, and where nothing was decided.
    """
    with writing(deal, Permission.MOVE_RECORD, by=by, at=at) as write:
        made = _made(write, key)
        if made is not None:
            return made
        row = _pause(write)
        said = words.strip() or decided(write, row)
        if not said:
            raise Rejected("Say what you decided; that all stays as it was is a decision too.", "words")
        return moves.record_in(write, Said(Party.OURS, MoveKind.RESUME, words=said, answers=row.pk), key=key)


def say(deal: Deal, *, text: str, by: User, at: datetime, decision: bool = False) -> CaucusNote:
    """Write a line on the board of the pause that is on. Raises ``Rejected``."""
    text = _checked(text)
    with writing(deal, Permission.CAUCUS, by=by, at=at) as write:
        row = CaucusNote(deal=write.deal, pause=_pause(write), author=by, at=at, text=text, decision=decision)
        write.add(row)
        return row


def decide(note: CaucusNote, decision: bool, *, seen: int | None = None, by: User, at: datetime) -> CaucusNote:
    """Mark a line as decided, or no longer. Raises ``Conflict``, and ``Rejected`` once the talks went on."""
    with writing(note.deal, Permission.CAUCUS, by=by, at=at) as write:
        row = _note(write, note)
        write.change(row, "decision", decision, seen=seen)
        return row


def remove(note: CaucusNote, *, by: User, at: datetime) -> None:
    """Take a line of one's own off the board; undo brings it back."""
    with writing(note.deal, Permission.CAUCUS, by=by, at=at) as write:
        row = _note(write, note)
        if row.author_id != by.pk:
            raise Rejected("Only who wrote it takes it off.")
        write.remove(row)


def decided(write: Write, pause: Move) -> str:
    """The decisions on the board, one after the other, as far as an entry of the log holds them."""
    rows = CaucusNote.objects.filter(pause=pause, decision=True, removed_at__isnull=True).order_by("at", "pk")
    return " ".join(opened(row.text, write.standing) for row in rows)[:MAX_WORDS]


def _made(write: Write, key: UUID) -> Move | None:
    """What the same key made before."""
    return Move.objects.filter(deal=write.deal, key=key).first()


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Rejected("Write something first.", "text")
    if len(text) > MOST:
        raise Rejected(f"At most {MOST:,} characters.", "text")
    return text


def _pause(write: Write) -> Move:
    row = open_pause(write.deal)
    if row is None:
        raise Rejected(NOT_PAUSED)
    return row


def _note(write: Write, note: CaucusNote) -> CaucusNote:
    rows = CaucusNote.objects.select_for_update(of=("self",)).filter(deal=write.deal, removed_at__isnull=True)
    row = rows.filter(pk=note.pk, pause=_pause(write)).first()
    if row is None:
        raise Rejected("This line is of an earlier pause, or was taken off.")
    return row
