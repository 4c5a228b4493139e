"""Where the preparation is in the API."""

from typing import Any

from django.urls import path

from negotiations.api import prepared_questions as questions

PREPARE: list[Any] = [
    path("questions/", questions.PreparedQuestionList.as_view(), name="prepare-question-list"),
    path("questions/<uuid:question_id>/", questions.PreparedQuestionDetail.as_view(), name="prepare-question-detail"),
    path(
        "questions/<uuid:question_id>/answer/",
        questions.PreparedQuestionAnswer.as_view(),
        name="prepare-question-answer",
    ),
]
