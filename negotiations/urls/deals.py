"""Deals, meetings, history, files."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import (
    deals,
    exporting,
    field_history,
    here,
    history,
    importing,
    meetings,
)

URLS: list[URLPattern] = [
    path("deals/", deals.deal_list, name="deal-list"),
    path("deals/new/", deals.deal_create, name="deal-create"),
    path("deals/import/", importing.deal_import, name="deal-import"),
    path("deals/import/genius/", importing.deal_import_genius, name="deal-import-genius"),
    path("deals/import/template.xlsx", exporting.import_template, name="import-template"),
    path("deals/import/example.xlsx", exporting.import_example, name="import-example"),
    path(f"{DEAL}here/", here.here, name="here"),
    path(f"{DEAL}settings/", deals.deal_edit, name="deal-edit"),
    path(f"{DEAL}archive/", deals.deal_archive, name="deal-archive"),
    path(f"{DEAL}undo/", history.deal_undo, name="deal-undo"),
    path(f"{DEAL}redo/", history.deal_redo, name="deal-redo"),
    path(f"{DEAL}history/", history.deal_history, name="deal-history"),
    path(f"{DEAL}history/<slug:noun>/<slug:object_id>/<slug:field>/", field_history.field_values, name="field-history"),
    path(
        f"{DEAL}history/<slug:noun>/<slug:object_id>/<slug:field>/restore/",
        field_history.field_restore,
        name="field-restore",
    ),
    path(f"{DEAL}export.xlsx", exporting.deal_export, name="deal-export"),
    path(f"{DEAL}export.json", exporting.deal_document, name="deal-document"),
    path(f"{DEAL}import/", importing.plan_import, name="plan-import"),
    path(f"{DEAL}template/", importing.plan_template, name="plan-template"),
    path(f"{DEAL}meetings/", meetings.meeting_add, name="meeting-add"),
    path(f"{DEAL}meetings/<uuid:meeting_id>/", meetings.meeting_edit, name="meeting-edit"),
    path(f"{DEAL}meetings/<uuid:meeting_id>/remove/", meetings.meeting_remove, name="meeting-remove"),
]
