"""The table: its log, and offers on record."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import exceptions, guards, offers, table

LOG = f"{DEAL}table/"
TABLE = f"{DEAL}table/offers/"

URLS: list[URLPattern] = [
    path(LOG, table.move_list, name="move-list"),
    path(f"{LOG}read/", table.move_read, name="move-read"),
    path(f"{LOG}record/", table.move_record, name="move-record"),
    path(f"{LOG}ask/", table.move_ask, name="move-ask"),
    path(f"{LOG}entries/<uuid:move_id>/reverse/", table.move_reverse, name="move-reverse"),
    path(TABLE, offers.offer_list, name="offer-list"),
    path(f"{TABLE}check/", offers.offer_check, name="offer-check"),
    path(f"{TABLE}record/", offers.offer_record, name="offer-record"),
    path(f"{TABLE}ask/", exceptions.exception_ask, name="exception-ask"),
    path(f"{TABLE}<uuid:offer_id>/release/", offers.offer_release, name="offer-release"),
    path(f"{TABLE}<uuid:offer_id>/withdraw/", offers.offer_withdraw, name="offer-withdraw"),
    path(f"{TABLE}exceptions/<uuid:exception_id>/answer/", exceptions.exception_answer, name="exception-answer"),
    path(f"{TABLE}exceptions/<uuid:exception_id>/use/", exceptions.exception_use, name="exception-use"),
    path(f"{DEAL}team/guard/", guards.guard_edit, name="guard-edit"),
]
