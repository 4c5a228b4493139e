"""Meetings: say when you meet."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.models import Meeting
from negotiations.queries.readiness.count import BEFORE_CLOSING, Count, Part, Step
from negotiations.queries.standing import Standing


def load(readers: Sequence[Standing]) -> Mapping[UUID, bool]:
    """Which deals have a meeting. One query."""
    rows = Meeting.objects.filter(deal__in=[reader.deal for reader in readers], removed_at__isnull=True)
    return dict.fromkeys(rows.values_list("deal_id", flat=True), True)


def check(count: Count, met: Any) -> None:
    url = f"{count.url('deal-edit')}#meetings"
    step = Step("Say when you meet", "the deal has no meeting yet", url, "calendar")
    count.part(bool(met), 70, Permission.DEAL_EDIT, step)


PARTS = (Part(check, BEFORE_CLOSING, load),)
