"""The page of summaries: one for each meeting that was, due a day after it. For readers of secrets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from negotiations.enums import Phase
from negotiations.models import Deal, Meeting, Summary, SummaryMail
from negotiations.queries.deal.deals import openable
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

DUE = timedelta(hours=24)
BACK = timedelta(days=30)  # an older meeting is not asked for any more
NO_ERRORS = {"subject": "", "body": "", "to": ""}
TALKING = (Phase.EXPLORE, Phase.BARGAIN, Phase.CLOSE)


@dataclass(frozen=True)
class Card:
    """A summary on its page; ``late`` while it is not sent and the day is over. ``typed`` is what a refusal keeps."""

    row: Summary
    subject: str
    body: str
    mails: tuple[SummaryMail, ...]
    late: bool
    typed_to: str = ""
    errors: Mapping[str, str] = field(default_factory=lambda: dict(NO_ERRORS))

    @property
    def subject_version(self) -> int:
        return self.row.version_of("subject")

    @property
    def body_version(self) -> int:
        return self.row.version_of("body")


@dataclass(frozen=True)
class Asked:
    """A meeting without a summary that was sent."""

    meeting: Meeting
    due_at: datetime
    late: bool


def summary_page(access: Standing, *, now: datetime) -> dict[str, Any]:
    """The summaries, the latest first, and the meetings that have none. Four queries."""
    mails = Prefetch("mails", queryset=SummaryMail.objects.order_by("asked_at", "address"))
    rows = Summary.objects.filter(deal=access.deal).select_related("meeting").prefetch_related(mails)
    cards = [_card(row, access, now) for row in rows.order_by("-made_at", "pk")]
    have = {card.row.meeting_id for card in cards}
    past = Meeting.objects.filter(deal=access.deal, removed_at__isnull=True, starts_at__lte=now)
    asked = [
        Asked(one, one.starts_at + DUE, one.starts_at + DUE < now)
        for one in past.order_by("-starts_at", "pk")
        if one.pk not in have
    ]
    return {
        "cards": cards,
        "asked": asked,
        "may_edit": access.can(Permission.CLOSE_EDIT),
        "may_send": access.can(Permission.CLOSE_SEND),
    }


def _card(row: Summary, access: Standing, now: datetime) -> Card:
    late = row.sent_at is None and row.due_at < now
    return Card(row, opened(row.subject, access), opened(row.body, access), tuple(row.mails.all()), late)


def overdue_summaries(user: User, *, now: datetime) -> list[Meeting]:
    """The meetings a day ago and more whose summary was not sent, for who coordinates (else leads). One query."""
    lead = Q(deal__seats__user=user, deal__seats__role=SeatRole.LEAD)
    alone = lead & ~Q(deal__in=Deal.objects.filter(seats__role=SeatRole.COORDINATOR))
    mine = Q(deal__seats__user=user, deal__seats__role=SeatRole.COORDINATOR) | alone
    rows = Meeting.objects.filter(mine, removed_at__isnull=True, starts_at__lt=now - DUE, starts_at__gt=now - BACK)
    rows = rows.filter(deal__in=openable(user), deal__archived_at__isnull=True, deal__phase__in=TALKING)
    rows = rows.exclude(summaries__in=Summary.objects.filter(sent_at__isnull=False))
    return list(rows.select_related("deal").distinct().order_by("starts_at", "pk"))
