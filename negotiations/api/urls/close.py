"""Where the close is in the API."""

from typing import Any

from django.urls import path

from negotiations.api import confirmations, last_looks, next_steps, summaries, terms

CLOSE: list[Any] = [
    path("terms/", terms.TermList.as_view(), name="close-term-list"),
    path("steps/", next_steps.NextStepList.as_view(), name="close-next-step-list"),
    path("steps/<uuid:next_step_id>/", next_steps.NextStepDetail.as_view(), name="close-next-step-detail"),
    path("summaries/", summaries.SummaryList.as_view(), name="summary-list"),
    path("summaries/<uuid:summary_id>/", summaries.SummaryDetail.as_view(), name="summary-detail"),
    path("summaries/<uuid:summary_id>/send/", summaries.SummarySend.as_view(), name="summary-send"),
    path("last-look/", last_looks.LastLookDetail.as_view(), name="last-look"),
    path("end/", last_looks.DealEnd.as_view(), name="deal-end"),
    path("confirmation/", confirmations.ConfirmationDetail.as_view(), name="close-confirmation"),
    path("links/", confirmations.ConfirmLinkList.as_view(), name="confirm-link-list"),
    path("links/<uuid:link_id>/", confirmations.ConfirmLinkDetail.as_view(), name="confirm-link-detail"),
    path("take/<uuid:move_id>/", confirmations.MoveTake.as_view(), name="close-take"),
    path("terms/<uuid:term_id>/", terms.TermDetail.as_view(), name="close-term-detail"),
]
