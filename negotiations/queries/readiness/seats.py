"""Seats: somebody who holds out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.permissions import Permission, SeatRole
from negotiations.models import Seat
from negotiations.queries.readiness.count import BEFORE_CLOSING, Count, Part, Step
from negotiations.queries.standing import Standing


def load(readers: Sequence[Standing]) -> Mapping[UUID, set[str]]:
    """The roles that are held, by deal. One query."""
    held: dict[UUID, set[str]] = defaultdict(set)
    rows = Seat.objects.filter(deal__in=[reader.deal for reader in readers])
    for deal_id, role in rows.values_list("deal_id", "role"):
        held[deal_id].add(role)
    return held


def check(count: Count, held: Any) -> None:
    step = Step("Seat a holdout", "somebody who can say no when the lead cannot", count.url("seat-list"), "people")
    count.part(SeatRole.HOLDOUT in (held or ()) or count.deal.solo, 60, Permission.SEATS_MANAGE, step)


PARTS = (Part(check, BEFORE_CLOSING, load),)
