"""Who is here and where: seen by those who may see the field, gone when they go, harmless without Redis."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from accounts.permissions import SeatRole
from negotiations.live import presence
from tests.factories.accounts import make_api_token, make_member
from tests.factories.negotiations import Plan, make_plan, seat
from tests.support.pages import HTMX, client_of, deal_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(db: None) -> Plan:
    return make_plan()


def say(user: Any, plan: Plan, place: str = "", **more: str) -> int:
    data = {"tab": "t1", "place": place, **more}
    return int(client_of(user).post(deal_url("here", plan.deal), data).status_code)


def seen(user: Any, plan: Plan) -> str:
    return client_of(user).get(deal_url("here", plan.deal), headers=HTMX).content.decode()


def test_a_place_is_seen_by_those_who_see_the_field(plan: Plan) -> None:
    observer, holdout = seat(plan.deal, SeatRole.OBSERVER), seat(plan.deal, SeatRole.HOLDOUT)
    open_place, secret_place = f"cell-marker-{plan.payment.pk}", f"cell-target-{plan.payment.pk}"
    assert say(plan.lead, plan, open_place) == 204
    assert f'data-here="{open_place}"' in seen(observer, plan)
    assert "here, at Marker, Payment" in seen(observer, plan)
    say(plan.lead, plan, secret_place)
    assert f'data-here="{secret_place}"' in seen(holdout, plan)
    hidden = seen(observer, plan)
    assert "target" not in hidden.lower()
    assert 'data-here=""' in hidden  # here, but nobody says where


def test_an_expert_sees_the_secret_fields_of_own_issues_only(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    plan.payment.owner = expert
    plan.payment.save(update_fields=["owner"])
    say(plan.lead, plan, f"cell-target-{plan.payment.pk}")
    assert "cell-target" in seen(expert, plan)
    say(plan.lead, plan, f"cell-target-{plan.price.pk}")
    assert "cell-target" not in seen(expert, plan)


@pytest.mark.parametrize("place", ["cell-floor-x", "cell-secret-thing", "group-theirs-floor-1", "anything-else"])
def test_what_is_not_known_to_be_open_is_secret(plan: Plan, place: str) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    say(plan.lead, plan, place)
    shown = place.startswith("group-theirs")
    assert (place in seen(observer, plan)) is shown


def test_somebody_who_goes_is_gone(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.COORDINATOR)
    say(other, plan)
    assert 'data-people="1"' in seen(plan.lead, plan)
    say(other, plan, leave="1")
    assert 'data-people="0"' in seen(plan.lead, plan)


def test_whoever_says_nothing_for_long_is_gone(plan: Plan, monkeypatch: Any) -> None:
    monkeypatch.setattr(presence, "STAYS_SECONDS", -1)
    say(plan.lead, plan)
    assert 'data-people="0"' in seen(plan.lead, plan)


@pytest.mark.parametrize("data", [{}, {"tab": "<b>"}, {"tab": "x" * 40}])
def test_nonsense_is_refused(plan: Plan, data: dict[str, str]) -> None:
    assert client_of(plan.lead).post(deal_url("here", plan.deal), data).status_code == 422
    assert say(plan.lead, plan, "<script>", issue="nonsense") == 204
    assert "script" not in seen(plan.lead, plan)


def test_outsiders_get_404_and_colleagues_403(plan: Plan) -> None:
    assert say(make_plan().lead, plan) == 404
    assert say(make_member(plan.deal.organisation), plan) == 403


def test_without_redis_the_page_shows_the_seats(plan: Plan) -> None:
    with override_settings(REDIS_URL="redis://127.0.0.1:1/0"):
        assert say(plan.lead, plan) == 204
        assert str(plan.lead.initials) in seen(plan.lead, plan)
    presence._away_until = 0.0


def test_the_api_does_the_same(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    url = f"/api/v1/deals/{plan.deal.pk}/presence/"
    body = {"tab": "script", "place": f"cell-target-{plan.payment.pk}"}
    ours = client_of(plan.lead).put(url, json.dumps(body), content_type="application/json").json()
    lead = next(one for one in ours["people"] if one["user"]["id"] == plan.lead.pk)
    assert (lead["present"], lead["place"], lead["words"]) == (True, body["place"], "Target, Payment")
    _, token = make_api_token(observer)
    theirs = client_of(observer).get(url, headers={"Authorization": f"Token {token}"}).json()
    lead = next(one for one in theirs["people"] if one["user"]["id"] == plan.lead.pk)
    assert (lead["present"], lead["place"], lead["words"]) == (True, "", "")
    gone = json.dumps({"tab": "script", "present": False})
    ours = client_of(plan.lead).put(url, gone, content_type="application/json").json()
    assert not any(one["present"] for one in ours["people"])


def test_the_number_of_queries_does_not_grow(plan: Plan) -> None:
    def count() -> int:
        client = client_of(plan.lead)
        with CaptureQueriesContext(connection) as queries:
            client.get(deal_url("here", plan.deal), headers=HTMX)
        return len(queries)

    before = count()
    for _ in range(8):
        say(seat(plan.deal, SeatRole.COORDINATOR), plan)
    assert count() <= before + 1  # who is here without a seat
