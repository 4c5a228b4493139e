"""Limits to put up: the untrue refused, what speaks against one, where it was said."""

from datetime import date
from decimal import Decimal as D
from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import bogeys, undo
from negotiations.actions.writing import Rejected
from negotiations.enums import Party
from negotiations.enums_tactics import BogeyTruth
from negotiations.models import Bogey, Event
from negotiations.queries.standing import standing
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.tactics.bogeys import BogeyView, bogey_views, load_bogeys, walk_aways
from tests.factories.mandate import excepted
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.table import move
from tests.factories.tactics import bogey
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def views(plan: Plan, today: date = TODAY) -> tuple[BogeyView, ...]:
    reader = standing(plan.lead, plan.deal)
    assert reader is not None
    limits, moves = walk_aways(plan.deal, reader), list(standing_moves(plan.deal))
    return bogey_views(load_bogeys(plan.deal), reader, limits=limits, moves=moves, currency="EUR", today=today)


def codes(plan: Plan, today: date = TODAY) -> list[str]:
    return [one.code for one in views(plan, today)[0].marks]


@pytest.mark.parametrize(
    ("fields", "against", "verdict"),
    [
        ({}, [], "may"),
        ({"truth": BogeyTruth.UNCHECKED}, ["unchecked"], "check"),
        ({"proof": ""}, ["unproven"], "check"),
        ({"expires_on": date(2026, 11, 21)}, ["expired"], "check"),
        ({"expires_on": TODAY}, [], "may"),
        ({"instead": "", "owner": None}, ["instead", "owner"], "may"),
    ],
)
def test_what_speaks_against_saying_it(plan: Plan, fields: dict[str, Any], against: list[str], verdict: str) -> None:
    bogey(plan, **fields)
    assert codes(plan) == against
    assert views(plan)[0].verdict == verdict


@pytest.mark.parametrize(("level", "against"), [("600", ["plan"]), ("624", []), ("630", [])])
def test_a_last_word_within_our_walk_away_is_not_true(plan: Plan, level: str, against: list[str]) -> None:
    """We would pay 624: to say that 600 is the end is a lie."""
    bogey(plan, "600 is the end", issue=plan.price, level=D(level))
    assert codes(plan) == against


def test_the_other_way_round_where_more_is_better(plan: Plan) -> None:
    bogey(plan, "Less than 30 days is out of the question", issue=plan.payment, level=D(30))
    assert codes(plan) == ["plan"]  # the walk-away is 15 days


def test_having_gone_past_it_takes_its_force(plan: Plan) -> None:
    bogey(plan, "Our last price", issue=plan.price, level=D(626))
    assert codes(plan) == []
    excepted(plan, {plan.price.pk: D(628)})
    assert codes(plan) == ["log"]
    assert "entry 1, with €628" in views(plan)[0].marks[0].text


def test_what_is_untrue_is_refused_and_what_turns_out_so_is_marked(plan: Plan) -> None:
    with pytest.raises(Rejected, match="not true is not planned"):
        bogey(plan, truth=BogeyTruth.UNTRUE)
    row = bogey(plan)
    bogeys.edit(row, {"truth": BogeyTruth.UNTRUE}, seen={}, by=plan.lead, at=NOW)
    assert views(plan)[0].verdict == "never"
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert views(plan)[0].verdict == "may"


def test_an_entry_of_the_log_belongs_to_the_row_that_it_says(plan: Plan) -> None:
    bogey(plan)
    bogey(plan, "The board meets only in March")
    said = move(plan, "bogey", words="finance released 3.0 million only")
    move(plan, "bogey", words="the board meets in March", party=Party.THEIRS)
    move(plan, "bogey", words="we never pay in advance")
    first, second = views(plan)
    assert [one.pk for one in first.said] == [said.pk]
    assert second.said == ()


def test_the_page_refuses_and_keeps_what_was_typed(plan: Plan) -> None:
    url = deal_url("prepare-bogey-create", plan.deal)
    typed = {"text": "Nobody may pay more", "truth": "untrue", "issue": "", "level": "", "owner": "", "expires_on": ""}
    refused = post(plan.lead, url, **typed)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "not true is not planned" in page
    assert 'value="Nobody may pay more"' in page
    assert not Bogey.objects.exists()
    made = post(plan.lead, url, **{**typed, "truth": "true", "proof": "The board said so"})
    assert made.status_code == 200
    row = Bogey.objects.get()
    edit = deal_url("prepare-bogey-edit", plan.deal, bogey_id=row.pk, field="expires_on")
    swapped_equals_fresh(
        plan.lead, post(plan.lead, edit, value="2026-12-24", version="0"), deal_url("tactics", plan.deal)
    )


def test_it_is_secret_whole(plan: Plan) -> None:
    row = bogey(plan)
    bogeys.edit(row, {"risk": "high"}, seen={}, by=plan.lead, at=NOW)
    assert set(Event.objects.filter(noun="bogey").values_list("secret", "after")) == {(True, None)}
    observer = seat(plan.deal, SeatRole.OBSERVER)
    assert client_of(observer).get(deal_url("tactics", plan.deal)).status_code == 403
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "changed the risk to our word of the bogey" in history
    assert "bogey" not in client_of(observer).get(deal_url("deal-history", plan.deal)).content.decode()
