"""Reviews: started when a deal ends, computed by a worker from the log, computed anew on demand."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import jobs
from negotiations.actions.suggestions import of_one_moment
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.engine.problem import TooLarge
from negotiations.enums import JobKind, Verb
from negotiations.enums_review import Outcome
from negotiations.models import Deal, Job, Move, Review, ReviewFigures
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.rehearsals.ladders import ConcessionRows, load_concessions
from negotiations.queries.review.document import review_document
from negotiations.queries.review.figures import figures_of
from negotiations.queries.review.log import LogRows, agreed_levels, free_gives, load_log, review_inputs
from negotiations.queries.standing import Worker
from negotiations.secrets import Reader

RECIPE = 1  # raise when the same input would give another review
NOT_OVER = "The deal is not over yet: a review looks back."
NO_LOG = "There is nothing to review: the log of the table is empty."
TOO_LARGE = "The links between issues are too many to look for the best deal exactly. Use fewer levels."


@dataclass(frozen=True)
class Read:
    """What a review is made of, read at one moment."""

    rows: PlanRows
    log: LogRows
    ladders: tuple[ConcessionRows, ...]
    review: Review


def start(write: Write, *, outcome: Outcome | None = None) -> Job | None:
    """The deal is over: what came of it is kept, and a worker is asked for the review. Within an open write.

    ``outcome`` unless told is what the log says: agreed if anything was. Closing again changes it. None while there is
    nothing in the log.
    """
    reader = Worker(write.deal)
    log = load_log(write.deal, load_plan(write.deal), reader)
    found = outcome or (Outcome.AGREED if agreed_levels(log) is not None else Outcome.BROKEN)
    review = Review.objects.filter(deal=write.deal).first()
    if review is None:
        write.add(
            Review(deal=write.deal, outcome=found, closed_at=write.at, closed_by=write.by), summary={"outcome": found}
        )
    else:
        Review.objects.filter(pk=review.pk).update(outcome=found, closed_at=write.at, closed_by=write.by)
        if review.outcome != found:
            write.log(Verb.CHANGED, review, field="outcome", before=review.outcome, after=found)
    return _place(write.deal, reader, by=write.by, at=write.at) if log.moves else None


def request(deal: Deal, *, by: User, at: datetime) -> Job:
    """Compute the review anew; the same log and plan give the one that is there. Raises ``Rejected``."""
    with writing(deal, Permission.TRADES_RUN, by=by, at=at) as write:
        if not Review.objects.filter(deal=write.deal).exists():
            raise Rejected(NOT_OVER)
        if not Move.objects.filter(deal=write.deal).exists():
            raise Rejected(NO_LOG)
        return _place(write.deal, Worker(write.deal), by=by, at=at)


def run(job_id: UUID) -> None:
    """Compute a review, unless somebody else does or has."""
    lease = jobs.take(job_id)
    if lease is not None:
        jobs.guarded(lease, _compute)


def _compute(lease: jobs.Lease) -> None:
    reader = Worker(lease.job.deal)
    found = of_one_moment(lease.job.deal_id, lambda deal: _read(deal, reader))
    digest = _digest(found, reader)
    jobs.aim(lease, digest, found.rows.deal.seq)
    closed = timezone.localdate(found.review.closed_at)
    agreed = (agreed_levels(found.log) or {}) if found.review.outcome == Outcome.AGREED else None
    free = free_gives(found.rows.deal, found.rows, reader, today=closed)
    given = review_inputs(found.rows, found.log, reader, today=closed, agreed=agreed, free=free)
    if given is None:
        jobs.fail(lease, NO_LOG)
        return
    lease.progress("review", 0, 1)
    try:
        document = review_document(found.rows, given, found.ladders, reader, closed_on=closed)
    except TooLarge:
        jobs.fail(lease, TOO_LARGE)
        return
    keep(lease, found, document, digest, free=len(free))


def keep(lease: jobs.Lease, found: Read, document: dict[str, Any], digest: str, *, free: int) -> None:
    """The result, the row of figures and the end of the job together, under the job's fence."""
    review = found.review
    started = min((move.happened_at for move in found.log.moves), default=review.closed_at)
    figures = figures_of(document, free=free)
    with jobs.finishing(lease, {}):  # the review holds the document
        Review.objects.filter(pk=review.pk).update(document=document, digest=digest, computed_at=timezone.now())
        ReviewFigures.objects.update_or_create(
            deal_id=review.deal_id,
            defaults={
                "outcome": review.outcome, "started_at": started, "closed_at": review.closed_at,
                "currency": found.rows.deal.currency, **figures,
                "days": Decimal(repr(round(max(0.0, (review.closed_at - started).total_seconds() / 86400), 2))),
            },
        )  # fmt: skip


def _place(deal: Deal, reader: Reader, *, by: User | None, at: datetime) -> Job:
    return jobs.place(deal, JobKind.REVIEW, _digest(_read(deal, reader), reader), by=by, at=at)


def _read(deal: Deal, reader: Reader) -> Read:
    rows = load_plan(deal)
    return Read(rows, load_log(deal, rows, reader), load_concessions(deal, reader), Review.objects.get(deal=deal))


def _digest(found: Read, reader: Reader) -> str:
    """A keyed digest of the plan, the log as it stands and the concession plans."""
    document = [
        RECIPE,
        plan_digest(found.rows, reader, today=timezone.localdate(found.review.closed_at)),
        str(found.review.outcome),
        [_move(move, found.log) for move in found.log.moves],
        found.log.pairings,
        sorted((str(pk), str(level.normalize())) for pk, level in found.log.terms.items()),
        [[str(one.row.pk), one.content(), one.in_use] for one in found.ladders],
    ]
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return salted_hmac("negotiations.review-digest", text, algorithm="sha256").hexdigest()


def _move(move: Move, log: LogRows) -> Sequence[Any]:
    return [
        move.number, move.party, move.kind, move.binding, str(move.issue_id), move.happened_at.isoformat(),
        sorted((str(pk), str(level.normalize())) for pk, level in log.levels[move.pk].items()),
        str(log.made.get(move.offer_id)) if move.offer_id else None,
    ]  # fmt: skip
