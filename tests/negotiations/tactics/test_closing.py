"""At the table a small give is offered once a deal is near, and not before."""

from decimal import Decimal as D
from typing import Any

import pytest

from negotiations.enums import Party
from tests.factories.mandate import approved
from tests.factories.negotiations import Plan
from tests.factories.table import move
from tests.factories.tactics import band, small_give
from tests.negotiations.api.client import Api

pytestmark = pytest.mark.django_db


def closer(plan: Plan) -> Any:
    return Api(plan.lead).data(f"deals/{plan.deal.pk}/table/sight/")["closer"]


def offers(plan: Plan, ours: int, theirs: int) -> None:
    for party, price in ((Party.OURS, ours), (Party.THEIRS, theirs)):
        move(plan, "offer", party=party, levels={plan.price.pk: D(price)}, why="a test")


def test_once_the_gap_is_a_third_of_the_first_one(plan: Plan) -> None:
    approved(plan)
    small_give(plan)
    best = small_give(plan, "Labels in Portuguese", cost=D(100), worth=band("300", "500", "700"))
    assert closer(plan) is None
    offers(plan, 590, 620)
    assert closer(plan) is None
    offers(plan, 596, 607)
    assert closer(plan) is None  # 11 of 30
    offers(plan, 597, 607)
    found = closer(plan)
    assert found["small_give"] == str(best.pk)
    assert found["say"] == "If we agree on the rest today: labels in Portuguese."
    assert found["why"] == "the gap is a third of what it was, or less"


def test_once_few_issues_are_left_until_none_is_on_the_shelf(plan: Plan) -> None:
    approved(plan)
    small_give(plan)
    move(plan, "agree", levels={plan.payment.pk: D(30)})
    assert closer(plan)["why"] == "2 issues are left to agree on"
    move(plan, "give", words="a reference visit for their next buyer", in_return="their yes to the rest")
    assert closer(plan) is None
