"""Jobs and suggestions for tests, computed by the same code as a worker runs."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from negotiations.actions import evidence, jobs, suggestions
from negotiations.models import Deal, Job
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker


def compute(deal: Deal, *, offer: dict[UUID, Decimal] | None = None) -> Job:
    """Ask for trades and do the job here and now; the bell of a test's own transaction never rings."""
    if offer:
        evidence.put_offer(deal, levels=offer, by=deal.created_by, at=timezone.now())
    job = jobs.request(deal, by=deal.created_by, at=timezone.now())
    suggestions.run(job.pk)
    job.refresh_from_db()
    return job


def document(job: Job) -> dict[str, Any]:
    """What the job found."""
    found: dict[str, Any] = opened(job.result.document, Worker(job.deal))
    return found


def contents(job: Job, kind: str) -> list[dict[str, Any]]:
    """The contents of its suggestions of a kind, in order."""
    rows = job.suggestions.filter(kind=kind).order_by("rank")
    return [opened(row.content, Worker(job.deal)) for row in rows]
