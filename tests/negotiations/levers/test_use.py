"""Levers on the plan: kept at hand, put on the table, taken off."""

import pytest

from accounts.permissions import SeatRole
from negotiations.models import Issue, Lever
from tests.factories.accounts import make_member
from tests.factories.negotiations import Plan, make_plan, seat
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def test_a_lever_becomes_an_issue(plan: Plan) -> None:
    url = deal_url("lever-use", plan.deal, lever_id=plan.lever.pk)
    response = post(plan.lead, url)
    assert response.status_code == 200
    assert "is an issue now" in response.content.decode()
    issue = Issue.objects.get(deal=plan.deal, name=plan.lever.title)
    assert [option.label for option in issue.options.order_by("number")] == ["No", "Yes"]
    swapped_equals_fresh(plan.lead, response, deal_url("deal-plan", plan.deal))
    again = post(plan.lead, url)
    assert "on the table already" in again.content.decode()


def test_a_lever_is_added_and_removed(plan: Plan) -> None:
    response = post(plan.lead, deal_url("lever-create", plan.deal), title="Reference visit", why="They need one")
    assert "Reference visit" in response.content.decode()
    assert Lever.objects.filter(deal=plan.deal, title="Reference visit", why="They need one").exists()
    post(plan.lead, deal_url("lever-remove", plan.deal, lever_id=plan.lever.pk))
    page = client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    assert "They pay for space in winter" not in page
    empty = post(plan.lead, deal_url("lever-create", plan.deal), title="  ", htmx=False)
    assert empty.status_code == 302
    assert Lever.objects.filter(deal=plan.deal, removed_at=None).count() == 1


def test_others_may_not(plan: Plan) -> None:
    url = deal_url("lever-use", plan.deal, lever_id=plan.lever.pk)
    assert post(make_plan().lead, url).status_code == 404
    assert post(make_member(plan.deal.organisation), url).status_code == 403
    assert post(seat(plan.deal, SeatRole.EXPERT), url).status_code == 403
    assert Issue.objects.filter(deal=plan.deal).count() == 3
