"""Deals over the API: the same action as the page, the same door."""

from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import deals
from negotiations.models import Deal, Event
from tests.factories.accounts import join, make_member, make_organisation
from tests.factories.negotiations import NOW, Plan, make_deal, seat
from tests.negotiations.api.client import Api, problem

pytestmark = pytest.mark.django_db


def test_create_read_edit_archive() -> None:
    organisation = make_organisation()
    lead = make_member(organisation)
    api = Api(lead)
    made = api.post(
        "deals/", {"title": "Fans", "counterparty": "Frigotec", "currency": "EUR", "estimated_value": "1200.50"}
    )
    assert made.status_code == 201
    shown = made.json()
    assert shown["counterparty"]["name"] == "Frigotec"
    assert shown["estimated_value"] == "1200.5"
    deal = Deal.objects.get(pk=shown["id"])
    assert [(row.user, row.role) for row in deal.seats.select_related("user")] == [(lead, "lead")]

    path = f"deals/{deal.pk}/"
    edited = api.patch(
        path, {"title": "Quiet fans", "phase": "explore", "reason": "They called", "version": shown["version"]}
    ).json()
    assert (edited["title"], edited["phase"]) == ("Quiet fans", "explore")
    assert edited == api.data(path)

    assert api.put(path + "archive/").status_code == 204
    assert [row["id"] for row in api.data("deals/?archived=true")["results"]] == [str(deal.pk)]
    assert api.data("deals/?archived=false")["results"] == []
    assert api.delete(path + "archive/").status_code == 204
    assert api.data(path)["archived_at"] is None


def test_leaves_the_events_that_the_action_leaves(plan: Plan) -> None:
    """What the API writes is what the page's action writes: compared event by event."""
    twin = make_deal(plan.deal.organisation, lead=plan.lead)
    seq = plan.deal.seq
    Api(plan.lead).patch(f"deals/{plan.deal.pk}/", {"estimated_value": "99.5", "version": seq})
    deals.edit(twin, "estimated_value", Decimal("99.5"), seen=None, by=plan.lead, at=NOW)
    columns = ("verb", "noun", "field", "before", "after", "actor_id")
    by_api = list(Event.objects.filter(deal=plan.deal, seq__gt=seq).values_list(*columns))
    assert by_api == list(Event.objects.filter(deal=twin).order_by("-seq").values_list(*columns)[:1])


def test_lists_only_what_one_may_open(plan: Plan) -> None:
    organisation = plan.deal.organisation
    owner = organisation.memberships.get(role="owner").user
    colleague, observer = make_member(organisation), seat(plan.deal, SeatRole.OBSERVER)
    outsider = make_member(make_organisation())
    seen = {
        name: [row["id"] for row in Api(user).data("deals/")["results"]]
        for name, user in (("owner", owner), ("colleague", colleague), ("observer", observer), ("outsider", outsider))
    }
    own = [str(plan.deal.pk)]
    assert seen == {"owner": own, "colleague": [], "observer": own, "outsider": []}


def test_filters_and_searches(plan: Plan) -> None:
    make_deal(plan.deal.organisation, lead=plan.lead, title="Software licence", category="software")
    api = Api(plan.lead)
    titles = lambda query: [row["title"] for row in api.data(f"deals/?{query}")["results"]]  # noqa: E731 - said five times
    assert titles("category=software") == ["Software licence"]
    assert titles("search=CONDITION frigo") == ["Air conditioners"]
    assert titles("phase=close") == []
    assert titles(f"organisation={plan.deal.organisation_id}&limit=1")
    assert titles(f"organisation={uuid4()}") == []
    for query in ("phase=nowhere", "category=", "archived=maybe", "organisation=1", "limit=0", "limit=x", "cursor=x"):
        field = query.split("=")[0]
        assert field in problem(api.get(f"deals/?{query}"), 422)["errors"]


def test_conflict_tells_both_values(plan: Plan) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/"
    read = api.data(path)["version"]
    other = seat(plan.deal, SeatRole.COORDINATOR)
    deals.edit(plan.deal, "title", "Chillers", seen=None, by=other, at=NOW)
    conflict = problem(api.patch(path, {"title": "Fans", "version": read}), 409)
    assert (conflict["yours"], conflict["current"], conflict["field"]) == ("Fans", "Chillers", "title")
    assert conflict["by"] == {"id": other.pk, "name": str(other)}
    assert conflict["at"] == NOW.isoformat()
    assert api.data(path)["title"] == "Chillers"
    assert api.patch(path, {"title": "Fans", "version": conflict["version"]}).json()["title"] == "Fans"


def test_several_fields_are_all_or_nothing(plan: Plan) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/"
    read = api.data(path)["version"]
    deals.edit(plan.deal, "title", "Chillers", seen=None, by=seat(plan.deal, SeatRole.COORDINATOR), at=NOW)
    before = api.data(path)
    problem(api.patch(path, {"phase": "close", "title": "Fans", "version": read}), 409)
    assert api.data(path) == before


def test_outsider_sees_the_same_as_for_a_missing_deal(plan: Plan) -> None:
    api = Api(make_member(make_organisation()))
    for method, body in (("GET", None), ("PATCH", {"title": "x", "version": 0})):
        foreign = api.call(method, f"deals/{plan.deal.pk}/", body)
        missing = api.call(method, f"deals/{uuid4()}/", body)
        assert foreign.status_code == missing.status_code == 404
        assert (foreign.content, foreign.headers) == (missing.content, missing.headers)


def test_colleague_is_refused_and_nothing_changes(plan: Plan) -> None:
    colleague = make_member(plan.deal.organisation)
    seq = Deal.objects.get(pk=plan.deal.pk).seq
    problem(Api(colleague).get(f"deals/{plan.deal.pk}/"), 403)
    problem(Api(colleague).patch(f"deals/{plan.deal.pk}/", {"title": "x", "version": 0}), 403)
    problem(Api(colleague).put(f"deals/{plan.deal.pk}/archive/"), 403)
    assert Deal.objects.get(pk=plan.deal.pk).seq == seq


def test_organisation_must_be_named_by_a_member_of_two() -> None:
    organisation = make_organisation()
    user = make_member(organisation)
    foreign = make_organisation()
    body = {"title": "Fans", "counterparty": "Frigotec", "currency": "EUR"}
    assert "organisation" in problem(Api(user).post("deals/", {**body, "organisation": str(foreign.pk)}), 422)["errors"]
    join(foreign, user)
    assert "organisation" in problem(Api(user).post("deals/", body), 422)["errors"]
    made = Api(user).post("deals/", {**body, "organisation": str(foreign.pk)})
    assert made.json()["organisation"] == str(foreign.pk)


def test_wrong_fields_are_named() -> None:
    api = Api(make_member(make_organisation()))
    body = {"title": "", "counterparty": 3, "currency": "XYZ", "estimated_value": "-1", "solo": "yes", "wat": 1}
    assert set(problem(api.post("deals/", body), 422)["errors"]) == {"wat"}
    del body["wat"]
    assert set(problem(api.post("deals/", body), 422)["errors"]) == set(body)
    assert not Deal.objects.exists()


def test_from_a_template() -> None:
    api = Api(make_member(make_organisation()))
    template = api.data("templates/goods/")
    assert [row["category"] for row in api.data("templates/")["results"]].count("goods") == 1
    body = {"title": "Fans", "counterparty": "Frigotec", "currency": "EUR", "template": "goods"}
    deal = api.post("deals/", body).json()
    issues = api.data(f"deals/{deal['id']}/issues/")["results"]
    assert [row["name"] for row in issues] == [row["name"] for row in template["issues"]]
    assert deal["category"] == "goods"


def test_pages_follow_each_other(plan: Plan) -> None:
    for number in range(5):
        make_deal(plan.deal.organisation, lead=plan.lead, title=f"Deal {number}")
    api = Api(plan.lead)
    page, titles = api.data("deals/?limit=2"), []
    while True:
        titles += [row["title"] for row in page["results"]]
        if page["next"] is None:
            break
        page = api.get(page["next"]).json()
    assert sorted(titles) == sorted(["Air conditioners", *(f"Deal {number}" for number in range(5))])
    assert len(titles) == 6
