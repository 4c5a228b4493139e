"""What the preparation says of one issue, in a line of its panel: each thing a link to where it is kept."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from negotiations.enums_prepare import AssumptionState, EstimateKind, QuestionState
from negotiations.levels import Scale
from negotiations.models import Assumption, Comparable, Fact, Issue, IssueLimits, Objection, Question
from negotiations.queries.prepare.anchors import anchor_card
from negotiations.queries.standing import Standing

NUMBERED = {"money", "number", "duration"}


@dataclass(frozen=True)
class Prepared:
    """``words`` are a link to ``url``; ``add_url`` opens the form with the issue chosen."""

    words: str
    url: str
    add_url: str
    add_words: str


@dataclass(frozen=True)
class IssuePreparation:
    """``anchor`` is our marker against the comparables, ``limits`` the same for readers of secrets.

    ``untested`` are the assumptions by the estimate that rests on them: (what it carries, the assumption).
    """

    lines: tuple[Prepared, ...]
    anchor: str
    limits: tuple[str, ...]
    untested: tuple[tuple[str, str], ...]


def issue_preparation(
    issue: Issue, access: Standing, limits: IssueLimits | None, currency: str, today: date
) -> IssuePreparation:
    """Five queries, whatever there is. Protected facts are not counted."""
    there = {"deal": access.deal, "removed_at__isnull": True}
    asked = Question.objects.filter(**there).filter(Q(issue=issue) | Q(versus=issue))
    states = list(asked.values_list("state", flat=True))
    left = sum(state != QuestionState.ANSWERED for state in states)
    facts = Fact.objects.filter(**there, issue=issue).count()
    assumed = list(Assumption.objects.filter(**there, issue=issue).order_by("number", "pk"))
    objections = Objection.objects.filter(**there, issue=issue).count()
    rows = list(Comparable.objects.filter(**there, issue=issue).order_by("number", "pk"))
    card = None
    if rows and issue.kind in NUMBERED:
        scale = Scale(issue.kind, issue.unit, currency)
        card = anchor_card(issue, rows, scale, access, limits, today, draw=False)
    untested = [row for row in assumed if row.state == AssumptionState.UNTESTED]
    lines = [
        _line(issue, "question", _counted(left, "open question"), "Ask"),
        _line(issue, "fact", _counted(facts, "fact"), "Add"),
        _line(issue, "assumption", _counted(len(untested), "untested assumption"), "Add"),
        _line(issue, "objection", _counted(objections, "objection"), "Add"),
    ]
    if issue.kind in NUMBERED:
        lines.insert(3, _line(issue, "comparable", _counted(len(rows), "comparable"), "Add"))
    return IssuePreparation(
        lines=tuple(lines),
        anchor=card.marker if card else "",
        limits=card.limits if card else (),
        untested=tuple(
            (EstimateKind(row.estimate).label, row.text) for row in untested if row.estimate != EstimateKind.NONE
        ),
    )


def _line(issue: Issue, noun: str, words: str, add_words: str) -> Prepared:
    url = reverse(f"negotiations:prepare-{noun}-list", kwargs={"deal_id": issue.deal_id})
    url = f"{url}?{urlencode({'issue': issue.pk})}"
    return Prepared(words, url, f"{url}#register-new", add_words)


def _counted(count: int, word: str) -> str:
    return f"{count or 'no'} {word}{'' if count == 1 else 's'}"
