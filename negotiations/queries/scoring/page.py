"""The page of blind scoring: the round that counts, one's own sheet, and what the closed ones came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from accounts.permissions import Permission
from negotiations.enums import RoundState
from negotiations.levels import Scale, number, scale_of
from negotiations.models import Issue, ScoringRound
from negotiations.queries.history.fields import field_words
from negotiations.queries.inputs.plan import load_plan, public_inputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.weights import ends_in_words
from negotiations.queries.scoring.sealed import Answers, own_sheet
from negotiations.queries.standing import Standing

Texts = Mapping[str, str]


@dataclass(frozen=True)
class SheetRow:
    """One issue of a sheet: its swing in words, the points given and the target proposed, as text."""

    issue: Issue
    scale: Scale
    worst: str
    best: str
    points: str
    share: float | None
    target: str
    options: tuple[tuple[str, str], ...]  # value and label, for an issue of choice
    error: str = ""
    target_error: str = ""


@dataclass(frozen=True)
class Sheet:
    """One's own sheet, largest swing first; locked while it is in."""

    rows: tuple[SheetRow, ...]
    handed_in: bool
    begun: bool
    order: str


@dataclass(frozen=True)
class ScoringPage:
    """``current`` is the open round, else the last closed one; None before the first."""

    current: ScoringRound | None
    sheet: Sheet | None
    late: bool
    may_run: bool
    may_read: bool
    may_see_all: bool
    older: tuple[ScoringRound, ...]


def rounds_of(access: Standing) -> tuple[ScoringRound, ...]:
    """The rounds of a deal that count, latest first; withdrawn ones do not. One query."""
    rows = ScoringRound.objects.filter(deal=access.deal).exclude(state=RoundState.WITHDRAWN)
    return tuple(rows.select_related("opened_by", "ended_by").order_by("-opened_seq"))


def scoring_page(
    access: Standing,
    *,
    today: date,
    chosen: UUID | None = None,
    typed: Texts | None = None,
    errors: Texts | None = None,
    order: Sequence[UUID] = (),
) -> ScoringPage | None:
    """The page for a reader; ``chosen`` is a round to look at. None when that is none of this deal's."""
    rounds = rounds_of(access)
    current = next((row for row in rounds if chosen is None or row.pk == chosen), None)
    if current is None and chosen is not None:
        return None
    sheet = None
    if current is not None:
        answers, handed_in = own_sheet(current, access.user)
        if current.is_open or answers.points:
            rows = load_plan(access.deal)
            sheet = _sheet(current, rows, answers, handed_in or not current.is_open, typed or {}, errors or {}, order)
    return ScoringPage(
        current=current,
        sheet=sheet,
        late=bool(current and current.is_open and current.deadline and current.deadline < today),
        may_run=access.can(Permission.SCORING_RUN),
        may_read=access.can_somewhere(Permission.SECRETS_VIEW),
        may_see_all=access.can(Permission.SECRETS_VIEW),
        older=tuple(row for row in rounds if row != current),
    )


def asked_of(scoring_round: ScoringRound, rows: PlanRows) -> list[Issue]:
    """The issues of a round that are still in the plan, in the order of the plan."""
    asked = set(scoring_round.issues)
    return [issue for issue in rows.issues if str(issue.pk) in asked]


def _sheet(
    current: ScoringRound,
    rows: PlanRows,
    answers: Answers,
    handed_in: bool,
    typed: Texts,
    errors: Texts,
    order: Sequence[UUID],
) -> Sheet:
    issues, public = asked_of(current, rows), public_inputs(rows)
    total = sum((answers.points.get(issue.pk, Decimal(0)) for issue in issues), Decimal(0))
    found = []
    for issue in issues:
        scale = scale_of(issue, rows.deal.currency)
        worst, best = ends_in_words(issue, public)
        points, target = answers.points.get(issue.pk), answers.targets.get(issue.pk)
        key = str(issue.pk)
        stored = "" if target is None else str(int(target)) if scale.options else field_words("target", target, scale)
        found.append(
            SheetRow(
                issue=issue,
                scale=scale,
                worst=worst,
                best=best,
                points=typed.get(f"swing-{key}", "" if points is None else number(points, 1)),
                share=float(points / total) if points is not None and total else None,
                target=typed.get(f"target-{key}", stored),
                options=tuple((str(code), label) for code, label in scale.options.items()),
                error=errors.get(key, ""),
                target_error=errors.get(f"target-{key}", ""),
            )
        )
    if order:
        place = {pk: k for k, pk in enumerate(order)}
        found.sort(key=lambda row: place.get(row.issue.pk, len(place)))
    else:
        found.sort(key=lambda row: (row.share is None, -(row.share or 0.0)))
    return Sheet(tuple(found), handed_in, bool(answers.points), ",".join(str(row.issue.pk) for row in found))
