"""How the air conditioners were prepared: questions asked and to be asked."""

from datetime import datetime
from typing import Any

from accounts.models import User
from negotiations.actions import prepared_questions
from negotiations.actions.prepared_questions import Taught
from negotiations.enums_prepare import QuestionState, QuestionTopic
from negotiations.models import Deal, Issue, Meeting

# Question, what it tells, on which issue, weighed against which, state.
QUESTIONS = (
    ("What would it take to start deliveries in March?", QuestionTopic.LIMIT, "Delivery schedule", "", "to_ask"),
    ("How do you finance compressors before the season?", QuestionTopic.WEIGHT, "Payment", "Unit price", "asked"),
    ("What does a lorry to our hub cost you, full and half full?", QuestionTopic.LIMIT, "Transport", "", "to_ask"),
    ("Can you give five years of warranty?", QuestionTopic.LIMIT, "Warranty", "", "to_ask"),
    ("Who signs a volume above 4,000 units at your side?", QuestionTopic.OTHER, "Volume commitment", "", "to_ask"),
)
ASKED = (
    "What would a firm number of units change for your plant?",
    "Two shifts instead of one, and compressors at the price of a full container",
    "Their head of finance",
)


def load(deal: Deal, *, by: User, at: datetime) -> None:
    """Put it into the deal, through the same actions as a person's clicks."""
    do: dict[str, Any] = {"by": by, "at": at}
    issues = {issue.name: issue for issue in Issue.objects.filter(deal=deal, removed_at__isnull=True)}
    _questions(deal, issues, do)


def _questions(deal: Deal, issues: dict[str, Issue], do: dict[str, Any]) -> None:
    meeting = Meeting.objects.filter(deal=deal).order_by("starts_at").first()
    text, said, who = ASKED
    volume, warranty = issues["Volume commitment"], issues["Warranty"]
    row = prepared_questions.add(deal, text=text, topic=QuestionTopic.WEIGHT, issue=volume, versus=warranty, **do)
    taught = Taught(more=volume.pk, less=warranty.pk)
    prepared_questions.answer(row, text=said, said_by=who, taught=taught, seen={}, **do)
    for words, topic, name, other, state in QUESTIONS:
        fields = {"issue": issues[name], "versus": issues.get(other), "state": QuestionState(state)}
        prepared_questions.add(deal, text=words, topic=topic, meeting=meeting, **fields, **do)
