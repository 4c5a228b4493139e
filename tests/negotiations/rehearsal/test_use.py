"""Which concession plan is in use: chosen with one click, followed by the table and by the review, taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from negotiations.actions import undo
from negotiations.models import ConcessionPlan, Event
from negotiations.queries.history.page import recent
from negotiations.queries.ledger.plan_log import plan_against_log
from negotiations.queries.standing import Worker, standing
from tests.factories.concessions import make_concessions
from tests.factories.negotiations import NOW, Plan
from tests.factories.reviews import close, document, talk
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db


def followed(plan: Plan) -> str:
    found = plan_against_log(plan.deal, Worker(plan.deal), today=NOW.date())
    assert found is not None
    return found.name


@pytest.fixture
def second(plan: Plan) -> ConcessionPlan:
    """The plan that is not in use: the older one is."""
    first = make_concessions(plan)
    ConcessionPlan.objects.filter(pk=first.pk).update(created_at=NOW - timedelta(days=1))
    return make_concessions(plan, name="B", generous=True)


def test_one_click_takes_a_plan_into_use_and_undo_takes_it_back(plan: Plan, second: ConcessionPlan) -> None:
    client, page = client_of(plan.lead), reverse("negotiations:rehearsal-list", args=[plan.deal.pk])
    assert followed(plan) == "A"
    assert "Use this plan" in client.get(f"{page}?plan={second.pk}").content.decode()
    url = reverse("negotiations:concession-use", args=[plan.deal.pk, second.pk])
    assert client.post(url).status_code == 302
    assert followed(plan) == "B"
    shown = client.get(page).content.decode()
    assert "In use: the table" in shown
    assert "Use this plan" not in shown
    client.post(url)  # the same again writes nothing
    assert Event.objects.filter(deal=plan.deal, field="chosen_at").count() == 1
    access = standing(plan.lead, plan.deal)
    assert access is not None
    assert "took a concession plan into use" in str(recent(access, 1))
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert followed(plan) == "A"


def test_the_review_holds_the_log_against_the_plan_in_use(plan: Plan, second: ConcessionPlan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/concessions/{second.pk}/"
    row = api.data(root)
    assert row["in_use"] is False
    problem(api.patch(root, {"version": row["version"], "in_use": False}), 422)
    assert api.patch(root, {"version": row["version"], "in_use": True}).json()["in_use"] is True
    assert [one["in_use"] for one in api.data(f"deals/{plan.deal.pk}/concessions/")["results"]] == [False, True]
    talk(plan)
    found = document(close(plan))["plan"]
    assert (found["name"], len(found["steps"])) == ("B", 3)
