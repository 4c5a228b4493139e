"""Rehearsals: asked for, shared out over the workers in chunks, merged when the last chunk is done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import chunks, jobs
from negotiations.actions.suggestions import NOTHING_LEFT, of_one_moment
from negotiations.actions.writing import Rejected, writing
from negotiations.engine.rehearsal.counterparts import EVEN_MIX, Kind
from negotiations.engine.rehearsal.rehearse import rehearse, together
from negotiations.enums import JobKind
from negotiations.models import Deal, Job
from negotiations.queries.inputs.rehearsals import Asked, frozen, rehearsal_digest, rehearsal_inputs, thawed
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.power.pressure import patience_of
from negotiations.queries.reading import opened
from negotiations.queries.rehearsals.ladders import load_concessions
from negotiations.queries.standing import Worker

RUNS, MOST_RUNS, CHUNK, MOST_CHUNKS = 2000, 50_000, 500, 200
STAGE = "talks"
PLANS_GONE = "The concession plan was removed meanwhile. Undo brings it back."


def request(
    deal: Deal, *, plans: Sequence[UUID], by: User, at: datetime, runs: int = RUNS,
    mix: Mapping[Kind, int] | None = None, chunk: int = CHUNK, pressed: bool = False,
) -> Job:  # fmt: skip
    """Ask for a rehearsal of one or two plans. The same input gives the job that is there already.

    ``chunk`` is how many runs a worker does at a time: it changes nothing in the result. ``pressed``: with the pressure
    that comes from inside our house today, if there is any. Raises ``Rejected``.
    """
    mix = dict(mix or EVEN_MIX)
    if not 1 <= runs <= MOST_RUNS:
        raise Rejected(f"Give 1 to {MOST_RUNS:,} rehearsals.", "runs")
    if min(mix.values()) < 0 or sum(mix.values()) == 0 or max(mix.values()) > 1000:
        raise Rejected("Give each kind a part from 0 to 1,000, and one at least more than 0.", "mix")
    if not 1 <= len(set(plans)) == len(plans) <= 2:
        raise Rejected("Choose one plan, or two different ones to compare.", "plans")
    asked = Asked(tuple(plans), runs, {kind: mix.get(kind, 0) for kind in Kind})
    with writing(deal, Permission.TRADES_RUN, by=by, at=at) as write:
        rows = load_plan(write.deal)
        if len(rows.issues) < 2:
            raise Rejected("Add a second issue first: talks about one issue have nothing to trade.")
        found = load_concessions(write.deal, write.standing)
        if len(asked.of(found)) < len(asked.plans):
            raise Rejected(PLANS_GONE, "plans")
        if pressed:
            left = patience_of(write.deal, write.standing, timezone.localdate(at))
            asked = replace(asked, patience=left if left.pressed else None)
        digest = rehearsal_digest(rows, found, asked, write.standing, today=jobs.day(at))
        return jobs.place(
            write.deal, JobKind.REHEARSAL, digest, by=by, at=at, asked={"asked": asked.document(), "chunk": chunk}
        )


def run(job_id: UUID) -> None:
    """Share a rehearsal out, unless somebody else does or has."""
    lease = jobs.take(job_id)
    if lease is not None:
        jobs.guarded(lease, _prepare)


def _prepare(lease: jobs.Lease) -> None:
    if lease.job.chunks.exists():  # shared out before; who does the chunks is the sweep's business
        return
    reader, today = Worker(lease.job.deal), jobs.day(timezone.now())
    document = opened(lease.job.result.document, reader)
    asked = Asked.read(document["asked"])
    rows, plans = of_one_moment(lease.job.deal_id, lambda deal: (load_plan(deal), load_concessions(deal, reader)))
    jobs.aim(lease, rehearsal_digest(rows, plans, asked, reader, today=today), rows.deal.seq)
    chosen = asked.of(plans)
    if len(chosen) < len(asked.plans):
        jobs.fail(lease, PLANS_GONE)
        return
    inputs = rehearsal_inputs(rows, chosen, reader, today=today)
    if inputs is None or len(inputs.issues) < 2:
        jobs.fail(lease, NOTHING_LEFT)
        return
    size = max(document["chunk"], -(-asked.runs // MOST_CHUNKS))
    sizes = [min(size, asked.runs - first) for first in range(0, asked.runs, size)]
    chunks.share_out(lease, frozen(inputs, chosen, asked), sizes, STAGE)


def run_chunk(chunk_id: UUID) -> None:
    """Do a chunk, unless somebody else does or has."""
    hold = chunks.take(chunk_id)
    if hold is not None:
        chunks.guarded(hold, _rehearse)


def _rehearse(hold: chunks.Hold) -> None:
    document = _document(hold.chunk.job)
    setting, ladders = thawed(document)
    found = rehearse(setting, ladders, first=hold.chunk.first, runs=hold.chunk.size)
    chunks.finish(hold, found, _document, merged)


def merged(document: dict[str, Any], parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The result of the whole job: the same for every split of its runs."""
    return {"asked": document["asked"], "about": document["about"], "found": together(parts)}


def _document(job: Job) -> dict[str, Any]:
    found: dict[str, Any] = opened(job.result.document, Worker(job.deal))
    return found
