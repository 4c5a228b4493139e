"""The agenda: minutes against worth, arranged by worth, and a sheet that tells the other side nothing."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import agenda as actions
from negotiations.actions import deals, undo
from negotiations.models import AgendaItem, Meeting
from negotiations.queries.prepare.agenda import agenda
from negotiations.queries.standing import standing
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(plan: Plan) -> Meeting:
    when = NOW + timedelta(days=900)
    row = deals.add_meeting(plan.deal, starts_at=when, title="First", place="", by=plan.lead, at=NOW)
    who: dict[str, Any] = {"by": plan.lead, "at": NOW}
    actions.add(plan.deal, row, title="Welcome", minutes=10, **who)
    for issue, minutes in ((plan.payment, 40), (plan.warranty, 10), (plan.price, 10)):
        actions.add(plan.deal, row, title=issue.name, minutes=minutes, issue=issue, goal="Pelican goal", **who)
    return row


def test_time_against_worth_by_hand(plan: Plan, meeting: Meeting) -> None:
    """Weights 100, 30, 45 of 175: payment has 40 of 60 minutes for 17 % of the value."""
    found = agenda(standing(plan.lead, plan.deal), meeting)
    lines = {line.row.title: line for line in found.lines}
    assert lines["Payment"].time == pytest.approx(40 / 60)
    assert lines["Payment"].weight == pytest.approx(30 / 175)
    assert lines["Payment"].flag == "67\u2009% of the time for 17\u2009% of the value"
    assert (lines["Welcome"].time, lines["Welcome"].flag) == (None, "")
    assert (found.minutes, found.over) == (70, 10)


def test_arranged_by_worth_and_undone(plan: Plan, meeting: Meeting) -> None:
    post(plan.lead, deal_url("agenda-arrange", plan.deal, meeting_id=meeting.pk), htmx=False)
    rows = AgendaItem.objects.filter(meeting=meeting).order_by("position")
    assert [row.title for row in rows] == ["Welcome", "Unit price", "Warranty", "Payment"]
    assert [row.minutes for row in rows] == [10, 30, 10, 10], "5.7, 2.6 and 1.7 of ten steps of 5 minutes"
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert [row.minutes for row in AgendaItem.objects.filter(meeting=meeting).order_by("position")] == [10, 40, 10, 10]


def test_the_other_side_gets_titles_and_minutes(plan: Plan, meeting: Meeting) -> None:
    sheet = client_of(plan.lead).get(deal_url("agenda-outside", plan.deal, meeting_id=meeting.pk)).content.decode()
    main = sheet.split("<main")[1].split("</main>")[0]
    assert "Payment" in main
    assert "Pelican" not in main
    assert "%" not in main
    inside = client_of(plan.lead).get(deal_url("agenda", plan.deal)).content.decode()
    assert "Pelican goal" in inside


def test_typed_and_refused(plan: Plan, meeting: Meeting) -> None:
    url = deal_url("agenda-detail", plan.deal, meeting_id=meeting.pk)
    assert post(plan.lead, url, htmx=False, title="Break", minutes="5").status_code == 302
    wrong = post(plan.lead, url, title="Break", minutes="many")
    assert wrong.status_code == 422
    assert 'value="many"' in wrong.content.decode()
    post(plan.lead, url, htmx=False, length="90")
    meeting.refresh_from_db()
    assert meeting.minutes == 90
    assert post(seat(plan.deal, SeatRole.EXPERT), url, title="Break", minutes="5").status_code == 403


def test_the_api(plan: Plan, meeting: Meeting) -> None:
    api, path = Api(plan.lead), f"deals/{plan.deal.pk}/meetings/{meeting.pk}/agenda/"
    row = api.post(path, {"title": "Next steps", "minutes": 5, "leader": plan.lead.pk}).json()
    assert (row["title"], row["minutes"], row["weight"]) == ("Next steps", 5, None)
    one = f"deals/{plan.deal.pk}/agenda/{row['id']}/"
    assert api.patch(one, {"version": row["version"], "minutes": 15}).json()["minutes"] == 15
    assert api.delete(one).status_code == 204
    assert len(api.data(path)) == 4


def test_changed_and_moved_on_the_page(plan: Plan, meeting: Meeting) -> None:
    row = AgendaItem.objects.get(meeting=meeting, title="Payment")
    url = deal_url("agenda-edit", plan.deal, agenda_item_id=row.pk)
    shown = client_of(plan.lead).get(url).content.decode()
    assert 'value="Pelican goal"' in shown
    assert f'value="{plan.payment.pk}" selected' in shown
    fields = {"title": "Payment", "minutes": "25", "goal": "Heron goal", "issue": str(plan.payment.pk), "leader": ""}
    seen = str(max(row.versions.values(), default=0))
    assert post(plan.lead, url, htmx=False, **fields, version=seen).status_code == 302
    row.refresh_from_db()
    assert (row.minutes, row.goal) == (25, "Heron goal")
    late = post(plan.lead, url, **{**fields, "goal": "Swan goal"}, version="0")
    assert (late.status_code, "changed this meanwhile" in late.content.decode()) == (409, True)
    assert 'value="Swan goal"' in late.content.decode()
    wrong = post(plan.lead, url, **{**fields, "minutes": "0"}, version=seen)
    assert (wrong.status_code, 'aria-invalid="true"' in wrong.content.decode()) == (422, True)

    def order() -> list[str]:
        return [item.title for item in AgendaItem.objects.filter(meeting=meeting).order_by("position")]

    post(plan.lead, url, htmx=False, move="up")
    assert order() == ["Payment", "Welcome", "Warranty", "Unit price"]
    post(plan.lead, url, htmx=False, move="up")
    post(plan.lead, url, htmx=False, move="down")
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert order() == ["Payment", "Welcome", "Warranty", "Unit price"]
