"""Preparation: questions, facts, assumptions, comparables, objections, the pie check."""

from typing import Any

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import assumptions, comparables, facts, objections, pie
from negotiations.views import prepared_questions as questions

PREPARE = f"{DEAL}prepare/"


def register(place: str, noun: str, views: Any, *, under: str = PREPARE, area: str = "prepare") -> list[URLPattern]:
    """The addresses that every register has: its list, a new row, one field of a row, a row taken out."""
    name, where = noun.replace("_", "-"), f"{under}{place}/" if place else under
    return [
        path(where, getattr(views, f"{noun}_list"), name=f"{area}-{name}-list"),
        path(f"{where}new/", getattr(views, f"{noun}_create"), name=f"{area}-{name}-create"),
        *rows(f"{where}<uuid:{noun}_id>/", name, noun, views, area=area),
    ]


def rows(row: str, name: str, noun: str, views: Any, *, area: str = "prepare") -> list[URLPattern]:
    return [
        path(f"{row}fields/<slug:field>/", getattr(views, f"{noun}_edit"), name=f"{area}-{name}-edit"),
        path(f"{row}remove/", getattr(views, f"{noun}_remove"), name=f"{area}-{name}-remove"),
    ]


URLS: list[URLPattern] = [
    *register("questions", "question", questions),
    path(f"{PREPARE}questions/take/", questions.question_take, name="prepare-question-take"),
    path(f"{PREPARE}questions/<uuid:question_id>/", questions.question_detail, name="prepare-question-detail"),
    path(f"{PREPARE}questions/<uuid:question_id>/answer/", questions.question_answer, name="prepare-question-answer"),
    *register("facts", "fact", facts),
    *rows(f"{PREPARE}facts/protected/<uuid:protected_fact_id>/", "protected-fact", "protected_fact", facts),
    *register("assumptions", "assumption", assumptions),
    *register("comparables", "comparable", comparables),
    *register("objections", "objection", objections),
    path(f"{PREPARE}pie/", pie.pie_check, name="pie-check"),
    path(f"{PREPARE}pie/stance/", pie.pie_stance, name="pie-stance"),
    path(f"{PREPARE}pie/<slug:family>/", pie.pie_answer, name="pie-answer"),
    path(f"{PREPARE}pie/<slug:family>/reopen/", pie.pie_reopen, name="pie-reopen"),
]
