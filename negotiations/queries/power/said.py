"""A deadline that was said at the table, on its way to the timeline."""

from uuid import UUID

from negotiations.enums_table import MoveKind
from negotiations.models import Move
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.table.moves import standing_moves


def said_move(access: Standing, text: str) -> Move | None:
    """The entry of the log with this id, if it says a deadline and stands. One query at most."""
    try:
        pk = UUID(text)
    except ValueError:
        return None
    return standing_moves(access.deal, kinds=[MoveKind.DEADLINE]).filter(pk=pk).first()


def said_form(access: Standing, text: str) -> dict[str, str]:
    """What such an entry fills into the form of a new deadline; nothing when there is none. One query at most."""
    move = said_move(access, text)
    if move is None:
        return {}
    return {"text": opened(move.words, access), "side": move.party, "move": str(move.pk)}
