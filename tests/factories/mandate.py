"""Mandates, offers and those who decide on them, for tests."""

from datetime import datetime
from decimal import Decimal as D
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import exceptions, guards, mandates
from negotiations.enums import Party
from negotiations.models import Issue, MandateException, MandateVersion, Offer
from negotiations.queries.mandate.state import MandateState, mandate_state
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.table import move


def sponsor_of(plan: Plan) -> User:
    """The sponsor of the deal; seated when nobody is."""
    held = plan.deal.seats.filter(role=SeatRole.SPONSOR).select_related("user").first()
    return held.user if held else seat(plan.deal, SeatRole.SPONSOR)


def submitted(plan: Plan, *, at: datetime = NOW) -> MandateVersion:
    """The terms as they are, before the sponsor."""
    return mandates.submit(plan.deal, by=plan.lead, at=at)


def approved(plan: Plan, *, at: datetime = NOW, **terms: Any) -> MandateVersion:
    """A mandate in force; ``terms`` are fields of the draft."""
    for field, value in terms.items():
        mandates.edit(plan.deal, field, value, seen=None, by=plan.lead, at=at)
    version = submitted(plan, at=at)
    mandates.approve(plan.deal, number=version.number, digest=version.digest, proven_at=at, by=sponsor_of(plan), at=at)
    return version


def state(plan: Plan, *, at: datetime = NOW) -> MandateState:
    """Where the mandate stands on a day."""
    return mandate_state(plan.deal, Worker(plan.deal), today=at.date())


def levels(plan: Plan, price: float = 600, payment: int = 60, warranty: int = 3) -> dict[UUID, D]:
    """A whole package within the limits of the plan unless told otherwise: the warranty is an option's number."""
    return {plan.price.pk: D(str(price)), plan.payment.pk: D(payment), plan.warranty.pk: D(warranty)}


def offer(plan: Plan, package: dict[UUID, D] | None = None, *, party: Party = Party.OURS, **facts: Any) -> Offer:
    """An offer on record, ours unless told otherwise; what it gives, it gives for a reason."""
    row = move(plan, "offer", party=party, levels=package or levels(plan), **{"why": "To move", **facts})
    assert row.offer is not None
    return row.offer


def granted(plan: Plan, package: dict[UUID, D], *, by: User | None = None, at: datetime = NOW) -> MandateException:
    """An exception that the sponsor allowed."""
    row = exceptions.ask(plan.deal, levels=package, why="They close today", by=by or plan.lead, at=at)
    return exceptions.grant(row, proven_at=at, by=sponsor_of(plan), at=at)


def excepted(plan: Plan, package: dict[UUID, D]) -> Offer:
    """An offer of ours beyond the mandate, by an exception."""
    return offer(plan, package, exception=granted(plan, package).pk)


def guarded(plan: Plan, issue: Issue) -> User:
    """A holdout who guards an issue, with a true price that is nobody else's business."""
    held = plan.deal.seats.filter(role=SeatRole.HOLDOUT).select_related("user").first()
    holdout = held.user if held else seat(plan.deal, SeatRole.HOLDOUT)
    words = {"stated": "Five years of warranty", "price": "hoopoecrest"}
    guards.edit_all(plan.deal, issues=[issue.pk], **words, by=holdout, at=NOW)
    return holdout


def mandate_rows(plan: Plan) -> dict[str, Any]:
    """Ids of an offer of theirs and of a request to the sponsor; the coordinator may commit a little."""
    theirs = offer(plan, {plan.price.pk: D(632)}, party=Party.THEIRS, words="cuckoonest", why="")
    asked = exceptions.ask(plan.deal, levels={plan.price.pk: D(631)}, why="They close", by=plan.lead, at=NOW)
    return {"offer_id": theirs.pk, "exception_id": asked.pk, "seat": "coordinator"}
