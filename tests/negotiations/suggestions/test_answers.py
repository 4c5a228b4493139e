"""Answers to their offers: reciprocity once both sides have moved, and no guess where nothing is known."""

from datetime import timedelta
from decimal import Decimal as D

import pytest

from negotiations.actions import evidence
from negotiations.enums import Party
from negotiations.queries.trades.suggestions import suggestion_parts
from negotiations.queries.wording import Amounts, Names, plain
from tests.factories.negotiations import NOW, Plan, estimate
from tests.factories.trades import compute, contents

pytestmark = pytest.mark.django_db


def offer(plan: Plan, party: Party, price: int, payment: int, hours: int) -> None:
    at = NOW + timedelta(hours=hours)
    levels = {plan.price.pk: D(price), plan.payment.pk: D(payment), plan.warranty.pk: D(2)}
    evidence.note_offer(plan.deal, party=party, levels=levels, happened_at=at, by=plan.lead, at=at)


def test_we_give_back_no_more_than_their_last_move_gave_us(plan: Plan) -> None:
    offer(plan, Party.THEIRS, 622, 15, 1)
    offer(plan, Party.OURS, 580, 45, 2)
    offer(plan, Party.THEIRS, 616, 15, 3)
    found = contents(compute(plan.deal), "counter")
    assert found
    for one in found:
        assert D(one["gave"]) == 30_000  # 6 of 64 euros for 5,000 units
        assert 0 <= D(one["concession"]) <= D(one["gave"])
    parts = suggestion_parts("counter", found[0], Names(plan.deal), Amounts(True, "EUR"))
    assert plain(parts["text"]).startswith("Answer their step with one no larger; ")
    assert "Their last move gave us €30,000." in parts["why"][1]


def test_before_our_first_offer_the_answer_keeps_the_plan(plan: Plan) -> None:
    offer(plan, Party.THEIRS, 622, 15, 1)
    offer(plan, Party.THEIRS, 616, 15, 3)
    found = contents(compute(plan.deal), "counter")
    assert found
    assert all(one["concession"] is None and D(one["gain"][3]) >= 0 for one in found)
    parts = suggestion_parts("counter", found[0], Names(plan.deal), Amounts(True, "EUR"))
    assert "at our plan's worth" in plain(parts["text"])


def test_where_nothing_is_known_only_the_likest_answer_is_given(plan: Plan) -> None:
    for issue in (plan.price, plan.payment, plan.warranty):
        estimate(issue, "unknown", 20, 50, 80)
    offer(plan, Party.THEIRS, 616, 15, 1)
    answers = [one["answer"] for one in contents(compute(plan.deal), "counter")]
    assert answers == ["most like theirs"]
