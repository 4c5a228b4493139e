"""At the table: entries typed as a line or with fields, refused with the ways on, taken back; who may not."""

from decimal import Decimal as D
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.enums import Party
from negotiations.models import MandateException, Move, Offer
from negotiations.queries.table.moves import standing_moves
from tests.factories.mandate import approved, guarded, levels
from tests.factories.negotiations import Plan, make_plan, seat
from tests.factories.table import move
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def page_of(plan: Plan, query: str = "") -> str:
    return client_of(plan.lead).get(deal_url("move-list", plan.deal) + query).content.decode()


def say(plan: Plan, line: str, **more: str):
    return post(plan.lead, deal_url("move-record", plan.deal), line=line, key=str(uuid4()), **more)


def test_a_line_is_an_entry_with_what_changed_from_that_sides_last_offer(plan: Plan) -> None:
    made = say(plan, "they offer price 632, 15 days")
    assert made.status_code == 200
    swapped_equals_fresh(plan.lead, made, deal_url("move-list", plan.deal))
    say(plan, "their offer price 628, 15 days", talk="binding")
    page = page_of(plan)
    assert "Offer 2" in page
    assert '<span class="was">€632</span>' in page
    assert "As before: <bdi>Payment</bdi> 15 days" in page
    assert Offer.objects.filter(deal=plan.deal, party=Party.THEIRS).count() == 2
    say(plan, "informally they offer price 610")
    assert ("Idea" in page_of(plan), Offer.objects.count()) == (True, 2)


def test_the_same_with_fields_and_without_javascript(plan: Plan) -> None:
    url = deal_url("move-record", plan.deal)
    sent = {"party": "theirs", "kind": "question", "words": "Why four drops?", "issue": str(plan.payment.pk)}
    key = str(uuid4())
    for _ in range(2):
        assert post(plan.lead, url, htmx=False, key=key, **sent).status_code == 302
    first = Move.objects.get()
    assert (first.kind, first.issue_id) == ("question", plan.payment.pk)
    answer = {"party": "ours", "kind": "answer", "words": "The hall is small", "answers": "1", "said_by": "Rui"}
    post(plan.lead, url, htmx=False, **answer)
    assert Move.objects.get(kind="answer").answers == first
    page = page_of(plan)
    assert "Answered in " in page
    wrong = post(plan.lead, url, htmx=False, party="ours", kind="give", **{f"level-{plan.price.pk}": "9000"})
    assert (wrong.status_code, "Outside the range" in wrong.content.decode()) == (422, True)


def test_the_preview_says_what_would_be_logged_and_writes_nothing(plan: Plan) -> None:
    move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(632)})
    url = deal_url("move-read", plan.deal)
    read = post(plan.lead, url, line="they offer 628, 15 days").content.decode()
    assert '<span class="was">€632</span>' in read
    assert "Begin with we or they" in post(plan.lead, url, line="price 600").content.decode()
    assert "<html" in post(plan.lead, url, htmx=False, line="they offer 628").content.decode()
    assert Move.objects.count() == 1


def test_an_offer_outside_the_mandate_is_refused_and_the_sponsor_asked(plan: Plan) -> None:
    approved(plan, at=timezone.now())
    refused = say(plan, "we offer price 630, 60 days")
    assert refused.status_code == 409
    assert "Unit price €630 is beyond its limit" in refused.content.decode()
    assert 'value="we offer price 630, 60 days"' in refused.content.decode()
    queued = client_of(plan.lead).post(
        deal_url("move-record", plan.deal), {"line": "we offer price 630"}, headers={"Parley-Queue": "1"}
    )
    assert '<input type="hidden" name="line" value="we offer price 630">' in queued.content.decode()
    assert (queued.status_code, "<html" in queued.content.decode()) == (409, False)
    url = deal_url("move-ask", plan.deal)
    assert "Say why" in post(plan.lead, url, line="we offer price 630").content.decode()
    post(plan.lead, url, htmx=False, line="we offer price 630", why="They close today")
    assert MandateException.objects.get().asked_by == plan.lead
    assert not Move.objects.exists()


def test_a_queued_entry_is_acknowledged_with_its_number_once(plan: Plan) -> None:
    client, key = client_of(plan.lead), str(uuid4())
    sent = {"line": "note they were late", "key": key, "ago": "90"}
    for _ in range(2):
        answer = client.post(deal_url("move-record", plan.deal), sent, headers={"Parley-Queue": "1"})
        assert (answer["Parley-Move"], answer.content) == ("1", b"1")
    row = Move.objects.get()
    assert 85 < (row.recorded_at - row.happened_at).total_seconds() < 95


def test_the_last_entry_is_put_right_by_a_reversal_and_a_new_one(plan: Plan) -> None:
    say(plan, "they offer price 632")
    wrong = Move.objects.get()
    assert 'data-line="they offer Unit price €632"' in page_of(plan)
    say(plan, "they offer price 623", corrects=str(wrong.pk))
    (right,) = standing_moves(plan.deal)
    assert (right.number, right.happened_at) == (3, wrong.happened_at)
    page = page_of(plan)
    assert "Taken back in 2" in page
    assert '<span class="was">€632</span>' not in page


def test_an_entry_is_taken_back_once_with_the_reason(plan: Plan) -> None:
    row = move(plan, "threat", party=Party.THEIRS, words="They go to Norcool")
    url = deal_url("move-reverse", plan.deal, move_id=row.pk)
    assert post(plan.lead, url, why="It was a joke").status_code == 200
    assert "It was a joke" in page_of(plan)
    assert post(plan.lead, url, why="").status_code == 422
    assert list(standing_moves(plan.deal)) == []


def test_filters_and_an_offer_that_waits_for_the_holdout(plan: Plan) -> None:
    guarded(plan, plan.payment)
    approved(plan)
    move(plan, "offer", levels=levels(plan))
    move(plan, "offer", levels=levels(plan, payment=45), why="To see")
    move(plan, "question", party=Party.THEIRS, words="Why 60?")
    move(plan, "note", words="Coffee")
    assert "waits for release" in page_of(plan)
    only = page_of(plan, "?side=theirs")
    assert ("Why 60?" in only, "Coffee" in only) == (True, False)
    assert "Coffee" not in page_of(plan, f"?issue={plan.price.pk}")
    assert "Nothing in the log fits" in page_of(plan, "?kind=pressure")
    assert "Why 60?" not in page_of(plan, "?before=3")
    assert "Coffee" in page_of(plan, "?issue=x&before=x&kind=x&side=x&talk=x")


def test_a_give_without_a_get_asks_for_its_price_and_shows_it(plan: Plan) -> None:
    refused = say(plan, "we give a stand in our shops")
    assert (refused.status_code, "This gives and gets nothing" in refused.content.decode()) == (422, True)
    assert 'name="in_return"' in refused.content.decode()
    assert say(plan, "we give a stand in our shops", in_return="A lower price").status_code == 200
    assert say(plan, "we give a logo because it costs us nothing").status_code == 200
    page = page_of(plan)
    assert "for A lower price" in page
    assert 'All the same: <span class="secret">it costs us nothing' in page


def test_who_may_not(plan: Plan) -> None:
    assert client_of(seat(plan.deal, SeatRole.EXPERT)).get(deal_url("move-list", plan.deal)).status_code == 403
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    assert 'id="say"' not in client_of(sponsor).get(deal_url("move-list", plan.deal)).content.decode()
    for name in ("move-record", "move-read", "move-ask"):
        assert post(sponsor, deal_url(name, plan.deal), line="note x").status_code == 403
        assert post(make_plan().lead, deal_url(name, plan.deal), line="note x").status_code == 404


def test_as_many_queries_for_many_entries_as_for_few(plan: Plan, django_assert_num_queries) -> None:
    def some(count: int) -> None:
        for number in range(count):
            first = move(plan, "question", words=f"Why {number}?")
            move(plan, "answer", party=Party.THEIRS, words="So", answers=first.pk)
            move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(639 - number)})

    def queries() -> int:
        from django.db import connection  # noqa: PLC0415 - only here
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - only here

        with CaptureQueriesContext(connection) as caught:
            page_of(plan)
        return len(caught)

    some(1)
    few = queries()
    some(4)
    assert queries() == few
