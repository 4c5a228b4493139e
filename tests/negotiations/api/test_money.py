"""Rates, terms in money, claims, must-haves and levers over the API."""

from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues
from negotiations.models import Valuation
from tests.factories.money import claim_of, pay_later
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.trades import compute
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db
BAND = {"low": "12", "likely": "18", "high": "24"}


@pytest.fixture
def api(plan: Plan) -> Api:
    return Api(plan.lead)


def test_rates_are_edited_one_by_one(plan: Plan, api: Api) -> None:
    root = f"deals/{plan.deal.pk}/rates/"
    assert api.data(root)["theirs"]["capital"] is None
    answer = api.patch(f"{root}theirs/", {"version": 0, "capital": BAND, "source": "Their bank"})
    assert answer.status_code == 200, answer.content
    assert answer.json()["capital"] == BAND
    problem(api.patch(f"{root}theirs/", {"version": 0, "capital": {**BAND, "likely": "20"}}), 409)
    problem(api.patch(f"{root}ours/", {"version": 0, "capital": BAND}), 422)
    assert api.get(f"{root}nobody/").status_code == 404


def test_a_term_is_put_into_money_and_used(plan: Plan, api: Api) -> None:
    for party, rate in (("ours", {"low": "5", "likely": "5", "high": "5"}), ("theirs", BAND)):
        api.patch(f"deals/{plan.deal.pk}/rates/{party}/", {"version": 0, "capital": rate})
    root = f"deals/{plan.deal.pk}/conversions/"
    sent = {"kind": "payment", "issue": str(plan.payment.pk), "amount": "3000000", "days": "30"}
    made = api.post(root, sent)
    assert made.status_code == 201, made.content
    body = made.json()
    assert body["worth"]["ours"] == "12328.77"
    assert body["worth"]["theirs"] == {"low": "-59178.08", "likely": "-44383.56", "high": "-29589.04"}
    one = f"{root}{body['id']}/"
    assert api.patch(one, {"version": body["version"], "days": "60"}).json()["worth"]["ours"] == "24657.53"
    used = api.post(f"{one}weight/")
    assert used.status_code == 200, used.content
    assert Valuation.objects.get(issue=plan.payment, party="ours").swing == D("9.247")
    problem(api.post(root, {**sent, "issue": str(plan.deal.pk)}), 422)
    assert api.delete(one).status_code == 204
    assert api.data(root)["results"] == []


def test_a_claim_is_tested(plan: Plan, api: Api) -> None:
    root = f"deals/{plan.deal.pk}/claims/"
    row = claim_of(plan)
    (shown,) = api.data(root)["results"]
    assert shown["id"] == str(row.pk)
    assert shown["test"]["verdict"] == "not justified"
    assert shown["test"]["likely"] == "2.880"
    made = api.post(root, {"title": "Freight", "claim": "0.5", "parts": shown["parts"]})
    assert made.json()["test"]["verdict"] == "justified"
    one = f"{root}{row.pk}/"
    edited = api.patch(one, {"version": shown["version"], "claim": "2"})
    assert edited.json()["test"]["verdict"] == "justified"
    problem(api.patch(one, {"version": 0, "claim": "3"}), 409)
    assert api.delete(one).status_code == 204


def test_must_haves_are_priced_kept_and_relaxed(plan: Plan, api: Api) -> None:
    issues.set_limit(plan.payment, "walk_away", D(60), seen=None, by=plan.lead, at=NOW)
    issues.set_limit(plan.payment, "target", D(75), seen=None, by=plan.lead, at=NOW)
    root, key = f"deals/{plan.deal.pk}/must-haves/", f"walk_away:{plan.payment.pk}"
    assert api.data(root)["items"] == []
    compute(plan.deal)
    item = next(one for one in api.data(root)["items"] if one["key"] == key)
    assert D(item["cost"]) > 0
    kept = api.post(f"{root}decisions/", {"key": key, "decision": "keep", "reason": "The bank"}).json()
    assert next(one for one in kept["items"] if one["key"] == key)["reason"] == "The bank"
    relaxed = api.post(f"{root}decisions/", {"key": key, "decision": "relax"})
    assert "walk-away of Payment" in relaxed.json()["stale"]
    problem(api.post(f"{root}decisions/", {"key": "floor", "decision": "relax"}), 422)


def test_levers_are_given_a_worth(plan: Plan, api: Api) -> None:
    root = f"deals/{plan.deal.pk}/levers/"
    one = f"{root}{plan.lever.pk}/worth/"
    assert api.data(one)["ours"] is None
    theirs = {"low": "10000", "likely": "20000", "high": "30000"}
    answer = api.patch(one, {"version": 0, "ours": "-5000", "theirs": theirs})
    assert answer.status_code == 200, answer.content
    assert (answer.json()["ours"], answer.json()["theirs"]) == ("-5000", theirs)
    compute(plan.deal)
    (item,) = api.data(f"{root}gains/")["items"]
    assert item["lever"] == str(plan.lever.pk)
    problem(api.patch(one, {"version": 0, "ours": "1"}), 409)


def test_who_may_not(plan: Plan) -> None:
    row = pay_later(plan)
    observer = Api(seat(plan.deal, SeatRole.OBSERVER))
    for path in ("rates/", "conversions/", f"conversions/{row.pk}/", "claims/", "must-haves/", "levers/gains/"):
        problem(observer.get(f"deals/{plan.deal.pk}/{path}"), 403)
