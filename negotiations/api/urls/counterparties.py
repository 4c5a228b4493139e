"""Counterparties and their records."""

from typing import Any

from django.urls import path

from negotiations.api import counterparties, record_rows

URLS: list[Any] = [
    path("", counterparties.CounterpartyList.as_view(), name="counterparty-list"),
    path("<uuid:counterparty_id>/", counterparties.CounterpartyDetail.as_view(), name="counterparty-detail"),
    path("<uuid:counterparty_id>/events/", counterparties.RecordEventList.as_view(), name="record-event-list"),
    path("<uuid:counterparty_id>/styles/", record_rows.SightingList.as_view(), name="sighting-list"),
    path(
        "<uuid:counterparty_id>/styles/<uuid:entry_id>/", record_rows.SightingDetail.as_view(), name="sighting-detail"
    ),
    path("<uuid:counterparty_id>/acquaintances/", record_rows.AcquaintanceList.as_view(), name="acquaintance-list"),
    path(
        "<uuid:counterparty_id>/acquaintances/<uuid:entry_id>/",
        record_rows.AcquaintanceDetail.as_view(),
        name="acquaintance-detail",
    ),
    path("<uuid:counterparty_id>/links/", record_rows.LinkList.as_view(), name="link-list"),
    path("<uuid:counterparty_id>/links/<uuid:entry_id>/", record_rows.LinkDetail.as_view(), name="link-detail"),
    path(
        "<uuid:counterparty_id>/removed/<slug:section>/<uuid:entry_id>/",
        record_rows.RemovedRow.as_view(),
        name="removed-row",
    ),
]
