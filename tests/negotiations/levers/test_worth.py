"""What levers would be worth: assumed, computed by the job, corrected in place, put on the table."""

from decimal import Decimal as D
from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import catalogue, issues, levers, undo
from negotiations.models import Event, Lever, LeverWorth
from negotiations.queries.standing import Worker
from tests.factories.accounts import make_member, make_organisation
from tests.factories.money import band
from tests.factories.negotiations import NOW, Plan, estimate, make_plan, seat
from tests.factories.trades import compute, document
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def assume(plan: Plan, ours: int, *theirs: int, lever: Lever | None = None) -> None:
    do: dict[str, Any] = {"seen": None, "by": plan.lead, "at": NOW}
    levers.set_worth(lever or plan.lever, "ours", D(ours), **do)
    levers.set_worth(lever or plan.lever, "theirs", band(*theirs), **do)


@pytest.fixture
def plan(plan: Plan) -> Plan:
    """Payment matters little to them: the price is what both share out."""
    estimate(plan.payment, "opposite", 5, 10, 15)
    estimate(plan.warranty, "opposite", 5, 10, 15)
    estimate(plan.price, "opposite", 90, 95, 100)
    return plan


def items(plan: Plan) -> list[dict[str, Any]]:
    return document(compute(plan.deal))["levers"]["items"]


def body(plan: Plan) -> str:
    return client_of(plan.lead).get(deal_url("lever-list", plan.deal)).content.decode()


def test_a_lever_that_is_cheap_for_us_and_dear_for_them_brings_the_difference(plan: Plan) -> None:
    """It costs us 5,000 and is worth 20,000 to them: about 15,000 in all, the price shares it."""
    assume(plan, -5_000, 20_000, 20_000, 20_000)
    (item,) = items(plan)
    assert item["used"] == item["steps"] == 1
    assert D(item["joint"][0]) <= D(item["joint"][1]) <= D(item["joint"][2])
    assert float(item["joint"][1]) == pytest.approx(15_000, rel=0.35)
    assert D(item["ours_most"]) > 0
    page = body(plan)
    assert "Storage at our warehouse" in page
    assert "in all; up to" in page


def test_one_that_costs_more_than_it_brings_is_worth_nothing(plan: Plan) -> None:
    assume(plan, -20_000, 1_000, 2_000, 3_000)
    (item,) = items(plan)
    assert item["used"] == 0
    assert D(item["joint"][1]) == 0
    assert "would bring nothing" in body(plan)


def test_the_largest_gain_is_first(plan: Plan) -> None:
    other = levers.add(plan.deal, title="Reference", why="", by=plan.lead, at=NOW)
    assume(plan, -1_000, 5_000, 6_000, 7_000)
    assume(plan, -1_000, 40_000, 50_000, 60_000, lever=other)
    assert [item["lever"] for item in items(plan)] == [str(other.pk), str(plan.lever.pk)]
    page = body(plan)
    assert page.index("Reference") < page.index("Storage at our warehouse")


def test_the_digest_knows_of_it(plan: Plan) -> None:
    first = compute(plan.deal)
    assert compute(plan.deal).pk == first.pk
    assume(plan, -1_000, 5_000, 6_000, 7_000)
    assert "what levers are worth" in body(plan)
    assert compute(plan.deal).pk != first.pk


def test_it_is_typed_in_place(plan: Plan) -> None:
    url = deal_url("lever-worth-edit", plan.deal, lever_id=plan.lever.pk, field="theirs")
    response = post(plan.lead, url, value="€10,000 – 14,000 – 30,000", version="0")
    assert response.status_code == 200
    swapped_equals_fresh(plan.lead, response, deal_url("lever-list", plan.deal))
    row = LeverWorth.objects.get(lever=plan.lever)
    assert row.theirs.reveal(Worker(plan.deal)) == {"low": "10000", "likely": "14000", "high": "30000"}
    assert Event.objects.get(deal=plan.deal, noun="lever_worth", field="theirs").secret
    assert post(seat(plan.deal, SeatRole.HOLDOUT), url, value="1", version="0").status_code == 409
    assert post(plan.lead, url, value="3 – 1", version="9999").status_code == 422
    ours = deal_url("lever-worth-edit", plan.deal, lever_id=plan.lever.pk, field="ours")
    post(plan.lead, ours, value="−€2,500", version="0")
    assert LeverWorth.objects.get().ours.reveal(Worker(plan.deal)) == -2500
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert LeverWorth.objects.get().ours is None


def test_a_template_brings_assumptions_that_are_marked(django_assert_max_num_queries: Any) -> None:
    organisation = make_organisation()
    lead = make_member(organisation)
    deal = catalogue.create(
        organisation=organisation, template="goods", title="Pumps", counterparty="Hidra", currency="EUR",
        estimated_value=D(1_000_000), quantity=D(1000), by=lead, at=NOW,
    )  # fmt: skip
    forecast = Lever.objects.select_related("worth").get(deal=deal, title="Rolling forecast").worth
    reader = Worker(deal)
    assert forecast.is_assumed
    assert forecast.ours.reveal(reader) == -1000
    assert forecast.theirs.reveal(reader) == {"low": "3000", "likely": "8000", "high": "15000"}
    client = client_of(lead)
    page = client.get(deal_url("lever-list", deal)).content.decode()
    assert page.count("assumed</span>") == 7
    url = deal_url("lever-worth-edit", deal, lever_id=forecast.pk, field="ours")
    post(lead, url, value="−500", version="0")
    assert not LeverWorth.objects.get(pk=forecast.pk).is_assumed
    with django_assert_max_num_queries(40):
        client.get(deal_url("lever-list", deal))


def test_one_on_the_table_is_no_longer_listed(plan: Plan) -> None:
    assume(plan, -1_000, 5_000, 6_000, 7_000)
    levers.make_issue(plan.lever, by=plan.lead, at=NOW)
    assert items(plan) == []
    assert f"lever-{plan.lever.pk}" not in body(plan)


def test_who_may_not(plan: Plan) -> None:
    url = deal_url("lever-worth-edit", plan.deal, lever_id=plan.lever.pk, field="ours")
    assert post(seat(plan.deal, SeatRole.OBSERVER), url, value="1", version="0").status_code == 403
    assert post(seat(plan.deal, SeatRole.SPONSOR), url, value="1", version="0").status_code == 403
    assert post(make_plan().lead, url, value="1", version="0").status_code == 404
    assert not LeverWorth.objects.filter(lever=plan.lever).exists()


def test_one_that_nothing_can_pay_for_is_said_to_be(plan: Plan) -> None:
    for issue in (plan.price, plan.payment, plan.warranty):
        issues.edit(issue, "tradeable", False, seen=None, by=plan.lead, at=NOW)
    assume(plan, -5_000, 20_000, 30_000, 40_000)
    compute(plan.deal)
    assert "nothing that is left to trade pays for it" in body(plan)
