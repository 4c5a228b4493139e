"""Where the pages of the workspace are. Every name here has its rule in tests/guards/url_rules.py."""

from django.urls import URLPattern, path

from negotiations.views import (
    alternatives,
    deals,
    exporting,
    history,
    importing,
    issues,
    jobs,
    levers,
    meetings,
    options,
    plan,
    seats,
    suggestions,
    trades,
    valuations,
    weights,
)

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
    # the plan: issues, options, valuations, package, levers, weights, alternatives
    path(DEAL, plan.plan, name="deal-plan"),
    path(f"{DEAL}package/", plan.package_edit, name="package-edit"),
    path(f"{DEAL}issues/new/", issues.create, name="issue-create"),
    path(f"{DEAL}issues/order/", issues.reorder, name="issue-reorder"),
    path(f"{DEAL}issues/<uuid:issue_id>/", issues.detail, name="issue-detail"),
    path(f"{DEAL}issues/<uuid:issue_id>/fields/<slug:field>/", issues.edit, name="issue-edit"),
    path(f"{DEAL}issues/<uuid:issue_id>/limits/<slug:field>/", issues.limit, name="issue-limit"),
    path(f"{DEAL}issues/<uuid:issue_id>/remove/", issues.remove, name="issue-remove"),
    path(f"{DEAL}issues/<uuid:issue_id>/options/", options.create, name="option-create"),
    path(f"{DEAL}issues/<uuid:issue_id>/options/order/", options.reorder, name="option-reorder"),
    path(f"{DEAL}issues/<uuid:issue_id>/options/<int:option_id>/", options.edit, name="option-edit"),
    path(f"{DEAL}issues/<uuid:issue_id>/options/<int:option_id>/remove/", options.remove, name="option-remove"),
    path(f"{DEAL}issues/<uuid:issue_id>/valuations/<slug:party>/", valuations.band, name="valuation-band"),
    path(
        f"{DEAL}issues/<uuid:issue_id>/valuations/<slug:party>/<slug:field>/", valuations.edit, name="valuation-edit"
    ),
    path(f"{DEAL}levers/", levers.create, name="lever-create"),
    path(f"{DEAL}levers/<uuid:lever_id>/use/", levers.use, name="lever-use"),
    path(f"{DEAL}levers/<uuid:lever_id>/remove/", levers.remove, name="lever-remove"),
    path(f"{DEAL}weights/", weights.weights, name="weight-list"),
    path(f"{DEAL}weights/save/", weights.edit, name="weight-edit"),
    path(f"{DEAL}weights/order/", weights.rank, name="weight-rank"),
    path(f"{DEAL}alternatives/", alternatives.listing, name="alternative-list"),
    path(f"{DEAL}alternatives/new/", alternatives.create, name="alternative-create"),
    path(
        f"{DEAL}alternatives/<uuid:alternative_id>/fields/<slug:field>/", alternatives.edit, name="alternative-edit"
    ),
    path(f"{DEAL}alternatives/<uuid:alternative_id>/remove/", alternatives.remove, name="alternative-remove"),
]
