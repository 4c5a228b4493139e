"""Equal input, equal digest; any input that a result depends on, another one."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from negotiations.actions import alternatives, deals, evidence, issues, levers, valuations
from negotiations.enums import Party
from negotiations.queries.inputs.digests import plan_digest
from negotiations.queries.inputs.plan import load_plan
from negotiations.queries.standing import standing
from tests.factories.negotiations import NOW, Plan, estimate

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def digest(plan: Plan, *, today: date = TODAY, **options) -> str:
    reader = standing(plan.lead, plan.deal)
    assert reader is not None
    return plan_digest(load_plan(plan.deal), reader, today=today, **options)


def test_equal_input_has_an_equal_digest(plan: Plan) -> None:
    before = digest(plan)
    do = {"by": plan.lead, "at": NOW}
    issues.edit(plan.price, "name", "Price per unit", seen=None, **do)
    issues.edit(plan.price, "requester", "Sales", seen=None, **do)
    deals.edit(plan.deal, "title", "Heat pumps", seen=None, **do)
    levers.add(plan.deal, title="Another", why="", **do)
    issues.set_limit(plan.price, "target", D("599.000"), seen=None, **do)
    issues.set_limit(plan.price, "target", D("598.0"), seen=None, **do)
    assert digest(plan) == before
    evidence.note_silence(plan.deal, topic="order", issues=[plan.price.pk], packages=[], asked=True, **do)
    assert digest(plan) == before


CHANGES = {
    "range": lambda plan, do: issues.edit(plan.price, "high", D(650), seen=None, **do),
    "multiplier": lambda plan, do: issues.edit(plan.price, "multiplier", D(6000), seen=None, **do),
    "tradeable": lambda plan, do: issues.edit(plan.price, "tradeable", False, seen=None, **do),
    "target": lambda plan, do: issues.set_limit(plan.price, "target", D(599), seen=None, **do),
    "walk-away": lambda plan, do: issues.set_limit(plan.price, "walk_away", D(620), seen=None, **do),
    "option": lambda plan, do: issues.add_option(plan.warranty, "6 years", **do),
    "weight": lambda plan, do: valuations.edit(plan.price, "ours", "swing", D(90), seen=None, **do),
    "their weight": lambda plan, do: estimate(plan.price, "opposite", 40, 60, 81),
    "direction": lambda plan, do: valuations.edit(plan.price, "theirs", "direction", "same", seen=None, **do),
    "removal": lambda plan, do: issues.remove(plan.warranty, **do),
    "package": lambda plan, do: alternatives.set_package(plan.deal, {plan.price.pk: D(600)}, **do),
    "alternative": lambda plan, do: alternatives.edit(plan.alternative, "probability", D(81), seen=None, **do),
    "horizon": lambda plan, do: deals.edit(plan.deal, "horizon", "long", seen=None, **do),
    "currency": lambda plan, do: deals.edit(plan.deal, "currency", "USD", seen=None, **do),
}


@pytest.mark.parametrize("change", CHANGES)
def test_another_input_has_another_digest(plan: Plan, change: str) -> None:
    before = digest(plan)
    CHANGES[change](plan, {"by": plan.lead, "at": NOW})
    plan.deal.refresh_from_db()
    assert digest(plan) != before


def test_when_an_offer_was_made_counts(plan: Plan) -> None:
    found = []
    for hours in (1, 2):
        when = {"happened_at": NOW - timedelta(hours=hours), "by": plan.lead, "at": NOW}
        row = evidence.note_offer(plan.deal, party=Party.OURS, levels={plan.price.pk: D(610)}, **when)
        found.append(digest(plan))
        evidence.remove(row, by=plan.lead, at=NOW)
    assert found[0] != found[1]


def test_their_offer_and_an_expiry_count(plan: Plan) -> None:
    before = digest(plan)
    evidence.put_offer(plan.deal, levels={plan.price.pk: D(610)}, by=plan.lead, at=NOW)
    assert digest(plan) != before
    evidence.put_offer(plan.deal, levels={}, by=plan.lead, at=NOW)
    alternatives.edit(plan.alternative, "expires_on", TODAY, seen=None, by=plan.lead, at=NOW)
    assert digest(plan) == before
    assert digest(plan, today=date(2026, 11, 23)) != before
