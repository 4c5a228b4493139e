"""Jobs, suggestions, the frontier and what-if over the API."""

from decimal import Decimal as D
from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import suggestions
from negotiations.models import Job, PlanPackage, Suggestion
from negotiations.secrets import unwrap_for_storage
from tests.factories.accounts import make_member
from tests.factories.negotiations import Plan, seat
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def computed(plan: Plan) -> Plan:
    """The plan with a job that ran."""
    job = Api(plan.lead).post(f"deals/{plan.deal.pk}/jobs/", {}).json()
    assert job["state"] == "queued"
    suggestions.run(job["id"])
    return plan


def at(plan: Plan, rest: str) -> str:
    return f"deals/{plan.deal.pk}/{rest}"


def test_a_job_is_asked_for_once(computed: Plan) -> None:
    api = Api(computed.lead)
    again = api.post(at(computed, "jobs/"), {})
    assert again.status_code == 202
    assert again.json()["state"] == "done"
    assert [row["id"] for row in api.data(at(computed, "jobs/"))["results"]] == [again.json()["id"]]
    assert api.data(at(computed, f"jobs/{again.json()['id']}/")) == again.json()


def test_a_job_can_be_cancelled(plan: Plan) -> None:
    api = Api(plan.lead)
    job = api.post(at(plan, "jobs/"), {}).json()
    assert api.delete(at(plan, f"jobs/{job['id']}/")).status_code == 204
    assert api.data(at(plan, f"jobs/{job['id']}/"))["state"] == "cancelled"


def test_an_offer_is_countered(plan: Plan) -> None:
    api = Api(plan.lead)
    offer = [{"issue": str(plan.price.pk), "level": "620"}, {"issue": str(plan.warranty.pk), "level": "1"}]
    job = api.post(at(plan, "jobs/"), {"offer": offer}).json()
    suggestions.run(job["id"])
    found = api.data(at(plan, f"suggestions/?job={job['id']}&kind=counter"))["results"]
    assert found
    assert all(row["kind"] == "counter" and row["text"] for row in found)
    problem(api.post(at(plan, "jobs/"), {"offer": [{"issue": str(plan.price.pk), "level": "1"}]}), 422)


def test_suggestions_are_read_and_decided(computed: Plan) -> None:
    api = Api(computed.lead)
    found = api.data(at(computed, "suggestions/"))["results"]
    assert len(found) == Suggestion.objects.filter(deal=computed.deal).count() > 1
    assert [row["rank"] for row in found] == sorted(row["rank"] for row in found)
    swap = next(row for row in found if row["kind"] == "swap")
    assert swap["say"].startswith("If you can do ")
    (doubt,) = swap["doubts"]
    assert 0 <= doubt["accept"]["low"] <= doubt["accept"]["high"] <= 1
    assert doubt["worst"] == swap["content"]["ours"]
    assert any(line.startswith("For them: In the middle of our guesses") for line in doubt["sure"])
    assert "doubt" not in swap["content"]
    packages = next(row for row in found if row["kind"] == "package_set")
    assert len(packages["doubts"]) == len(packages["content"]["packages"]) == 3
    path = at(computed, f"suggestions/{swap['id']}/")
    assert api.data(path) == swap
    accepted = api.post(path + "accept/", {}).json()
    assert (accepted["state"], accepted["decided_by"]["id"]) == ("accepted", computed.lead.pk)
    package = unwrap_for_storage(PlanPackage.objects.get(deal=computed.deal).levels)
    assert {"issue": swap["content"]["get"]["issue"], "level": swap["content"]["get"]["after"]} in [
        {"issue": pk, "level": level} for pk, level in package.items()
    ]
    assert api.data(at(computed, "package/"))["levels"]
    problem(api.post(path + "accept/", {}), 422)

    other = next(row for row in found if row["id"] != swap["id"])
    path = at(computed, f"suggestions/{other['id']}/")
    problem(api.post(path + "dismiss/", {}), 422)
    assert api.post(path + "dismiss/", {"reason": "Not now"}).json()["reason"] == "Not now"
    assert [row["id"] for row in api.data(at(computed, "suggestions/?state=dismissed"))["results"]] == [other["id"]]
    assert api.post(path + "reopen/").json()["state"] == "open"
    said = api.post(path + "comments/", {"text": "Ask Finance\nfirst"}).json()
    assert said["text"] == "Ask Finance\nfirst"
    assert api.data(path + "comments/")["results"] == [said]


def test_the_frontier(computed: Plan) -> None:
    trades = Api(computed.lead).data(at(computed, "trades/"))
    assert trades["stale"] == ""
    assert trades["in_money"]
    assert trades["count"] >= len(trades["points"]) > 3
    for point in trades["points"]:
        assert {row["issue"] for row in point["levels"]} == {str(issue.pk) for issue in computed.issues}
        assert float(point["theirs"]["low"]) <= float(point["theirs"]["median"]) <= float(point["theirs"]["high"])
    assert all(0 <= named["point"] < len(trades["points"]) for named in trades["named"])
    assert len(trades["likely"]["levels"]) > 10
    assert all(D(low) <= D(high) for low, _, high in (row["theirs"] for row in trades["likely"]["levels"]))
    assert {shift["whose"] for shift in trades["shifts"]} == {"ours"}
    assert any("nash" in rule.lower() for named in trades["named"] for rule in named["rules"])


def test_before_anything_was_computed(plan: Plan) -> None:
    trades = Api(plan.lead).data(at(plan, "trades/"))
    assert (trades["result"], trades["points"], trades["package"]) == (None, [], None)


def test_what_if_stores_nothing(computed: Plan) -> None:
    api = Api(computed.lead)
    seq = api.data(at(computed, "events/?limit=1"))["results"][0]["seq"]
    now = api.post(at(computed, "what-if/"), {}).json()
    better = api.post(at(computed, "what-if/"), {"levels": [{"issue": str(computed.price.pk), "level": "570"}]}).json()
    assert float(better["ours"]) > float(now["ours"])
    assert float(better["gain"]["median"]) < 0
    outside = api.post(at(computed, "what-if/"), {"levels": [{"issue": str(computed.price.pk), "level": "640"}]}).json()
    assert outside["outside"] == [str(computed.price.pk)]
    assert api.data(at(computed, "events/?limit=1"))["results"][0]["seq"] == seq


@pytest.mark.parametrize("role", [SeatRole.OBSERVER, SeatRole.EXPERT, None])
def test_only_for_readers_of_secrets(computed: Plan, role: Any) -> None:
    user = seat(computed.deal, role) if role else make_member(computed.deal.organisation)
    api, one = Api(user), Suggestion.objects.filter(deal=computed.deal).first()
    assert one is not None
    for path in ("jobs/", "suggestions/", f"suggestions/{one.pk}/", f"suggestions/{one.pk}/comments/", "trades/"):
        problem(api.get(at(computed, path)), 403)
    for path in ("jobs/", "what-if/", f"suggestions/{one.pk}/accept/", f"suggestions/{one.pk}/comments/"):
        problem(api.post(at(computed, path), {"text": "x"}), 403)
    assert Job.objects.filter(deal=computed.deal).count() == 1


def test_a_sponsor_reads_and_does_not_decide(computed: Plan) -> None:
    api = Api(seat(computed.deal, SeatRole.SPONSOR))
    one = api.data(at(computed, "suggestions/"))["results"][0]
    problem(api.post(at(computed, f"suggestions/{one['id']}/accept/"), {}), 403)
    problem(api.post(at(computed, "jobs/"), {}), 403)
    assert api.post(at(computed, f"suggestions/{one['id']}/comments/"), {"text": "Agreed"}).status_code == 201


def test_what_is_said_of_a_suggestion_reaches_no_observer(computed: Plan) -> None:
    one = Suggestion.objects.filter(deal=computed.deal).first()
    assert one is not None
    Api(computed.lead).post(at(computed, f"suggestions/{one.pk}/comments/"), {"text": "Kakapo remark"})
    comments, events = at(computed, f"suggestions/{one.pk}/comments/"), at(computed, "events/?limit=200")
    assert b"Kakapo" in Api(computed.lead).get(comments).content
    observer = Api(seat(computed.deal, SeatRole.OBSERVER))
    assert observer.get(comments).status_code == 403
    assert b"Kakapo" not in observer.get(events).content
    assert b"Kakapo" not in Api(computed.lead).get(events).content  # texts of people stand apart: they can be erased
