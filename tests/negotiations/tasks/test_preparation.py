"""A preparation plan: laid back from the meeting, made as one action, moved along when the meeting moves."""

from datetime import UTC, date, datetime
from decimal import Decimal as D
from typing import Any

import pytest
import time_machine

from accounts.permissions import SeatRole
from negotiations.actions import deals, todos, undo
from negotiations.models import Meeting, Task
from negotiations.queries.prepare.schedule import moved, preparation, unplanned
from negotiations.queries.standing import standing
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def meeting(plan: Plan) -> Meeting:
    deals.edit(plan.deal, "estimated_value", D(600_000), seen=None, by=plan.lead, at=NOW)
    plan.deal.refresh_from_db()
    when = datetime(2026, 12, 15, 9, 0, tzinfo=UTC)
    return deals.add_meeting(plan.deal, starts_at=when, title="First", place="", by=plan.lead, at=NOW)


def test_depth_and_owners_follow_from_the_deal(plan: Plan, meeting: Meeting) -> None:
    """€600,000 × 2 % = €12,000; a tenth pays 15 hours: standard, with the steps that are worth it then."""
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    found = preparation(standing(plan.lead, plan.deal), meeting, today=TODAY)
    assert (found.effort.hours, found.depth) == (15.0, "standard")
    assert "€12" in found.why[0]
    assert "15 hours" in found.why[1]
    owners = {line.text: line.owner for line in found.lines}
    assert owners["Have the mandate approved"] == sponsor
    assert owners["Build and price our alternatives"] == plan.lead
    assert not any("Rehearse" in text for text in owners)
    dues = [line.due for line in found.lines]
    assert dues == sorted(dues)
    assert dues[-1] == date(2026, 12, 14)
    assert found.late == 0
    assert preparation(standing(plan.lead, plan.deal), meeting, today=date(2026, 12, 14)).late > 0


@time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False)
def test_it_is_made_as_one_action_and_moves_along(plan: Plan, meeting: Meeting) -> None:
    url = deal_url("preparation-plan", plan.deal, meeting_id=meeting.pk)
    page = client_of(plan.lead).get(url).content.decode()
    assert "Have the mandate approved" in page
    assert not Task.objects.exists()
    reader = standing(plan.lead, plan.deal)
    assert unplanned(reader, today=TODAY) == (meeting,)
    assert post(plan.lead, url, htmx=False, depth="quick").status_code == 302
    made = list(Task.objects.order_by("due_on", "created_at", "pk"))
    assert {row.kind for row in made} == {"preparation"}
    assert unplanned(reader, today=TODAY) == ()
    assert moved(reader) == ()
    todos.edit(made[0], {"done": True}, seen={}, by=plan.lead, at=NOW)
    later = datetime(2026, 12, 17, 9, 0, tzinfo=UTC)
    deals.edit_meeting(plan.deal, meeting.pk, {"starts_at": later}, seen={}, by=plan.lead, at=NOW)
    one = moved(reader)[0]
    assert len(one.shifts) == len(made) - 1
    assert (one.shifts[-1].row.due_on, one.shifts[-1].day) == (date(2026, 12, 14), date(2026, 12, 16))
    assert "Move along" in client_of(plan.lead).get(deal_url("task-list", plan.deal)).content.decode()
    post(plan.lead, deal_url("preparation-move", plan.deal, meeting_id=meeting.pk), htmx=False)
    made[-1].refresh_from_db()
    assert made[-1].due_on == date(2026, 12, 16)
    assert moved(reader) == ()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert len(moved(reader)) == 1


def test_undo_takes_the_whole_plan_back(plan: Plan, meeting: Meeting) -> None:
    who: dict[str, Any] = {"by": plan.lead, "at": NOW}
    found = preparation(standing(plan.lead, plan.deal), meeting, today=TODAY)
    made = todos.add_many(plan.deal, todos.news_of(found), meeting=meeting, day=found.day, **who)
    undo.undo_last(plan.deal, **who)
    assert Task.objects.filter(pk__in=[row.pk for row in made], removed_at=None).count() == 0


def test_who_may_and_the_api(plan: Plan, meeting: Meeting) -> None:
    url = deal_url("preparation-plan", plan.deal, meeting_id=meeting.pk)
    assert client_of(seat(plan.deal, SeatRole.EXPERT)).get(url).status_code == 403
    path = f"deals/{plan.deal.pk}/meetings/{meeting.pk}/preparation/"
    api = Api(plan.lead)
    shown = api.data(path)
    made = api.post(path, {}).json()
    assert [row["text"] for row in made] == [line["text"] for line in shown["lines"]]
    assert Api(seat(plan.deal, SeatRole.OBSERVER)).post(path, {}).status_code == 403
