"""The seat plan: who owns, knows and may commit each issue, who faces whom; what is not covered says so."""

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues, seats, stakeholders
from negotiations.models import Seat
from negotiations.queries.standing import standing
from negotiations.queries.team.seat_plan import SeatPlan, area_of, seat_plan
from tests.factories.negotiations import NOW, Plan, seat
from tests.support.pages import client_of, deal_url

pytestmark = pytest.mark.django_db


def plan_of(plan: Plan, user: object = None) -> SeatPlan:
    return seat_plan(standing(user or plan.lead, plan.deal))


def line(plan: Plan, name: str, user: object = None):
    return next(one for one in plan_of(plan, user).lines if one.issue.name == name)


def test_an_issue_that_nobody_owns_or_knows_is_a_gap_until_somebody_does(plan: Plan) -> None:
    assert line(plan, "Payment").gaps == ("nobody owns it", "nobody at the table knows finance")
    expert = seat(plan.deal, SeatRole.EXPERT)
    row = Seat.objects.get(user=expert)
    seats.edit(plan.deal, row.pk, {"expertise": ["finance"]}, seen={}, by=plan.lead, at=NOW)
    now = line(plan, "Payment")
    assert (now.gaps, now.knows, now.could) == (("nobody owns it",), (str(expert),), str(expert))
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    assert line(plan, "Payment").gaps == ()
    seats.edit(plan.deal, row.pk, {"phases": ["close"]}, seen={}, by=plan.lead, at=NOW)
    assert "its owner has no seat now" in line(plan, "Payment").gaps


def test_what_an_issue_is_about_is_read_from_its_name(plan: Plan) -> None:
    assert [area_of(issue) for issue in (plan.price, plan.payment, plan.warranty)] == ["price", "finance", "quality"]


def test_who_may_commit_is_for_readers_of_secrets(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    assert line(plan, "Payment").commits == (str(plan.lead),)
    assert line(plan, "Payment", observer).commits is None
    page = client_of(observer).get(deal_url("seat-plan", plan.deal)).content.decode()
    assert "May commit it" not in page


def test_their_people_at_the_table_need_somebody_across(plan: Plan) -> None:
    theirs = stakeholders.add(plan.deal, side="theirs", name="Luis Prado", at_table=True, by=plan.lead, at=NOW)
    assert [one.faced for one in plan_of(plan).across] == [()]
    lead = Seat.objects.get(deal=plan.deal, role="lead")
    seats.edit(plan.deal, lead.pk, {"faces": [str(theirs.pk)]}, seen={}, by=plan.lead, at=NOW)
    assert [one.faced for one in plan_of(plan).across] == [(str(plan.lead),)]
    page = client_of(plan.lead).get(deal_url("seat-plan", plan.deal)).content.decode()
    assert "nobody of us faces them" not in page
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "changed whom of theirs one faces from" in history
