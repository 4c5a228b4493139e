"""What the preparation says of an issue is one click from it, and what is missing becomes a step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from tests.factories.negotiations import Plan, seat
from tests.factories.preparation import assumption, comparable, fact, question
from tests.support.pages import client_of, deal_url

pytestmark = pytest.mark.django_db


def test_the_panel_of_an_issue(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    question(plan, issue=plan.price)
    fact(plan, "Protected one", issue=plan.price, share_class="protect")
    assumption(plan, "They need cash", issue=plan.price, estimate="weight")
    comparable(plan, "600")
    url = deal_url("issue-detail", plan.deal, issue_id=plan.price.pk)
    page = client_of(plan.lead).get(url).content.decode()
    assert f"/prepare/questions/?issue={plan.price.pk}" in page
    assert "1 open question<" in page
    assert "no facts<" in page  # a protected one does not count
    assert "rests on an untested assumption: They need cash" in page
    assert "Our marker €585 lies" in page
    assert "Our target €598 lies" in page
    assert "Our target" not in client_of(observer).get(url).content.decode()


def test_what_is_missing_is_a_step(plan: Plan) -> None:
    page = client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    assert "Write down what to ask them" in page
    question(plan)
    assumption(plan, due_on=timezone.localdate() - timedelta(days=1))
    page = client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    assert "Write down what to ask them" not in page
    assert "Test an assumption" in page
