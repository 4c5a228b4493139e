"""Where the close is in the API."""

from typing import Any

from django.urls import path

from negotiations.api import terms

CLOSE: list[Any] = [
    path("terms/", terms.TermList.as_view(), name="close-term-list"),
    path("terms/<uuid:term_id>/", terms.TermDetail.as_view(), name="close-term-detail"),
]
