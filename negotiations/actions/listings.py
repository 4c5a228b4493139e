"""Lists of packages: asked for, computed by a worker, one of them taken into the plan."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import jobs
from negotiations.actions.alternatives import change_package
from negotiations.actions.suggestions import NOTHING_LEFT, TOO_LARGE, of_one_moment
from negotiations.actions.writing import Rejected, writing
from negotiations.engine.problem import TooLarge
from negotiations.enums import JobKind, JobState
from negotiations.models import Deal, Job, PlanPackage
from negotiations.queries.findings.listing import BY, MOST, TIES_OF, Asked, asked_of, find_listing
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker


def request(deal: Deal, asked: Asked, *, by: User, at: datetime) -> Job:
    """Ask for a list of packages. The same plan and wishes give the list that is there already. Raises ``Rejected``."""
    if asked.show not in {*BY, *TIES_OF}:
        raise Rejected("Choose what to list.", "show")
    if not 1 <= asked.count <= MOST:
        raise Rejected(f"From 1 to {MOST} packages.", "count")
    if asked.low is not None and asked.high is not None and asked.low > asked.high:
        raise Rejected("The first amount must not lie above the second.", "low")
    with writing(deal, Permission.TRADES_RUN, by=by, at=at) as write:
        rows = load_plan(write.deal)
        if len(rows.issues) < 2:
            raise Rejected("Add a second issue first: with one, its levels are the list.")
        wish = asked.document()
        digest = plan_digest(rows, write.standing, today=jobs.day(at), asked=wish)
        return jobs.place(write.deal, JobKind.LISTING, digest, by=by, at=at, asked={"asked": wish})


def run(job_id: UUID) -> None:
    """Make a list, unless somebody else does or has."""
    lease = jobs.take(job_id)
    if lease is not None:
        jobs.guarded(lease, _compute)


def _compute(lease: jobs.Lease) -> None:
    reader, today = Worker(lease.job.deal), jobs.day(timezone.now())
    asked = asked_of(opened(lease.job.result.document, reader)["asked"])
    rows = of_one_moment(lease.job.deal_id, load_plan)
    jobs.aim(lease, plan_digest(rows, reader, today=today, asked=asked.document()), rows.deal.seq)
    plan = plan_inputs(rows, reader, today=today)
    if plan is None or len(plan.issues) < 2:
        jobs.fail(lease, NOTHING_LEFT)
        return
    try:
        document: dict[str, Any] = find_listing(plan, asked, lease.progress)
    except TooLarge:
        jobs.fail(lease, TOO_LARGE)
        return
    jobs.finish(lease, document, ())


def take(deal: Deal, job_id: UUID, place: int, *, by: User, at: datetime) -> PlanPackage:
    """Put a package of a list into the plan. Undo takes it out again. Raises ``Rejected``."""
    with writing(deal, Permission.TRADES_DECIDE, by=by, at=at) as write:
        done = Job.objects.filter(deal=write.deal, kind=JobKind.LISTING, state=JobState.DONE, pk=job_id)
        job = done.select_related("result").first()
        rows = opened(job.result.document, write.standing)["rows"] if job else []
        if not 0 <= place < len(rows):
            raise Rejected("This package is not in the list any more. Compute it again.")
        return change_package(write, {UUID(pk): Decimal(level) for pk, level in rows[place]["levels"].items()})
