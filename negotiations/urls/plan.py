"""The plan: issues, options, valuations, package, levers, weights, rules, alternatives."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import (
    alternatives,
    issues,
    levers,
    options,
    papers,
    plan,
    rules,
    their_floor,
    valuations,
    weights,
)

URLS: list[URLPattern] = [
    path(DEAL, plan.plan, name="deal-plan"),
    path(f"{DEAL}paper/", papers.deal_paper, name="deal-paper"),
    path(f"{DEAL}paper/<slug:sheet>.pdf", papers.paper_file, name="paper-file"),
    path(f"{DEAL}package/", plan.package_edit, name="package-edit"),
    path(f"{DEAL}issues/new/", issues.create, name="issue-create"),
    path(f"{DEAL}issues/order/", issues.reorder, name="issue-reorder"),
    path(f"{DEAL}issues/<uuid:issue_id>/", issues.detail, name="issue-detail"),
    path(f"{DEAL}issues/<uuid:issue_id>/cells/", issues.cells, name="issue-cells"),
    path(f"{DEAL}issues/<uuid:issue_id>/fields/<slug:field>/", issues.edit, name="issue-edit"),
    path(f"{DEAL}issues/<uuid:issue_id>/limits/<slug:field>/", issues.limit, name="issue-limit"),
    path(f"{DEAL}issues/<uuid:issue_id>/remove/", issues.remove, name="issue-remove"),
    path(f"{DEAL}issues/<uuid:issue_id>/options/", options.create, name="option-create"),
    path(f"{DEAL}issues/<uuid:issue_id>/options/order/", options.reorder, name="option-reorder"),
    path(f"{DEAL}issues/<uuid:issue_id>/options/<int:option_id>/", options.edit, name="option-edit"),
    path(f"{DEAL}issues/<uuid:issue_id>/options/<int:option_id>/remove/", options.remove, name="option-remove"),
    path(f"{DEAL}issues/<uuid:issue_id>/valuations/<slug:party>/", valuations.band, name="valuation-band"),
    path(f"{DEAL}issues/<uuid:issue_id>/valuations/<slug:party>/<slug:field>/", valuations.edit, name="valuation-edit"),
    path(f"{DEAL}levers/", levers.create, name="lever-create"),
    path(f"{DEAL}levers/<uuid:lever_id>/use/", levers.use, name="lever-use"),
    path(f"{DEAL}levers/<uuid:lever_id>/remove/", levers.remove, name="lever-remove"),
    path(f"{DEAL}weights/", weights.weights, name="weight-list"),
    path(f"{DEAL}weights/save/", weights.edit, name="weight-edit"),
    path(f"{DEAL}weights/order/", weights.rank, name="weight-rank"),
    path(f"{DEAL}rules/", rules.listing, name="rule-list"),
    path(f"{DEAL}rules/new/", rules.create, name="rule-create"),
    path(f"{DEAL}rules/new/try/", rules.try_out, name="rule-try"),
    path(f"{DEAL}rules/<uuid:rule_id>/", rules.detail, name="rule-detail"),
    path(f"{DEAL}rules/<uuid:rule_id>/fields/<slug:field>/", rules.edit, name="rule-edit"),
    path(f"{DEAL}rules/<uuid:rule_id>/remove/", rules.remove, name="rule-remove"),
    path(f"{DEAL}alternatives/", alternatives.listing, name="alternative-list"),
    path(f"{DEAL}alternatives/theirs/", their_floor.edit, name="their-floor-edit"),
    path(f"{DEAL}alternatives/new/", alternatives.create, name="alternative-create"),
    path(f"{DEAL}alternatives/<uuid:alternative_id>/fields/<slug:field>/", alternatives.edit, name="alternative-edit"),
    path(f"{DEAL}alternatives/<uuid:alternative_id>/remove/", alternatives.remove, name="alternative-remove"),
]
