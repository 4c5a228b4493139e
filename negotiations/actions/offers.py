"""Offers on record: made by an entry of the log (``actions/moves.py``), never beside it.

One of ours is checked against the mandate under the deal's lock; it is the commitment.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from negotiations.actions import evidence, next_moves
from negotiations.actions.inbox import notify, settle
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import ExceptionState, InboxKind, OfferStepKind, Party
from negotiations.models import Deal, Evidence, Guard, MandateException, Offer, OfferStep, Seat
from negotiations.queries.mandate.check import Checked, Reason, check, our_standing
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.reading import opened
from negotiations.queries.standing import standing
from negotiations.secrets import Secret

MAX_WORDS, MOST = 500, 400
Levels = Mapping[UUID, Decimal]


class Outside(Exception):
    """The offer may not be made: it is outside the mandate, or not for this person to commit. ``reasons`` says why."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("outside the mandate")  # never the values: they are secret


def record_in(
    write: Write, *, party: Party, levels: Levels, exception: UUID | None, said_by: str, note: str,
    happened_at: datetime,
) -> Offer:  # fmt: skip
    """Put the offer of an entry on record. One of ours that crosses a holdout's guard waits for release; until then it
    is not made.

    ``exception`` is a granted request for exactly these levels; it is used up. Raises ``Outside`` with every reason,
    ``Rejected`` naming the part that is wrong.
    """
    document = evidence.stored_levels(write.deal, levels)
    if Offer.objects.filter(deal=write.deal).count() >= MOST:
        raise Rejected(f"There are {MOST} offers on record.")
    offer = Offer(
        deal=write.deal,
        party=party,
        number=Offer.objects.filter(deal=write.deal, party=party).count() + 1,
        levels=document,
        said_by=said_by,
        note=note,
        happened_at=happened_at,
        recorded_by=write.by,
        recorded_at=write.at,
        seq=write.deal.seq + 1,
    )
    guards: tuple[Guard, ...] = ()
    if party == Party.OURS:
        found = _checked(write, levels, write.standing.seats)
        allowed = _use(write, exception, document, found)
        if found.reasons and allowed is None:
            raise Outside(found.reasons)
        offer.exception = allowed
        offer.mandate = found.state.version if found.state.in_force else None
        guards = found.guards
    write.add(offer, summary={"party": str(party), "number": offer.number})
    if guards:
        _step(write, offer, OfferStepKind.WAITS, guards=[str(one.pk) for one in guards])
        for one in guards:
            notify(write, one.user, InboxKind.RELEASE, offer)
    else:
        _make(write, offer, levels, happened_at=happened_at)
    return offer


def release(offer: Offer, *, price: str, by: User, at: datetime) -> OfferStep:
    """Let an offer pass that waits for this holdout, at the price stated. The last one that it waits for makes it.

    It is checked again then: what was within the mandate may not be so any more. Raises ``Outside``, ``Rejected``.
    """
    with writing(offer.deal, Permission.OFFER_RELEASE, by=by, at=at) as write:
        _check_text(price=price)
        row, waits = _waiting(write, offer.pk)
        open_ = open_guards(write.deal, row, waits, [str(pk) for pk in opened(waits.guards, write.standing)])
        mine = [one for one in open_ if one.user_id == by.pk]
        if not mine:
            raise Rejected("It does not wait for you.")
        step = _step(write, row, OfferStepKind.RELEASED, words=price.strip())
        settle_for(write, row, by)
        if len(open_) == len(mine):
            _make_after_release(write, row)
        return step


def hold(offer: Offer, *, why: str, by: User, at: datetime) -> OfferStep:
    """Keep an offer back: it is not made."""
    with writing(offer.deal, Permission.OFFER_RELEASE, by=by, at=at) as write:
        if not why.strip():
            raise Rejected("Say what would have to change.", "words")
        _check_text(words=why)
        row, waits = _waiting(write, offer.pk)
        open_ = open_guards(write.deal, row, waits, [str(pk) for pk in opened(waits.guards, write.standing)])
        if by.pk not in {one.user_id for one in open_}:
            raise Rejected("It does not wait for you.")
        settle(write, InboxKind.RELEASE, row)
        notify(write, row.recorded_by, InboxKind.DECISION, row)
        return _step(write, row, OfferStepKind.HELD, words=why.strip())


def withdraw(offer: Offer, *, by: User, at: datetime) -> OfferStep:
    """Take back an offer that waits for release. One that was made stays on record."""
    with writing(offer.deal, Permission.OFFER_RECORD, by=by, at=at) as write:
        row, _ = _waiting(write, offer.pk)
        settle(write, InboxKind.RELEASE, row)
        return _step(write, row, OfferStepKind.WITHDRAWN)


def take_back_in(write: Write, offer: Offer) -> OfferStep:
    """An offer that was logged wrongly counts no more: nothing rests on it, and what was learnt from it is removed."""
    steps = list(OfferStep.objects.filter(offer=offer).select_related("evidence"))
    if {step.kind for step in steps} & {OfferStepKind.REVERSED, OfferStepKind.HELD, OfferStepKind.WITHDRAWN}:
        raise Rejected("This offer does not count any more.")
    learnt = next((step.evidence for step in steps if step.evidence is not None), None)
    if learnt is not None and learnt.removed_at is None:
        write.remove(learnt)
    settle(write, InboxKind.RELEASE, offer)
    return _step(write, offer, OfferStepKind.REVERSED)


def open_guards(deal: Deal, offer: Offer, waits: OfferStep, crossed: Sequence[str]) -> list[Guard]:
    """The guards that an offer still waits for: those of holdouts who still sit and have not released it."""
    done = OfferStep.objects.filter(offer=offer, kind=OfferStepKind.RELEASED).values("by")
    sitting = Seat.objects.filter(deal=deal, role=SeatRole.HOLDOUT).values("user")
    rows = Guard.objects.filter(deal=deal, pk__in=crossed, user__in=sitting).exclude(user__in=done)
    return list(rows.select_related("user").order_by("pk"))


def settle_for(write: Write, offer: Offer, user: User) -> None:
    """What waited for this person does not any more."""
    settle(write, InboxKind.RELEASE, offer)
    waits = OfferStep.objects.get(offer=offer, kind=OfferStepKind.WAITS)
    for one in open_guards(write.deal, offer, waits, [str(pk) for pk in opened(waits.guards, write.standing)]):
        notify(write, one.user, InboxKind.RELEASE, offer)


def bind_in(write: Write, levels: Levels, *, agreed: bool) -> None:
    """Check what binds us without being an offer: a give, or what was agreed. Raises ``Outside``, ``Rejected``.

    What was agreed needs no check where it is what we last offered: that was checked, released or excepted then.
    """
    rows = load_plan(write.deal)
    if agreed and levels.items() <= our_standing(rows, write.standing).items():
        return
    found = check(rows, write.standing, levels, today=timezone.localdate(write.at), seats=write.standing.seats)
    if found.reasons:
        raise Outside(found.reasons)
    if found.guards:
        who = ", ".join(sorted({str(one.user) for one in found.guards}))
        raise Rejected(f"{who} holds this back. Log it as an offer: it waits for the release.", "levels")


def _checked(write: Write, levels: Levels, seats: frozenset[str]) -> Checked:
    return check(load_plan(write.deal), write.standing, levels, today=timezone.localdate(write.at), seats=seats)


def _use(write: Write, pk: UUID | None, document: Mapping[str, str], found: Checked) -> MandateException | None:
    """The exception that covers all that the offer breaks, used up now; None when none was named."""
    if pk is None:
        return None
    row = MandateException.objects.filter(deal=write.deal, pk=pk).first()
    if row is None or row.state != ExceptionState.GRANTED:
        raise Rejected("This exception is not granted, or was used already.", "exception")
    if opened(row.levels, write.standing) != document:
        raise Rejected("The exception is for other levels: it covers exactly what was asked for.", "exception")
    covered = opened(row.breaks, write.standing)
    beyond = [one for one in found.reasons if one.key not in covered]
    if beyond:
        raise Outside(beyond)
    taken = MandateException.objects.filter(pk=row.pk, state=ExceptionState.GRANTED).update(state=ExceptionState.USED)
    if not taken:
        raise Rejected("This exception was used already.", "exception")
    write.log("changed", row, field="state", before=ExceptionState.GRANTED, after=ExceptionState.USED)
    return row


def _make_after_release(write: Write, offer: Offer) -> None:
    """What was released is made, if it may still be made by who recorded it."""
    levels = {UUID(pk): Decimal(level) for pk, level in opened(offer.levels, write.standing).items()}
    author = standing(offer.recorded_by, write.deal)
    found = _checked(write, levels, author.seats if author else frozenset())
    covered = opened(offer.exception.breaks, write.standing) if offer.exception else []
    beyond = [one for one in found.reasons if one.key not in covered]
    if beyond:
        raise Outside(beyond)
    _make(write, offer, levels, happened_at=write.at)
    next_moves.ask(write)
    notify(write, offer.recorded_by, InboxKind.DECISION, offer)


def _make(write: Write, offer: Offer, levels: Levels, *, happened_at: datetime) -> OfferStep:
    """It is on the table now, and the estimate of their side learns from it."""
    said_by: Any = offer.said_by
    facts: dict[str, Any] = {"happened_at": happened_at}
    facts["said_by"] = opened(said_by, write.standing) if isinstance(said_by, Secret) else said_by
    learnt = evidence.insert_offer(write, party=Party(offer.party), levels=levels, **facts)
    return _step(write, offer, OfferStepKind.MADE, learnt=learnt)


def _step(
    write: Write, offer: Offer, kind: OfferStepKind, *, words: str = "", guards: Sequence[str] = (),
    learnt: Evidence | None = None,
) -> OfferStep:  # fmt: skip
    row = OfferStep(
        offer=offer, kind=kind, words=words, guards=list(guards), evidence=learnt, by=write.by, at=write.at,
        seq=write.deal.seq + 1,
    )  # fmt: skip
    write.add(row, summary={"kind": str(kind), "party": offer.party, "number": offer.number})
    return row


def _waiting(write: Write, pk: UUID) -> tuple[Offer, OfferStep]:
    row = Offer.objects.filter(deal=write.deal, pk=pk).select_related("recorded_by", "exception").first()
    steps = {step.kind: step for step in OfferStep.objects.filter(offer=row)} if row else {}
    over = {OfferStepKind.MADE, OfferStepKind.HELD, OfferStepKind.WITHDRAWN, OfferStepKind.REVERSED}
    if row is None or OfferStepKind.WAITS not in steps or over & set(steps):
        raise Rejected("This offer does not wait for release any more.")
    return row, steps[OfferStepKind.WAITS]


def _check_text(**texts: str) -> None:
    for name, text in texts.items():
        if len(text) > MAX_WORDS:
            raise Rejected(f"At most {MAX_WORDS} characters.", name)
