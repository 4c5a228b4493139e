"""The close: agreed points, their confirmation, and the page of the other side."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.urls.prepare import register
from negotiations.views import confirm, confirmations, last_looks, next_steps, summaries, terms

CLOSE = f"{DEAL}close/"

URLS: list[URLPattern] = [
    *register("", "term", terms, under=CLOSE, area="close"),
    *register("steps", "next_step", next_steps, under=CLOSE, area="close"),
    path(f"{CLOSE}steps/next-steps.ics", next_steps.next_step_calendar, name="close-next-step-calendar"),
    path(f"{CLOSE}summary/", summaries.summary_list, name="summary-list"),
    path(f"{CLOSE}summary/draft/", summaries.summary_draft, name="summary-draft"),
    path(f"{CLOSE}summary/<uuid:summary_id>/", summaries.summary_edit, name="summary-edit"),
    path(f"{CLOSE}summary/<uuid:summary_id>/send/", summaries.summary_send, name="summary-send"),
    path(f"{CLOSE}last-look/", last_looks.last_look, name="last-look"),
    path(f"{CLOSE}last-look/ask/", last_looks.last_look_ask, name="last-look-ask"),
    path(f"{CLOSE}end/", last_looks.deal_close, name="deal-close"),
    path(f"{CLOSE}take/<uuid:move_id>/", confirmations.term_take, name="close-term-take"),
    path(f"{CLOSE}confirm/", confirmations.confirm, name="close-confirm"),
    path(f"{CLOSE}links/new/", confirmations.link_make, name="confirm-link-make"),
    path(f"{CLOSE}links/<uuid:link_id>/withdraw/", confirmations.link_withdraw, name="confirm-link-withdraw"),
    path("confirm/thanks/", confirm.confirm_thanks, name="confirm-thanks"),
    path("confirm/<str:token>/", confirm.confirm_answer, name="confirm-answer"),
]
