"""Long work: the row carries the state, the queue only rings.

A worker that takes a job gets a lease and a fence. It renews the lease with its progress; when it dies, the lease runs
out and the sweep gives the job to another. Every write of a worker names its fence and is refused under an older one.
Leases are kept by the database's clock, so that machines need not agree on the time.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from accounts.bell import ring_deal
from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, writing
from negotiations.engine.problem import Cancelled
from negotiations.enums import JobKind, JobState
from negotiations.models import Deal, Job, JobResult, Suggestion
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.plan.rows import load_plan
from negotiations.tasks import run_job, run_last_look, run_listing, run_next_moves, run_rehearsal, run_review

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=10)  # a worker that says nothing for so long is taken for dead
RING_AGAIN = timedelta(seconds=5)  # a bell unanswered for so long was not heard
RINGS_AT_ONCE = 50
MAX_ATTEMPTS = 5
TELL_SECONDS = 0.3
# A queue that is away or hangs costs the request that rings this much, and no more.
RING_OPTIONS = {"max_retries": 1, "interval_start": 0, "socket_timeout": 1, "socket_connect_timeout": 1}

BELLS: dict[str, Any] = {
    JobKind.TRADES: run_job,
    JobKind.REHEARSAL: run_rehearsal,
    JobKind.LISTING: run_listing,
    JobKind.LAST_LOOK: run_last_look,
    JobKind.REVIEW: run_review,
    JobKind.NEXT_MOVES: run_next_moves,
}

INTERRUPTED = "The computation was interrupted too often, by restarts or for want of memory. Try again."
BROKEN = "The computation failed. The plan is untouched. Try again; if it fails again, tell whoever runs Parley."
OVERTAKEN = "A newer computation stands in for this one."


class Lost(Exception):
    """This worker no longer holds the job: it was cancelled, or another took it over. Nothing was written."""


@dataclass
class Lease:
    """A worker's hold on a job."""

    job: Job
    fence: int
    _told: float = field(default=0.0, repr=False)

    def progress(self, stage: str, done: int, total: int) -> None:
        """Write the progress down and renew the lease, at most every 0.3 s. Raises ``Cancelled`` when it is lost."""
        now = time.monotonic()
        if now - self._told < TELL_SECONDS:
            return
        self._told = now
        if not self.held().update(done=done, total=total, stage=stage, lease_until=Now() + LEASE):
            raise Cancelled

    def held(self) -> Any:
        return Job.objects.filter(pk=self.job.pk, fence=self.fence, state=JobState.RUNNING)


def request(deal: Deal, *, by: User, at: datetime) -> Job:
    """Ask for trades. The same plan and evidence give the job that is there already, done ones included.

    Their last offer, which the job answers, is part of the evidence. The bell rings after the commit; a queue that is
    away leaves the job queued. Raises ``Rejected`` while the plan has nothing to trade.
    """
    with writing(deal, Permission.TRADES_RUN, by=by, at=at) as write:
        rows = load_plan(write.deal)
        if len(rows.issues) < 2:
            raise Rejected("Add a second issue first: a trade gives on one and gets on another.")
        return place(write.deal, JobKind.TRADES, plan_digest(rows, write.standing, today=day(at)), by=by, at=at)


def place(
    deal: Deal, kind: JobKind, digest: str, *, by: User | None, at: datetime, asked: dict[str, Any] | None = None
) -> Job:
    """The job of a kind for this input: the one that is there already, done ones included, else a new one, rung for.

    The deal is locked by the caller, who has checked the right. ``asked`` is what it was asked for, kept as its
    document until it is done; nobody (``by=None``) has asked for what is computed again after an edit.
    """
    wanted = Q(state__in=(*Job.ACTIVE, JobState.DONE))
    job = Job.objects.filter(wanted, deal=deal, kind=kind, digest=digest).first()
    if job is None:
        job = Job(
            deal=deal,
            kind=kind,
            digest=digest,
            plan_seq=deal.seq,
            requested_by=by,
            created_at=at,
        )
        job.save(force_insert=True)
        if asked is not None:
            JobResult(job=job, document=asked).save(force_insert=True)
        ring_deal(deal.pk, "jobs")
    elif job.state == JobState.DONE:  # the page shows what was asked for last
        Job.objects.filter(pk=job.pk).update(created_at=at, requested_by=by)
    # Whoever asks again wants this answer: what was asked before and is not done yet would only be out of date.
    others = Job.objects.filter(deal=deal, kind=kind, state__in=Job.ACTIVE).exclude(pk=job.pk)
    end(others, JobState.CANCELLED, OVERTAKEN)
    if job.state == JobState.QUEUED:
        transaction.on_commit(partial(ring, job.pk, kind), robust=True)
    return job


def ring(job_id: UUID, kind: str = JobKind.TRADES) -> bool:
    """Tell the workers that there is something to do. False when the queue is away: the sweep rings again."""
    if not call(BELLS[kind], job_id):
        return False
    Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(rung_at=Now())
    return True


def call(task: Any, row_id: UUID) -> bool:
    """Send a task the id of its row; False when the queue is away."""
    try:
        with current_app.connection_for_write(connect_timeout=1, transport_options=RING_OPTIONS) as connection:
            task.apply_async((str(row_id),), connection=connection, retry=False)
    except Exception as error:
        # Whatever the queue does, the request that rings has saved its work; only the kind of failure is worth a line.
        log.warning("the queue is away: %s", type(error).__name__)
        return False
    return True


def take(job_id: UUID) -> Lease | None:
    """Take a job that waits, or one whose worker has gone silent; ``None`` when there is nothing to take."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=Now())
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(free, pk=job_id).first()
        if job is None:
            return None
        if job.attempts >= MAX_ATTEMPTS:
            end(Job.objects.filter(pk=job.pk), JobState.FAILED, INTERRUPTED)
            return None
        Job.objects.filter(pk=job.pk).update(
            state=JobState.RUNNING,
            fence=F("fence") + 1,
            attempts=F("attempts") + 1,
            lease_until=Now() + LEASE,
            started_at=Coalesce("started_at", Now()),
            done=0,
            total=0,
            stage="",
        )
        job.refresh_from_db()
    return Lease(job, job.fence)


def aim(lease: Lease, digest: str, plan_seq: int) -> None:
    """Point the job at the plan as the worker has just read it, when that is newer than what was asked for.

    Raises ``Lost`` when another job has that plan already: this one ends then, as overtaken.
    """
    if digest == lease.job.digest:
        return
    with transaction.atomic():
        deal = Deal.objects.select_for_update().get(pk=lease.job.deal_id)
        twins = Job.objects.filter(deal=deal, kind=lease.job.kind, digest=digest).exclude(pk=lease.job.pk)
        if twins.filter(state__in=(*Job.ACTIVE, JobState.DONE)).exists():
            end(lease.held(), JobState.CANCELLED, OVERTAKEN)
            overtaken = True
        else:
            overtaken = not lease.held().update(digest=digest, plan_seq=plan_seq)
    if overtaken:
        raise Lost


def finish(lease: Lease, document: dict[str, Any], suggestions: Iterable[Suggestion]) -> None:
    """Write the result and the end of the job together. Raises ``Lost`` under an old fence; nothing is written then."""
    with finishing(lease, document):
        Suggestion.objects.bulk_create(suggestions)


@contextmanager
def finishing(lease: Lease, document: dict[str, Any]) -> Iterator[None]:
    """What is written within goes in together with the result and the end of the job, or not at all (``Lost``)."""
    with transaction.atomic():
        held = lease.held().select_for_update().first()
        if held is None:
            raise Lost
        JobResult.objects.update_or_create(job=held, defaults={"document": document})
        yield
        end(lease.held(), JobState.DONE, "", done=F("total"))


def fail(lease: Lease, words: str) -> None:
    """End the job as failed, with words for people. Silently nothing under an old fence: it is another's job now."""
    end(lease.held(), JobState.FAILED, words)


def cancel(deal: Deal, job_id: UUID, *, by: User, at: datetime) -> None:
    """Stop a job that waits or runs. The worker notices at its next progress; what is over stays as it is."""
    with writing(deal, Permission.TRADES_RUN, by=by, at=at) as write:
        end(Job.objects.filter(deal=write.deal, pk=job_id, state__in=Job.ACTIVE), JobState.CANCELLED, "")


def sweep() -> int:
    """Put back what dead workers held and ring for what waits. Gives how many bells were rung.

    Stops at the first bell that fails: the queue is away, and the next sweep is seconds off.
    """
    gone = Q(state=JobState.RUNNING, lease_until__lt=Now())
    end(Job.objects.filter(gone, attempts__gte=MAX_ATTEMPTS), JobState.FAILED, INTERRUPTED)
    Job.objects.filter(gone).update(state=JobState.QUEUED, rung_at=None, lease_until=None)
    unheard = Q(rung_at__isnull=True) | Q(rung_at__lt=Now() - RING_AGAIN)
    due = Job.objects.filter(unheard, state=JobState.QUEUED).order_by("rung_at", "created_at")
    rung = 0
    for job_id, kind in list(due.values_list("pk", "kind")[:RINGS_AT_ONCE]):
        if not ring(job_id, kind):
            break
        rung += 1
    return rung


def guarded(lease: Lease, work: Callable[[Lease], None]) -> None:
    """Do the work of a job; whatever goes wrong ends in the row, in words, and never with a value in a log.

    A database that is away is not the job's fault: the error goes up, the lease runs out, and the sweep retries.
    """
    try:
        work(lease)
    except (Cancelled, Lost):
        log.info("job given up: %s", lease.job.pk)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.error("job failed: %s %s at %s", lease.job.pk, type(error).__name__, place_of(error))
        fail(lease, BROKEN)


def day(at: datetime) -> Any:
    """The day that counts for what expires: one for everybody, whatever their time zone."""
    return at.astimezone(UTC).date()


def end(jobs: Any, state: JobState, words: str, **changes: Any) -> int:
    """End jobs, with words for people when they failed. Gives how many there were."""
    deals = set(jobs.values_list("deal_id", flat=True))
    ended: int = jobs.update(state=state, error=words, finished_at=Now(), lease_until=None, **changes)
    for deal_id in deals:
        ring_deal(deal_id, "jobs")
    return ended


def place_of(error: Exception) -> str:
    """Where an error came from, without its message and without variables: both may hold secrets."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
