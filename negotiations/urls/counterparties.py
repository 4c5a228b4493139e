"""The other sides, across deals; and who of both sides is covered on one."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import counterparties, coverage, record_rows

RECORD = "counterparties/<uuid:counterparty_id>/"
ROW = f"{RECORD}<slug:section>/<uuid:entry_id>/"

URLS: list[URLPattern] = [
    path("counterparties/", counterparties.counterparty_list, name="counterparty-list"),
    path(RECORD, counterparties.counterparty_detail, name="counterparty-detail"),
    path(f"{RECORD}fields/<slug:field>/", counterparties.counterparty_edit, name="counterparty-edit"),
    path(f"{RECORD}<slug:section>/new/", record_rows.record_row_create, name="record-row-create"),
    path(ROW, record_rows.record_row_edit, name="record-row-edit"),
    path(f"{ROW}remove/", record_rows.record_row_remove, name="record-row-remove"),
    path(f"{ROW}restore/", record_rows.record_row_restore, name="record-row-restore"),
    path(f"{ROW}erase/", record_rows.record_row_erase, name="record-row-erase"),
    path(f"{DEAL}people/coverage/", coverage.coverage, name="coverage"),
    path(f"{DEAL}people/counterparty/", counterparties.deal_counterparty, name="deal-counterparty"),
]
