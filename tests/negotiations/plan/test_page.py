"""The plan on one page: who sees what, and what it takes."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import issues
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat

pytestmark = pytest.mark.django_db


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(plan: Plan) -> str:
    return reverse("negotiations:deal-plan", kwargs={"deal_id": plan.deal.pk})


def test_the_lead_sees_the_whole_strategy(plan: Plan) -> None:
    text = client_of(plan.lead).get(url(plan)).content.decode()
    for words in ("Unit price", "€585", "€598", "€624", "Daikan, quote 4412", "5 years", "Suggest trades"):
        assert words in text


def test_an_observer_sees_no_secret_and_no_control(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    text = client_of(observer).get(url(plan)).content.decode()
    assert "€585" in text  # the marker is what we say
    for secret in ("€598", "€605", "€624", "Daikan", "Walk-away", "data-cell ", "Suggest trades"):
        assert secret not in text


def test_an_expert_sees_the_limits_of_own_issues_only(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    text = client_of(expert).get(url(plan)).content.decode()
    assert 'value="15 days"' in text
    for secret in ("€598", "€624", "Daikan"):
        assert secret not in text


@pytest.mark.parametrize("place", ["deal-plan", "issue-detail", "weight-list", "alternative-list"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_issues(
    place: str, django_assert_max_num_queries: Any
) -> None:
    small, large = make_plan(), make_plan(extra_issues=27)
    for plan in (small, large):  # the activity beside the plan is about the same things
        for text in "abcdefg":
            issues.edit(plan.payment, "requester", text, seen=None, by=plan.lead, at=NOW)
    counts = []
    for plan in (small, large):
        kwargs = {"deal_id": plan.deal.pk}
        if place == "issue-detail":
            kwargs["issue_id"] = plan.warranty.pk
        client = client_of(plan.lead)
        path = reverse(f"negotiations:{place}", kwargs=kwargs)
        client.get(path)
        with django_assert_max_num_queries(70) as counted:
            assert client.get(path).status_code == 200
        counts.append(len(counted))
    assert counts[0] == counts[1]


def test_the_fragment_is_what_a_fresh_page_shows(plan: Plan) -> None:
    client = client_of(plan.lead)
    whole = client.get(url(plan)).content.decode()
    fragment = client.get(url(plan), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    start = whole.index('<div class="columns">')
    assert without_tokens(fragment).strip() in without_tokens(whole[start:])


def without_tokens(text: str) -> str:
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_a_colleague_without_a_seat_may_not(plan: Plan) -> None:
    assert client_of(make_member(plan.deal.organisation)).get(url(plan)).status_code == 403
