"""The team's spread as doubt about our own weights: figures of ours are bands then, and as they were without."""

from decimal import Decimal as D

import numpy as np
import pytest

from negotiations.actions import valuations
from negotiations.actions.writing import writing
from negotiations.engine.problem import OURS
from negotiations.queries.findings.document import find_trades
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.inputs.own_doubt import own_chances, own_gain, own_worth
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan
from tests.factories.rules import make_rule
from tests.support.pages import client_of, deal_url

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def spread(plan: Plan, bands: dict) -> None:
    """Intervals of our weights, as adopting them leaves."""
    points = {issue.pk: tuple(D(end) for end in band) for issue, band in bands.items()}
    with writing(plan.deal, "plan.edit", by=plan.lead, at=NOW) as write:  # type: ignore[arg-type]
        valuations.adopt(write, points)


def inputs(plan: Plan):
    found = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=TODAY, draws=4000)
    assert found is not None
    return found


def test_without_an_interval_there_is_none_and_nothing_changes(plan: Plan) -> None:
    found = inputs(plan)
    assert found.own is None
    assert own_gain(found, found.package, found.package) is None
    assert own_chances(found, found.package, [found.package]) == [1.0]
    _, suggestions = find_trades(found, None, lambda *_: None)
    assert all(
        "ours" not in part["doubt"] for one in suggestions for part in one.content.get("packages", [one.content])
    )


def test_draws_are_those_of_weights_drawn_by_hand(plan: Plan) -> None:
    """Triangles between the ends, divided by their sum: means and ends against an independent sampling."""
    spread(plan, {plan.price: (60, 80, 100), plan.payment: (10, 30, 60), plan.warranty: (45, 45, 45)})
    found = inputs(plan)
    assert found.own is not None
    dice = np.random.default_rng(7)
    points = np.stack(
        [dice.triangular(60, 80, 100, 40_000), dice.triangular(10, 30, 60, 40_000), np.full(40_000, 45.0)], axis=1
    )
    weights = points / points.sum(axis=1, keepdims=True)
    drawn = np.stack([table.max(axis=1) for table in found.own.draws.tables], axis=1) / found.problem.unit
    assert np.abs(drawn.mean(axis=0) - weights.mean(axis=0)).max() < 0.004
    assert np.abs(np.quantile(drawn, 0.9, axis=0) - np.quantile(weights, 0.9, axis=0)).max() < 0.01
    assert (found.problem.issues[0].contributions[OURS]) == inputs(plan).problem.issues[0].contributions[OURS]


def test_a_trade_between_doubtful_weights_is_better_in_some_cases_only(plan: Plan) -> None:
    spread(plan, {plan.price: (20, 50, 100), plan.payment: (20, 50, 100), plan.warranty: (10, 10, 10)})
    found = inputs(plan)
    price, payment = found.issues[0], found.issues[1]
    before = list(found.package)
    before[0], before[1] = price.index(D(600)), payment.index(D(45))
    after = list(before)
    after[0], after[1] = price.index(D(640)), payment.index(D(90))  # half of price given for half of payment
    band = own_gain(found, tuple(before), tuple(after))
    assert band is not None
    assert 0.4 < band.chance < 0.6
    assert band.low < 0 < band.high
    assert own_chances(found, tuple(before), [tuple(after)])[0] == pytest.approx(band.chance, abs=0.02)
    _, suggestions = find_trades(found, None, lambda *_: None)
    said = [part["doubt"] for one in suggestions for part in one.content.get("packages", [one.content])]
    assert any("ours" in doubt for doubt in said)


def test_a_discount_between_issues_counts_in_every_draw(plan: Plan) -> None:
    spread(plan, {plan.price: (60, 80, 100), plan.payment: (10, 30, 60)})
    without = own_worth(inputs(plan), inputs(plan).package)
    always = {str(plan.price.pk): {"low": "561", "high": "640"}, str(plan.payment.pk): {"low": "15", "high": "90"}}
    make_rule(plan, "bonus", when=always, ours=D(10_000), theirs={"low": "0", "likely": "0", "high": "0"})
    with_rule = own_worth(inputs(plan), inputs(plan).package)
    assert without is not None
    assert with_rule is not None
    assert with_rule.median > without.median + 5000


def test_the_digest_knows_the_interval(plan: Plan) -> None:
    before = plan_digest(load_plan(plan.deal), Worker(plan.deal), today=TODAY)
    spread(plan, {plan.payment: (10, 30, 60)})
    assert plan_digest(load_plan(plan.deal), Worker(plan.deal), today=TODAY) != before


def test_the_plan_and_the_weights_say_so(plan: Plan) -> None:
    assert "given the team’s spread" not in client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    spread(plan, {plan.price: (60, 80, 100), plan.payment: (10, 30, 60)})
    assert "given the team’s spread" in client_of(plan.lead).get(deal_url("deal-plan", plan.deal)).content.decode()
    page = client_of(plan.lead).get(deal_url("weight-list", plan.deal)).content.decode()
    assert "the team gave 10–60 points" in page
