"""Hand-overs: a seat passes to somebody else, with what they have to know."""

from datetime import datetime

from accounts.models import User
from accounts.permissions import Permission, seat_permissions
from negotiations.actions import inbox, seats
from negotiations.actions.writing import Rejected, writing
from negotiations.enums import InboxKind
from negotiations.models import Deal, HandOver, Seat

MOST = 4000


def hand_over(deal: Deal, seat_id: int, *, to: User, notes: str = "", by: User, at: datetime) -> HandOver:
    """Pass a seat on: role and limits stay, the expertise is that of the new holder. Both are told.

    Notes of a seat that sees all secrets are kept for those who see secrets, others for the team. Raises ``Rejected``.
    """
    with writing(deal, Permission.SEATS_MANAGE, by=by, at=at) as write:
        seat = seats.lock(write, seat_id)
        notes = notes.strip()
        if len(notes) > MOST:
            raise Rejected(f"At most {MOST} characters.", "notes")
        giver = seat.user
        seats.check_free(write, seat, to)
        write.change(seat, "user", to)
        known = Seat.objects.filter(deal=write.deal, user=to).exclude(pk=seat.pk).order_by("pk")
        write.change(seat, "expertise", sorted({area for one in known for area in one.expertise}))
        seats.settle(write, seat)
        is_secret = keeps_secrets(seat)
        row = HandOver(deal=write.deal, seat=seat, role=seat.role, giver=giver, taker=to, at=at,
                       notes=notes if is_secret else "", words="" if is_secret else notes)  # fmt: skip
        write.add(row)
        for person in (giver, to):
            inbox.notify(write, person, InboxKind.HANDOVER, row)
        return row


def keeps_secrets(seat: Seat) -> bool:
    """Whether the seat sees all secrets, so that what is written for its holder may hold some."""
    return Permission.SECRETS_VIEW in seat_permissions(seat.role, on_issues=not seat.is_whole)[0]
