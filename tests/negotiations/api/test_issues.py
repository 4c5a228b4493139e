"""Issues, options, limits and valuations over the API."""

from datetime import date
from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues
from negotiations.models import Deal, Event, Issue, IssueLimits, Valuation
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


def at(plan: Plan, rest: str = "") -> str:
    return f"deals/{plan.deal.pk}/{rest}"


def test_adds_every_kind_of_issue(plan: Plan) -> None:
    api, path = Api(plan.lead), at(plan, "issues/")
    bodies = [
        {"name": "Freight", "kind": "money", "low": "0", "high": "12000.5", "step": "100", "better": "low"},
        {"name": "Seats", "kind": "number", "unit": "seats", "low": "1", "high": "50", "step": "1"},
        {
            "name": "Delivery",
            "kind": "date",
            "low": "2026-12-01",
            "high": "2027-03-01",
            "step": "7",
            "marker": "2027-01-01",
        },
        {"name": "Colour", "kind": "choice", "options": ["White", "Grey"], "marker": "2", "owner": plan.lead.pk},
    ]
    for body in bodies:
        made = api.post(path, body)
        assert made.status_code == 201, made.content
        shown = made.json()
        assert {key: shown[key] for key in body if key not in {"options", "owner"}} == {
            key: body[key] for key in body if key not in {"options", "owner"}
        }
        assert shown == api.data(f"{path}{shown['id']}/")
    delivery = Issue.objects.get(name="Delivery")
    assert delivery.marker == date(2027, 1, 1).toordinal()
    listed = api.data(path)["results"]
    assert [row["name"] for row in listed] == ["Unit price", "Payment", "Warranty", *(body["name"] for body in bodies)]


def test_edits_leave_the_events_of_the_page(plan: Plan) -> None:
    twin = make_plan()
    start, twin_start = plan.deal.seq, Deal.objects.get(pk=twin.deal.pk).seq
    api = Api(plan.lead)
    version = api.data(at(plan, f"issues/{plan.price.pk}/"))["version"]
    edit = {"marker": "580", "requester": "Sales", "version": version}
    assert api.patch(at(plan, f"issues/{plan.price.pk}/"), edit).status_code == 200
    api.patch(at(plan, f"issues/{plan.price.pk}/limits/"), {"target": "€ 597", "version": start})
    api.post(at(plan, f"issues/{plan.warranty.pk}/options/"), {"label": "7 years"})
    api.delete(at(plan, f"issues/{plan.payment.pk}/"))
    do = {"by": twin.lead, "at": NOW}
    issues.edit(twin.price, "marker", D(580), seen=None, **do)
    issues.edit(twin.price, "requester", "Sales", seen=None, **do)
    issues.set_limit(twin.price, "target", D(597), seen=None, **do)
    issues.add_option(twin.warranty, "7 years", **do)
    issues.remove(twin.payment, **do)
    columns = ("verb", "noun", "field", "before", "after", "secret")
    by_api = Event.objects.filter(deal=plan.deal, seq__gt=start).order_by("seq").values_list(*columns)
    by_page = Event.objects.filter(deal=twin.deal, seq__gt=twin_start).order_by("seq").values_list(*columns)
    assert list(by_api) == list(by_page)


def test_a_range_moves_as_a_whole(plan: Plan) -> None:
    api, path = Api(plan.lead), at(plan, f"issues/{plan.payment.pk}/")
    for low, high, step in (("100", "190", "15"), ("0", "90", "15"), ("0", "9", "0.5"), ("1000", "9000", "100")):
        body = {"low": low, "high": high, "step": step, "version": Deal.objects.get(pk=plan.deal.pk).seq}
        shown = api.patch(path, body).json()
        assert (shown.get("low"), shown.get("high"), shown.get("step")) == (low, high, step), shown
    problem(api.patch(path, {"low": "9000", "version": Deal.objects.get(pk=plan.deal.pk).seq}), 422)


def test_conflict_on_a_limit_shows_both_levels(plan: Plan) -> None:
    api, path = Api(plan.lead), at(plan, f"issues/{plan.price.pk}/limits/")
    read = api.data(path)
    other = seat(plan.deal, SeatRole.HOLDOUT)
    issues.set_limit(plan.price, "walk_away", D(620), seen=None, by=other, at=NOW)
    conflict = problem(api.patch(path, {"walk_away": "615", "version": read["version"]}), 409)
    assert (conflict["field"], conflict["yours"], conflict["current"]) == ("walk_away", "615", "620")
    assert conflict["by"]["id"] == other.pk
    assert IssueLimits.objects.get(issue=plan.price).version_of("walk_away") == conflict["version"]
    # A field that nobody touched is not in conflict, however old the reader's version is.
    assert api.patch(path, {"target": "590", "version": read["version"]}).json()["target"] == "590"


def test_a_version_from_the_future_is_refused(plan: Plan) -> None:
    path = at(plan, f"issues/{plan.price.pk}/")
    problem(Api(plan.lead).patch(path, {"name": "Price", "version": 10**15}), 422)
    problem(Api(plan.lead).patch(path, {"name": "Price"}), 422)
    problem(Api(plan.lead).patch(path, {"version": 1}), 422)


def test_levels_outside_say_what_would_do(plan: Plan) -> None:
    api = Api(plan.lead)
    errors = problem(api.patch(at(plan, f"issues/{plan.price.pk}/limits/"), {"target": "1", "version": 0}), 422)[
        "errors"
    ]
    assert "€560" in errors["target"][0]
    errors = problem(api.patch(at(plan, f"issues/{plan.warranty.pk}/limits/"), {"target": "9", "version": 0}), 422)[
        "errors"
    ]
    assert "3 years" in errors["target"][0]


def test_options(plan: Plan) -> None:
    api, path = Api(plan.lead), at(plan, f"issues/{plan.warranty.pk}/options/")
    made = api.post(path, {"label": "7 years"}).json()
    assert made["number"] == 4
    renamed = api.patch(f"{path}{made['id']}/", {"label": "8 years", "version": made["version"]}).json()
    assert renamed["label"] == "8 years"
    assert api.delete(f"{path}{made['id']}/").status_code == 204
    assert [row["label"] for row in api.data(path)["results"]] == ["2 years", "3 years", "5 years"]
    problem(api.post(path, {"label": "2 YEARS"}), 422)
    problem(api.get(f"{path}{made['id']}/"), 404)


def test_order_and_undo(plan: Plan) -> None:
    api = Api(plan.lead)
    order = [str(plan.warranty.pk), str(plan.price.pk)]
    assert api.put(at(plan, "issues/order/"), {"order": order}).status_code == 204
    names = lambda: [row["name"] for row in api.data(at(plan, "issues/"))["results"]]  # noqa: E731 - said twice
    assert names() == ["Warranty", "Unit price", "Payment"]
    undone = api.post(at(plan, "undo/")).json()["events"]
    assert [(row["verb"], row["noun"]) for row in undone] == [("moved", "deal")]
    assert names() == ["Unit price", "Payment", "Warranty"]


def test_nothing_to_undo_is_a_conflict(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    assert problem(Api(observer).post(at(plan, "undo/")), 409)["code"] == "nothing_to_undo"


def test_valuations(plan: Plan) -> None:
    api = Api(plan.lead)
    path = at(plan, f"issues/{plan.warranty.pk}/valuations/theirs/")
    version = api.data(path)["version"]
    edit = {
        "direction": "same", "shape": "rated", "swing_low": "10", "swing": "20.5", "swing_high": "30",
        "ratings": [{"level": "1", "rating": "0"}, {"level": "3", "rating": "100"}],
        "source": "Call", "dated": "2026-11-20", "version": version,
    }  # fmt: skip
    shown = api.patch(path, edit).json()
    assert {key: shown[key] for key in edit if key != "version"} == {key: edit[key] for key in edit if key != "version"}
    assert Valuation.objects.get(issue=plan.warranty, party="theirs").ratings == {"1": 0.0, "3": 100.0}
    listed = api.data(at(plan, "valuations/"))["results"]
    assert [(row["issue"], row["party"]) for row in listed][:2] == [
        (str(plan.price.pk), "ours"),
        (str(plan.price.pk), "theirs"),
    ]
    ours = at(plan, f"issues/{plan.warranty.pk}/valuations/ours/")
    problem(api.patch(ours, {"swing_low": "1", "version": 0}), 422)
    problem(api.patch(path, {"swing_low": "90", "version": shown["version"]}), 422)
    problem(api.get(at(plan, f"issues/{plan.warranty.pk}/valuations/nobody/")), 404)


def test_weights(plan: Plan) -> None:
    api, path = Api(plan.lead), at(plan, "weights/")
    read = api.data(path)
    assert [row["swing"] for row in read["weights"]] == ["100", "30", "45"]
    body = {"version": read["version"], "weights": [{"issue": str(plan.payment.pk), "swing": "44.5"}]}
    assert [row["swing"] for row in api.put(path, body).json()["weights"]] == ["100", "44.5", "45"]
    body["weights"][0]["swing"] = "12"
    assert problem(api.put(path, body), 409)["yours"] == "12"
    ranked = api.put(at(plan, "weights/ranking/"), {"order": [str(plan.warranty.pk)]}).json()["weights"]
    assert ranked[2]["swing"] == "100"
    problem(api.put(path, {"version": 0, "weights": [{"issue": str(plan.deal.pk), "swing": "1"}]}), 422)


def test_an_expert_edits_only_own_issues(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    api = Api(expert)
    own, other = at(plan, f"issues/{plan.payment.pk}/"), at(plan, f"issues/{plan.price.pk}/")
    version = api.data(own)["version"]
    assert api.patch(own, {"requester": "Me", "version": version}).status_code == 200
    assert api.patch(own + "limits/", {"target": "45", "version": version}).json()["target"] == "45"
    before = Deal.objects.get(pk=plan.deal.pk).seq
    problem(api.patch(other, {"requester": "Me", "version": version}), 403)
    problem(api.patch(other + "limits/", {"target": "600", "version": version}), 403)
    problem(api.get(other + "limits/"), 403)
    problem(api.post(at(plan, "issues/"), {"name": "New", "kind": "choice", "options": ["a", "b"]}), 403)
    assert Deal.objects.get(pk=plan.deal.pk).seq == before


def test_an_owner_from_elsewhere_is_refused(plan: Plan) -> None:
    stranger = make_plan().lead
    path = at(plan, f"issues/{plan.price.pk}/")
    foreign = problem(Api(plan.lead).patch(path, {"owner": stranger.pk, "version": plan.deal.seq}), 422)
    missing = problem(Api(plan.lead).patch(path, {"owner": 2**62, "version": plan.deal.seq}), 422)
    assert foreign == missing
    member = make_member(plan.deal.organisation)
    assert Api(plan.lead).patch(path, {"owner": member.pk, "version": plan.deal.seq}).json()["owner"]["id"] == member.pk
