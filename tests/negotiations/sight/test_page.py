"""What is always in sight: both offers and their worth, time, pause, next moves, stale marks; the same in the API."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import prepared_questions
from negotiations.enums import Party
from negotiations.models import JobResult
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.sight.page import Sight, sight
from negotiations.queries.standing import standing
from negotiations.queries.table.offers import offer_page
from tests.factories.accounts import sign_in
from tests.factories.mandate import approved, levels
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.preparation import question
from tests.factories.sight import paused, worked
from tests.factories.table import move
from tests.factories.trades import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(plan: Plan) -> Plan:
    approved(plan)
    move(plan, "offer", levels=levels(plan, 600, 60, 3))
    move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(630)})
    return plan


def seen(plan: Plan, **facts: object) -> Sight:
    access = standing(plan.lead, plan.deal)
    plan.deal.refresh_from_db()
    return sight(load_plan(plan.deal), access, now=NOW, **facts)


def test_the_worth_of_both_offers_is_that_of_the_offers_page(table: Plan) -> None:
    found = seen(table).table
    access = standing(table.lead, table.deal)
    lines = {one.row.party: one for one in offer_page(load_plan(table.deal), access, now=NOW, today=NOW.date()).lines}
    assert (found.ours.worth, found.ours.within) == (lines["ours"].worth, True)
    assert found.theirs.crossed == "Unit price"
    assert not found.theirs.within
    own, asked = found.ours.value, found.theirs.value
    assert own - asked == D(30) * 5000  # 30 dearer for each of 5,000 units; where they are silent ours stands


def test_a_side_that_is_silent_has_no_word_of_its_own(table: Plan) -> None:
    rows = {line.one.issue.name: line.one for line in seen(table).lines}
    assert (rows["Payment"].ours, rows["Payment"].theirs) == ("60 days", "")
    assert rows["Unit price"].theirs_fresh
    move(table, "offer", party=Party.THEIRS, levels={table.payment.pk: D(15)})
    rows = {line.one.issue.name: line.one for line in seen(table).lines}
    assert (rows["Unit price"].theirs, rows["Unit price"].theirs_fresh) == ("€630", False)


def test_a_give_stands_on_the_table_until_its_side_offers_on_that_issue_again(table: Plan) -> None:
    before = seen(table).table.theirs.value
    move(table, "give", party=Party.THEIRS, levels={table.price.pk: D(625)}, happened_at=NOW + timedelta(minutes=1))
    rows = {line.one.issue.name: line.one for line in seen(table).lines}
    assert (rows["Unit price"].theirs, rows["Unit price"].theirs_fresh) == ("€625", True)
    assert seen(table).table.theirs.value - before == D(5) * 5000
    later = {"levels": {table.price.pk: D(628)}, "happened_at": NOW + timedelta(minutes=2)}
    move(table, "offer", party=Party.THEIRS, **later)
    assert {line.one.issue.name: line.one.theirs for line in seen(table).lines}["Unit price"] == "€628"


def test_what_is_found_is_stale_until_the_new_moves_are_there(table: Plan) -> None:
    assert not seen(table).next.computed
    worked(table)
    fresh = seen(table).next
    assert (fresh.computed, fresh.stale, fresh.active) == (True, False, None)
    assert fresh.moves[0].takes
    move(table, "agree", levels={table.warranty.pk: D(3)})
    waiting = seen(table).next
    assert (waiting.computed, waiting.stale) == (True, True)
    assert waiting.active is not None
    assert waiting.moves == fresh.moves
    worked(table)
    assert not seen(table).next.stale


def test_time_belongs_to_what_is_talked_about_and_a_pause_to_nothing(table: Plan) -> None:
    def later(minutes: int) -> object:
        return NOW + timedelta(minutes=minutes)

    move(table, "note", words="warranty first", issue=table.warranty.pk, happened_at=later(30))
    move(table, "pause", happened_at=later(31))
    move(table, "resume", words="hold", happened_at=later(51))
    move(table, "question", words="why 630?", issue=table.price.pk, happened_at=later(56))
    move(table, "note", words="next day", issue=table.price.pk, happened_at=later(56 + 600))
    minutes = {line.one.issue.name: line.time.minutes for line in seen(table).lines}
    assert minutes == {"Unit price": 5, "Payment": 0, "Warranty": 30}
    slow = {line.one.issue.name: line.time.too_long for line in seen(table).lines}
    assert slow == {"Unit price": False, "Payment": False, "Warranty": True}


def test_the_pause_is_on_until_somebody_resumes(table: Plan) -> None:
    assert seen(table).pause is None
    row = paused(table, "We need five minutes")
    assert seen(table).pause.row == row
    move(table, "resume", words="go on", answers=row.pk)
    assert seen(table).pause is None


def test_the_fragment_is_the_fresh_page_and_without_secrets_there_is_none(table: Plan) -> None:
    worked(table)
    url = reverse("negotiations:table-sight", kwargs={"deal_id": table.deal.pk})
    client = sign_in(table.lead)
    whole = client.get(url).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "Unit price" in part
    assert part.split('id="next-h"')[1][:600] in whole
    for role in (SeatRole.OBSERVER, SeatRole.EXPERT):
        assert sign_in(seat(table.deal, role)).get(url).status_code == 403


def test_it_can_be_asked_for_by_hand(table: Plan) -> None:
    url = reverse("negotiations:table-sight-again", kwargs={"deal_id": table.deal.pk})
    assert sign_in(seat(table.deal, SeatRole.OBSERVER)).post(url).status_code == 403
    assert sign_in(table.lead).post(url).status_code == 302
    assert worked(table).state == "done"


def test_the_api_says_the_same(table: Plan) -> None:
    worked(table)
    url = reverse("api:table-sight", kwargs={"deal_id": table.deal.pk})
    found = sign_in(table.lead).get(url).json()
    here = seen(table)
    assert found["ours"]["worth"] == str(here.table.ours.value)
    assert found["theirs"]["crossed"] == [str(table.price.pk)]
    assert [one["give"] for one in found["next"]["moves"]] == [list(one.give) for one in here.next.moves]
    assert (found["next"]["stale"], found["next"]["computing"]) == (False, False)
    assert {"issue": str(table.price.pk), "level": "630"} in found["theirs"]["levels"]


def test_the_number_of_queries_does_not_grow() -> None:
    counts = []
    for extra, entries in ((0, 2), (6, 14)):
        plan = make_plan(extra_issues=extra)
        for k in range(entries):
            party = Party.THEIRS if k % 2 else Party.OURS
            move(plan, "offer", party=party, levels={plan.price.pk: D(600 + k)}, binding=False)
            move(plan, "agree", words=f"point {k}")
        worked(plan)
        access = standing(plan.lead, plan.deal)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            sight(load_plan(plan.deal), access, now=NOW)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_without_a_computed_question_our_own_list_says_what_to_ask(table: Plan) -> None:
    asked = question(table, "What does storage cost you?")
    job = worked(table)
    JobResult.objects.filter(job=job).update(document={**document(job), "questions": []})
    url = reverse("negotiations:table-sight", kwargs={"deal_id": table.deal.pk})
    assert "What does storage cost you?" in sign_in(table.lead).get(url).content.decode()
    prepared_questions.edit(asked, {"state": "asked"}, seen={}, by=table.lead, at=NOW)
    assert seen(table).ask == ""
