"""The log through the API: once by key, by line or by fields, taken back, put right, refused with reasons."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.models import Move
from tests.factories.mandate import approved
from tests.factories.negotiations import Plan, make_plan, seat
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


def path(plan: Plan, rest: str = "") -> str:
    return f"deals/{plan.deal.pk}/moves/{rest}"


def test_logged_once_read_taken_back_and_put_right(plan: Plan) -> None:
    lead, key = Api(plan.lead), str(uuid4())
    body = {"key": key, "line": "they offer price 632, 15 days @Rui"}
    made = [lead.post(path(plan), body) for _ in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    first = made[0].json()
    assert made[1].json() == first
    assert (first["number"], first["kind"], first["said_by"]) == (1, "offer", "Rui")
    assert {one["level"] for one in first["levels"]} == {"632", "15"}
    fields = {"key": str(uuid4()), "party": "ours", "kind": "question", "words": "Why?", "issue": str(plan.price.pk)}
    asked = lead.post(path(plan), fields).json()
    answer = lead.post(path(plan), {"key": str(uuid4()), "line": "they answer because of steel"}).json()
    assert answer["answers"] == asked["id"]
    keys = {"key": str(uuid4()), "reversal_key": str(uuid4())}
    right = lead.post(path(plan, f"{first['id']}/correct/"), {**keys, "line": "they offer 623", "wrong": "Misheard"})
    assert right.json()["number"] == 5
    gone = lead.data(path(plan, f"{first['id']}/"))
    assert gone["reversed_by"] == lead.data(path(plan))["results"][3]["id"]
    back = lead.post(path(plan, f"{answer['id']}/reverse/"), {"key": str(uuid4()), "why": "Not said"}).json()
    assert (back["kind"], back["reverses"]) == ("reversal", answer["id"])
    assert Move.objects.count() == 6


def test_a_line_is_read_without_writing(plan: Plan) -> None:
    heard = Api(plan.lead).post(path(plan, "read/"), {"line": "informally they offer 628"}).json()
    assert (heard["party"], heard["binding"]) == ("theirs", False)
    assert heard["levels"] == [{"issue": str(plan.price.pk), "level": "628"}]
    for line in ("price 600", "their answer to 99: no"):
        assert "line" in problem(Api(plan.lead).post(path(plan, "read/"), {"line": line}), 422)["errors"]
    assert not Move.objects.exists()


def test_what_is_refused_is_said(plan: Plan) -> None:
    lead = Api(plan.lead)
    approved(plan, at=timezone.now())
    refused = problem(lead.post(path(plan), {"key": str(uuid4()), "line": "we offer price 630"}), 409)
    assert "walk_away" in {one["code"] for one in refused["reasons"]}
    missing = problem(lead.post(path(plan), {"key": str(uuid4()), "line": "we give a stand"}), 409)
    assert missing["code"] == "price_missing"
    for body in ({"line": "note x"}, {"key": str(uuid4())}, {"key": str(uuid4()), "line": "note x", "kind": "note"}):
        problem(lead.post(path(plan), body), 422)
    given = {"key": str(uuid4()), "line": "we give a stand", "in_return": "A better price"}
    assert lead.post(path(plan), given).status_code == 201


def test_who_may_not(plan: Plan) -> None:
    body = {"key": str(uuid4()), "line": "note x"}
    problem(Api(seat(plan.deal, SeatRole.SPONSOR)).post(path(plan), body), 403)
    problem(Api(seat(plan.deal, SeatRole.OBSERVER)).get(path(plan)), 403)
    problem(Api(make_plan().lead).get(path(plan)), 404)
