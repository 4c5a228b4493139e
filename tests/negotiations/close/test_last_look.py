"""The last look: the agreed package in money, whether they lose by it, whom it forgets, what is better for both."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, last_looks, terms
from negotiations.engine import improve
from negotiations.engine.problem import OURS
from negotiations.models import Job
from negotiations.queries.close.last_look import last_look
from negotiations.queries.findings.last_look import agreed_levels, find_last_look
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import Worker, standing
from tests.factories.close import term
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db


def agree(plan: Plan, price: int = 620, payment: int = 90, warranty: int = 3) -> None:
    for issue, level in ((plan.price, price), (plan.payment, payment), (plan.warranty, warranty)):
        term(plan, issue.name, issue=issue, level=Decimal(level))


def floor(plan: Plan, *band: int) -> None:
    values = dict(zip(("low", "likely", "high"), map(Decimal, band), strict=True))
    alternatives.set_their_floor(plan.deal, values, source="A guess", dated=NOW.date(), seen=None, by=plan.lead, at=NOW)


def look(plan: Plan) -> None:
    job = last_looks.request(plan.deal, by=plan.lead, at=timezone.now())
    last_looks.run(job.pk)


def document(plan: Plan) -> dict:
    rows, reader = load_plan(plan.deal), Worker(plan.deal)
    agreed = agreed_levels(plan.deal)
    inputs = plan_inputs(rows, reader, today=NOW.date(), extra=agreed)
    assert inputs is not None
    return find_last_look(inputs, rows, agreed, reader)


def test_what_is_better_costs_nobody_anything(plan: Plan) -> None:
    agree(plan)
    found = document(plan)
    assert found["improvements"], "what they want most was not given for what we want most"
    inputs = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=NOW.date(), extra=agreed_levels(plan.deal))
    assert inputs is not None
    base = tuple(row.index(Decimal(level)) for row, level in zip(inputs.issues, (620, 90, 3), strict=True))
    assert improve.value_left(inputs.problem, base) > 0
    for one in found["improvements"]:
        package = tuple(row.index(Decimal(one["levels"][str(row.issue.pk)])) for row in inputs.issues)
        assert inputs.problem.utility(package, OURS) >= inputs.problem.utility(base, OURS)
        assert one["keeps"] >= one["asked"]


def test_it_is_set_against_target_and_alternative(plan: Plan) -> None:
    agree(plan, 598, 30, 3)
    against = {one["what"]: one for one in document(plan)["against"]}
    assert Decimal(against["target"]["over"]) == 0  # exactly our targets
    assert Decimal(against["floor"]["worth"]) == Decimal(96000) * 80 / 100 - 2000
    ours = Decimal(document(plan)["package"]["ours"])
    assert abs(Decimal(against["floor"]["over"]) - (ours - Decimal(74800))) < 1


def test_the_chance_that_they_lose_follows_their_floor(plan: Plan) -> None:
    agree(plan)
    assert document(plan)["viability"] is None
    floor(plan, 1, 2, 3)
    assert document(plan)["viability"]["chance"] == 0
    floor(plan, 9_000_000, 9_100_000, 9_200_000)
    assert document(plan)["viability"]["chance"] == 1


def test_asked_computed_shown_and_stale(plan: Plan) -> None:
    url = deal_url("last-look", plan.deal)
    assert "To the agreed points" in client_of(plan.lead).get(url).content.decode()
    refused = post(plan.lead, deal_url("last-look-ask", plan.deal))
    assert refused.status_code == 200
    assert not Job.objects.exists()
    agree(plan)
    floor(plan, 100_000, 150_000, 200_000)
    assert post(plan.lead, deal_url("last-look-ask", plan.deal)).status_code == 200
    look(plan)
    assert Job.objects.count() == 1
    page = client_of(plan.lead).get(url).content.decode()
    for words in ("Better for both", "our best alternative", "They lose money by it in", "to us"):
        assert words in page
    access = standing(plan.lead, plan.deal)
    assert access is not None
    assert last_look(access, now=timezone.now()).stale == ""
    row = plan.deal.terms.order_by("number").first()
    terms.edit(row, {"level": Decimal(600)}, seen={}, by=plan.lead, at=NOW)
    assert last_look(access, now=timezone.now()).stale


def test_who_may_not_and_the_api(plan: Plan) -> None:
    agree(plan)
    observer = seat(plan.deal, SeatRole.OBSERVER)
    assert client_of(observer).get(deal_url("last-look", plan.deal)).status_code == 403
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/close/"
    assert api.post(f"{root}last-look/").status_code == 202
    look(plan)
    body = api.data(f"{root}last-look/")
    assert body["result"]["state"] == "done"
    assert body["better"]
    problem(Api(observer).post(f"{root}last-look/"), 403)
