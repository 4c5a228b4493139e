"""Next steps of both sides: written, edited, undone; overdue ones in the right inbox; as a calendar file."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import undo
from negotiations.models import NextStep, Stakeholder
from negotiations.queries.inbox.page import inbox
from negotiations.reports.ics import AllDay, calendar
from tests.factories.close import next_step
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.people import people_rows
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def test_written_edited_and_undone(plan: Plan) -> None:
    people_rows(plan)
    theirs = Stakeholder.objects.filter(deal=plan.deal, side="theirs").first()
    assert theirs is not None
    typed = {"text": "Send the drawings", "stakeholder": str(theirs.pk), "due_on": "12 Dec 2026"}
    assert post(plan.lead, deal_url("close-next-step-create", plan.deal), **typed).status_code == 200
    row = NextStep.objects.get()
    assert (row.stakeholder, row.is_ours) == (theirs, False)
    url = deal_url("close-next-step-edit", plan.deal, next_step_id=row.pk, field="done_on")
    swapped_equals_fresh(
        plan.lead, post(plan.lead, url, value="11 Dec 2026"), deal_url("close-next-step-list", plan.deal)
    )
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row.refresh_from_db()
    assert row.done_on is None
    other = deal_url("close-next-step-edit", plan.deal, next_step_id=row.pk, field="stakeholder")
    people_rows(foreign := make_plan())
    stranger = Stakeholder.objects.filter(deal=foreign.deal, side="theirs").first()
    assert stranger is not None
    assert post(plan.lead, other, value=str(stranger.pk)).status_code == 422
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal) + "?what=close").content.decode()
    assert "the next step" in history


def test_overdue_ones_are_in_the_inbox_of_who_minds_them(plan: Plan) -> None:
    today = timezone.localdate()
    late = {"due_on": today - timedelta(days=2)}
    expert, coordinator = seat(plan.deal, SeatRole.EXPERT), seat(plan.deal, SeatRole.COORDINATOR)
    next_step(plan, "Ours", owner=expert, **late)
    next_step(plan, "Theirs", theirs="Mr Keller", **late)
    next_step(plan, "In time", owner=expert, due_on=today)
    next_step(plan, "Done", owner=expert, done_on=today, **late)
    mine = inbox(expert, today=today)
    assert [(one.what, one.due) for one in mine.late] == [("Ours", "2 days late")]
    assert [entry.said.text for entry in mine.entries] == ["In time", "Ours"] or len(mine.entries) == 2
    assert [one.kind for one in inbox(coordinator, today=today).late] == ["a next step of theirs"]
    page = client_of(plan.lead).get(deal_url("close-next-step-list", plan.deal) + "?state=late").content.decode()
    assert "2 overdue" in page


def test_the_calendar_file(plan: Plan) -> None:
    next_step(plan, "Send the drawings; all of them, please", owner=plan.lead, due_on=NOW.date())
    next_step(plan, "Some day")
    text = client_of(plan.lead).get(deal_url("close-next-step-calendar", plan.deal)).content.decode()
    assert "DTSTART;VALUE=DATE:20261122\r\n" in text
    assert "Send the drawings\\; all of them\\, please" in text.replace("\r\n ", "")
    assert "Some day" not in text


def test_long_lines_are_folded() -> None:
    text = calendar([AllDay("1", NOW.date(), "Zeichnungen prüfen – " * 9, "a\nb")], stamp=NOW)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "Zeichnungen prüfen – " * 9 in text.replace("\r\n ", "")
    assert "DESCRIPTION:a\\nb" in text


def test_who_may_not_and_the_api(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    assert post(observer, deal_url("close-next-step-create", plan.deal), text="x").status_code == 403
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/close/steps/"
    made = api.post(root, {"text": "Send it", "owner": plan.lead.pk, "due_on": "2026-12-12"})
    assert made.status_code == 201, made.content
    row = made.json()
    assert api.patch(f"{root}{row['id']}/", {"done_on": "2026-12-11", "version": row["version"]}).status_code == 200
    problem(api.patch(f"{root}{row['id']}/", {"owner": 999999, "version": 99}), 422)
    assert api.delete(f"{root}{row['id']}/").status_code == 204
