"""Evidence, what is learned of it, and questions over the API."""

from typing import Any

import pytest

from negotiations.queries.plan.rows import evidence_of
from tests.factories.negotiations import Plan, estimate
from tests.factories.trades import compute
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


def at(plan: Plan, rest: str) -> str:
    return f"deals/{plan.deal.pk}/{rest}"


def level(issue: Any, text: str) -> dict[str, str]:
    return {"issue": str(issue.pk), "level": text}


def test_every_kind_is_noted_read_and_taken_back(plan: Plan) -> None:
    api = Api(plan.lead)
    ours = api.post(at(plan, "evidence/"), {"kind": "offer", "party": "ours", "levels": [level(plan.price, "590")]})
    assert ours.status_code == 201
    sent = [
        {"kind": "refusal", "answers": ours.json()["id"]},
        {"kind": "preference", "better": [level(plan.payment, "15")], "worse": [level(plan.payment, "60")]},
        {"kind": "order", "more": str(plan.payment.pk), "less": None, "confidence": "written", "source": "Mail"},
        {"kind": "choice", "picked": 1,
         "packages": [{"levels": [level(plan.price, "600")]}, {"levels": [level(plan.price, "610")]}]},
    ]  # fmt: skip
    for body in sent:
        answer = api.post(at(plan, "evidence/"), body)
        assert answer.status_code == 201, answer.content
        assert api.data(at(plan, f"evidence/{answer.json()['id']}/")) == answer.json()
    listed = api.data(at(plan, "evidence/"))["results"]
    assert [row["kind"] for row in listed] == ["offer", "refusal", "preference", "order", "choice"]
    assert listed[2]["better"] == [level(plan.payment, "15")]
    assert listed[3]["source"] == "Mail"
    assert listed[4]["packages"][1] == [level(plan.price, "610")]
    assert api.delete(at(plan, f"evidence/{listed[1]['id']}/")).status_code == 204
    assert len(evidence_of(plan.deal)) == 4


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "offer"}, "levels"),
        ({"kind": "order", "more": None}, "more"),
        ({"kind": "choice", "packages": []}, "picked"),
        ({"kind": "refusal", "answers": None}, "answers"),
        ({"kind": "silence"}, "kind"),
        ({"kind": "order", "levels": []}, "levels"),
    ],
)
def test_what_a_kind_lacks_is_named(plan: Plan, body: dict[str, Any], field: str) -> None:
    found = problem(Api(plan.lead).post(at(plan, "evidence/"), body), 422)
    assert field in str(found["errors"])
    assert evidence_of(plan.deal) == ()


def test_what_is_learned_is_bands_and_chances(plan: Plan) -> None:
    api = Api(plan.lead)
    before = api.data(at(plan, "their-side/"))
    assert before["effects"] == []
    assert all(one["before"] == one["after"] for one in before["issues"])
    api.post(at(plan, "evidence/"), {"kind": "order", "more": str(plan.price.pk), "less": str(plan.payment.pk)})
    after = api.data(at(plan, "their-side/"))
    price = next(one for one in after["issues"] if one["issue"] == str(plan.price.pk))
    assert price["after"]["median"] > price["before"]["median"]
    assert after["effects"][0]["what"] == "order"
    assert after["effects"][0]["after"] > after["effects"][0]["before"]
    assert len(after["orders"]) == 3
    assert after["effective"] < before["effective"] == after["guesses"]


def test_a_question_is_answered(plan: Plan) -> None:
    estimate(plan.payment, "unknown", 60, 90, 100)
    job = compute(plan.deal)
    api = Api(plan.lead)
    found = api.data(at(plan, "questions/"))
    assert found["result"]["id"] == str(job.pk)
    body = {"job": str(job.pk), "place": found["questions"][0]["place"], "answer": "first"}
    assert api.post(at(plan, "questions/"), body).json()["kind"] == "preference"
    assert len(api.data(at(plan, "questions/"))["questions"]) < len(found["questions"])
    problem(api.post(at(plan, "questions/"), {**body, "place": 99}), 422)


def test_they_leaned_to_a_package(plan: Plan) -> None:
    chosen = compute(plan.deal).suggestions.get(kind="package_set")
    api = Api(plan.lead)
    assert api.post(at(plan, f"suggestions/{chosen.pk}/lean/"), {"choice": 2}).json()["picked"] == 2
    problem(api.post(at(plan, f"suggestions/{chosen.pk}/lean/"), {"choice": 3}), 422)
