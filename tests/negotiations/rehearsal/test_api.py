"""Concession plans and rehearsals through the API."""

import pytest

from negotiations.actions import rehearsals
from negotiations.models import Job
from tests.factories.concessions import make_concessions, rehearse
from tests.factories.negotiations import Plan
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


def test_a_plan_is_drafted_edited_and_removed(plan: Plan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/concessions/"
    made = api.post(root, {"name": "A", "draft": True}).json()
    assert [item["level"] for item in made["opening"]] == ["585", "60", "3"]
    assert made["steps"]
    edited = api.patch(f"{root}{made['id']}/", {"version": made["version"], "rounds": 5}).json()
    assert edited["rounds"] == 5
    problem(api.patch(f"{root}{made['id']}/", {"version": made["version"], "rounds": 6}), 409)
    assert api.delete(f"{root}{made['id']}/").status_code == 204
    assert api.data(root)["results"] == []


def test_steps_are_added_moved_and_refused_in_words(plan: Plan) -> None:
    ladder = make_concessions(plan)
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/"
    gives = [{"issue": str(plan.price.pk), "level": "610"}]
    made = api.post(f"{root}concessions/{ladder.pk}/steps/", {"gives": gives, "amount": "3"}).json()
    assert (made["gives"], made["amount"]) == (gives, "3")
    assert (
        api.patch(f"{root}concession-steps/{made['id']}/", {"version": made["version"], "move": -9}).status_code == 200
    )
    steps = api.data(f"{root}concessions/{ladder.pk}/")["steps"]
    assert steps[0]["id"] == made["id"]
    problem(api.post(f"{root}concessions/{ladder.pk}/steps/", {"gives": gives, "amount": "2.5"}), 422)
    problem(api.post(f"{root}concessions/{ladder.pk}/steps/", {"gives": []}), 422)


def test_a_rehearsal_is_asked_for_and_read(plan: Plan) -> None:
    first, second = make_concessions(plan), make_concessions(plan, name="B", generous=True)
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/rehearsal/"
    body = {"plans": [str(first.pk), str(second.pk)], "runs": 100, "mix": {"linear": 1, "stubborn": 1}}
    asked = api.post(root, body)
    assert asked.status_code == 202
    assert api.data(root)["active"]["id"] == asked.json()["id"]
    job = Job.objects.get(pk=asked.json()["id"])
    rehearsals.run(job.pk)
    for chunk in job.chunks.all():
        rehearsals.run_chunk(chunk.pk)
    found = api.data(root)
    assert (found["runs"], found["stale"], len(found["plans"])) == (100, "", 2)
    assert [kind["name"] for kind in found["plans"][0]["kinds"]] == ["Gives evenly", "Stubborn"]
    assert found["pair"]["better"] + found["pair"]["equal"] + found["pair"]["worse"] in {99, 100, 101}


def test_nonsense_is_refused(plan: Plan) -> None:
    ladder = make_concessions(plan)
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/rehearsal/"
    for wrong in ({"runs": 0}, {"mix": {}}, {"plans": []}, {"mix": {"linear": 1001}}):
        problem(api.post(root, {"plans": [str(ladder.pk)], **wrong}), 422)


def test_the_same_rehearsal_is_the_same_job(plan: Plan) -> None:
    ladder = make_concessions(plan)
    job = rehearse(plan, ladder, runs=50)
    api = Api(plan.lead)
    assert api.post(f"deals/{plan.deal.pk}/rehearsal/", {"plans": [str(ladder.pk)], "runs": 50}).json()["id"] == str(
        job.pk
    )
