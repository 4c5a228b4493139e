"""What our own must-haves cost: computed by the job, said in words, kept or relaxed."""

from decimal import Decimal as D
from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues, rules, undo
from negotiations.models import Issue, IssueLimits, KeptMustHave
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.trades import compute, document
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def tight(plan: Plan) -> Plan:
    """Legal wants 60 days at least, which cost them dearly: less would buy us a better price."""
    issues.set_limit(plan.payment, "walk_away", D(60), seen=None, by=plan.lead, at=NOW)
    issues.set_limit(plan.payment, "target", D(75), seen=None, by=plan.lead, at=NOW)
    issues.edit(plan.payment, "requester", "Legal", seen=None, by=plan.lead, at=NOW)
    return plan


def items(plan: Plan) -> dict[str, Any]:
    part = document(compute(plan.deal))["must_haves"]
    return {item["key"]: item for item in part["items"]}


def body(plan: Plan, user: Any = None) -> str:
    return client_of(user or plan.lead).get(deal_url("musthave-list", plan.deal)).content.decode()


def test_a_walk_away_is_priced_with_the_deal_that_it_prevents(tight: Plan) -> None:
    key = f"walk_away:{tight.payment.pk}"
    item = items(tight)[key]
    assert D(item["cost"]) > 0
    assert D(item["package"]["levels"][str(tight.payment.pk)]) < 60
    assert str(tight.payment.pk) in item["changed"]
    page = body(tight)
    assert "Legal’s “Payment no worse than 60 days”" in page
    assert "would become possible" in page


def test_the_price_is_what_an_edit_by_hand_gains(tight: Plan) -> None:
    """The twin: relax it in the plan, and the best deal for us with theirs held is better by exactly that much."""
    first = document(compute(tight.deal))["must_haves"]
    item = next(one for one in first["items"] if one["key"] == f"walk_away:{tight.payment.pk}")
    gain = D(item["package"]["ours"]) - D(first["now"]["ours"])
    assert gain == D(item["cost"])
    assert D(item["package"]["likely"]) >= D(first["now"]["likely"])
    issues.set_limit(tight.payment, "walk_away", None, seen=None, by=tight.lead, at=NOW)
    after = document(compute(tight.deal))
    points = [(D(one["ours"]), D(one["likely"])) for one in after["points"]]
    assert max(ours for ours, theirs in points if theirs >= D(first["now"]["likely"])) == D(item["package"]["ours"])


def test_a_fixed_issue_and_a_link_are_priced(tight: Plan) -> None:
    issues.edit(tight.warranty, "tradeable", False, seen=None, by=tight.lead, at=NOW)
    when = {str(tight.payment.pk): {"low": None, "high": "60"}}
    then = {str(tight.price.pk): {"low": None, "high": "590"}}
    rule = rules.add(
        tight.deal, kind="require", when=when, then=then, requester="Finance", by=tight.lead, at=NOW
    )  # fmt: skip
    found = items(tight)
    assert {f"fixed:{tight.warranty.pk}", f"rule:{rule.pk}"} <= set(found)
    page = body(tight)
    assert "Warranty is fixed" in page
    assert "Finance’s" in page


def test_relax_is_an_ordinary_edit(tight: Plan) -> None:
    compute(tight.deal)
    response = post(tight.lead, deal_url("musthave-relax", tight.deal), key=f"walk_away:{tight.payment.pk}")
    assert "Relaxed in the plan" in response.content.decode()
    walk_away = IssueLimits.objects.get(issue=tight.payment).walk_away
    assert walk_away.reveal(Worker(tight.deal)) < 60
    assert "walk-away of Payment" in body(tight)  # changed since
    undo.undo_last(tight.deal, by=tight.lead, at=NOW)
    assert IssueLimits.objects.get(issue=tight.payment).walk_away.reveal(Worker(tight.deal)) == 60
    gone = post(tight.lead, deal_url("musthave-relax", tight.deal), key="fixed:nonsense")
    assert "no longer in the list" in gone.content.decode()


def test_fixed_becomes_tradeable(tight: Plan) -> None:
    issues.set_limit(tight.payment, "walk_away", None, seen=None, by=tight.lead, at=NOW)
    issues.edit(tight.payment, "tradeable", False, seen=None, by=tight.lead, at=NOW)
    key = f"fixed:{tight.payment.pk}"
    assert D(items(tight)[key]["cost"]) > 0
    post(tight.lead, deal_url("musthave-relax", tight.deal), key=key)
    assert Issue.objects.get(pk=tight.payment.pk).tradeable


def test_keep_and_take_up_again(tight: Plan) -> None:
    compute(tight.deal)
    key = f"walk_away:{tight.payment.pk}"
    holdout = seat(tight.deal, SeatRole.HOLDOUT)
    response = post(holdout, deal_url("musthave-keep", tight.deal), key=key, reason="The bank asks for it")
    assert "The bank asks for it" in response.content.decode()
    swapped_equals_fresh(holdout, response, deal_url("musthave-list", tight.deal))
    row = KeptMustHave.objects.get(deal=tight.deal)
    assert row.cost.reveal(Worker(tight.deal)).startswith("€")
    post(holdout, deal_url("musthave-keep", tight.deal), key=key)
    assert KeptMustHave.objects.count() == 1
    post(holdout, deal_url("musthave-reopen", tight.deal), key=key)
    assert "The bank asks for it" not in body(tight)
    undo.undo_last(tight.deal, by=holdout, at=NOW)
    assert "The bank asks for it" in body(tight)


def test_an_empty_page_teaches(plan: Plan) -> None:
    page = body(plan)
    assert "costs us <b>€12,400</b>" in page
    assert "Compute" in page


def test_who_may_not(tight: Plan) -> None:
    compute(tight.deal)
    url, key = deal_url("musthave-relax", tight.deal), f"walk_away:{tight.payment.pk}"
    assert post(seat(tight.deal, SeatRole.OBSERVER), url, key=key).status_code == 403
    assert post(make_plan().lead, url, key=key).status_code == 404
    sponsor = seat(tight.deal, SeatRole.SPONSOR)
    assert post(sponsor, url, key=key).status_code == 403
    assert "Relax to" not in body(tight, sponsor)
    assert IssueLimits.objects.get(issue=tight.payment).walk_away.reveal(Worker(tight.deal)) == 60
