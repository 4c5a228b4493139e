"""The page of prepared questions: which are open, which are answered, what they taught, what to ask next."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from accounts.permissions import Permission
from negotiations.enums_prepare import QuestionState
from negotiations.models import Evidence, Fact, Issue, Question
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.prepare.question_kind import Kind, kind_of
from negotiations.queries.prepare.register import (
    Around,
    Filter,
    Line,
    Maker,
    issue_filter,
    live,
    suffix_of,
    table,
)
from negotiations.queries.prepare.register_fields import QUESTION
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.evidence_words import said
from negotiations.queries.theirs.page import questions as found_questions
from negotiations.queries.theirs.questions import ORDER, PACKAGES, QuestionWords
from negotiations.queries.wording import Names, plain


@dataclass(frozen=True)
class More:
    """What a row says besides its cells: its kind, and for readers of secrets what the answer taught."""

    kind: Kind
    taught: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Stats:
    """How good our questions are, over all of them."""

    total: int
    open: int
    asked: int
    answered: int
    learned: int

    @property
    def per_question(self) -> str:
        """New facts for each question that was answered."""
        return f"{self.learned / self.answered:.1f}" if self.answered else "–"

    @property
    def open_share(self) -> int:
        return round(100 * self.open / self.total) if self.total else 0


def question_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its form. A constant number of queries."""
    every = list(_rows(access))
    issue = issue_filter(around, query)
    state = Filter.asked(query, "state", "All states", QuestionState.choices)
    make = Maker(access, around, QUESTION, "question", outcome, suffix_of((issue, state)))
    names = Names(access.deal) if access.can(Permission.SECRETS_VIEW) else None

    def line(row: Question) -> Line:
        more = More(kind_of(row.text), _taught(row, access, names), make.url("detail", row))
        return make.line(row, more=more, is_open=row.pk == opened)

    shown = [row for row in every if issue.takes(row.issue_id, row.versus_id) and state.takes(row.state)]
    return {
        "table": table(make, shown, (issue, state), total=len(every), line=line),
        "stats": stats(every),
        "next_questions": _next(access, every),
        "opened": next((row for row in every if row.pk == opened), None),
        "may_teach": access.can(Permission.SECRETS_EDIT),
    }


def stats(rows: list[Question]) -> Stats:
    states = Counter(row.state for row in rows)
    return Stats(
        total=len(rows),
        open=sum(kind_of(row.text).is_open for row in rows),
        asked=states[QuestionState.ASKED],
        answered=states[QuestionState.ANSWERED],
        learned=sum(len(row.facts.all()) for row in rows),
    )


def _rows(access: Standing) -> Any:
    learned = Fact.objects.filter(removed_at__isnull=True).order_by("number", "pk")
    rows = live(Question.objects.filter(deal=access.deal), "versus", "meeting").prefetch_related(
        Prefetch("facts", queryset=learned)
    )
    if not access.can(Permission.SECRETS_VIEW):
        return rows
    taught = Evidence.objects.filter(removed_at__isnull=True).order_by("number", "pk")
    return rows.prefetch_related(Prefetch("evidence", queryset=taught))


def _taught(row: Question, access: Standing, names: Names | None) -> tuple[str, ...]:
    """What its answer taught, in sentences; nothing for those who may not know of it."""
    if names is None:
        return ()
    return tuple(plain(said(piece, opened(piece.body, access), names, {})) for piece in row.evidence.all())


@dataclass(frozen=True)
class NextQuestions:
    """Questions that a job found and nobody has taken over: ``job`` and each one's place name them."""

    job: UUID | None
    listed: tuple[QuestionWords, ...]


def _next(access: Standing, rows: list[Question]) -> NextQuestions | None:
    """For those who may see them; not those that show packages, whose levels rest on secrets."""
    if not (access.can(Permission.TRADES_VIEW) and access.can(Permission.PLAN_EDIT)):
        return None
    found = found_questions(access, load_plan(access.deal), timezone.now())
    written = {row.text for row in rows}
    listed = tuple(one for one in found.listed if one.topic != PACKAGES and one.text not in written)
    return NextQuestions(found.result.pk if found.result else None, listed)


def taken_over(part: Mapping[str, Any], issues: Mapping[str, Issue]) -> dict[str, Any]:
    """The fields of a prepared question, from one that a job found."""
    first, *others = [issues.get(pk) for pk in part["issues"]]
    topic = "weight" if part["topic"] == ORDER else "direction"
    return {"topic": topic, "issue": first, "versus": others[0] if others else None}


def open_counts(access: Standing, issue: Issue) -> dict[str, int]:
    """How many questions on an issue are still to be asked, and in all. One query."""
    rows = Question.objects.filter(deal=access.deal, removed_at__isnull=True).filter(Q(issue=issue) | Q(versus=issue))
    return rows.aggregate(total=Count("pk"), left=Count("pk", filter=~Q(state=QuestionState.ANSWERED)))
