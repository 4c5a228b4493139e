"""Whether a deal is near, and which small give could close it. For readers of secrets."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.levels import money
from negotiations.models import Move
from negotiations.queries.sight.standing import OnTable
from negotiations.queries.standing import Standing
from negotiations.queries.tactics.gives import GiveView, load_shelf

OPEN = 2  # so many issues or fewer left to agree on
PART = 3  # the gap is this part of the first one, or less


@dataclass(frozen=True)
class Closer:
    """A small give to close with: why now, what it costs us and likely brings them, what to say, the line to log."""

    why: str
    give: GiveView
    cost: str
    say: str
    line: str
    more: int  # others on the shelf


def closer(access: Standing, table: OnTable, agreed: int, moves: Sequence[Move]) -> Closer | None:
    """The small give that brings them most for what it costs us, once a deal is near; else none. Two queries, or none
    while it is far."""
    why = near(table, agreed)
    if not why:
        return None
    shelf = load_shelf(access.deal, access, moves)
    left = shelf.left
    if not left:
        return None
    text = left[0].text
    plain = text[:1].lower() + text[1:] if text[1:2].islower() else text
    cost = money(left[0].cost, access.deal.currency)
    line = f"we give {plain} for their yes to the rest"
    return Closer(why, left[0], cost, f"If we agree on the rest today: {plain}.", line, len(left) - 1)


def near(table: OnTable, agreed: int) -> str:
    """Why a deal is near, in words; empty while it is not."""
    left = len(table.issues) - agreed
    if agreed and 0 < left <= OPEN:
        return f"{left} issue{'s are' if left > 1 else ' is'} left to agree on"
    if table.ours is None or table.theirs is None or table.first_gap is None or table.first_gap <= 0 or not left:
        return ""
    now = table.ours.value - table.theirs.value
    return "the gap is a third of what it was, or less" if now * PART <= table.first_gap else ""
