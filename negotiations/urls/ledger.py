"""The ledger of gives and gets, and the alerts of the table."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import alerts, ledger

LEDGER = f"{DEAL}table/ledger/"
ALERTS = f"{DEAL}table/alerts/"

URLS: list[URLPattern] = [
    path(LEDGER, ledger.ledger_list, name="ledger-list"),
    path(f"{LEDGER}pair/", ledger.ledger_pair, name="ledger-pair"),
    path(f"{LEDGER}secure/", ledger.ledger_secure, name="ledger-secure"),
    path(f"{LEDGER}assign/", ledger.ledger_assign, name="ledger-assign"),
    path(f"{LEDGER}pairings/<uuid:pairing_id>/back/", ledger.pairing_reverse, name="pairing-reverse"),
    path(f"{LEDGER}securings/<uuid:securing_id>/back/", ledger.securing_reverse, name="securing-reverse"),
    path(ALERTS, alerts.alert_list, name="alert-list"),
    path(f"{ALERTS}put-away/", alerts.alert_dismiss, name="alert-dismiss"),
    path(f"{ALERTS}<uuid:dismissal_id>/back/", alerts.dismissal_reverse, name="dismissal-reverse"),
]
