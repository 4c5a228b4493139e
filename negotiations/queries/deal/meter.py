"""The claim/create meter of the last computation, for the head of every page. It rests on secrets."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.db.models.fields.json import KeyTransform

from accounts.permissions import Permission
from negotiations.enums import JobKind, JobState
from negotiations.models import Event, JobResult
from negotiations.queries.deal.meter_words import MeterWords, meter_words
from negotiations.queries.reading import opened
from negotiations.queries.staleness import PLAN
from negotiations.queries.standing import Standing


@dataclass(frozen=True)
class HeadMeter:
    words: MeterWords
    at: datetime
    stale: bool  # the plan has changed since


def head_meter(access: Standing) -> HeadMeter | None:
    """Where the meter stood when trades were last computed; None without the right, or before. Two queries at most."""
    if not access.can(Permission.TRADES_VIEW):
        return None
    rows = JobResult.objects.filter(job__deal=access.deal, job__kind=JobKind.TRADES, job__state=JobState.DONE)
    newest = rows.annotate(meter=KeyTransform("meter", "document"), at=F("job__finished_at"), seq=F("job__plan_seq"))
    row = newest.order_by("-job__finished_at", "-pk").values("meter", "at", "seq").first()
    if row is None or row["meter"] is None:
        return None
    words = meter_words(opened(row["meter"], access))
    if words is None:
        return None
    later = Event.objects.filter(deal=access.deal, seq__gt=row["seq"], noun__in=PLAN)
    return HeadMeter(words=words, at=row["at"], stale=later.exists())
