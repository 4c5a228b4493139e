"""Preparation: a question for the talk, assumptions tested by their day, objections with a reply."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from accounts.permissions import Permission
from negotiations.enums_prepare import AssumptionState
from negotiations.models import Assumption, Objection, Question
from negotiations.queries.readiness.count import BEFORE_CLOSING, PREPARING, Count, Part, Step
from negotiations.queries.standing import Standing


def load_questions(readers: Sequence[Standing]) -> Mapping[UUID, bool]:
    """Which deals have a question. One query."""
    rows = Question.objects.filter(deal__in=[reader.deal for reader in readers], removed_at__isnull=True)
    return dict.fromkeys(rows.values_list("deal_id", flat=True), True)


def check_questions(count: Count, asked: Any) -> None:
    url = count.url("prepare-question-list")
    step = Step("Write down what to ask them", "an answer moves the estimate of their side", url, "question")
    if not asked:
        count.warn(45, Permission.PLAN_EDIT, step)


def load_late(readers: Sequence[Standing]) -> Mapping[UUID, list[Any]]:
    """The days by which the untested assumptions of each deal were to be tested. One query."""
    rows = Assumption.objects.filter(
        deal__in=[reader.deal for reader in readers],
        removed_at__isnull=True,
        state=AssumptionState.UNTESTED,
        due_on__isnull=False,
    )
    found: dict[UUID, list[Any]] = {}
    for deal_id, day in rows.values_list("deal_id", "due_on"):
        found.setdefault(deal_id, []).append(day)
    return found


def check_late(count: Count, days: Any) -> None:
    late = sum(day < count.today for day in days or ())
    if late:
        why = "it should have been tested by now" if late == 1 else "they should have been tested by now"
        words = "Test an assumption" if late == 1 else f"Test {late} assumptions"
        step = Step(words, why, f"{count.url('prepare-assumption-list')}?state=overdue", "clock", "bad")
        count.warn(12, Permission.PLAN_EDIT, step)


def load_unanswered(readers: Sequence[Standing]) -> Mapping[UUID, int]:
    """How many objections of each deal have no reply. One query."""
    rows = Objection.objects.filter(deal__in=[reader.deal for reader in readers], removed_at__isnull=True, reply="")
    found: dict[UUID, int] = {}
    for deal_id in rows.values_list("deal_id", flat=True):
        found[deal_id] = found.get(deal_id, 0) + 1
    return found


def check_unanswered(count: Count, without: Any) -> None:
    if without:
        words = "Reply to an objection" if without == 1 else f"Reply to {without} objections"
        step = Step(words, "whoever is surprised gives ground", count.url("prepare-objection-list"), "comment")
        count.warn(55, Permission.PLAN_EDIT, step)


PARTS = (
    Part(check_questions, PREPARING, load_questions),
    Part(check_late, BEFORE_CLOSING, load_late),
    Part(check_unanswered, BEFORE_CLOSING, load_unanswered),
)
