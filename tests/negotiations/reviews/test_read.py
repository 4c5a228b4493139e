"""The review's pages and its API show the same figures; only readers of secrets open them."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.queries.review.words import amounts_of
from tests.factories.negotiations import Plan, make_plan, seat
from tests.factories.reviews import close, document, reviewed, talk
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make_plan()


def get(plan: Plan, name: str, who=None, **headers: str):
    return client_of(who or plan.lead).get(reverse(f"negotiations:{name}", args=[plan.deal.pk]), headers=headers)


def test_before_the_end_the_page_says_what_it_is_for(plan: Plan) -> None:
    page = get(plan, "review-detail").content.decode()
    assert "The review comes when the deal is over" in page


def test_the_page_says_the_result_the_gap_and_its_entries(plan: Plan) -> None:
    found = reviewed(plan)
    page = get(plan, "review-detail").content.decode()
    amounts = amounts_of(found)
    for figure in (
        amounts.ours(found["result"]["worth"]),
        amounts.ours(found["result"]["savings"], signed=True),
        amounts.ours(found["gap"]["whole"]),
        amounts.ours(found["gap"]["parts"]["free give"]),
        "Daikan, quote 4412",
    ):
        assert figure in page
    assert "Free gives" in page
    assert "#entry-7" in page
    fragment = get(plan, "review-detail", HX_Request="true").content.decode()
    assert "<html" not in fragment
    assert amounts.ours(found["gap"]["whole"]) in fragment


def test_the_talks_page_has_turns_questions_threats_and_warnings(plan: Plan) -> None:
    reviewed(plan)
    page = get(plan, "review-talks").content.decode()
    for words in ("What matters most today?", "Cash before the winter", "Then we stop deliveries", "no answer",
                  "To get them moving", "First offer", 'id="entry-11"'):  # fmt: skip
        assert words in page


def test_the_api_gives_the_same_numbers(plan: Plan) -> None:
    talk(plan)
    found = document(close(plan))
    body = client_of(plan.lead).get(reverse("api:review-detail", args=[plan.deal.pk])).json()
    assert body["outcome"] == "agreed"
    assert body["result"]["worth"] == found["result"]["worth"]
    assert body["gap"]["parts"] == found["gap"]["parts"]
    assert body["dance"]["spots"] == found["dance"]["spots"]


@pytest.mark.parametrize("name", ["review-detail", "review-talks"])
def test_only_readers_of_secrets(plan: Plan, name: str) -> None:
    assert get(plan, name, seat(plan.deal, SeatRole.OBSERVER)).status_code == 403
    assert get(plan, name, make_plan().lead).status_code == 404
    assert Client().get(reverse(f"negotiations:{name}", args=[plan.deal.pk])).status_code == 302


def test_queries_do_not_grow_with_the_log(plan: Plan, django_assert_max_num_queries) -> None:
    reviewed(plan)
    with django_assert_max_num_queries(78):  # 28 of them judge the roles
        assert get(plan, "review-talks").status_code == 200
