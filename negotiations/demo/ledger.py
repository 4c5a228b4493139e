"""The ledger of the demo's main deal: a get that is in writing, and a give that nothing was had for yet."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from accounts.models import User
from negotiations.actions import ledger, moves
from negotiations.actions.moves import Said
from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move
from negotiations.queries.ledger import Ledger, ledger_of
from negotiations.queries.standing import Worker


def load(deal: Deal, people: dict[str, User], *, at: datetime) -> None:
    """After the log: a favour for nothing, handed over as a debt; and where their warranty is written."""
    lead, coordinator = people["ana"], people["carla"]
    who: dict[str, Any] = {"by": lead, "at": at}
    last = Move.objects.filter(deal=deal, meeting__isnull=False).select_related("meeting").latest("happened_at")
    given = moves.record(
        deal,
        Said(
            Party.OURS,
            MoveKind.GIVE,
            words="Their logo on our price list in spring",
            why="Rui needs something to show at home",
            happened_at=last.happened_at + timedelta(minutes=4),
            meeting=last.meeting_id,
        ),
        key=uuid4(),
        **who,
    )
    ledger.assign(deal, give=str(given.pk), owner=coordinator, due=at.date() + timedelta(days=5), **who)
    book = _book(deal, at)
    written = next((one for one in book.gets if one.move is not None and one.move.kind == MoveKind.GIVE), None)
    if written is not None:
        ledger.secure(deal, get=written.key, place="Mail of the same evening", person="Rui Frigo", **who)


def _book(deal: Deal, at: datetime) -> Ledger:
    return ledger_of(deal, Worker(deal), today=at.date())
