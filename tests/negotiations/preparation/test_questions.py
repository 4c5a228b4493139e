"""Questions: written down, asked, answered; what an answer tells moves the estimate."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import SeatRole
from negotiations.actions import issues, prepared_questions, undo
from negotiations.actions.prepared_questions import Taught
from negotiations.actions.writing import Conflict, Rejected
from negotiations.models import Evidence, Question
from negotiations.queries.standing import Worker
from tests.factories.negotiations import NOW, Plan, estimate, make_plan, seat
from tests.factories.preparation import question
from tests.factories.trades import compute
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def page_of(plan: Plan, user: object = None, query: str = "") -> str:
    response = client_of(user or plan.lead).get(deal_url("prepare-question-list", plan.deal) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_question_is_written_down(plan: Plan) -> None:
    url = deal_url("prepare-question-create", plan.deal)
    typed = {"text": "Can you deliver in four weeks?", "topic": "limit", "issue": str(plan.payment.pk), "meeting": ""}
    response = post(plan.lead, url, **typed)
    assert response.status_code == 200
    row = Question.objects.get()
    assert (row.text, row.topic, row.issue, row.state) == (typed["text"], "limit", plan.payment, "to_ask")
    body = response.content.decode()
    assert "closed" in body
    assert "What would it take for you to deliver in four weeks?" in body
    assert post(plan.lead, url, htmx=False, **typed).status_code == 302
    swapped_equals_fresh(plan.lead, post(plan.lead, url, **typed), deal_url("prepare-question-list", plan.deal))


def test_what_cannot_be_keeps_what_was_typed(plan: Plan) -> None:
    url = deal_url("prepare-question-create", plan.deal)
    response = post(plan.lead, url, text=" ", topic="limit", issue=str(plan.payment.pk), meeting="")
    assert response.status_code == 422
    assert "Write the question." in response.content.decode()
    assert f'value="{plan.payment.pk}" selected' in response.content.decode()
    assert post(plan.lead, url, text="x" * 301, topic="other").status_code == 422
    assert post(plan.lead, url, text="What?", topic="nonsense").status_code == 422
    assert not Question.objects.exists()


def test_a_field_is_edited_in_place_and_undone(plan: Plan) -> None:
    row, holdout = question(plan, "Is the price final?"), seat(plan.deal, SeatRole.HOLDOUT)
    url = deal_url("prepare-question-edit", plan.deal, question_id=row.pk, field="text")
    assert post(plan.lead, url, value="What could move the price?", version="0").status_code == 200
    conflict = post(holdout, url, value="Mine?", version="0")
    assert conflict.status_code == 409
    assert "What could move the price?" in conflict.content.decode()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row.refresh_from_db()
    assert row.text == "Is the price final?"


def test_removed_and_brought_back(plan: Plan) -> None:
    row = question(plan)
    post(plan.lead, deal_url("prepare-question-remove", plan.deal, question_id=row.pk))
    assert row.text not in page_of(plan)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert row.text in page_of(plan)
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "removed the question" in history


def test_an_answer_moves_the_estimate(plan: Plan) -> None:
    row, observer = question(plan, topic="weight"), seat(plan.deal, SeatRole.OBSERVER)
    url = deal_url("prepare-question-answer", plan.deal, question_id=row.pk)
    typed = {
        "answer": "Cash, before all", "answered_by": "Rui", "meeting": "", "about": str(plan.payment.pk),
        "taught": "more", "other": str(plan.warranty.pk), "better": "", "worse": "", "version": "0",
    }  # fmt: skip
    assert post(plan.lead, url, **typed).status_code == 200
    row.refresh_from_db()
    assert (row.answer, row.answered_by, row.state) == ("Cash, before all", "Rui", "answered")
    piece = Evidence.objects.get(question=row)
    body = piece.body.reveal(Worker(plan.deal))
    assert body == {"more": str(plan.payment.pk), "less": str(plan.warranty.pk)}
    assert "Payment matters more to them than Warranty." in page_of(plan)
    blind = page_of(plan, observer)
    assert "Cash, before all" in blind
    assert "matters more to them" not in blind
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row.refresh_from_db()
    assert (row.answer, row.state) == ("", "to_ask")
    assert not Evidence.objects.filter(removed_at__isnull=True).exists()


def test_an_answer_tells_levels(plan: Plan) -> None:
    row = question(plan)
    url = deal_url("prepare-question-answer", plan.deal, question_id=row.pk)
    typed = {"answer": "Sooner", "about": str(plan.payment.pk), "taught": "level", "better": "30", "worse": "a lot"}
    wrong = post(plan.lead, url, **typed, version="0")
    assert wrong.status_code == 422
    assert "Sooner" in wrong.content.decode()
    assert not Evidence.objects.exists()
    assert post(plan.lead, url, **{**typed, "worse": "60"}, version="0").status_code == 200
    assert Evidence.objects.get().kind == "preference"


def test_evidence_needs_the_right_to_it(plan: Plan) -> None:
    """An expert answers on an own issue; what that teaches is for those who may edit secrets."""
    expert = seat(plan.deal, SeatRole.EXPERT)
    row = question(plan)
    url = deal_url("prepare-question-answer", plan.deal, question_id=row.pk)
    assert post(expert, url, answer="Yes").status_code == 403
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    assert post(expert, url, answer="Yes", taught="more", about=str(plan.payment.pk)).status_code == 403
    assert post(expert, url, answer="Sooner is better", version="0").status_code == 200
    taught = Taught(more=plan.payment.pk)
    with pytest.raises(PermissionDenied):
        prepared_questions.answer(row, text="x", said_by="", taught=taught, seen={}, by=expert, at=NOW)
    new = deal_url("prepare-question-create", plan.deal)
    assert post(expert, new, text="What?", topic="other", issue=str(plan.payment.pk)).status_code == 200
    assert post(expert, new, text="What?", topic="other", issue=str(plan.price.pk)).status_code == 403
    move = deal_url("prepare-question-edit", plan.deal, question_id=row.pk, field="issue")
    assert post(expert, move, value=str(plan.price.pk), version="0").status_code == 403


def test_filters_stay_on_every_address(plan: Plan) -> None:
    question(plan)
    other = question(plan, "How long do you keep spare parts?", issue=plan.warranty)
    query = f"?issue={plan.warranty.pk}"
    page = page_of(plan, query=query)
    assert other.text in page
    assert "30 days later" not in page
    assert f"prepare/questions/{other.pk}/remove/{query}" in page
    url = deal_url("prepare-question-edit", plan.deal, question_id=other.pk, field="topic") + query
    assert "30 days later" not in post(plan.lead, url, value="limit", version="0").content.decode()
    assert other.text in page_of(plan, query="?issue=nonsense&state=nonsense")


def test_the_engines_questions_are_taken_over(plan: Plan) -> None:
    for issue in (plan.payment, plan.warranty):
        estimate(issue, "unknown", 5, 50, 100)
    job = compute(plan.deal)
    page = page_of(plan)
    parts = job.result.document.reveal(Worker(plan.deal))["questions"]
    place = next(n for n, part in enumerate(parts) if part["topic"] != "packages")
    assert "Worth asking next" in page
    post(plan.lead, deal_url("prepare-question-take", plan.deal), job=str(job.pk), place=str(place))
    row = Question.objects.get()
    assert row.topic in {"weight", "direction"}
    assert str(row.issue_id) == parts[place]["issues"][0]
    assert row.text in page_of(plan)
    assert "Worth asking next" not in page_of(plan, seat(plan.deal, SeatRole.OBSERVER))


def test_the_number_of_queries_is_constant(plan: Plan) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            page_of(plan)
        return len(found)

    question(plan)
    few = count()
    for n in range(8):
        question(plan, f"What about {n}?")
    assert count() == few


def test_rules(plan: Plan) -> None:
    row = question(plan)
    do = {"by": plan.lead, "at": NOW}
    with pytest.raises(Rejected, match="cannot be edited"):
        prepared_questions.edit(row, {"number": 3}, seen={}, **do)
    with pytest.raises(Rejected, match="not of the deal"):
        prepared_questions.edit(row, {"issue": make_plan().price}, seen={}, **do)
    prepared_questions.edit(row, {"answer": "In March"}, seen={}, **do)
    row.refresh_from_db()
    assert row.state == "answered"
    with pytest.raises(Conflict):
        prepared_questions.answer(row, text="x", said_by="", taught=None, seen={"answer": 0}, **do)
    prepared_questions.remove(row, **do)
    with pytest.raises(Rejected, match="removed meanwhile"):
        prepared_questions.edit(row, {"text": "What?"}, seen={}, **do)


def test_api(plan: Plan) -> None:
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/prepare/questions/"
    made = api.post(root, {"text": "Do you need cash early?", "issue": str(plan.payment.pk), "topic": "weight"})
    assert made.status_code == 201, made.content
    row = made.json()
    assert row["kind"]["code"] == "closed"
    assert row["kind"]["rewrite"] == "What would cash early do for you?"
    assert api.data(root)["results"][0]["id"] == row["id"]
    url = f"{root}{row['id']}/"
    changed = api.patch(url, {"text": "Why cash early?", "version": row["version"]}).json()
    assert changed["kind"]["code"] == "open"
    problem(api.patch(url, {"text": "Mine", "version": row["version"]}), 409)
    problem(api.patch(url, {"issue": str(make_plan().price.pk), "version": changed["version"]}), 422)
    taught = {
        "better": [{"issue": str(plan.payment.pk), "level": "0"}],
        "worse": [{"issue": str(plan.payment.pk), "level": "60"}],
    }
    body = {"answer": "To pay wages", "answered_by": "Rui", "version": changed["version"], "taught": taught}
    told = api.post(f"{url}answer/", body)
    assert told.status_code == 200, told.content
    assert told.json()["state"] == "answered"
    levels = Evidence.objects.get().body.reveal(Worker(plan.deal))
    assert (D(levels["better"][str(plan.payment.pk)]), D(levels["worse"][str(plan.payment.pk)])) == (0, 60)
    assert api.delete(url).status_code == 204
    assert problem(Api(seat(plan.deal, SeatRole.OBSERVER)).post(root, {}), 403)
    assert problem(Api(make_plan().lead).get(root), 404)
