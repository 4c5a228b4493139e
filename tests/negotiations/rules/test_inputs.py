"""What rules do to the problem that the engine is given, and how they are said."""

from decimal import Decimal as D
from typing import Any

import pytest

from negotiations.actions import alternatives, issues, rules
from negotiations.engine.problem import OURS, THEIRS
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.inputs.plan import PlanInputs, load_plan, plan_inputs
from negotiations.queries.rules.types import read_rule
from negotiations.queries.rules.words import rule_line
from negotiations.queries.standing import Worker
from negotiations.queries.wording import Amounts, Names
from tests.factories.negotiations import NOW, Plan
from tests.factories.rules import make_rule

pytestmark = pytest.mark.django_db


def do(plan: Plan) -> dict[str, Any]:
    return {"by": plan.lead, "at": NOW}


def inputs(plan: Plan, **options: Any) -> PlanInputs:
    found = plan_inputs(load_plan(plan.deal), Worker(plan.deal), today=NOW.date(), **options)
    assert found is not None
    return found


def package(read: PlanInputs, plan: Plan, price: int, payment: int, warranty: int) -> tuple[int, ...]:
    return read.package_of({plan.price.pk: D(price), plan.payment.pk: D(payment), plan.warranty.pk: D(warranty)})


def holds(kind: str, payment: int, warranty: int) -> bool:
    """The rules of the factory, written out."""
    points = payment + {1: 0, 2: 20, 3: 50}[warranty]
    return {
        "require": payment < 60 or warranty >= 2,
        "forbid": not (payment >= 60 and warranty == 3),
        "cap": points <= 80,
        "bonus": True,
    }[kind]


@pytest.mark.parametrize("kind", ["forbid", "require", "cap", "bonus"])
def test_a_package_breaks_a_rule_exactly_when_it_does(plan: Plan, kind: str) -> None:
    row = make_rule(plan, kind)
    read = inputs(plan)
    for payment in range(0, 91, 15):
        for warranty in (1, 2, 3):
            one = package(read, plan, 600, payment, warranty)
            assert read.broken(one) == ([] if holds(kind, payment, warranty) else [row.pk])


@pytest.mark.parametrize("kind", ["forbid", "require", "cap"])
def test_a_rule_that_must_hold_bounds_the_problem_and_a_wish_does_not(plan: Plan, kind: str) -> None:
    issues.set_limit(plan.warranty, "walk_away", None, seen=None, **do(plan))
    row = make_rule(plan, kind)
    read = inputs(plan)
    for payment in range(15, 91, 15):
        for warranty in (1, 2, 3):
            one = package(read, plan, 600, payment, warranty)
            assert read.problem.allows(one) == holds(kind, payment, warranty)
    rules.edit(row, "importance", "want", seen=None, **do(plan))
    wish = inputs(plan)
    bad = package(wish, plan, 600, 90, 1 if kind == "require" else 3)
    assert wish.problem.allows(bad)
    assert wish.broken(bad) == [row.pk]


def test_a_discount_is_added_to_the_worth_of_both(plan: Plan) -> None:
    before = inputs(plan)
    make_rule(plan, "bonus")
    after = inputs(plan)
    for payment, warranty, meant in ((60, 2, True), (90, 3, True), (45, 3, False), (90, 1, False)):
        one = package(after, plan, 600, payment, warranty)
        ours, theirs = (
            after.problem.utility(one, party) - before.problem.utility(one, party) for party in (OURS, THEIRS)
        )
        assert float(after.worth(ours)) == pytest.approx(20_000 if meant else 0, abs=60)
        assert float(after.their_worth(theirs)) == pytest.approx(8_000 if meant else 0, abs=60)


def test_a_rule_sleeps_while_an_issue_of_it_is_gone(plan: Plan) -> None:
    make_rule(plan)
    issues.remove(plan.warranty, **do(plan))
    read = inputs(plan)
    assert [rule.asleep for rule in read.rules] == [True]
    assert read.problem.rules == ()


def test_a_range_may_change_under_a_rule(plan: Plan) -> None:
    make_rule(plan)
    issues.edit(plan.payment, "high", D(120), seen=None, **do(plan))
    read = inputs(plan)
    assert read.broken(package(read, plan, 600, 120, 1))
    issues.edit(plan.payment, "high", D(45), seen=None, **do(plan))
    now = inputs(plan)
    assert now.problem.rules == ()
    assert not now.rules[0].asleep


def test_a_thinned_range_keeps_the_levels_where_a_rule_begins(plan: Plan) -> None:
    when = {str(plan.price.pk): {"low": "611"}}
    make_rule(plan, when=when)
    read = inputs(plan, levels=5)
    levels = read.issues[0].levels
    assert {D(610), D(611)} <= set(levels)


def test_the_digest_counts_what_changes_a_result(plan: Plan) -> None:
    def digest() -> str:
        return plan_digest(load_plan(plan.deal), Worker(plan.deal), today=NOW.date())

    seen = {digest()}
    row = make_rule(plan)
    seen.add(digest())
    for field, value in (("importance", "want"), ("when", {str(plan.payment.pk): {"low": "75"}})):
        rules.edit(row, field, value, seen=None, **do(plan))
        seen.add(digest())
    assert len(seen) == 4
    before = digest()
    for field in ("note", "requester"):
        rules.edit(row, field, "Finance", seen=None, **do(plan))
    assert digest() == before


SAID = {
    "require": "If Payment is 60 days or more, then Warranty is anything but 2 years",
    "forbid": "Never 60 days or more on Payment with 5 years on Warranty",
    "bonus": "When Payment is 60 days or more and Warranty is anything but 2 years: +€20,000 for us and likely "
    "+€5,000–12,000 for them on top",
    "cap": "Together at most 80 points: 1 for each day of Payment; Warranty 3 years 20, 5 years 50",
}


@pytest.mark.parametrize("kind", SAID)
def test_rules_are_said_in_words(plan: Plan, kind: str) -> None:
    row = make_rule(plan, kind)
    assert rule_line(read_rule(fresh(row), Worker(plan.deal)), Names(plan.deal), Amounts(True, "EUR")) == SAID[kind]


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def test_the_planned_package_is_kept_though_it_breaks_a_rule(plan: Plan) -> None:
    make_rule(plan, "forbid", when={str(plan.payment.pk): {"high": "30"}, str(plan.warranty.pk): {"options": ["3"]}})
    alternatives.set_package(plan.deal, {plan.payment.pk: D(30), plan.warranty.pk: D(3)}, **do(plan))
    read = inputs(plan)
    assert read.package is not None
    assert read.broken(read.package)
    assert not read.problem.allows(read.package)
