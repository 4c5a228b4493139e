"""The mandate: drafted, submitted, approved or refused by the sponsor. What is approved is what was submitted."""

import secrets as randomness
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from accounts.reauthentication import require_fresh
from negotiations.actions.alternatives import plain
from negotiations.actions.evidence import stored_levels
from negotiations.actions.inbox import notify, settle
from negotiations.actions.mandate_watch import rule
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import InboxKind, Verdict
from negotiations.models import Deal, Issue, Mandate, MandateRuling, MandateVersion, Seat
from negotiations.queries.mandate.state import MandateState, mandate_state
from negotiations.queries.mandate.terms import Terms, terms_now
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.reading import opened

FIELDS = frozenset({"margin", "expires_on", "note"})
SEATS = (SeatRole.LEAD, SeatRole.COORDINATOR, SeatRole.HOLDOUT)  # those who may put an offer on record
MAX_NOTE, MAX_REASON = 1000, 500
CHANGED = "The terms have changed since you looked at them. Look again."


def edit(deal: Deal, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Mandate:
    """Set the margin over the floor, the last day or the note of the draft. Raises ``Conflict``, ``Rejected``."""
    if field not in FIELDS:
        raise Rejected("This field cannot be edited.", field)
    if field == "margin" and value is not None and value < 0:
        raise Rejected("0 or more: the mandate cannot be worth less than the best alternative.", field)
    if field == "note" and len(value) > MAX_NOTE:
        raise Rejected(f"At most {MAX_NOTE} characters.", field)
    if field == "expires_on" and value is not None and value < timezone.localdate(at):
        raise Rejected("This day is over.", field)
    with writing(deal, Permission.MANDATE_DRAFT, by=by, at=at) as write:
        row = _draft(write)
        write.change(row, field, value, seen=seen)
        return row


def set_never(deal: Deal, issues: Iterable[UUID], *, seen: int | None, by: User, at: datetime) -> Mandate:
    """Choose the issues that are never given on. Raises ``Conflict``, ``Rejected``."""
    with writing(deal, Permission.MANDATE_DRAFT, by=by, at=at) as write:
        chosen = set(issues)
        live = Issue.objects.filter(deal=write.deal, removed_at__isnull=True).values_list("pk", flat=True)
        if chosen - set(live):
            raise Rejected("This issue was removed meanwhile.", "never")
        row = _draft(write)
        write.change(row, "never", sorted(str(pk) for pk in chosen), seen=seen)
        return row


def set_authority(
    deal: Deal,
    seat: str,
    *,
    may: bool,
    value: Decimal | None = None,
    discount: Decimal | None = None,
    levels: Mapping[UUID, Decimal] | None = None,
    seen: int | None,
    by: User,
    at: datetime,
) -> Mandate:
    """How far a seat may commit us within the mandate. ``may`` False takes it away (of the lead: its thresholds).

    ``value`` is the most that a contract may come to, ``discount`` the most by which prices may be worse than their
    targets, in per cent, ``levels`` the limits by issue. Raises ``Conflict``, ``Rejected``.
    """
    if seat not in SEATS:
        raise Rejected("Choose the lead, the coordinator or the holdout.", "seat")
    for name, number in (("value", value), ("discount", discount)):
        if number is not None and number < 0:
            raise Rejected("0 or more.", name)
    with writing(deal, Permission.MANDATE_DRAFT, by=by, at=at) as write:
        row = _draft(write)
        stored = dict(opened(row.authority, write.standing) or {})
        stored.pop(seat, None)
        if may:
            stored[seat] = {
                "value": None if value is None else plain(value),
                "discount": None if discount is None else plain(discount),
                "levels": stored_levels(write.deal, levels or {}),
            }
        write.change(row, "authority", stored, seen=seen)
        return row


def submit(deal: Deal, *, by: User, at: datetime) -> MandateVersion:
    """Lay the terms before the sponsor as they are now: a new version, to be approved or refused as a whole."""
    with writing(deal, Permission.MANDATE_DRAFT, by=by, at=at) as write:
        state, terms, draft = _now(write)
        if not terms.issues:
            raise Rejected("Add an issue first: a mandate says how far we may go on each.")
        if terms.expires_on is not None and terms.expires_on < timezone.localdate(at):
            raise Rejected("It would have expired already. Choose a later day.", "expires_on")
        if (state.waits or state.in_force) and state.terms is not None and state.terms.binding == terms.binding:
            raise Rejected("It waits for the sponsor already." if state.waits else "It is approved as it stands.")
        salt = randomness.token_hex(16)
        row = MandateVersion(
            deal=write.deal,
            number=state.version.number + 1 if state.version else 1,
            terms=terms.stored(salt),
            digest=terms.digest(salt),
            note=opened(draft.note, write.standing) if draft else "",
            submitted_by=by,
            submitted_at=at,
        )
        write.add(row, summary={"number": row.number})
        for seat in Seat.objects.filter(deal=write.deal, role=SeatRole.SPONSOR).select_related("user"):
            notify(write, seat.user, InboxKind.APPROVAL, row)
        return row


def withdraw(deal: Deal, *, number: int, by: User, at: datetime) -> MandateRuling:
    """Take back what waits for the sponsor."""
    with writing(deal, Permission.MANDATE_DRAFT, by=by, at=at) as write:
        return _ruled(write, _waiting(write, number)[0], Verdict.WITHDRAWN)


def approve(
    deal: Deal, *, number: int, digest: str, proven_at: datetime | None, by: User, at: datetime
) -> MandateRuling:
    """Sign a version: ``digest`` is that of the terms that the sponsor has read.

    Raises ``NotProven`` when it is too long ago that the sponsor showed who they are, ``Rejected`` when the terms are
    not those any more, or when the sponsor submitted them (but for a solo deal).
    """
    require_fresh(proven_at, at)
    with writing(deal, Permission.MANDATE_DECIDE, by=by, at=at) as write:
        state, terms = _waiting(write, number)
        assert state.version is not None  # noqa: S101 - for the types: what waits has a version
        assert state.terms is not None  # noqa: S101 - as above
        if digest != state.version.digest or state.terms.binding != terms.binding:
            raise Rejected(CHANGED)
        if state.version.submitted_by_id == by.pk and not write.deal.solo:
            raise Rejected("You submitted it yourself: somebody else has to approve it.")
        return _ruled(write, state, Verdict.APPROVED)


def refuse(
    deal: Deal, *, number: int, reason: str, proven_at: datetime | None, by: User, at: datetime
) -> MandateRuling:
    """Send a version back with a reason. Raises ``NotProven``, ``Rejected``."""
    require_fresh(proven_at, at)
    if not reason.strip():
        raise Rejected("Say why, so that it can be mended.", "reason")
    if len(reason) > MAX_REASON:
        raise Rejected(f"At most {MAX_REASON} characters.", "reason")
    with writing(deal, Permission.MANDATE_DECIDE, by=by, at=at) as write:
        return _ruled(write, _waiting(write, number)[0], Verdict.REFUSED, reason=reason.strip())


def _ruled(write: Write, state: MandateState, verdict: Verdict, *, reason: str = "") -> MandateRuling:
    """Write the ruling down, and tell who submitted it."""
    if state.version is not None:
        settle(write, InboxKind.APPROVAL, state.version)
        notify(write, state.version.submitted_by, InboxKind.DECISION, state.version)
    return rule(write, state, verdict, reason=reason)


def _now(write: Write) -> tuple[MandateState, Terms, Mandate | None]:
    today: date = timezone.localdate(write.at)
    draft = Mandate.objects.filter(deal=write.deal).first()
    state = mandate_state(write.deal, write.standing, today=today)
    return state, terms_now(load_plan(write.deal), draft, write.standing, today=today), draft


def _waiting(write: Write, number: int) -> tuple[MandateState, Terms]:
    state, terms, _ = _now(write)
    if state.version is None or not state.waits or state.version.number != number:
        raise Rejected("This is not what waits for a decision now. Look again.")
    return state, terms


def _draft(write: Write) -> Mandate:
    Mandate.objects.get_or_create(deal=write.deal)
    return Mandate.objects.select_for_update().get(deal=write.deal)
