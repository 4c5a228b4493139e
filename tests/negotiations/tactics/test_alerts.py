"""At the table: the planned answer to a threat, a limit of ours that does not hold any more, leverage; and the API."""

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest

from negotiations.enums import Party
from negotiations.enums_tactics import SanctionAct
from negotiations.models import Move
from negotiations.queries.alerts import alerts_of
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import standing
from tests.factories.mandate import excepted
from tests.factories.negotiations import NOW, Plan
from tests.factories.preparation import objection
from tests.factories.table import move
from tests.factories.tactics import band, bogey, sanction
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db
THEIRS = Party.THEIRS


def texts(plan: Plan, now: Any = NOW) -> dict[str, str]:
    access = standing(plan.lead, plan.deal)
    assert access is not None
    return {
        one.code.value: f"{one.title}: {one.text}" for one in alerts_of(access, load_plan(plan.deal), now=now).shown
    }


def test_a_threat_shows_what_we_prepared_for_it(plan: Plan) -> None:
    sanction(plan, ready=True)
    sanction(plan, "Their list goes up", act=SanctionAct.PRICE, response="We ask for their costs")
    move(plan, "threat", party=THEIRS, words="then the next delivery will have to wait")
    said = texts(plan)["threat"]
    assert "“They hold the next delivery back”. Planned response: “Daikan delivers the first lot”." in said
    assert f"{plan.lead} has prepared it. On average it costs us €2,000–18,000." in said


def test_the_better_match_wins(plan: Plan) -> None:
    objection(plan, "We sell all our units to others", reply="We buy all year", issue=None)
    sanction(plan, "They sell first lots elsewhere", act=SanctionAct.OTHER, response="Daikan")
    threat = move(plan, "threat", party=THEIRS, words="We will sell all units to others")
    assert "Planned reply: “We buy all year”" in texts(plan)["threat"]
    sanction(plan, "They sell all their units to others", act=SanctionAct.OTHER, response="Norcool stands by")
    assert "Planned response: “Norcool stands by”" in texts(plan)["threat"]
    move(plan, "reply", answers=threat.pk, words="We have others too")
    assert "threat" not in texts(plan)


def test_a_limit_that_we_said_alerts_once_it_has_run_out(plan: Plan) -> None:
    row = bogey(plan)
    later = NOW + timedelta(days=60)
    assert "bogey" not in texts(plan, later)  # nobody said it
    move(plan, "bogey", words="finance has released 3.0 million, not more")
    assert "bogey" not in texts(plan)
    said = texts(plan, later)["bogey"]
    assert said.startswith("A limit of ours has run out, entry 1: “Finance has released")
    assert f"It held until {row.expires_on.day} Dec 2026" in said


def test_a_limit_that_we_went_past_alerts(plan: Plan) -> None:
    bogey(plan, "626 is our last price", issue=plan.price, level=D(626))
    move(plan, "bogey", words="626 is our last price")
    assert "bogey" not in texts(plan)
    excepted(plan, {plan.price.pk: D(628)})
    assert "A limit of ours does not hold, entry 1" in texts(plan)["bogey"]


def test_leverage_is_no_threat(plan: Plan) -> None:
    """It is an entry kind of its own by the line and by the API, and leaves the meter where it is."""
    for line in ("we point out: Norcool has 2,000 units free", "they leverage we buy 70 % of what you make"):
        assert post(plan.lead, deal_url("move-record", plan.deal), line=line).status_code == 200
    first, second = Move.objects.order_by("number")
    assert [(one.kind, one.party) for one in (first, second)] == [("leverage", "ours"), ("leverage", "theirs")]
    assert load_plan(plan.deal).spoken.threats == 0
    assert "threat" not in texts(plan)
    body = {"key": "7b3f6a52-56a4-4ea0-93f5-b0aa9b1f4f0e", "party": "ours", "kind": "leverage", "words": "We can wait"}
    made = Api(plan.lead).post(f"deals/{plan.deal.pk}/moves/", body)
    assert made.status_code == 201, made.content
    page = client_of(plan.lead).get(deal_url("move-list", plan.deal) + "?kind=pressure").content.decode()
    assert "Norcool has 2,000 units free" in page
    assert "<b>Leverage</b>" in page


def test_all_of_it_by_the_api(plan: Plan) -> None:
    api, base = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/"
    refused = problem(api.post(f"{base}bogeys/", {"text": "Nobody pays more", "truth": "untrue"}), 422)
    assert "not true is not planned" in str(refused)
    made = api.post(f"{base}bogeys/", {"text": "600 is the end", "issue": str(plan.price.pk), "level": "600"}).json()
    assert (made["verdict"], [one["code"] for one in made["marks"]]) == (
        "never", ["plan", "unchecked", "instead", "owner"],
    )  # fmt: skip
    changed = api.patch(f"{base}bogeys/{made['id']}/", {"level": "630", "version": made["version"]}).json()
    assert changed["verdict"] == "check"
    body = {"text": "They go to our boss", "chance": band("10", "20", "30"), "loss": band("100", "200", "300")}
    one = api.post(f"{base}sanctions/", body).json()
    assert (one["chance"], one["loss"]["high"], one["ready"]) == (band("10", "20", "30"), "300", False)
    assert api.data(f"{base}sanctions/expected/")["expected"] == {"low": "10.00", "likely": "40.00", "high": "90.00"}
    given = api.post(f"{base}small-gives/", {"text": "A plaque", "cost": "50"}).json()
    assert (given["given"], given["worth"]) == (None, None)
    problem(api.put(f"{base}small-gives/cap/", {"cap": "40", "version": 0}), 422)
    capped = api.put(f"{base}small-gives/cap/", {"cap": "60", "version": 0}).json()
    assert (capped["cap"], capped["total"], capped["given"]) == ("60.00", "50.00", "0.00")
    problem(api.put(f"{base}small-gives/cap/", {"cap": "70", "version": 0}), 409)
    assert api.delete(f"{base}small-gives/{given['id']}/").status_code == 204


def test_what_it_costs_stands_beside_the_alternatives(plan: Plan) -> None:
    url = deal_url("alternative-list", plan.deal)
    assert "what they may do" not in client_of(plan.lead).get(url).content.decode()
    sanction(plan)
    page = client_of(plan.lead).get(url).content.decode()
    assert "€2,000–18,000" in page
    assert "€56,800 to €72,800" in page  # the floor of 74,800 less that
