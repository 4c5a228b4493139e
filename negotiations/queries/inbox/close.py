"""What of the close stands in somebody's inbox."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from negotiations.enums_close import Asks
from negotiations.models import ConfirmLink, Deal, InboxItem, NextStep
from negotiations.queries.close.next_steps import due_words, late_words, overdue_steps, steps_url
from negotiations.queries.close.summaries import overdue_summaries
from negotiations.queries.inbox.said import Said
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
        if row is not None and row.asks == Asks.CONTENT:
            url = reverse("negotiations:review-satisfaction", kwargs={"deal_id": row.deal_id})
            found[item.pk] = Said(f"{row.to or 'The other side'} said how content they are", "by your link", url)
        elif row is not None:
            no = row.all - row.yes
            wrong = f", commented on {no}" if no else ""
            url = reverse("negotiations:close-term-list", kwargs={"deal_id": row.deal_id})
            found[item.pk] = Said(f"{row.used_by} confirmed {row.yes}{wrong}", "the agreed points, by your link", url)
    return found


def step_words(items: Sequence[InboxItem], readers: Mapping[UUID, Standing]) -> Mapping[UUID, Said]:
    """Next steps that are still the reader's. One query."""
    ids = {UUID(item.object_id) for item in items}
    rows = NextStep.objects.filter(pk__in=ids, deal__in=list(readers), removed_at=None, done_on=None)
    by_id = {str(row.pk): row for row in rows.select_related("deal")}
    found = {}
    for item in items:
        row = by_id.get(item.object_id)
        if row is not None and row.owner_id == item.user_id:
            found[item.pk] = Said(
                row.text, f"your next step, {due_words(row) or 'no day yet'}", steps_url(row.deal, row)
            )
    return found


def late_of_the_close(user: User, today: date) -> list[tuple[Deal, str, str, str, str]]:
    """Overdue next steps and summaries, as deal, how late, where, what, of which kind. Two queries."""
    steps = [
        (
            row.deal,
            late_words(row, today),
            steps_url(row.deal, row),
            row.text,
            "your next step" if row.is_ours else "a next step of theirs",
        )
        for row in overdue_steps(user, today)
    ]
    summaries = [
        (
            row.deal,
            "more than a day late",
            reverse("negotiations:summary-list", kwargs={"deal_id": row.deal_id}),
            f"Summary of the meeting of {timezone.localtime(row.starts_at):%-d %b}",
            "yours to send",
        )
        for row in overdue_summaries(user, now=timezone.now())
    ]
    return [*steps, *summaries]
