"""After an edit of the plan, and a moment of quiet, suggestions are computed again by themselves."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from negotiations.actions import jobs, next_moves
from negotiations.enums import JobKind, JobState
from negotiations.models import Deal, Job
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import Worker

AT_ONCE = 20
LEAST_ISSUES = 2


def recompute_due() -> int:
    """Ask again for the trades of deals whose plan was edited and has been quiet since. Gives how many were looked at.

    A burst of edits gives one computation. Deals for which nobody ever asked are left alone, and an edit that changes
    nothing for the engine finds the result that is there. Twice at once is the same as once: the deal's row is locked,
    and one that another worker holds is passed over.
    """
    looked_at = 0
    while looked_at < AT_ONCE:
        with transaction.atomic():
            due = Deal.objects.filter(recompute_at__lte=Now()).order_by("recompute_at")
            deal = due.select_for_update(skip_locked=True).first()
            if deal is None:
                break
            Deal.objects.filter(pk=deal.pk).update(recompute_at=None)
            _ask(deal)
        looked_at += 1
    return looked_at


def _ask(deal: Deal) -> None:
    asked = set(Job.objects.filter(deal=deal, state=JobState.DONE).values_list("kind", flat=True).distinct())
    at = timezone.now()
    if JobKind.NEXT_MOVES in asked:
        next_moves.place(deal, at=at)
    if JobKind.TRADES not in asked or deal.archived_at is not None:
        return
    rows = load_plan(deal)
    if len(rows.issues) >= LEAST_ISSUES:
        jobs.place(deal, JobKind.TRADES, plan_digest(rows, Worker(deal), today=jobs.day(at)), by=None, at=at)
