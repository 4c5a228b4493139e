"""Questions to the other side: prepared, asked, answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums_prepare import QuestionState, QuestionTopic
from negotiations.models.deal import Meeting
from negotiations.models.issue import Issue
from negotiations.models.prepared import Prepared


class Question(Prepared):
    """``versus`` is the issue that ``issue`` is weighed against. What the answer teaches is ``Evidence``, a secret."""

    noun: ClassVar[str] = "question"

    text = models.CharField(max_length=300)
    topic = models.CharField(max_length=9, choices=QuestionTopic, default=QuestionTopic.OTHER)
    versus = models.ForeignKey(Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=QuestionState, default=QuestionState.TO_ASK)
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(topic__in=QuestionTopic.values), name="question_topic_is_known"),
            models.CheckConstraint(condition=Q(state__in=QuestionState.values), name="question_state_is_known"),
        )

    def __str__(self) -> str:
        return self.text
