"""The inbox: what waits over all deals, only what one may see now, read and unread, in constant queries."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import comments, deals, seats, todos
from negotiations.models import InboxItem
from negotiations.queries.inbox.page import inbox
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.negotiations.api.client import Api
from tests.support.pages import client_of, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
URL = reverse("negotiations:inbox")


def say(plan: Plan, text: str, **fields: Any) -> None:
    comments.add(plan.deal, about=plan.price, text=text, by=plan.lead, at=NOW, **fields)


def test_words_are_made_for_who_may_see_them_now(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.SPONSOR, make_member(plan.deal.organisation, name="Rita Lopes"))
    say(plan, "@Rita Lopes look at this")
    say(plan, "@Rita Lopes at 617 we walk", secret=True)
    page = client_of(expert).get(URL).content.decode()
    assert "look at this" in page
    assert "a comment for readers of secrets" in page
    assert "617" not in page
    assert "nav-count" in page
    count = client_of(expert).get(reverse("negotiations:inbox-count"), headers={"HX-Request": "true"})
    assert count.content.strip().startswith(b"2<span")
    found = plan.deal.seats.get(user=expert)
    seat(plan.deal, SeatRole.OBSERVER, expert)
    seats.remove(plan.deal, found.pk, by=plan.lead, at=NOW)
    assert inbox(expert, today=TODAY).unread == 1, "no secrets any more"
    seats.remove(plan.deal, plan.deal.seats.get(user=expert).pk, by=plan.lead, at=NOW)
    assert inbox(expert, today=TODAY).unread == 0, "off the deal"
    assert InboxItem.objects.filter(user=expert).count() == 2


def test_what_was_taken_back_is_not_shown(plan: Plan) -> None:
    rita = seat(plan.deal, SeatRole.SPONSOR, make_member(plan.deal.organisation, name="Rita Lopes"))
    row = comments.add(plan.deal, about=plan.price, text="@Rita Lopes", by=plan.lead, at=NOW)
    task = todos.add(plan.deal, todos.New("Sign", rita), by=plan.lead, at=NOW)
    assert inbox(rita, today=TODAY).waiting == 2
    comments.remove(row, by=plan.lead, at=NOW)
    todos.edit(task, {"done": True}, seen={}, by=rita, at=NOW)
    assert inbox(rita, today=TODAY).waiting == 0


def test_read_and_unread(plan: Plan) -> None:
    rita = seat(plan.deal, SeatRole.SPONSOR, make_member(plan.deal.organisation, name="Rita Lopes"))
    say(plan, "@Rita Lopes one")
    say(plan, "@Rita Lopes two")
    first = inbox(rita, today=TODAY).entries[0]
    fragment = post(rita, URL, item=str(first.id), read="1")
    swapped_equals_fresh(rita, fragment, URL)
    assert inbox(rita, today=TODAY).unread == 1
    assert post(plan.lead, URL, item=str(first.id), read="0").status_code == 200
    assert inbox(rita, today=TODAY).unread == 1, "another's item stays as it is"
    assert post(rita, URL, htmx=False, all="1").status_code == 302
    assert inbox(rita, today=TODAY).unread == 0
    count = client_of(rita).get(reverse("negotiations:inbox-count"), headers={"HX-Request": "true"})
    assert count.content.strip() == b""
    assert post(rita, URL, item="nonsense").status_code == 200


def test_overdue_of_all_deals(plan: Plan) -> None:
    other = make_plan(organisation=plan.deal.organisation, title="Compressors")
    seat(other.deal, SeatRole.OBSERVER, plan.lead)
    for one in (plan, other):
        todos.add(one.deal, todos.New("Ask", plan.lead, due_on=date(2026, 11, 20)), by=one.lead, at=NOW)
    found = inbox(plan.lead, today=TODAY)
    assert sorted(late.deal.title for late in found.late) == ["Air conditioners", "Compressors"]
    assert {late.due for late in found.late} == {"2 days late"}
    assert found.deals == 2
    deals.set_archived(other.deal, True, by=other.lead, at=NOW)
    assert len(inbox(plan.lead, today=TODAY).late) == 1


def test_as_many_queries_whatever_waits(plan: Plan) -> None:
    rita = seat(plan.deal, SeatRole.SPONSOR, make_member(plan.deal.organisation, name="Rita Lopes"))
    counts = []
    for round_ in range(3):
        other = make_plan(organisation=plan.deal.organisation)
        seat(other.deal, SeatRole.SPONSOR, rita)
        for one in (plan, other):
            say(one, f"@Rita Lopes {round_}")
            todos.add(one.deal, todos.New("Ask", rita, due_on=date(2026, 11, 20)), by=one.lead, at=NOW)
        with CaptureQueriesContext(connection) as counted:
            assert inbox(rita, today=TODAY).waiting == 6 * (round_ + 1)
        counts.append(len(counted))
    assert len(set(counts)) == 1
    assert counts[0] <= 10


def test_the_api_reads_it_too(plan: Plan) -> None:
    rita = seat(plan.deal, SeatRole.SPONSOR, make_member(plan.deal.organisation, name="Rita Lopes"))
    say(plan, "@Rita Lopes one")
    api = Api(rita)
    found = api.data("inbox/")
    assert (found["waiting"], found["entries"][0]["kind"]) == (1, "mention")
    assert api.patch(f"inbox/{found['entries'][0]['id']}/", {"read": True}).json()["read"] is True
    assert Api(plan.lead).patch(f"inbox/{found['entries'][0]['id']}/", {"read": False}).status_code == 404
