"""The log of the table as it stands: what was not reversed, in order."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from negotiations.enums import OfferStepKind
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move, OfferStep

BOTH = ("offer", "issue", "recorded_by", "answers")


def standing_moves(deal: Deal, *, kinds: Sequence[MoveKind] = ()) -> QuerySet[Move]:
    """The entries that count, in the order in which they came to the table (``made_offers`` says when). One query."""
    return moves_of([deal], kinds=kinds)


def moves_of(deals: Sequence[Deal], *, kinds: Sequence[MoveKind] = ()) -> QuerySet[Move]:
    """The same of several deals."""
    waited = OfferStep.objects.filter(kind=OfferStepKind.WAITS).values("offer")
    released = OfferStep.objects.filter(offer=OuterRef("offer"), offer__in=waited, kind=OfferStepKind.MADE)
    came = Coalesce(Subquery(released.order_by("seq").values("at")[:1]), F("happened_at"))
    rows = Move.objects.filter(deal__in=deals, reversal__isnull=True).exclude(kind=MoveKind.REVERSAL)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    return rows.select_related(*BOTH).order_by(came, "number")


def made_offers(*deals: Deal) -> dict[UUID, datetime]:
    """The offers that were made, and when each came to the table: one that waited for a holdout did when it was
    released. The log says which of them were taken back. One query."""
    steps = OfferStep.objects.filter(offer__deal__in=deals).order_by("seq")
    waited: set[UUID] = set()
    found = {}
    for pk, kind, at, happened_at in steps.values_list("offer_id", "kind", "at", "offer__happened_at"):
        if kind == OfferStepKind.WAITS:
            waited.add(pk)
        elif kind == OfferStepKind.MADE:
            found[pk] = at if pk in waited else happened_at
    return found
