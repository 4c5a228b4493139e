"""Preparation: questions."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import prepared_questions as questions

PREPARE = f"{DEAL}prepare/"

URLS: list[URLPattern] = [
    path(f"{PREPARE}questions/", questions.question_list, name="prepare-question-list"),
    path(f"{PREPARE}questions/new/", questions.question_create, name="prepare-question-create"),
    path(f"{PREPARE}questions/take/", questions.question_take, name="prepare-question-take"),
    path(f"{PREPARE}questions/<uuid:question_id>/", questions.question_detail, name="prepare-question-detail"),
    path(f"{PREPARE}questions/<uuid:question_id>/answer/", questions.question_answer, name="prepare-question-answer"),
    path(
        f"{PREPARE}questions/<uuid:question_id>/fields/<slug:field>/",
        questions.question_edit,
        name="prepare-question-edit",
    ),
    path(f"{PREPARE}questions/<uuid:question_id>/remove/", questions.question_remove, name="prepare-question-remove"),
]
