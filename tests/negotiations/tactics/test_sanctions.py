"""What they may do: its cost, and the planned response when they threaten it."""

import random

import pytest

from negotiations.engine.problem import EngineError
from negotiations.engine.sanctions import Scenario, any_of, expected, together
from negotiations.engine.weights import Range
from tests.factories.negotiations import Plan
from tests.factories.tactics import band, sanction
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

DELIVERY = Scenario(Range(0.1, 0.2, 0.3), Range(20_000, 40_000, 60_000))
PRICE = Scenario(Range(0.5, 0.5, 0.5), Range(1_000, 2_000, 4_000))


def test_the_expected_cost_adds_up() -> None:
    assert expected(DELIVERY) == Range(2_000, 8_000, 18_000)
    assert together([DELIVERY, PRICE]) == Range(2_500, 9_000, 20_000)
    assert together([]) == Range.point(0)
    found = any_of([DELIVERY, PRICE])
    assert (found.low, found.likely, found.high) == pytest.approx((0.55, 0.6, 0.65))


def test_it_is_what_many_tries_cost_on_average() -> None:
    """The slow way: play both many times at their likely values."""
    draw, tries = random.Random(7), 40_000
    cost = hit = 0.0
    for _ in range(tries):
        both = [one.loss.likely for one in (DELIVERY, PRICE) if draw.random() < one.chance.likely]
        cost, hit = cost + sum(both), hit + bool(both)
    assert cost / tries == pytest.approx(together([DELIVERY, PRICE]).likely, rel=0.03)
    assert hit / tries == pytest.approx(any_of([DELIVERY, PRICE]).likely, rel=0.02)


def test_a_chance_is_a_part_of_one() -> None:
    with pytest.raises(EngineError):
        Scenario(Range(0.1, 0.2, 1.1), Range.point(1))


@pytest.mark.django_db
def test_the_page_says_what_it_costs(plan: Plan) -> None:
    sanction(plan)
    sanction(plan, "Their list goes up", act="price", chance=band("50", "50", "50"), loss=band("1000", "2000", "4000"))
    page = client_of(plan.lead).get(deal_url("tactics", plan.deal)).content.decode()
    assert "€2,000–18,000" in page
    assert "€2,500–20,000" in page
    assert "55–65" in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "typed", "status", "says"),
    [
        ("chance", "10 – 30", 200, "10–30"),
        ("chance", "10 – 130", 422, "Give 0 to 100"),
        ("chance", "30 – 10", 422, "must be in this order"),
        ("loss", "5,000 – 9,000", 200, "€5,000–9,000"),
        ("loss", "", 200, "How likely"),
        ("ready", "True", 200, "Ready"),
    ],
)
def test_a_range_is_typed_in_one_field(plan: Plan, field: str, typed: str, status: int, says: str) -> None:
    row = sanction(plan, loss={}, chance={}) if typed else sanction(plan)
    url = deal_url("prepare-sanction-edit", plan.deal, sanction_id=row.pk, field=field)
    response = post(plan.lead, url, value=typed, version="0")
    assert response.status_code == status
    assert says in response.content.decode()
    if status == 200:
        swapped_equals_fresh(plan.lead, response, deal_url("tactics", plan.deal))
