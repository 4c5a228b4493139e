"""Rounds of blind scoring for tests."""

from collections.abc import Mapping
from decimal import Decimal as D
from typing import Any

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import scoring, scoring_adoption, scoring_sheets
from negotiations.enums import RoundState
from negotiations.models import Deal, Issue, ScoringRound, Seat
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, seat

Points = Mapping[Issue, float]


def scoring_round(plan: Plan) -> ScoringRound:
    """The open round of a plan, opened by its lead; somebody else is seated when nobody is."""
    if Seat.objects.filter(deal=plan.deal).values("user").distinct().count() < 2:
        seat(plan.deal, SeatRole.OBSERVER, make_member(plan.deal.organisation, name="Zoe Zero"))
    found = ScoringRound.objects.filter(deal=plan.deal, state=RoundState.OPEN).select_related("deal").first()
    return found or scoring.open_round(plan.deal, by=plan.lead, at=NOW)


def points_of(points: Points) -> dict[Any, D]:
    return {issue.pk: D(str(value)) for issue, value in points.items()}


def hand_in(row: ScoringRound, user: User, points: Points, targets: Points | None = None) -> ScoringRound:
    """This person's sheet, handed in."""
    return scoring_sheets.hand_in(row, points_of(points), points_of(targets or {}), by=user, at=NOW)


def team(deal: Deal) -> dict[str, User]:
    """A coordinator, an expert, an observer and a sponsor beside the lead, by role."""
    roles = (SeatRole.COORDINATOR, SeatRole.EXPERT, SeatRole.OBSERVER, SeatRole.SPONSOR)
    return {
        str(role): seat(deal, role, make_member(deal.organisation, name=f"{role.title()} Person")) for role in roles
    }


def closed_round(plan: Plan) -> None:
    """A round that the lead and somebody else filled in, closed and settled, and an open one after it."""
    first = scoring_round(plan)
    hand_in(first, plan.lead, {issue: 100 - 30 * place for place, issue in enumerate(plan.issues)}, {plan.price: 590})
    other = Seat.objects.filter(deal=plan.deal).exclude(user=plan.lead).select_related("user")[0].user
    row = hand_in(first, other, {issue: 20 + 40 * place for place, issue in enumerate(plan.issues)}, {plan.price: 580})
    if row.is_open:
        row = scoring.close_round(row, by=plan.lead, at=NOW)
    scoring_adoption.adopt(row, {}, by=plan.lead, at=NOW)
    scoring.open_round(plan.deal, by=plan.lead, at=NOW)
