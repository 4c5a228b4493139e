"""The paired ledger and the alerts of the table."""

from typing import Any

from django.urls import path

from negotiations.api import alerts, ledger

LEDGER: list[Any] = [
    path("ledger/", ledger.LedgerDetail.as_view(), name="ledger-detail"),
    path("ledger/pairings/", ledger.LedgerPair.as_view(), name="ledger-pair"),
    path("ledger/pairings/<uuid:pairing_id>/reverse/", ledger.PairingReverse.as_view(), name="pairing-reverse"),
    path("ledger/securings/", ledger.LedgerSecure.as_view(), name="ledger-secure"),
    path("ledger/securings/<uuid:securing_id>/reverse/", ledger.SecuringReverse.as_view(), name="securing-reverse"),
    path("ledger/debts/", ledger.LedgerAssign.as_view(), name="ledger-assign"),
    path("alerts/", alerts.AlertList.as_view(), name="alert-list"),
    path("alerts/dismissals/", alerts.AlertDismiss.as_view(), name="alert-dismiss"),
    path("alerts/dismissals/<uuid:dismissal_id>/reverse/", alerts.DismissalReverse.as_view(), name="dismissal-reverse"),
    path("concessions/log/", alerts.PlanLogDetail.as_view(), name="plan-log"),
]
