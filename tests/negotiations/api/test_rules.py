"""Rules between issues over the API."""

from typing import Any

import pytest

from accounts.permissions import SeatRole
from tests.factories.negotiations import Plan, seat
from tests.factories.rules import make_rule
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


def at(plan: Plan, rest: str = "") -> str:
    return f"deals/{plan.deal.pk}/rules/{rest}"


def bodies(plan: Plan) -> dict[str, Any]:
    late = {"issue": str(plan.payment.pk), "low": "60", "high": None}
    long_ = {"issue": str(plan.warranty.pk), "options": ["2", "3"]}
    return {
        "forbid": {"when": [late, long_]},
        "require": {"when": [late], "then": [long_], "requester": "Finance"},
        "bonus": {"when": [late, long_], "ours": "20000", "theirs": {"low": "1", "likely": "2", "high": "3"}},
        "cap": {
            "amounts": [
                {"issue": str(plan.payment.pk), "each": "1"},
                {"issue": str(plan.warranty.pk), "options": [{"option": "3", "amount": "50"}]},
            ],
            "most": "80",
            "counted": "points",
        },
    }


@pytest.mark.parametrize("kind", ["forbid", "require", "bonus", "cap"])
def test_what_goes_in_comes_out(plan: Plan, kind: str) -> None:
    api, body = Api(plan.lead), bodies(plan)[kind]
    made = api.post(at(plan), {"kind": kind, **body})
    assert made.status_code == 201, made.content
    row = made.json()
    for field, value in body.items():
        shown = row[field]
        if isinstance(value, list):
            assert sorted(map(str, shown)) == sorted(map(str, value))
        elif field != "theirs":
            assert shown in {value, f"{value}.00", f"{value}.000000"}
    assert row["text"]
    assert row["asleep"] is False
    assert api.data(at(plan)) == {"results": [row], "next": None}
    assert api.data(at(plan, f"{row['id']}/")) == row


def test_edits_have_versions_and_conflicts(plan: Plan) -> None:
    api, row = Api(plan.lead), make_rule(plan)
    path = at(plan, f"{row.pk}/")
    then = [{"issue": str(plan.warranty.pk), "options": ["3"]}]
    edited = api.patch(path, {"version": 0, "then": then, "importance": "want"}).json()
    assert edited["then"] == then
    assert edited["importance"] == "want"
    problem(api.patch(path, {"version": 0, "then": [{"issue": str(plan.warranty.pk), "options": ["2"]}]}), 409)
    problem(api.patch(path, {"version": 0}), 422)
    assert api.delete(path).status_code == 204
    problem(api.get(path), 404)


@pytest.mark.parametrize(
    ("change", "at_field"),
    [
        ({"when": [{"issue": "00000000-0000-4000-8000-000000000000", "low": "1"}]}, "when.0.issue"),
        ({"then": []}, "then"),
        ({"kind": "cap", "amounts": []}, "amounts"),
        ({"most": "x"}, "most"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_named(plan: Plan, change: dict[str, Any], at_field: str) -> None:
    body = {"kind": "require", **bodies(plan)["require"], **change}
    assert at_field in problem(Api(plan.lead).post(at(plan), body), 422)["errors"]


def test_what_if_names_the_rules_that_a_package_breaks(plan: Plan) -> None:
    row = make_rule(plan)
    levels = [{"issue": str(plan.payment.pk), "level": "90"}, {"issue": str(plan.warranty.pk), "level": "1"}]
    answer = Api(plan.lead).post(f"deals/{plan.deal.pk}/what-if/", {"levels": levels}).json()
    assert answer["broken"] == [str(row.pk)]


def test_only_for_readers_of_secrets(plan: Plan) -> None:
    row = make_rule(plan)
    for role in (SeatRole.OBSERVER, SeatRole.EXPERT):
        api = Api(seat(plan.deal, role))
        problem(api.get(at(plan)), 403)
        problem(api.get(at(plan, f"{row.pk}/")), 403)
        problem(api.post(at(plan), {}), 403)
