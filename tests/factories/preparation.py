"""Rows of the preparation for tests."""

from typing import Any

from negotiations.actions import prepared_questions
from negotiations.models import Question
from tests.factories.negotiations import NOW, Plan


def question(plan: Plan, text: str = "What would it take to pay 30 days later?", **fields: Any) -> Question:
    values = {"issue": plan.payment, "topic": "direction", **fields}
    row = prepared_questions.add(plan.deal, text=text, **values, by=plan.lead, at=NOW)
    return Question.objects.select_related("deal", "issue").get(pk=row.pk)


def prepared_rows(plan: Plan) -> dict[str, Any]:
    """An id of each kind of row, about an issue that belongs to nobody."""
    return {"question_id": question(plan).pk}
