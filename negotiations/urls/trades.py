"""Trades: suggestions, jobs, what if; and what we know of their side."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import (
    evidence,
    jobs,
    lever_worths,
    listings,
    musthaves,
    questions,
    suggestions,
    trades,
)

URLS: list[URLPattern] = [
    path(f"{DEAL}trades/", trades.trades_list, name="trades-list"),
    path(f"{DEAL}trades/list/", listings.listing, name="listing"),
    path(f"{DEAL}trades/list/ask/", listings.ask, name="listing-ask"),
    path(f"{DEAL}trades/list/<uuid:job_id>/take/", listings.take, name="listing-take"),
    path(f"{DEAL}trades/suggest/", trades.trades_suggest, name="trades-suggest"),
    path(f"{DEAL}trades/counter/", trades.trades_counter, name="trades-counter"),
    path(f"{DEAL}trades/what-if/", trades.trades_whatif, name="trades-whatif"),
    path(f"{DEAL}trades/packages/", trades.trades_packages, name="trades-packages"),
    path(f"{DEAL}theirs/", evidence.evidence_list, name="evidence-list"),
    path(f"{DEAL}theirs/note/", evidence.evidence_note, name="evidence-note"),
    path(f"{DEAL}theirs/<uuid:evidence_id>/remove/", evidence.evidence_remove, name="evidence-remove"),
    path(f"{DEAL}theirs/questions/", questions.question_list, name="question-list"),
    path(f"{DEAL}theirs/questions/search/", questions.question_search, name="question-search"),
    path(f"{DEAL}theirs/questions/answer/", questions.question_answer, name="question-answer"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/lean/", suggestions.suggestion_lean, name="suggestion-lean"),
    path(f"{DEAL}trades/must-haves/", musthaves.musthave_list, name="musthave-list"),
    path(f"{DEAL}trades/must-haves/keep/", musthaves.musthave_keep, name="musthave-keep"),
    path(f"{DEAL}trades/must-haves/reopen/", musthaves.musthave_reopen, name="musthave-reopen"),
    path(f"{DEAL}trades/must-haves/relax/", musthaves.musthave_relax, name="musthave-relax"),
    path(f"{DEAL}trades/levers/", lever_worths.lever_list, name="lever-list"),
    path(f"{DEAL}trades/levers/<uuid:lever_id>/<slug:field>/", lever_worths.lever_worth_edit, name="lever-worth-edit"),
    path(f"{DEAL}jobs/<uuid:job_id>/", jobs.job_detail, name="job-detail"),
    path(f"{DEAL}jobs/<uuid:job_id>/cancel/", jobs.job_cancel, name="job-cancel"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/accept/", suggestions.suggestion_accept, name="suggestion-accept"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/dismiss/", suggestions.suggestion_dismiss, name="suggestion-dismiss"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/reopen/", suggestions.suggestion_reopen, name="suggestion-reopen"),
    path(f"{DEAL}suggestions/<uuid:suggestion_id>/comment/", suggestions.suggestion_comment, name="suggestion-comment"),
]
