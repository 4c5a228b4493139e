"""The review of a deal, its debrief, its lessons."""

from typing import Any

from django.urls import path

from negotiations.api import debriefs, review_roles, reviews, satisfaction

REVIEW: list[Any] = [
    path("review/", reviews.ReviewDetail.as_view(), name="review-detail"),
    path("review/roles/", review_roles.ReviewRoles.as_view(), name="review-roles"),
    path("review/satisfaction/", satisfaction.SatisfactionDetail.as_view(), name="review-satisfaction"),
    path("review/debrief/", debriefs.DebriefDetail.as_view(), name="debrief-detail"),
    path("review/debrief/open/", debriefs.DebriefOpen.as_view(), name="debrief-open"),
    path("review/debrief/sheet/", debriefs.DebriefSheetDetail.as_view(), name="debrief-sheet"),
    path("review/lessons/", debriefs.LessonList.as_view(), name="lesson-list"),
    path("review/lessons/<uuid:lesson_id>/", debriefs.LessonDetail.as_view(), name="lesson-detail"),
    path("review/lessons/<uuid:lesson_id>/teach/", debriefs.LessonTeach.as_view(), name="lesson-teach"),
]
