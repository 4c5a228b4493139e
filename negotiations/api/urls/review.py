"""The review of a deal."""

from typing import Any

from django.urls import path

from negotiations.api import reviews

REVIEW: list[Any] = [
    path("review/", reviews.ReviewDetail.as_view(), name="review-detail"),
]
