"""The record of a counterparty over the API."""

import json

import pytest

from accounts.permissions import SeatRole
from negotiations.models import Acquaintance, StyleSighting
from tests.factories.accounts import make_member
from tests.factories.counterparties import make_link, make_sighting
from tests.factories.negotiations import Plan, make_deal, seat
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db
SHARE = {"low": "60", "likely": "70", "high": "75"}


def url(plan: Plan, path: str = "") -> str:
    return f"/api/v1/counterparties/{plan.deal.counterparty_id}/{path}"


def send(user: object, method: str, address: str, body: object = None):
    return client_of(user).generic(method, address, "" if body is None else json.dumps(body), "application/json")


def test_edit_with_a_version(plan: Plan) -> None:
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    found = send(plan.lead, "PATCH", url(plan), {"sales_share": SHARE, "version": 0})
    assert found.status_code == 200
    assert found.json()["sales_share"] == SHARE
    assert found.json()["version"] == 1
    lost = send(holdout, "PATCH", url(plan), {"sales_share": {**SHARE, "low": "10"}, "version": 0})
    assert lost.status_code == 409
    assert lost.json()["current"] == SHARE
    assert lost.json()["by"]["id"] == plan.lead.pk
    wrong = send(plan.lead, "PATCH", url(plan), {"sales_share": {**SHARE, "low": "99"}, "version": 1})
    assert wrong.status_code == 422
    assert "sales_share" in wrong.json()["errors"]
    assert send(plan.lead, "PATCH", url(plan), {"note": "x", "version": 99}).status_code == 422
    send(plan.lead, "PATCH", url(plan), {"buy_share": {"low": "5", "likely": "5", "high": "5"}, "version": 1})
    assert send(plan.lead, "GET", url(plan)).json()["dependency"] == {"depends": "they", "chance": 1.0}
    events = send(plan.lead, "GET", url(plan, "events/")).json()["results"]
    assert [event["seq"] for event in events] == [2, 1]
    assert events[1]["text"] == "changed our share of their sales to 60–75\u2009%"


def test_rows(plan: Plan) -> None:
    body = {"style": "competing", "saw": "Last price first", "seen_on": "2026-11-12", "deal": str(plan.deal.pk)}
    made = send(plan.lead, "POST", url(plan, "styles/"), body)
    assert made.status_code == 201
    row = made.json()
    assert row["deal"] == str(plan.deal.pk)
    changed = send(plan.lead, "PATCH", url(plan, f"styles/{row['id']}/"), {"person": "Rui", "version": row["version"]})
    assert changed.json()["person"] == "Rui"
    known = {"member": plan.lead.pk, "person": "Marta", "closeness": "well", "since": 2019}
    assert send(plan.lead, "POST", url(plan, "acquaintances/"), known).json()["member"]["id"] == plan.lead.pk
    stranger = make_member(make_deal().organisation)
    assert send(plan.lead, "POST", url(plan, "acquaintances/"), {**known, "member": stranger.pk}).status_code == 422
    assert Acquaintance.objects.count() == 1
    link = make_link(plan)
    assert send(plan.lead, "GET", url(plan, "links/")).json()["results"][0]["share"]["likely"] == "40"
    assert send(plan.lead, "GET", url(plan, f"links/{link.pk}/")).status_code == 200


def test_a_row_is_removed_put_back_and_erased(plan: Plan) -> None:
    row = make_sighting(plan)
    removed = url(plan, f"removed/styles/{row.pk}/")
    assert send(plan.lead, "DELETE", removed).status_code == 404
    assert send(plan.lead, "DELETE", url(plan, f"styles/{row.pk}/")).status_code == 204
    assert send(plan.lead, "GET", url(plan, "styles/")).json()["results"] == []
    assert send(plan.lead, "POST", removed).status_code == 204
    assert send(plan.lead, "DELETE", url(plan, f"styles/{row.pk}/")).status_code == 204
    assert send(plan.lead, "DELETE", removed).status_code == 204
    assert not StyleSighting.objects.exists()


def test_a_deal_that_one_may_not_open_is_null(plan: Plan) -> None:
    other = make_deal(plan.deal.organisation, title="Hidden chillers")
    make_sighting(plan, deal=other)
    assert send(plan.lead, "GET", url(plan, "styles/")).json()["results"][0]["deal"] is None
    hidden = {"style": "competing", "saw": "x", "seen_on": "2026-11-12", "deal": str(other.pk)}
    assert send(plan.lead, "POST", url(plan, "styles/"), hidden).status_code == 422


def test_only_those_with_a_deal_list_and_read_it(plan: Plan) -> None:
    colleague = make_member(plan.deal.organisation)
    assert send(colleague, "GET", "/api/v1/counterparties/").json()["results"] == []
    assert send(colleague, "GET", url(plan)).status_code == 404
    assert send(plan.lead, "GET", "/api/v1/counterparties/").json()["results"][0]["name"] == "Frigotec Lda"
