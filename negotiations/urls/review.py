"""The review: the result, how the talks went, the debrief, files."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import review_files, reviews

REVIEW = f"{DEAL}review/"

URLS: list[URLPattern] = [
    path(REVIEW, reviews.review_detail, name="review-detail"),
    path(f"{REVIEW}talks/", reviews.review_talks, name="review-talks"),
    path(f"{REVIEW}run/", reviews.review_run, name="review-run"),
    path(f"{REVIEW}files/log.xlsx", review_files.review_log, name="review-log"),
    path(f"{REVIEW}files/<slug:paper>.<slug:form>", review_files.review_paper, name="review-paper"),
]
