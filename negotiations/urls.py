"""Where the pages of the workspace are. Every name here has its rule in tests/guards/url_rules.py."""

from django.urls import URLPattern, path

from negotiations.views import deals, exporting, history, importing, jobs, meetings, seats, suggestions, trades

app_name = "negotiations"

DEAL = "deals/<uuid:deal_id>/"

urlpatterns: list[URLPattern] = [
    # deals, seats, meetings, history, files
    path("deals/", deals.deal_list, name="deal-list"),
    path("deals/new/", deals.deal_create, name="deal-create"),
    path("deals/import/", importing.deal_import, name="deal-import"),
    path("deals/import/genius/", importing.deal_import_genius, name="deal-import-genius"),
    path("deals/import/template.xlsx", exporting.import_template, name="import-template"),
    path("deals/import/example.xlsx", exporting.import_example, name="import-example"),
    path(f"{DEAL}settings/", deals.deal_edit, name="deal-edit"),
    path(f"{DEAL}archive/", deals.deal_archive, name="deal-archive"),
    path(f"{DEAL}undo/", history.deal_undo, name="deal-undo"),
    path(f"{DEAL}history/", history.deal_history, name="deal-history"),
    path(f"{DEAL}export.xlsx", exporting.deal_export, name="deal-export"),
    path(f"{DEAL}import/", importing.plan_import, name="plan-import"),
    path(f"{DEAL}template/", importing.plan_template, name="plan-template"),
    path(f"{DEAL}seats/", seats.seat_add, name="seat-add"),
    path(f"{DEAL}seats/<int:seat_id>/remove/", seats.seat_remove, name="seat-remove"),
    path(f"{DEAL}meetings/", meetings.meeting_add, name="meeting-add"),
    path(f"{DEAL}meetings/<uuid:meeting_id>/", meetings.meeting_edit, name="meeting-edit"),
    path(f"{DEAL}meetings/<uuid:meeting_id>/remove/", meetings.meeting_remove, name="meeting-remove"),
    # trades: suggestions, jobs, what if
    path(f"{DEAL}trades/", trades.trades_list, name="trades-list"),
    path(f"{DEAL}trades/suggest/", trades.trades_suggest, name="trades-suggest"),
    path(f"{DEAL}trades/counter/", trades.trades_counter, name="trades-counter"),
    path(f"{DEAL}trades/what-if/", trades.trades_whatif, name="trades-whatif"),
    path(f"{DEAL}trades/packages/", trades.trades_packages, name="trades-packages"),
    path(f"{DEAL}jobs/<uuid:job_id>/", jobs.job_detail, name="job-detail"),
    path(f"{DEAL}jobs/<uuid:job_id>/cancel/", jobs.job_cancel, name="job-cancel"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/accept/", suggestions.suggestion_accept, name="suggestion-accept"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/dismiss/", suggestions.suggestion_dismiss, name="suggestion-dismiss"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/reopen/", suggestions.suggestion_reopen, name="suggestion-reopen"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/comment/", suggestions.suggestion_comment, name="suggestion-comment"),
]
