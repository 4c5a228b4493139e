"""Mandates, offers and those who decide on them, for tests."""

from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import mandates
from negotiations.models import MandateVersion
from negotiations.queries.mandates import MandateState, mandate_state
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan, seat


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
