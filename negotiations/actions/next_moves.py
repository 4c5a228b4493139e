"""The next moves at the table: asked for with every entry, computed by a worker, shown when they arrive."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import jobs
from negotiations.actions.suggestions import NOTHING_LEFT, TOO_LARGE, of_one_moment
from negotiations.actions.writing import Write, writing
from negotiations.engine.problem import TooLarge
from negotiations.enums import JobKind
from negotiations.models import Deal
from negotiations.queries.inputs.plan import PAGE_DRAWS, PAGE_LEVELS, load_plan, plan_inputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.sight.finding import find_next
from negotiations.queries.sight.inputs import Stands, next_digest, stands_of
from negotiations.queries.sight.limits import Limits, limits_of
from negotiations.queries.standing import Worker

LEAST_ISSUES = 2


def ask(write: Write) -> None:
    """Ask for the next moves as the open write leaves the table; what is there already is not computed again."""
    place(write.deal, at=write.at)


def place(deal: Deal, *, at: datetime) -> None:
    """The same for a deal that the caller has locked."""
    rows = load_plan(deal)
    if len(rows.issues) < LEAST_ISSUES or deal.archived_at is not None:
        return
    reader, today = Worker(deal), jobs.day(at)
    limits = limits_of(rows, reader, today=today)
    digest = next_digest(rows, reader, stands_of(rows, reader), limits, today=today)
    jobs.place(deal, JobKind.NEXT_MOVES, digest, by=None, at=at)


def request(deal: Deal, *, by: User, at: datetime) -> None:
    """Ask for them by hand: where nothing was logged yet, or after a failure."""
    with writing(deal, Permission.TRADES_RUN, by=by, at=at) as write:
        ask(write)


def run(job_id: UUID) -> None:
    """Find the next moves, unless somebody else does or has."""
    lease = jobs.take(job_id)
    if lease is not None:
        jobs.guarded(lease, _compute)


def _compute(lease: jobs.Lease) -> None:
    reader, today = Worker(lease.job.deal), jobs.day(timezone.now())

    def load(deal: Deal) -> tuple[PlanRows, Stands, Limits]:
        rows = load_plan(deal)
        return rows, stands_of(rows, reader), limits_of(rows, reader, today=today)

    rows, stands, limits = of_one_moment(lease.job.deal_id, load)
    jobs.aim(lease, next_digest(rows, reader, stands, limits, today=today), rows.deal.seq)
    plan = plan_inputs(rows, reader, today=today, levels=PAGE_LEVELS, draws=PAGE_DRAWS, named=stands.named())
    if plan is None or len(plan.issues) < LEAST_ISSUES:
        jobs.fail(lease, NOTHING_LEFT)
        return
    try:
        document = find_next(plan, stands, limits, lease.progress)
    except TooLarge:
        jobs.fail(lease, TOO_LARGE)
        return
    jobs.finish(lease, document, ())
