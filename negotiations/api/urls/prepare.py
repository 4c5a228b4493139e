"""Where the preparation is in the API."""

from typing import Any

from django.urls import path

from negotiations.api import assumptions, bogeys, comparables, facts, objections, pie, sanctions, small_gives
from negotiations.api import prepared_questions as questions

PREPARE: list[Any] = [
    path("questions/", questions.PreparedQuestionList.as_view(), name="prepare-question-list"),
    path("questions/<uuid:question_id>/", questions.PreparedQuestionDetail.as_view(), name="prepare-question-detail"),
    path(
        "questions/<uuid:question_id>/answer/",
        questions.PreparedQuestionAnswer.as_view(),
        name="prepare-question-answer",
    ),
    path("facts/", facts.FactList.as_view(), name="prepare-fact-list"),
    path("facts/<uuid:fact_id>/", facts.FactDetail.as_view(), name="prepare-fact-detail"),
    path("disclosure/", facts.DisclosureDetail.as_view(), name="prepare-disclosure"),
    path("protected-facts/", facts.ProtectedFactList.as_view(), name="prepare-protected-fact-list"),
    path(
        "protected-facts/<uuid:protected_fact_id>/",
        facts.ProtectedFactDetail.as_view(),
        name="prepare-protected-fact-detail",
    ),
    path("assumptions/", assumptions.AssumptionList.as_view(), name="prepare-assumption-list"),
    path("assumptions/<uuid:assumption_id>/", assumptions.AssumptionDetail.as_view(), name="prepare-assumption-detail"),
    path("comparables/", comparables.ComparableList.as_view(), name="prepare-comparable-list"),
    path("comparables/<uuid:comparable_id>/", comparables.ComparableDetail.as_view(), name="prepare-comparable-detail"),
    path("pie/", pie.PieDetail.as_view(), name="pie-detail"),
    path("pie/<slug:family>/", pie.PieFamilyDetail.as_view(), name="pie-family-detail"),
    path("objections/", objections.ObjectionList.as_view(), name="prepare-objection-list"),
    path("bogeys/", bogeys.BogeyList.as_view(), name="prepare-bogey-list"),
    path("bogeys/<uuid:bogey_id>/", bogeys.BogeyDetail.as_view(), name="prepare-bogey-detail"),
    path("sanctions/", sanctions.SanctionList.as_view(), name="prepare-sanction-list"),
    path("sanctions/expected/", sanctions.ExposureDetail.as_view(), name="prepare-sanction-expected"),
    path("sanctions/<uuid:sanction_id>/", sanctions.SanctionDetail.as_view(), name="prepare-sanction-detail"),
    path("small-gives/", small_gives.SmallGiveList.as_view(), name="prepare-small-give-list"),
    path("small-gives/cap/", small_gives.GiveCapDetail.as_view(), name="prepare-give-cap"),
    path("small-gives/<uuid:small_give_id>/", small_gives.SmallGiveDetail.as_view(), name="prepare-small-give-detail"),
    path("objections/<uuid:objection_id>/", objections.ObjectionDetail.as_view(), name="prepare-objection-detail"),
]
