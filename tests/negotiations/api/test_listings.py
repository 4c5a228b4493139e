"""Lists of packages over the API."""

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import listings
from tests.factories.negotiations import Plan, seat
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


def test_a_list_is_asked_for_read_and_taken_from(plan: Plan) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/trades/list/"
    assert api.data(path)["rows"] == []
    asked = {"show": "ours", "count": 5, "low": "400000", "high": None, "ties": False}
    job = api.post(path, asked)
    assert job.status_code == 202, job.content
    assert job.json()["kind"] == "listing"
    listings.run(job.json()["id"])
    found = api.data(path)
    assert found["asked"] == asked
    assert len(found["rows"]) == 5
    worths = [float(row["ours"]) for row in found["rows"]]
    assert worths == sorted(worths, reverse=True)
    assert {row["issue"] for row in found["rows"][0]["levels"]} == {str(issue.pk) for issue in plan.issues}
    taken = api.post(f"{path}{job.json()['id']}/take/", {"place": 2}).json()
    assert sorted(map(str, taken["levels"])) == sorted(map(str, found["rows"][2]["levels"]))
    assert api.data(path)["stale"] == "the package on the page"
    problem(api.post(f"{path}{job.json()['id']}/take/", {"place": 90}), 422)


def test_what_cannot_be_asked_is_named(plan: Plan) -> None:
    path = f"deals/{plan.deal.pk}/trades/list/"
    assert "low" in problem(Api(plan.lead).post(path, {"low": "9", "high": "1"}), 422)["errors"]
    assert "count" in problem(Api(plan.lead).post(path, {"count": 0}), 422)["errors"]
    assert "show" in problem(Api(plan.lead).post(path, {"show": "luck"}), 422)["errors"]


def test_only_for_readers_of_secrets(plan: Plan) -> None:
    path = f"deals/{plan.deal.pk}/trades/list/"
    problem(Api(seat(plan.deal, SeatRole.OBSERVER)).get(path), 403)
    problem(Api(seat(plan.deal, SeatRole.SPONSOR)).post(path, {}), 403)
