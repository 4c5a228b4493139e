"""Seats: somebody who holds out, and experts who have brought in what only they see."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from accounts.permissions import Permission, SeatRole
from negotiations.models import Lever, Seat
from negotiations.queries.readiness.count import BEFORE_CLOSING, Count, Part, Step
from negotiations.queries.standing import Standing
from negotiations.queries.wording import listed


@dataclass
class Held:
    """The roles that are held, and the experts who have named no lever yet."""

    roles: set[str] = field(default_factory=set)
    silent: list[str] = field(default_factory=list)


def load(readers: Sequence[Standing]) -> Mapping[UUID, Held]:
    """By deal. One query."""
    found: dict[UUID, Held] = defaultdict(Held)
    named = Lever.objects.filter(deal=OuterRef("deal"), by=OuterRef("user"), removed_at__isnull=True)
    rows = Seat.objects.filter(deal__in=[reader.deal for reader in readers]).select_related("user")
    for seat in rows.annotate(has_lever=Exists(named)).order_by("pk"):
        held = found[seat.deal_id]
        held.roles.add(seat.role)
        if seat.role == SeatRole.EXPERT and not seat.has_lever:
            held.silent.append(str(seat.user))
    return found


def check(count: Count, found: Any) -> None:
    held = found or Held()
    step = Step("Seat a holdout", "somebody who can say no when the lead cannot", count.url("seat-list"), "people")
    count.part(SeatRole.HOLDOUT in held.roles or count.deal.solo, 60, Permission.SEATS_MANAGE, step)
    if SeatRole.EXPERT in held.roles:
        ask = Step(
            f"Ask {listed(held.silent)} for a lever",
            "an expert sees what could be brought in that nobody else does",
            f"{count.url('deal-plan')}#levers",
            "swap",
        )
        count.part(not held.silent, 62, Permission.LEVER_PROPOSE, ask)


PARTS = (Part(check, BEFORE_CLOSING, load),)
