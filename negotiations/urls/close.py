"""The close: agreed points, their confirmation, and the page of the other side."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.urls.prepare import register
from negotiations.views import confirm, confirmations, terms

CLOSE = f"{DEAL}close/"

URLS: list[URLPattern] = [
    *register("", "term", terms, under=CLOSE, area="close"),
    path(f"{CLOSE}take/<uuid:move_id>/", confirmations.term_take, name="close-term-take"),
    path(f"{CLOSE}confirm/", confirmations.confirm, name="close-confirm"),
    path(f"{CLOSE}links/new/", confirmations.link_make, name="confirm-link-make"),
    path(f"{CLOSE}links/<uuid:link_id>/withdraw/", confirmations.link_withdraw, name="confirm-link-withdraw"),
    path("confirm/thanks/", confirm.confirm_thanks, name="confirm-thanks"),
    path("confirm/<str:token>/", confirm.confirm_answer, name="confirm-answer"),
]
