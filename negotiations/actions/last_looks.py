"""The last look before signing: asked for, computed by a worker from what is agreed."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import jobs
from negotiations.actions.suggestions import NOTHING_LEFT, TOO_LARGE, of_one_moment
from negotiations.actions.writing import Rejected, writing
from negotiations.engine.problem import TooLarge
from negotiations.enums import JobKind
from negotiations.models import Deal, Job
from negotiations.queries.findings.last_look import Levels, agreed_levels, asked_of, find_last_look
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.standing import Worker

NOTHING_AGREED = "Give the agreed points their issue and level first: the last look is at what they add up to."


def request(deal: Deal, *, by: User, at: datetime) -> Job:
    """Ask for the last look. The same plan and points give the one that is there already. Raises ``Rejected``."""
    with writing(deal, Permission.TRADES_RUN, by=by, at=at) as write:
        agreed = agreed_levels(write.deal)
        if not agreed:
            raise Rejected(NOTHING_AGREED)
        rows = load_plan(write.deal)
        digest = plan_digest(rows, write.standing, today=jobs.day(at), asked=asked_of(agreed))
        return jobs.place(write.deal, JobKind.LAST_LOOK, digest, by=by, at=at)


def run(job_id: UUID) -> None:
    """Take the last look, unless somebody else does or has."""
    lease = jobs.take(job_id)
    if lease is not None:
        jobs.guarded(lease, _compute)


def _compute(lease: jobs.Lease) -> None:
    reader, today = Worker(lease.job.deal), jobs.day(timezone.now())
    rows, agreed = of_one_moment(lease.job.deal_id, _read)
    jobs.aim(lease, plan_digest(rows, reader, today=today, asked=asked_of(agreed)), rows.deal.seq)
    plan = plan_inputs(rows, reader, today=today, extra=agreed)
    if plan is None or not agreed:
        jobs.fail(lease, NOTHING_LEFT)
        return
    try:
        document = find_last_look(plan, rows, agreed, reader)
    except TooLarge:
        jobs.fail(lease, TOO_LARGE)
        return
    jobs.finish(lease, document, ())


def _read(deal: Deal) -> tuple[PlanRows, Levels]:
    return load_plan(deal), agreed_levels(deal)
