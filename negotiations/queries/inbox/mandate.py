"""What of the mandate, of offers and of exceptions stands in somebody's inbox, in words without a value."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.enums import InboxKind, Verdict
from negotiations.models import InboxItem, MandateException, MandateRuling, MandateVersion, Offer
from negotiations.queries.inbox.said import Said
from negotiations.queries.standing import Standing


def version_words(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> Mapping[UUID, Said]:
    """A version that waits for the sponsor, or that was decided. Two queries."""
    rows = _rows(MandateVersion.objects.select_related("submitted_by"), items)
    ruled = dict.fromkeys(rows, "")
    for one in MandateRuling.objects.filter(version__in=list(rows)).order_by("number"):
        ruled[str(one.version_id)] = str(Verdict(one.verdict).label)
    found = {}
    for item, row in _seen(items, rows, readers):
        waits = item.kind == InboxKind.APPROVAL
        text = f"Approve version {row.number} of the mandate" if waits else f"Version {row.number} of the mandate"
        why = f"{row.submitted_by} submitted it" if waits else ruled[item.object_id]
        found[item.pk] = Said(text, why, _url("mandate-detail", item), secret=True)
    return found


def exception_words(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> Mapping[UUID, Said]:
    """A request that waits for the sponsor, or its answer. One query."""
    rows = _rows(MandateException.objects.select_related("asked_by"), items)
    found = {}
    for item, row in _seen(items, rows, readers):
        waits = item.kind == InboxKind.APPROVAL
        text = "Decide on a one-time exception" if waits else "Your request for an exception"
        why = f"{row.asked_by} asks in a recess" if waits else row.get_state_display()
        found[item.pk] = Said(text, why, _url("offer-list", item), secret=True)
    return found


def offer_words(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> Mapping[UUID, Said]:
    """An offer that waits for release, or what became of it. One query."""
    rows = _rows(Offer.objects.select_related("recorded_by"), items)
    found = {}
    for item, row in _seen(items, rows, readers):
        waits = item.kind == InboxKind.RELEASE
        text = f"Offer {row.number} waits for your release" if waits else f"Your offer {row.number} was decided on"
        why = f"{row.recorded_by} recorded it" if waits else ""
        found[item.pk] = Said(text, why, _url("offer-list", item), secret=True)
    return found


def _rows(rows: Any, items: Sequence[InboxItem]) -> dict[str, Any]:
    return {str(row.pk): row for row in rows.filter(pk__in=[item.object_id for item in items])}


def _seen(
    items: Sequence[InboxItem], rows: Mapping[str, Any], readers: Mapping[UUID, Standing]
) -> Iterable[tuple[InboxItem, Any]]:
    for item in items:
        reader, row = readers.get(item.deal_id), rows.get(item.object_id)
        if row is not None and reader is not None and reader.can(Permission.SECRETS_VIEW):
            yield item, row


def _url(name: str, item: InboxItem) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": item.deal_id})
