"""Where the close is in the API."""

from typing import Any

from django.urls import path

from negotiations.api import confirmations, terms

CLOSE: list[Any] = [
    path("terms/", terms.TermList.as_view(), name="close-term-list"),
    path("confirmation/", confirmations.ConfirmationDetail.as_view(), name="close-confirmation"),
    path("links/", confirmations.LinkList.as_view(), name="confirm-link-list"),
    path("links/<uuid:link_id>/", confirmations.LinkDetail.as_view(), name="confirm-link-detail"),
    path("take/<uuid:move_id>/", confirmations.MoveTake.as_view(), name="close-take"),
    path("terms/<uuid:term_id>/", terms.TermDetail.as_view(), name="close-term-detail"),
]
