"""Suggestions: computed by a job, accepted into the plan, dismissed with a reason, commented on."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import jobs
from negotiations.actions.alternatives import change_package
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.engine.problem import TooLarge
from negotiations.enums import Party, SuggestionState
from negotiations.models import Deal, Suggestion
from negotiations.queries.findings.document import Found, find_trades
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.inputs.plan import load_plan, plan_inputs
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from negotiations.queries.theirs.evidence import latest, offers

TOO_LARGE = (
    "This plan is too large to compute. Use larger steps, fewer options or fewer rules that link issues, or hold some "
    "issues fixed."
)
NOTHING_LEFT = "The plan has no issue left to trade. Add issues, then try again."
MAX_TEXT = 2000
T = TypeVar("T")
READINGS = 5


def run(job_id: UUID) -> None:
    """Do a job, unless there is nothing to do: somebody else does it, or it is over."""
    lease = jobs.take(job_id)
    if lease is not None:
        jobs.guarded(lease, _compute)


def _compute(lease: jobs.Lease) -> None:
    reader = Worker(lease.job.deal)
    today = jobs.day(timezone.now())
    rows = of_one_moment(lease.job.deal_id, load_plan)
    jobs.aim(lease, plan_digest(rows, reader, today=today), rows.deal.seq)
    plan = plan_inputs(rows, reader, today=today)
    if plan is None or len(plan.issues) < 2:
        jobs.fail(lease, NOTHING_LEFT)
        return
    plan = replace(plan, spoken=rows.spoken)
    offer = latest(offers(rows, reader), Party.THEIRS)
    try:
        document, found = find_trades(plan, plan.package_of(offer.standing) if offer else None, lease.progress)
    except TooLarge:
        jobs.fail(lease, TOO_LARGE)
        return
    jobs.finish(lease, document, _rows(lease, found, reader))


def of_one_moment(deal_id: UUID, load: Callable[[Deal], T]) -> T:
    """The plan between two edits, read without a lock: a worker that is stopped must not keep people from editing.

    Every edit moves the deal's ``seq`` in its own transaction, so the same ``seq`` before and after means that nothing
    came between. While people type faster than it reads, the last reading counts: its digest says what it was.
    """
    for _ in range(READINGS):
        deal = Deal.objects.get(pk=deal_id)
        found = load(deal)
        if Deal.objects.filter(pk=deal_id, seq=deal.seq).exists():
            break
    return found


def _rows(lease: jobs.Lease, found: Iterable[Found], reader: Any) -> list[Suggestion]:
    """The suggestions as rows. One that was dismissed before, in the same words, stays dismissed with its reason."""
    dismissed = {
        _signature(row.kind, opened(row.content, reader)): row
        for row in Suggestion.objects.filter(deal=lease.job.deal_id, state=SuggestionState.DISMISSED).order_by(
            "decided_at"
        )
    }
    rows = []
    for rank, one in enumerate(found, 1):
        row = Suggestion(deal_id=lease.job.deal_id, job=lease.job, kind=one.kind, rank=rank, content=one.content)
        before = dismissed.get(_signature(one.kind, one.content))
        if before is not None:
            row.state, row.reason = before.state, before.reason
            row.decided_by_id, row.decided_at = before.decided_by_id, before.decided_at
        rows.append(row)
    return rows


def _signature(kind: str, content: Mapping[str, Any]) -> str:
    """What a suggestion proposes, whatever it is worth today."""
    proposal = [part.get("levels", {}) for part in content.get("packages", [content])]
    return json.dumps([str(kind), proposal], sort_keys=True)


def accept(deal: Deal, suggestion_id: UUID, *, by: User, at: datetime, choice: int = 0) -> Suggestion:
    """Put what a suggestion proposes into the package on the page, in the same write. Undone together.

    ``choice`` names one package of a set. Raises ``Rejected`` when it was decided before or no longer fits the plan.
    """
    with writing(deal, Permission.TRADES_DECIDE, by=by, at=at) as write:
        row = _lock(write, suggestion_id)
        if row.state == SuggestionState.ACCEPTED:
            raise Rejected("This is in the plan already.")
        content = opened(row.content, write.standing)
        parts = content.get("packages", [content])
        if not 0 <= choice < len(parts):
            raise Rejected("Choose one of the packages.", "choice")
        levels = {UUID(pk): Decimal(level) for pk, level in parts[choice].get("levels", {}).items()}
        if not levels:
            raise Rejected("This suggestion holds nothing to put into the plan.")
        change_package(write, levels)
        _decide(write, row, SuggestionState.ACCEPTED, "")
        return row


def dismiss(deal: Deal, suggestion_id: UUID, *, reason: str, by: User, at: datetime) -> Suggestion:
    """Put a suggestion aside, with the reason for the team. Raises ``Rejected`` without one."""
    reason = " ".join(reason.split())
    if not reason:
        raise Rejected("Say in a few words why not: the team and the next computation will want to know.", "reason")
    if len(reason) > MAX_TEXT:
        raise Rejected(f"At most {MAX_TEXT} characters.", "reason")
    with writing(deal, Permission.TRADES_DECIDE, by=by, at=at) as write:
        row = _lock(write, suggestion_id)
        if row.state == SuggestionState.ACCEPTED:
            raise Rejected("This is in the plan. Change the plan to take it out.")
        _decide(write, row, SuggestionState.DISMISSED, reason)
        return row


def reopen(deal: Deal, suggestion_id: UUID, *, by: User, at: datetime) -> Suggestion:
    """Take a dismissed suggestion up again."""
    with writing(deal, Permission.TRADES_DECIDE, by=by, at=at) as write:
        row = _lock(write, suggestion_id)
        _decide(write, row, SuggestionState.OPEN, "")
        return row


def _decide(write: Write, row: Suggestion, state: SuggestionState, reason: str) -> None:
    write.change(row, "state", state)
    write.change(row, "reason", reason)
    row.decided_by, row.decided_at = (None, None) if state == SuggestionState.OPEN else (write.by, write.at)
    row.save(update_fields=["decided_by", "decided_at"])


def _lock(write: Write, suggestion_id: UUID) -> Suggestion:
    row = Suggestion.objects.select_for_update().filter(deal=write.deal, pk=suggestion_id).first()
    if row is None:
        raise Rejected("This suggestion is gone. Compute again.")
    return row
