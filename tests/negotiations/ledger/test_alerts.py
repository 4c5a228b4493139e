"""Alerts of the table from the log: each fires on what it is about, and ends by itself or with a word."""

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.utils import timezone

from negotiations.actions import concessions
from negotiations.enums import Party
from negotiations.models import Dismissal, Move
from negotiations.queries.alerts import Alerts, alerts_of
from negotiations.queries.ledger.plan_log import plan_against_log
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.standing import standing
from tests.factories.mandate import approved
from tests.factories.negotiations import NOW, Plan
from tests.factories.preparation import objection
from tests.factories.table import move
from tests.negotiations.api.client import Api
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh, text_of

pytestmark = pytest.mark.django_db
THEIRS = Party.THEIRS


def offer(plan: Plan, price: int, party: Party = Party.OURS, **facts: Any) -> Move:
    return move(plan, "offer", party=party, levels={plan.price.pk: D(price)}, **facts)


@pytest.fixture
def table(plan: Plan) -> Plan:
    """A mandate, our opening at 598, theirs at 630."""
    approved(plan)
    offer(plan, 598)
    offer(plan, 630, THEIRS)
    return plan


def found(plan: Plan) -> Alerts:
    access = standing(plan.lead, plan.deal)
    assert access is not None
    return alerts_of(access, load_plan(plan.deal), now=NOW)


def texts(plan: Plan) -> dict[str, str]:
    return {one.code.value: f"{one.title}: {one.text}" for one in found(plan).shown}


def test_a_table_where_all_is_well_warns_of_nothing(table: Plan) -> None:
    assert texts(table) == {}


def test_a_give_without_a_get_until_it_is_paid(table: Plan) -> None:
    row = offer(table, 600, why="To get them talking")
    assert "Unit price €598 → €600 (−€10,000): nothing stands against it" in texts(table)["unpaid"]
    got = offer(table, 628, THEIRS)
    key = f".{table.price.pk}"
    post(table.lead, deal_url("ledger-pair", table.deal), give=f"{row.pk}{key}", get=f"{got.pk}{key}")
    assert "unpaid" not in texts(table)


def test_half_way_says_what_it_costs(table: Plan) -> None:
    offer(table, 614, THEIRS)  # the middle of 598 and 630
    said = texts(table)["split"]
    assert "€614 is the middle of their €630 and our €598" in said
    assert "costs us €80,000 from our last offer" in said
    offer(table, 600)
    assert "split" not in texts(table)


def test_a_threat_until_it_is_replied_to(table: Plan) -> None:
    row = move(table, "threat", party=THEIRS, words="We sell to others", issue=table.price.pk)
    assert "Daikan, quote 4412 is worth €74,800 to us" in texts(table)["threat"]
    assert "moves the meter by −0.10" in texts(table)["threat"]
    objection(table, "You are too cheap", reply="We buy all year", issue=table.price)
    assert "Planned reply: “We buy all year”" in texts(table)["threat"]
    move(table, "reply", words="We buy all year", answers=row.pk)
    assert "threat" not in texts(table)


def test_two_of_us_say_different_things(table: Plan) -> None:
    move(table, "hold", words="Not a cent more", issue=table.price.pk, said_by="João")
    offer(table, 600, why="They need it", said_by="Ana")
    assert "João held firm (entry 3), Ana said €600 (entry 4)" in texts(table)["contradiction"]
    offer(table, 600, said_by="João")
    assert "contradiction" not in texts(table)


def test_giving_and_telling_one_way(table: Plan) -> None:
    for price in (600, 602):
        offer(table, price, why="To get them talking")
    assert "Our last 2 gives, entries 3 and 4" in texts(table)["giving"]
    for words in ("We need it by May", "We have no storage", "We like the brand"):
        move(table, "information", words=words)
    assert "We told them something 3 times, they told us nothing" in texts(table)["telling"]
    move(table, "answer", party=THEIRS, words="So do we")
    move(table, "answer", party=THEIRS, words="Storage is dear")
    offer(table, 628, THEIRS)
    assert {"giving", "telling"} & set(texts(table)) == set()


def test_nothing_moves_and_the_plan_has_ways_out(table: Plan) -> None:
    for words, party in (("No", Party.OURS), ("No", THEIRS), ("No!", Party.OURS)):
        move(table, "hold", words=words, party=party)
    assert "deadlock" not in texts(table)
    move(table, "objection", words="You only say no", party=THEIRS)
    one = next(one for one in found(table).shown if one.code == "deadlock")
    assert "In the last 4 steps, since entry 3" in one.text
    ways = [way.text for way in one.ways]
    assert "Storage at our warehouse" in ways[0]
    assert ["packages" in ways[1], "level" in ways[2], "pause" in ways[3]] == [True, True, True]
    offer(table, 628, THEIRS)
    assert "deadlock" not in texts(table)


def test_long_on_a_small_issue(table: Plan) -> None:
    for minutes in (5, 12, 20, 28):
        when = NOW + timedelta(minutes=minutes)
        move(table, "objection", words="And the days?", issue=table.payment.pk, happened_at=when)
    assert "23 minutes, 100 % of the time" in texts(table)["long"] or "28 minutes" in texts(table)["long"]


def test_their_steps_shrink_with_evidence_for_both_readings(table: Plan) -> None:
    for price in (620, 615, 612):
        offer(table, price, THEIRS)
    one = next(one for one in found(table).shown if one.code == "shrinking")
    assert "€630, €620, €615, €612" in one.text
    assert one.limit


def test_faster_and_larger_than_planned(table: Plan) -> None:
    price = str(table.price.pk)
    steps = [
        {"gives": {price: level}, "trigger": "round", "amount": D(round_)}
        for level, round_ in (("600", 2), ("602", 5), ("604", 7))
    ]
    concessions.add_plan(
        table.deal, name="A", opening={price: "598"}, steps=steps, rounds=8, patience=None, by=table.lead, at=NOW
    )
    planned = plan_against_log(table.deal, standing(table.lead, table.deal), today=NOW.date())  # type: ignore[arg-type]
    assert planned is not None
    assert (planned.at, planned.round, planned.following and planned.following.due) == (0, 1, True)
    offer(table, 602, why="They wait")
    said = texts(table)
    assert "Step 2, Unit price €602, was to wait until round 5; it was given in round 2" in said["faster"]
    assert "larger" not in said
    offer(table, 610, why="They wait")
    assert "Unit price: the plan goes no further than €604" in texts(table)["larger"]


def test_put_away_with_a_word_and_shown_again(table: Plan) -> None:
    offer(table, 614, THEIRS)
    subject = str(table.price.pk)
    url = deal_url("alert-dismiss", table.deal)
    refused = post(table.lead, url, code="split", subject=subject, words=" ")
    assert (refused.status_code, "Say in a word" in text_of(refused)) == (422, True)
    away = post(table.lead, url, code="split", subject=subject, words="We offered it")
    swapped_equals_fresh(table.lead, away, deal_url("alert-list", table.deal))
    assert [one.dismissed_words for one in found(table).away] == ["We offered it"]
    assert "split" not in texts(table)
    post(table.lead, deal_url("dismissal-reverse", table.deal, dismissal_id=Dismissal.objects.get().pk))
    assert "split" in texts(table)


def test_queries_do_not_grow_with_the_log(table: Plan, django_assert_max_num_queries: Any) -> None:
    client, url = client_of(table.lead), deal_url("alert-list", table.deal)
    move(table, "threat", party=THEIRS, words="Or else")
    offer(table, 629, THEIRS)
    client.get(url)
    with django_assert_max_num_queries(200) as first:
        client.get(url)
    for price in (628, 627, 626):
        offer(table, price, THEIRS)
        move(table, "threat", party=THEIRS, words="Or else")
    with django_assert_max_num_queries(len(first)):
        client.get(url)


def test_the_same_by_the_api(table: Plan) -> None:
    api = Api(table.lead)
    offer(table, 614, THEIRS, at=timezone.now())
    base = f"deals/{table.deal.pk}/"
    one = api.data(f"{base}alerts/")["alerts"][0]
    assert (one["code"], one["subject"]) == ("split", str(table.price.pk))
    body = {"code": "split", "subject": one["subject"], "words": "We offered it"}
    made = api.post(f"{base}alerts/dismissals/", body)
    assert (made.status_code, api.data(f"{base}alerts/")["alerts"]) == (201, [])
    assert api.post(f"{base}alerts/dismissals/{made.json()['id']}/reverse/", {}).status_code == 204
    assert api.get(f"{base}concessions/log/").status_code == 204
