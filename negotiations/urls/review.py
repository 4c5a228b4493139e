"""The review: the result, how the talks went, the debrief, files."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import asked, debriefs, review_files, reviews, satisfaction

REVIEW = f"{DEAL}review/"

URLS: list[URLPattern] = [
    path(REVIEW, reviews.review_detail, name="review-detail"),
    path(f"{REVIEW}talks/", reviews.review_talks, name="review-talks"),
    path(f"{REVIEW}run/", reviews.review_run, name="review-run"),
    path(f"{REVIEW}files/log.xlsx", review_files.review_log, name="review-log"),
    path(f"{REVIEW}files/<slug:paper>.<slug:form>", review_files.review_paper, name="review-paper"),
    path(f"{REVIEW}satisfaction/", satisfaction.review_satisfaction, name="review-satisfaction"),
    path(f"{REVIEW}satisfaction/ask/", satisfaction.satisfaction_ask, name="satisfaction-ask"),
    path("asked/<str:token>/", asked.asked_answer, name="asked-answer"),
    path(f"{REVIEW}debrief/", debriefs.debrief_detail, name="debrief-detail"),
    path(f"{REVIEW}debrief/ask/", debriefs.debrief_ask, name="debrief-ask"),
    path(f"{REVIEW}debrief/open/", debriefs.debrief_open, name="debrief-open"),
    path(f"{REVIEW}debrief/sheet/", debriefs.debrief_sheet, name="debrief-sheet"),
    path(f"{REVIEW}lessons/", debriefs.lesson_create, name="lesson-create"),
    path(f"{REVIEW}lessons/<uuid:lesson_id>/", debriefs.lesson_edit, name="lesson-edit"),
    path(f"{REVIEW}lessons/<uuid:lesson_id>/remove/", debriefs.lesson_remove, name="lesson-remove"),
    path(f"{REVIEW}lessons/<uuid:lesson_id>/teach/", debriefs.lesson_teach, name="lesson-teach"),
]
