"""Jobs in parts: chunks that any worker may do, leased and fenced as jobs are; the last one done ends the job.

While chunks are open the job itself needs no worker: the sweep keeps its lease, and gives chunks of dead workers away.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from negotiations.actions import jobs
from negotiations.enums import JobState
from negotiations.models import Job, JobChunk, JobResult
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from negotiations.tasks import run_chunk

log = logging.getLogger(__name__)

OPEN = (JobState.QUEUED, JobState.RUNNING)
# Merges the results of all chunks, in their order, into the document of the job; the first part is what was asked.
Merge = Callable[[dict[str, Any], list[dict[str, Any]]], dict[str, Any]]


@dataclass(frozen=True)
class Hold:
    """A worker's hold on a chunk."""

    chunk: JobChunk
    fence: int


def share_out(lease: jobs.Lease, document: dict[str, Any], sizes: Iterable[int], stage: str) -> None:
    """Put the input of a job down and make its chunks, together; ring for them. Raises ``Lost`` under an old fence."""
    with transaction.atomic():
        if lease.held().select_for_update().first() is None:
            raise jobs.Lost
        JobResult.objects.update_or_create(job=lease.job, defaults={"document": document})
        rows, first = [], 0
        for size in sizes:
            rows.append(JobChunk(job=lease.job, first=first, size=size))
            first += size
        JobChunk.objects.bulk_create(rows)
        lease.held().update(done=0, total=len(rows), stage=stage, lease_until=Now() + jobs.LEASE)
        for row in rows:
            transaction.on_commit(partial(ring, row.pk), robust=True)


def ring(chunk_id: UUID) -> bool:
    """Tell the workers of a chunk. False when the queue is away."""
    if not jobs.call(run_chunk, chunk_id):
        return False
    JobChunk.objects.filter(pk=chunk_id, state=JobState.QUEUED).update(rung_at=Now())
    return True


def take(chunk_id: UUID) -> Hold | None:
    """Take a chunk that waits, or one whose worker has gone silent; ``None`` when there is nothing to take."""
    free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=Now())
    taken = JobChunk.objects.filter(free, pk=chunk_id, job__state=JobState.RUNNING, attempts__lt=jobs.MAX_ATTEMPTS)
    with transaction.atomic():
        chunk = taken.select_for_update(of=("self",)).select_related("job__deal").first()
        if chunk is None:
            return None
        JobChunk.objects.filter(pk=chunk.pk).update(
            state=JobState.RUNNING, fence=F("fence") + 1, attempts=F("attempts") + 1, lease_until=Now() + jobs.LEASE
        )
    return Hold(chunk, chunk.fence + 1)


def finish(hold: Hold, result: dict[str, Any], asked: Callable[[Job], dict[str, Any]], merge: Merge) -> None:
    """Write the result of a chunk; with the last one, merge all and end the job, in one transaction.

    Raises ``Lost`` when the chunk is another's by now or the job is over; nothing is written then.
    """
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=hold.chunk.job_id, state=JobState.RUNNING).first()
        mine = JobChunk.objects.filter(pk=hold.chunk.pk, fence=hold.fence, state=JobState.RUNNING)
        if job is None or not mine.update(state=JobState.DONE, result=result, lease_until=None):
            raise jobs.Lost
        chunks = JobChunk.objects.filter(job=job)
        done = chunks.filter(state=JobState.DONE).count()
        running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, fence=job.fence)
        running.update(done=done, lease_until=Now() + jobs.LEASE)
        if done < job.total:
            return
        reader = Worker(job.deal)
        parts = [opened(row.result, reader) for row in chunks.order_by("first")]
        JobResult.objects.filter(job=job).update(document=merge(asked(job), parts))
        jobs.end(running, JobState.DONE, "", done=F("total"))
        chunks.update(result=None)


def guarded(hold: Hold, work: Callable[[Hold], None]) -> None:
    """Do the work of a chunk; an error ends the job in words, and never with a value in a log."""
    try:
        work(hold)
    except jobs.Lost:
        log.info("chunk given up: %s", hold.chunk.pk)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.error("chunk failed: %s %s at %s", hold.chunk.pk, type(error).__name__, jobs.place_of(error))
        mine = JobChunk.objects.filter(pk=hold.chunk.pk, fence=hold.fence, state=JobState.RUNNING)
        running = Job.objects.filter(Exists(mine.filter(job=OuterRef("pk"))), state=JobState.RUNNING)
        jobs.end(running, JobState.FAILED, jobs.BROKEN)


def sweep() -> int:
    """Everything that waits or was abandoned, chunks first: the work of beat. Gives how many bells were rung."""
    working = JobChunk.objects.filter(job=OuterRef("pk"), state__in=OPEN)
    Job.objects.filter(Exists(working), state=JobState.RUNNING).update(lease_until=Now() + jobs.LEASE)
    gone = Q(state=JobState.RUNNING, lease_until__lt=Now())
    tired = JobChunk.objects.filter(gone, job=OuterRef("pk"), attempts__gte=jobs.MAX_ATTEMPTS)
    jobs.end(Job.objects.filter(Exists(tired), state=JobState.RUNNING), JobState.FAILED, jobs.INTERRUPTED)
    JobChunk.objects.filter(gone).update(state=JobState.QUEUED, rung_at=None, lease_until=None)
    unheard = Q(rung_at__isnull=True) | Q(rung_at__lt=Now() - jobs.RING_AGAIN)
    due = JobChunk.objects.filter(unheard, state=JobState.QUEUED, job__state=JobState.RUNNING)
    rung = 0
    for chunk_id in list(due.order_by("job__created_at", "first").values_list("pk", flat=True)[: jobs.RINGS_AT_ONCE]):
        if not ring(chunk_id):
            return rung
        rung += 1
    return rung + jobs.sweep()
