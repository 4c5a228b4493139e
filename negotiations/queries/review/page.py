"""The review as its pages show it: loaded once, said in words. For readers of secrets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.permissions import Permission
from negotiations.charts.dance import DanceChart
from negotiations.enums import JobKind, JobState
from negotiations.enums_review import Outcome
from negotiations.models import Job, Review
from negotiations.queries.reading import opened
from negotiations.queries.review import words as review_words
from negotiations.queries.review.entries import Entries, entries_of
from negotiations.queries.review.way import Way, way_words
from negotiations.queries.review.words import (
    AlternativeRow,
    Calibration,
    Figure,
    Gap,
    IssueRow,
    SpotRow,
)
from negotiations.queries.standing import Standing
from negotiations.queries.table.holds import holds_of
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.wording import Names


@dataclass(frozen=True)
class ResultWords:
    """What came of the talks."""

    figures: tuple[Figure, ...]
    gap: Gap
    issues: tuple[IssueRow, ...]
    chart: DanceChart | None
    spots: tuple[SpotRow, ...]
    calibration: Calibration
    alternatives: tuple[AlternativeRow, ...]


@dataclass(frozen=True)
class ReviewPage:
    """``review`` is None while the deal is not over. ``ended`` the newest if it failed."""

    review: Review | None
    active: Job | None
    ended: Job | None
    entries: Entries
    result: ResultWords | None = None
    way: Way | None = None
    document: dict[str, Any] | None = None

    @property
    def agreed(self) -> bool:
        return self.review is not None and self.review.outcome == Outcome.AGREED


def review_page(access: Standing) -> ReviewPage:
    """Seven queries, whatever the length of the log."""
    access.require(Permission.SECRETS_VIEW)
    deal = access.deal
    review = Review.objects.filter(deal=deal).select_related("closed_by").first()
    jobs = list(Job.objects.filter(deal=deal, kind=JobKind.REVIEW).order_by("-created_at")[:5])
    active = next((job for job in jobs if job.state in Job.ACTIVE), None)
    ended = jobs[0] if jobs and jobs[0].state in {JobState.FAILED, JobState.CANCELLED} else None
    names = Names(deal)
    moves = list(standing_moves(deal))
    entries = entries_of(moves, names, access)
    document: dict[str, Any] | None = opened(review.document, access) if review else None
    if document is None:
        return ReviewPage(review, active, ended, entries)
    chart, spots = review_words.dance_words(document, entries)
    result = ResultWords(
        figures=review_words.figures(document),
        gap=review_words.gap_words(document, names),
        issues=review_words.issue_rows(document, names),
        chart=chart,
        spots=spots,
        calibration=review_words.calibration_words(document, names),
        alternatives=review_words.alternative_rows(document),
    )
    way = way_words(document, names, entries, holds_of(moves, access, names).values())
    return ReviewPage(review, active, ended, entries, result, way, document)


def closed_words(review: Review) -> str:
    """How and when the deal ended."""
    how = "Agreed" if review.outcome == Outcome.AGREED else "Broken off"
    return f"{how} on {_day(review.closed_at)}"


def _day(at: datetime) -> str:
    return f"{at:%-d %B %Y}"
