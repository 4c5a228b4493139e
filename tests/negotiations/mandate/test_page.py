"""The page of the mandate and its API: who sees it, who edits, who signs, and with which proof."""

import re
from decimal import Decimal as D

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, issues
from negotiations.models import Mandate
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.mandate.check import check, within_mandate
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import standing
from negotiations.secrets import Secret
from tests.factories.accounts import PASSWORD
from tests.factories.mandate import approved, levels, sponsor_of, state, submitted
from tests.factories.negotiations import Plan, make_plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r'csrf[^>]*?"[A-Za-z0-9]{64}"|X-CSRFToken[^}]*|data-seq="\d+"')


def page_of(plan: Plan, user=None, name: str = "mandate-detail") -> str:
    return client_of(user or plan.lead).get(deal_url(name, plan.deal)).content.decode()


def test_drafted_in_place_submitted_and_signed_with_the_password(plan: Plan) -> None:
    sponsor, now = sponsor_of(plan), timezone.now()
    fresh = post(plan.lead, deal_url("mandate-edit", plan.deal, field="margin"), value="€5,000", version="0")
    assert fresh.status_code == 200
    assert "€79,800" in fresh.content.decode()
    swapped_equals_fresh(plan.lead, fresh, deal_url("mandate-detail", plan.deal))
    post(plan.lead, deal_url("mandate-never", plan.deal), issue=str(plan.warranty.pk), version="99")
    assert "3 years or better for us" not in page_of(plan)  # its target is the option 5 years
    assert "5 years or better for us" in page_of(plan)
    assert post(plan.lead, deal_url("mandate-submit", plan.deal), htmx=False).status_code == 302
    assert f"waits for {sponsor}" in page_of(plan)
    version = state(plan, at=now).version
    given = {"number": "1", "digest": version.digest}
    url = deal_url("mandate-approve", plan.deal)
    assert "Your password" in page_of(plan, sponsor)
    assert post(sponsor, url, htmx=False, **given).status_code == 422
    wrong = post(sponsor, url, **given, password="not mine")
    assert (wrong.status_code, "not your password" in wrong.content.decode()) == (422, True)
    assert post(sponsor, url, htmx=False, **given, password=PASSWORD).status_code == 302
    assert state(plan, at=now).in_force
    assert "is in force" in page_of(plan)
    assert post(plan.lead, url, **given, password=PASSWORD).status_code == 403


def test_everybody_is_told_when_it_is_void(plan: Plan) -> None:
    now = timezone.now()
    approved(plan, at=now)
    holdout, observer = seat(plan.deal, SeatRole.HOLDOUT), seat(plan.deal, SeatRole.OBSERVER)
    before = {name: page_of(plan, observer, name) for name in ("deal-plan", "weight-list")}
    issues.set_limit(plan.price, "walk_away", D(626), seen=None, by=plan.lead, at=now)
    for name in ("deal-plan", "weight-list", "mandate-detail", "deal-history"):
        told = page_of(plan, holdout, name)
        assert f"{plan.lead} changed the walk-away of Unit price." in told, name
    assert "deal-alarm" in page_of(plan, holdout)
    for name in before:
        assert "deal-alarm" not in page_of(plan, observer, name)
        assert "Mandate" not in page_of(plan, observer, name)
        now_shown, shown = (TOKENS.sub("", text).splitlines() for text in (page_of(plan, observer, name), before[name]))
        assert [pair for pair in zip(now_shown, shown, strict=False) if pair[0] != pair[1]] == []
    assert client_of(observer).get(deal_url("mandate-detail", plan.deal)).status_code == 403
    assert client_of(make_plan().lead).get(deal_url("mandate-detail", plan.deal)).status_code == 404


def test_who_may_commit_is_typed_and_kept(plan: Plan) -> None:
    url = deal_url("mandate-authority", plan.deal, seat="coordinator")
    typed = {"may": "yes", "value": "3,000,000", "discount": "a lot", f"level-{plan.payment.pk}": "30 days"}
    refused = post(plan.lead, url, **typed, version="0")
    assert refused.status_code == 422
    assert 'value="3,000,000"' in refused.content.decode()
    assert post(plan.lead, url, **{**typed, "discount": "2"}, version="0").status_code == 200
    stored = Mandate.objects.get(deal=plan.deal).authority
    assert stored == Secret(
        {"coordinator": {"value": "3000000", "discount": "2", "levels": {str(plan.payment.pk): "30"}}}
    )
    assert "Payment at least 30 days" in page_of(plan)
    assert client_of(plan.lead).post(deal_url("mandate-authority", plan.deal, seat="observer")).status_code == 404


def test_the_same_through_the_api(plan: Plan) -> None:
    lead, sponsor, path = Api(plan.lead), Api(sponsor_of(plan)), f"deals/{plan.deal.pk}/mandate/"
    draft = lead.data(path)
    assert (draft["state"], draft["terms"]["binding"]["floor"]["least"]) == ("draft", "74800")
    edited = lead.patch(path, {"version": draft["version"], "margin": "1000", "never": [str(plan.payment.pk)]})
    assert edited.json()["terms"]["binding"]["floor"]["least"] == "75800"
    version = lead.post(path + "submit/")
    assert version.status_code == 201
    given = {"number": 1, "digest": version.json()["digest"]}
    assert problem(lead.post(path + "approve/", given), 403)["code"] == "forbidden"
    refused = problem(sponsor.post(path + "approve/", given), 422)
    assert refused["code"] == "reauthentication_required"
    assert "password" in refused["detail"]
    problem(sponsor.post(path + "approve/", {**given, "password": "wrong"}), 422)
    assert sponsor.post(path + "approve/", {**given, "password": PASSWORD}).json()["state"] == "approved"
    assert lead.data(path)["in_force"]
    lead.patch(f"deals/{plan.deal.pk}/issues/{plan.price.pk}/limits/", {"version": plan.deal.seq, "walk_away": "630"})
    void = lead.data(path)
    assert (void["state"], void["in_force"]) == ("void", False)
    assert [(one["what"], one["before"], one["after"]) for one in void["changes"]] == [
        ("walk-away of Unit price", "€624", "€630")
    ]
    assert lead.data(path + "versions/")[0]["rulings"][1]["verdict"] == "void"


def test_the_number_of_queries_does_not_depend_on_the_plan(django_assert_max_num_queries) -> None:
    for extra in (0, 9):
        plan = make_plan(extra_issues=extra)
        submitted(plan)
        client = client_of(plan.lead)
        client.get(deal_url("mandate-detail", plan.deal))
        with django_assert_max_num_queries(40):
            client.get(deal_url("mandate-detail", plan.deal))


def test_the_plan_says_whether_its_package_is_within(plan: Plan) -> None:
    now = timezone.now()
    assert "No mandate is approved yet." in page_of(plan, name="deal-plan")
    approved(plan, at=now)
    assert "Within the mandate</a>" in page_of(plan, name="deal-plan")
    alternatives.set_package(plan.deal, {plan.price.pk: D(640)}, by=plan.lead, at=now)
    said = page_of(plan, name="deal-plan")
    assert "Outside the mandate</a>" in said
    assert "Unit price €640 is beyond its limit" in said
    assert "mandate" not in page_of(plan, seat(plan.deal, SeatRole.OBSERVER), "deal-plan").split("<main")[1].lower()
    rows, lead, today = load_plan(plan.deal), standing(plan.lead, plan.deal), timezone.localdate(now)
    for price in (590, 615, 624, 626, 640):
        inputs = plan_inputs(rows, lead, today=today, levels=13, draws=20, extra=levels(plan, price))
        found = check(rows, lead, levels(plan, price), today=today, seats=lead.seats)
        package = inputs.package_of(levels(plan, price))
        assert within_mandate(inputs, found.state, package) == found.reasons, price
