"""What of the close stands in somebody's inbox."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from negotiations.models import ConfirmLink, InboxItem
from negotiations.queries.inbox_said import Said
from negotiations.queries.standing import Standing


def link_words(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> Mapping[UUID, Said]:
    """The other side has answered a link. One query."""
    ids = {UUID(item.object_id) for item in items}
    rows = ConfirmLink.objects.filter(pk__in=ids, deal__in=list(readers), used_at__isnull=False)
    counted = rows.annotate(
        yes=Count("confirmations", filter=Q(confirmations__confirmed=True)), all=Count("confirmations")
    )
    by_id = {str(row.pk): row for row in counted}
    found = {}
    for item in items:
        row = by_id.get(item.object_id)
        if row is not None:
            no = row.all - row.yes
            wrong = f", commented on {no}" if no else ""
            url = reverse("negotiations:close-term-list", kwargs={"deal_id": row.deal_id})
            found[item.pk] = Said(f"{row.used_by} confirmed {row.yes}{wrong}", "the agreed points, by your link", url)
    return found
