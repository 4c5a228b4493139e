"""The debrief: sealed until all are in, then opened together; lessons go on to the next deal."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import debrief_sheets, debriefs, lessons, undo
from negotiations.actions.deals import add_meeting
from negotiations.actions.writing import Rejected
from negotiations.enums_review import DebriefState, LessonFor
from negotiations.models import ChecklistRule, Debrief, Event, Lesson
from negotiations.queries.prepare.schedule import preparation
from negotiations.queries.review.debrief import Answers, debrief_page
from negotiations.queries.standing import standing
from tests.factories.negotiations import NOW, Plan, make_deal, make_plan, seat
from tests.factories.reviews import ended
from tests.support.pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    found = make_plan()
    ended(found)
    return found


def asked(plan: Plan) -> Debrief:
    return debriefs.ask(plan.deal, by=plan.lead, at=NOW)


def said(words: str, **points: int) -> Answers:
    return Answers({"happened": words}, points)


def page_of(plan: Plan, who=None) -> str:
    return client_of(who or plan.lead).get(reverse("negotiations:debrief-detail", args=[plan.deal.pk])).content.decode()


def test_sealed_until_all_are_in_then_opened_by_itself(plan: Plan) -> None:
    observer, row = seat(plan.deal, SeatRole.OBSERVER), asked(plan)
    before = Event.objects.filter(deal=plan.deal).count()
    debrief_sheets.hand_in(row, said("Warranty went for nothing", result=6), by=plan.lead, at=NOW)
    assert Event.objects.filter(deal=plan.deal).count() == before  # nobody is told who is in
    assert "Warranty went for nothing" not in page_of(plan, observer)
    debrief_sheets.hand_in(row, said("They were in a hurry", result=4), by=observer, at=NOW)
    row.refresh_from_db()
    assert row.state == DebriefState.ALL_IN
    assert Event.objects.filter(deal=plan.deal, noun="debrief").latest("seq").actor is None
    page = page_of(plan)
    assert "Warranty went for nothing" in page
    assert "They were in a hurry" in page
    assert "5.0" in page
    assert "Warranty went for nothing" not in page_of(plan, observer)
    with pytest.raises(Rejected, match="open"):
        debrief_sheets.keep(row, said("Later"), by=plan.lead, at=NOW)


def test_the_coordinator_opens_it_and_drafts_stay_their_authors(plan: Plan) -> None:
    other, row = seat(plan.deal, SeatRole.COORDINATOR), asked(plan)
    with pytest.raises(Rejected, match="Nobody has handed in"):
        debriefs.open_all(row, by=other, at=NOW)
    debrief_sheets.keep(row, said("My draft"), by=plan.lead, at=NOW)
    debrief_sheets.hand_in(row, said("Handed in"), by=other, at=NOW)
    debrief_sheets.take_back(row, by=other, at=NOW)
    debrief_sheets.hand_in(row, said("Handed in again"), by=other, at=NOW)
    debriefs.open_all(row, by=other, at=NOW)
    page = page_of(plan, other)
    assert "Handed in again" in page
    assert "My draft" not in page


def test_the_page_keeps_what_was_typed_when_it_is_refused(plan: Plan) -> None:
    asked(plan)
    url = reverse("negotiations:debrief-sheet", args=[plan.deal.pk])
    answer = client_of(plan.lead).post(
        url, {"word-intended": "", "point-result": "9", "word-happened": "Kept", "do": "in"}
    )
    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()
    assert client_of(plan.lead).post(url, {"word-happened": "Kept", "point-result": "6", "do": "in"}).status_code == 302


def test_a_rule_becomes_a_step_of_every_new_deal_of_the_category(plan: Plan) -> None:
    lesson = lessons.add(
        plan.deal, fact="We gave first", rule="Warranty only for price", owner=plan.lead, by=plan.lead, at=NOW
    )
    lessons.teach(lesson, by=plan.lead, at=NOW)
    lessons.teach(lesson, by=plan.lead, at=NOW + timedelta(days=1))
    assert ChecklistRule.objects.count() == 1

    def steps(deal) -> str:
        meeting = add_meeting(deal, starts_at=NOW + timedelta(days=30), title="", place="", by=plan.lead, at=NOW)
        return str(preparation(standing(plan.lead, deal), meeting, today=NOW.date()).lines)

    same = {"organisation": plan.deal.organisation, "lead": plan.lead}
    assert "Learnt before: Warranty only for price" in steps(make_deal(**same, category=plan.deal.category))
    assert "Learnt before" not in steps(make_deal(**same, category="software"))
    assert "Learnt before" not in steps(plan.deal)


def test_a_rule_goes_into_the_counterpartys_record_once(plan: Plan) -> None:
    lesson = lessons.add(
        plan.deal, fact="They open high", rule="Ask what they need first", good_for=LessonFor.COUNTERPARTY,
        by=plan.lead, at=NOW,
    )  # fmt: skip
    for _ in range(2):
        lessons.teach(lesson, by=plan.lead, at=NOW)
    plan.deal.counterparty.refresh_from_db()
    assert plan.deal.counterparty.note.count("Ask what they need first") == 1
    with pytest.raises(Rejected, match="what to do next time"):
        lessons.teach(lessons.add(plan.deal, fact="Nothing", by=plan.lead, at=NOW), by=plan.lead, at=NOW)


def test_a_removed_lesson_comes_back_by_undo(plan: Plan) -> None:
    lesson = lessons.add(plan.deal, fact="We gave first", by=plan.lead, at=NOW)
    lessons.remove(lesson, by=plan.lead, at=NOW)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert Lesson.objects.get(pk=lesson.pk).removed_at is None


def test_only_readers_of_secrets_see_lessons(plan: Plan) -> None:
    lessons.add(plan.deal, fact="We gave first", by=plan.lead, at=NOW)
    assert "We gave first" in page_of(plan)
    assert "We gave first" not in page_of(plan, seat(plan.deal, SeatRole.OBSERVER))
    assert debrief_page(standing(seat(plan.deal, SeatRole.EXPERT), plan.deal)).lessons == ()


def test_the_api_does_the_same(plan: Plan) -> None:
    client, args = client_of(plan.lead), [plan.deal.pk]
    assert client.get(reverse("api:debrief-detail", args=args)).status_code == 404
    client.post(reverse("api:debrief-detail", args=args))
    body = {"words": {"happened": "By the API"}, "points": {"self": 5}, "handed_in": True}
    answer = client.put(reverse("api:debrief-sheet", args=args), body, content_type="application/json")
    assert answer.json()["state"] == "all_in"
    assert answer.json()["said"][0]["words"] == {"happened": "By the API"}
    made = client.post(
        reverse("api:lesson-list", args=args), {"fact": "F", "rule": "R"}, content_type="application/json"
    )
    assert made.status_code == 201
    one = reverse("api:lesson-detail", args=[plan.deal.pk, made.json()["id"]])
    changed = client.patch(one, {"reading": "Why", "version": plan.deal.seq + 9}, content_type="application/json")
    assert changed.status_code == 422
    now = Event.objects.filter(deal=plan.deal).latest("seq").seq
    changed = client.patch(one, {"reading": "Why", "version": now}, content_type="application/json")
    assert changed.json()["reading"] == "Why"
    taught = client.post(reverse("api:lesson-teach", args=[plan.deal.pk, made.json()["id"]]))
    assert taught.json()["taught"]
    assert client.delete(one).status_code == 204
    assert client.get(reverse("api:lesson-list", args=args)).json() == []
