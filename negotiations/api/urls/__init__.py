"""Where the API is; a new area is a module beside this one. Every name has its rule in tests/guards/rules_*.py."""

from importlib.util import find_spec
from typing import Any

from django.urls import include, path, re_path

from accounts.rest.views import NotHere
from negotiations.api import (
    alternatives,
    claims,
    concessions,
    conversions,
    coverage,
    deals,
    docs,
    evidence,
    files,
    history,
    issues,
    jobs,
    lever_worths,
    levers,
    limits,
    listings,
    meetings,
    musthaves,
    options,
    phases,
    portfolio,
    presence,
    rates,
    readiness,
    rehearsals,
    rules,
    scoring,
    scoring_results,
    seats,
    styles,
    suggestions,
    templates,
    their_floor,
    their_side,
    trades,
    valuations,
)
from negotiations.api.urls import counterparties as counterparty_urls
from negotiations.api.urls import talk
from negotiations.api.urls.close import CLOSE
from negotiations.api.urls.ledger import LEDGER
from negotiations.api.urls.mandate import MANDATE
from negotiations.api.urls.moves import MOVES
from negotiations.api.urls.people import PEOPLE
from negotiations.api.urls.power import POWER
from negotiations.api.urls.prepare import PREPARE
from negotiations.api.urls.review import REVIEW
from negotiations.api.urls.sight import SIGHT

app_name = "api"

ISSUE: list[Any] = [
    path("", issues.IssueDetail.as_view(), name="issue-detail"),
    path("limits/", limits.LimitsDetail.as_view(), name="limits-detail"),
    path("options/", options.OptionList.as_view(), name="option-list"),
    path("options/order/", options.OptionOrder.as_view(), name="option-order"),
    path("options/<int:option_id>/", options.OptionDetail.as_view(), name="option-detail"),
    path("valuations/<slug:party>/", valuations.ValuationDetail.as_view(), name="valuation-detail"),
]

SUGGESTION: list[Any] = [
    path("", suggestions.SuggestionDetail.as_view(), name="suggestion-detail"),
    path("accept/", suggestions.SuggestionAccept.as_view(), name="suggestion-accept"),
    path("dismiss/", suggestions.SuggestionDismiss.as_view(), name="suggestion-dismiss"),
    path("reopen/", suggestions.SuggestionReopen.as_view(), name="suggestion-reopen"),
    path("lean/", their_side.SuggestionLean.as_view(), name="suggestion-lean"),
    path("comments/", suggestions.SuggestionComments.as_view(), name="suggestion-comments"),
]

SCORING: list[Any] = [
    path("", scoring.RoundList.as_view(), name="scoring-list"),
    path("<uuid:round_id>/", scoring.RoundDetail.as_view(), name="scoring-detail"),
    path("<uuid:round_id>/close/", scoring.RoundClose.as_view(), name="scoring-close"),
    path("<uuid:round_id>/withdraw/", scoring.RoundWithdraw.as_view(), name="scoring-withdraw"),
    path("<uuid:round_id>/results/", scoring_results.RoundResults.as_view(), name="scoring-results"),
    path("<uuid:round_id>/adopt/", scoring_results.RoundAdopt.as_view(), name="scoring-adopt"),
    path("<uuid:round_id>/sheet/", scoring.SheetDetail.as_view(), name="scoring-sheet"),
    path("<uuid:round_id>/sheet/hand-in/", scoring.SheetHandIn.as_view(), name="scoring-hand-in"),
]

DEAL: list[Any] = [
    path("", deals.DealDetail.as_view(), name="deal-detail"),
    path("archive/", deals.DealArchive.as_view(), name="deal-archive"),
    path("undo/", history.DealUndo.as_view(), name="deal-undo"),
    path("redo/", history.DealRedo.as_view(), name="deal-redo"),
    path("seats/", seats.SeatList.as_view(), name="seat-list"),
    path("seats/<int:seat_id>/hand-over/", seats.SeatHandOver.as_view(), name="seat-hand-over"),
    path("seats/<int:seat_id>/", seats.SeatDetail.as_view(), name="seat-detail"),
    path("meetings/", meetings.MeetingList.as_view(), name="meeting-list"),
    path("meetings/<uuid:meeting_id>/", meetings.MeetingDetail.as_view(), name="meeting-detail"),
    path("issues/", issues.IssueList.as_view(), name="issue-list"),
    path("issues/order/", issues.IssueOrder.as_view(), name="issue-order"),
    path("issues/<uuid:issue_id>/", include(ISSUE)),
    path("valuations/", valuations.ValuationList.as_view(), name="valuation-list"),
    path("weights/", valuations.WeightsDetail.as_view(), name="weights-detail"),
    path("weights/ranking/", valuations.WeightsRanking.as_view(), name="weights-ranking"),
    path("alternatives/", alternatives.AlternativeList.as_view(), name="alternative-list"),
    path("alternatives/<uuid:alternative_id>/", alternatives.AlternativeDetail.as_view(), name="alternative-detail"),
    path("their-floor/", their_floor.TheirFloorDetail.as_view(), name="their-floor-detail"),
    path("rules/", rules.RuleList.as_view(), name="rule-list"),
    path("rules/<uuid:rule_id>/", rules.RuleDetail.as_view(), name="rule-detail"),
    path("evidence/", evidence.EvidenceList.as_view(), name="evidence-list"),
    path("evidence/<uuid:evidence_id>/", evidence.EvidenceDetail.as_view(), name="evidence-detail"),
    *MANDATE,
    *MOVES,
    *LEDGER,
    *PEOPLE,
    path("their-side/", their_side.TheirSideDetail.as_view(), name="their-side-detail"),
    path("questions/", their_side.QuestionList.as_view(), name="question-list"),
    path("rehearsal/", rehearsals.RehearsalDetail.as_view(), name="rehearsal-detail"),
    path("concessions/", concessions.ConcessionList.as_view(), name="concession-list"),
    path("concessions/<uuid:concession_id>/", concessions.ConcessionDetail.as_view(), name="concession-detail"),
    path("concessions/<uuid:concession_id>/steps/", concessions.StepList.as_view(), name="concession-step-list"),
    path("concession-steps/<uuid:step_id>/", concessions.StepDetail.as_view(), name="concession-step-detail"),
    path("prepare/", include([*PREPARE, *POWER])),
    path("close/", include(CLOSE)),
    *REVIEW,
    path("package/", alternatives.PackageDetail.as_view(), name="package-detail"),
    path("rates/", rates.RatesList.as_view(), name="rates-list"),
    path("rates/<slug:party>/", rates.RatesDetail.as_view(), name="rates-detail"),
    path("conversions/", conversions.ConversionList.as_view(), name="conversion-list"),
    path("conversions/<uuid:conversion_id>/", conversions.ConversionDetail.as_view(), name="conversion-detail"),
    path("conversions/<uuid:conversion_id>/weight/", conversions.ConversionWeight.as_view(), name="conversion-weight"),
    path("scoring/", include(SCORING)),
    path("claims/", claims.ClaimList.as_view(), name="claim-list"),
    path("claims/<uuid:claim_id>/", claims.ClaimDetail.as_view(), name="claim-detail"),
    path("must-haves/", musthaves.MustHaveList.as_view(), name="must-have-list"),
    path("must-haves/decisions/", musthaves.MustHaveDecision.as_view(), name="must-have-decision"),
    path("levers/gains/", lever_worths.LeverGains.as_view(), name="lever-gains"),
    path("levers/<uuid:lever_id>/worth/", lever_worths.LeverWorthDetail.as_view(), name="lever-worth-detail"),
    path("levers/", levers.LeverList.as_view(), name="lever-list"),
    path("levers/<uuid:lever_id>/", levers.LeverDetail.as_view(), name="lever-detail"),
    path("levers/<uuid:lever_id>/issue/", levers.LeverIssue.as_view(), name="lever-issue"),
    path("events/", history.EventList.as_view(), name="event-list"),
    path("events/<int:seq>/restore/", history.EventRestore.as_view(), name="event-restore"),
    path("styles/", styles.StyleDetail.as_view(), name="style-detail"),
    path("styles/share/", styles.StyleSharing.as_view(), name="style-share"),
    path("coverage/", coverage.CoverageDetail.as_view(), name="coverage"),
    path("phase/", phases.PhaseDetail.as_view(), name="phase-detail"),
    path("presence/", presence.PresenceDetail.as_view(), name="presence-detail"),
    path("readiness/", readiness.ReadinessDetail.as_view(), name="readiness-detail"),
    path("import/", files.PlanImport.as_view(), name="plan-import"),
    path("template/", files.PlanTemplate.as_view(), name="plan-template"),
    path("export/", files.DealExport.as_view(), name="deal-export"),
    path("paper/<slug:sheet>/", files.PaperFile.as_view(), name="paper-file"),
    path("everything/", files.DealDocument.as_view(), name="deal-document"),
    path("trades/", trades.TradesDetail.as_view(), name="trades-detail"),
    path("trades/list/", listings.ListingDetail.as_view(), name="listing-detail"),
    path("trades/list/<uuid:job_id>/take/", listings.ListingTake.as_view(), name="listing-take"),
    path("what-if/", trades.WhatIfDetail.as_view(), name="trades-whatif"),
    path("jobs/", jobs.JobList.as_view(), name="job-list"),
    path("jobs/<uuid:job_id>/", jobs.JobDetail.as_view(), name="job-detail"),
    path("suggestions/", suggestions.SuggestionList.as_view(), name="suggestion-list"),
    path("suggestions/<uuid:suggestion_id>/", include(SUGGESTION)),
    *talk.DEAL,
    *SIGHT,
]

urlpatterns: list[Any] = [
    path("schema/", docs.Schema.as_view(), name="schema"),
    path("docs/", docs.docs, name="docs"),
    path("deals/", deals.DealList.as_view(), name="deal-list"),
    path("deals/import/", files.DealImport.as_view(), name="deal-import"),
    path("deals/import/genius/", files.GeniusImport.as_view(), name="deal-import-genius"),
    path("deals/<uuid:deal_id>/", include(DEAL)),
    *talk.INBOX,
    path("portfolio/", portfolio.PortfolioDetail.as_view(), name="portfolio"),
    path("imports/template/", files.ImportTemplate.as_view(), name="import-template"),
    path("imports/example/", files.ImportExample.as_view(), name="import-example"),
    path("counterparties/", include(counterparty_urls.URLS)),
    path("templates/", templates.TemplateList.as_view(), name="template-list"),
    path("templates/<slug:category>/", templates.TemplateDetail.as_view(), name="template-detail"),
]
if find_spec("accounts.api_urls"):
    urlpatterns.append(path("", include("accounts.api_urls")))
urlpatterns.append(re_path(r"^.*$", NotHere.as_view(), name="nowhere"))
