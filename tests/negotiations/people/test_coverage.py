"""Coverage: whose interests are served, who can stop the deal, what would serve them; on the page and over the API."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, levers, stakeholders
from negotiations.queries.people.coverage import CoveragePage, coverage_page
from negotiations.queries.people.serving import serving_of
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.readiness import readiness
from negotiations.queries.standing import standing
from negotiations.queries.wording import plain
from tests.factories.negotiations import NOW, Plan, estimate, make_plan, seat
from tests.factories.people import make_interest, make_stakeholder
from tests.factories.trades import compute
from tests.support.pages import client_of, deal_url

pytestmark = pytest.mark.django_db


def page_of(plan: Plan) -> CoveragePage:
    access = standing(plan.lead, plan.deal)
    assert access is not None
    return coverage_page(access, load_plan(plan.deal), today=NOW.date())


def shown(plan: Plan, name: str = "coverage") -> str:
    return client_of(plan.lead).get(deal_url(name, plan.deal)).content.decode()


def package(plan: Plan, **levels: int) -> None:
    chosen = {getattr(plan, name).pk: D(level) for name, level in levels.items()}
    alternatives.set_package(plan.deal, chosen, by=plan.lead, at=NOW)


def test_served_is_at_least_half_of_what_the_issue_can_be_worth(plan: Plan) -> None:
    """Payment goes from 0 to 90 days, and they want it short: 45 days are half for them, 60 a third."""
    make_interest(make_stakeholder(plan.deal, "Marta"), issues=[str(plan.payment.pk)])
    make_interest(make_stakeholder(plan.deal, "Olga", "ours"), issues=[str(plan.payment.pk)])
    serving = serving_of(load_plan(plan.deal))
    for days, serves, leaves in ((60, ["Olga"], ["Marta"]), (45, ["Marta", "Olga"], []), (30, ["Marta"], ["Olga"])):
        found = serving.of({plan.payment.pk: D(days)})
        assert sorted(one.name for one in found.serves) == serves
        assert [one.name for one in found.leaves] == leaves
    assert not serving.of({plan.price.pk: D(600)}).says_something


def test_options_and_unknown_directions(plan: Plan) -> None:
    make_interest(make_stakeholder(plan.deal, "Marta"), issues=[str(plan.warranty.pk)])
    serving = serving_of(load_plan(plan.deal))
    assert [one.name for one in serving.of({plan.warranty.pk: D(1)}).serves] == ["Marta"]
    assert [one.name for one in serving.of({plan.warranty.pk: D(3)}).leaves] == ["Marta"]
    assert not serving.of({plan.warranty.pk: D(77)}).says_something
    estimate(plan.warranty, "unknown", 20, 40, 70)
    assert not serving_of(load_plan(plan.deal)).of({plan.warranty.pk: D(1)}).says_something


def test_an_uncovered_veto_gets_the_cheapest_change_that_serves(plan: Plan) -> None:
    marta = make_stakeholder(plan.deal, "Marta", veto=True, power=None, interest=None, at_table=False)
    make_interest(marta, issues=[str(plan.payment.pk)])
    package(plan, payment=90)
    line = page_of(plan).theirs[0]
    assert not line.covered
    assert line.because == ("veto",)
    assert line.missing[0] == "No package serves any of their interests."
    assert plain(line.advice[0].text) == "Give 45 days instead of 90 days on Payment."
    assert line.row.is_hidden
    page = shown(plan)
    assert "not covered" in page
    assert "not at the table" in page
    assert "<b>45 days</b> instead of 90 days on Payment" in page
    package(plan, payment=45)
    line = page_of(plan).theirs[0]
    assert line.interests[0].state == "plan"
    assert line.advice == ()


def test_a_suggestion_that_serves_is_enough(plan: Plan) -> None:
    rui = make_stakeholder(plan.deal, "Rui", power=80)
    make_interest(rui, issues=[str(plan.price.pk)])
    package(plan, price=560)
    assert page_of(plan).theirs[0].interests[0].state == "unserved"
    compute(plan.deal)
    found = page_of(plan)
    assert found.suggestions > 0
    assert found.theirs[0].interests[0].state in {"suggestion", "unserved"}
    trades = shown(plan, "trades-list")
    assert "serves small secret" in trades
    assert "Rui" in trades


def test_who_is_looked_at(plan: Plan) -> None:
    """Veto, money, power from 60 on; a cheap give counts only within 5 % of what the deal can be worth to us."""
    for name, fields in (
        ("Veto", {"veto": True, "power": 10}),
        ("Buyer", {"decision_role": "buyer", "power": 10}),
        ("Sixty", {"power": 60}),
        ("Fiftynine", {"power": 59}),
        ("Unjudged", {"power": None}),
    ):
        make_stakeholder(plan.deal, name, **fields)
    found = page_of(plan)
    assert sorted(line.row.name for line in found.theirs) == ["Buyer", "Sixty", "Veto"]
    assert (found.others, found.unjudged, found.uncovered) == (2, 1, 3)
    assert found.theirs[0].missing[0] == "No interest is written: ask what they need."


def test_a_cheap_give_and_a_get_for_our_own(plan: Plan) -> None:
    """Payment weighs 30 of our 175: one step of 15 days costs 2.9 % of all, two would cost 5.7 %."""
    package(plan, payment=90)
    make_interest(make_stakeholder(plan.deal, "Marta", power=90), issues=[str(plan.payment.pk)])
    olga = make_stakeholder(plan.deal, "Olga", "ours", power=90)
    make_interest(olga, issues=[str(plan.warranty.pk)])
    package(plan, warranty=1)
    found = page_of(plan)
    give = found.theirs[0].give
    assert give is not None
    assert plain(give.text) == "Give 75 days instead of 90 days on Payment."
    assert give.ours.startswith("−")
    assert found.theirs[0].missing == ("No package serves any of their interests.",)
    get = found.ours[0].advice[0]
    assert plain(get.text).startswith("Ask for 3 years instead of 2 years on Warranty")
    assert get.ours.startswith("+")
    assert get.theirs.startswith("−")


def test_the_plan_says_whom_its_package_serves(plan: Plan) -> None:
    assert 'class="serves' not in shown(plan, "deal-plan")
    make_interest(make_stakeholder(plan.deal, "Marta"), issues=[str(plan.payment.pk)])
    package(plan, payment=15)
    assert '<bdi class="theirs">Marta</bdi>' in shown(plan, "deal-plan")


def test_readiness_asks_for_an_interest(plan: Plan) -> None:
    def steps() -> list[str]:
        access = standing(plan.lead, plan.deal)
        assert access is not None
        found = readiness(load_plan(plan.deal), access, today=timezone.localdate())
        return [step.text for step in found.steps]

    marta = make_stakeholder(plan.deal, "Marta", veto=True)
    words = "Link an interest of Marta to an issue"
    assert words in steps()
    make_interest(marta, issues=[str(plan.payment.pk)])
    assert words not in steps()


def test_who_may_look(plan: Plan) -> None:
    url = deal_url("coverage", plan.deal)
    for role in (SeatRole.OBSERVER, SeatRole.EXPERT):
        assert client_of(seat(plan.deal, role)).get(url).status_code == 403
    assert client_of(make_plan().lead).get(url).status_code == 404
    assert client_of(seat(plan.deal, SeatRole.SPONSOR)).get(url).status_code == 200


def test_the_api_says_the_same(plan: Plan) -> None:
    marta = make_stakeholder(plan.deal, "Marta", veto=True)
    make_interest(marta, issues=[str(plan.payment.pk)])
    package(plan, payment=90)
    body = client_of(plan.lead).get(f"/api/v1/deals/{plan.deal.pk}/coverage/").json()
    assert body["uncovered"] == 1
    person = body["people"][0]
    assert (person["name"], person["covered"], person["hidden"]) == ("Marta", False, True)
    assert person["advice"][0]["text"] == "Give 45 days instead of 90 days on Payment."


def test_the_number_of_queries_does_not_grow(
    plan: Plan, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    make_interest(make_stakeholder(plan.deal, "First", veto=True), issues=[str(plan.payment.pk)])
    with django_assert_max_num_queries(25) as few:
        page_of(plan)
    for number in range(6):
        who = stakeholders.add(plan.deal, side="theirs", name=f"N{number}", power=80, by=plan.lead, at=NOW)
        make_interest(who, issues=[str(plan.price.pk), str(plan.payment.pk)])
    levers.add(plan.deal, title="Another", why="", by=plan.lead, at=NOW)
    with django_assert_num_queries(len(few)):
        page_of(plan)
