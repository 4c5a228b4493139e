"""The log of the table as it stands: what was not reversed, in order."""

from collections.abc import Sequence

from django.db.models import QuerySet

from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Move

BOTH = ("offer", "issue", "recorded_by", "answers")


def standing_moves(deal: Deal, *, kinds: Sequence[MoveKind] = ()) -> QuerySet[Move]:
    """The entries that count, in the order in which they happened. One query."""
    rows = Move.objects.filter(deal=deal, reversal__isnull=True).exclude(kind=MoveKind.REVERSAL)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    return rows.select_related(*BOTH).order_by("happened_at", "number")
