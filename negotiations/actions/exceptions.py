"""One-time exceptions from the mandate: asked for in a recess, granted or refused by the sponsor, used once."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from accounts.reauthentication import require_fresh
from negotiations.actions import evidence
from negotiations.actions.inbox import notify, settle
from negotiations.actions.offers import Levels
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import ExceptionState, InboxKind, Verb
from negotiations.models import Deal, MandateException, Seat
from negotiations.queries.mandate.check import check
from negotiations.queries.plan.rows import load_plan

MAX_WHY = 500


def ask(deal: Deal, *, levels: Levels, why: str, by: User, at: datetime) -> MandateException:
    """Ask the sponsor to allow one offer outside the mandate. Raises ``Rejected``, also when it needs no exception."""
    with writing(deal, Permission.OFFER_RECORD, by=by, at=at) as write:
        if not levels:
            raise Rejected("Give at least one level of the offer.", "levels")
        if not why.strip():
            raise Rejected("Say why it is worth it: the sponsor is not in the room.", "why")
        if len(why) > MAX_WHY:
            raise Rejected(f"At most {MAX_WHY} characters.", "why")
        today, seats = timezone.localdate(at), write.standing.seats
        found = check(load_plan(write.deal), write.standing, levels, today=today, seats=seats)
        if found.within:
            raise Rejected("This offer is within the mandate: it needs no exception.")
        row = MandateException(
            deal=write.deal,
            levels=evidence.stored_levels(write.deal, levels),
            why=why.strip(),
            breaks=[one.key for one in found.reasons],
            asked_by=by,
            asked_at=at,
        )
        write.add(row, summary={"state": str(ExceptionState.ASKED)})
        for seat in Seat.objects.filter(deal=write.deal, role=SeatRole.SPONSOR).select_related("user"):
            notify(write, seat.user, InboxKind.APPROVAL, row)
        return row


def grant(exception: MandateException, *, proven_at: datetime | None, by: User, at: datetime) -> MandateException:
    """Allow it, once. Raises ``NotProven``, ``Rejected``."""
    require_fresh(proven_at, at)
    with writing(exception.deal, Permission.MANDATE_DECIDE, by=by, at=at) as write:
        row = _asked(write, exception.pk)
        if row.asked_by_id == by.pk and not write.deal.solo:
            raise Rejected("You asked for it yourself: somebody else has to grant it.")
        return _answer(write, row, ExceptionState.GRANTED, "")


def refuse(
    exception: MandateException, *, answer: str, proven_at: datetime | None, by: User, at: datetime
) -> MandateException:
    """Refuse it with a reason. Raises ``NotProven``, ``Rejected``."""
    require_fresh(proven_at, at)
    if not answer.strip():
        raise Rejected("Say why.", "answer")
    if len(answer) > MAX_WHY:
        raise Rejected(f"At most {MAX_WHY} characters.", "answer")
    with writing(exception.deal, Permission.MANDATE_DECIDE, by=by, at=at) as write:
        return _answer(write, _asked(write, exception.pk), ExceptionState.REFUSED, answer.strip())


def withdraw(exception: MandateException, *, by: User, at: datetime) -> MandateException:
    """Take back a request, or an exception that was granted and is not needed any more."""
    with writing(exception.deal, Permission.OFFER_RECORD, by=by, at=at) as write:
        row = _open(write, exception.pk, ExceptionState.ASKED, ExceptionState.GRANTED)
        _move(write, row, ExceptionState.WITHDRAWN)
        settle(write, InboxKind.APPROVAL, row)
        return row


def _answer(write: Write, row: MandateException, state: ExceptionState, answer: str) -> MandateException:
    row.answered_by, row.answered_at, row.answer = write.by, write.at, answer
    row.save(update_fields=["answered_by", "answered_at", "answer"])
    _move(write, row, state)
    settle(write, InboxKind.APPROVAL, row)
    notify(write, row.asked_by, InboxKind.DECISION, row)
    return row


def _move(write: Write, row: MandateException, state: ExceptionState) -> None:
    before = row.state
    changed = MandateException.objects.filter(pk=row.pk, state=before).update(state=state)
    if not changed:
        raise Rejected("This was answered or used meanwhile.")
    row.state = state
    write.log(Verb.CHANGED, row, field="state", before=before, after=str(state))


def _asked(write: Write, pk: UUID) -> MandateException:
    return _open(write, pk, ExceptionState.ASKED)


def _open(write: Write, pk: UUID, *states: ExceptionState) -> MandateException:
    rows = MandateException.objects.select_for_update(of=("self",)).select_related("asked_by")
    row = rows.filter(deal=write.deal, pk=pk).first()
    if row is None or row.state not in states:
        raise Rejected("This was answered or used meanwhile.")
    return row
