"""Weights by swing: what moving each issue from its worst to its best is worth, ours to give, theirs to estimate."""

from dataclasses import dataclass
from decimal import Decimal

from accounts.permissions import Permission
from negotiations.engine.problem import OURS
from negotiations.levels import number, scale_of
from negotiations.models import Issue, Valuation
from negotiations.queries.inputs.plan import PlanInputs, load_plan, public_inputs
from negotiations.queries.plan import worth
from negotiations.queries.plan.weighing import needs_asking_again
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts


@dataclass(frozen=True)
class SwingRow:
    """One issue: from its worst to its best, points, share, and what one step of it is worth."""

    issue: Issue
    worst: str
    best: str
    points: str
    version: int
    share: float | None
    theirs: worth.Weights | None
    asks_again: bool
    total: str
    their_total: str
    step: str
    interval: str  # what blind scoring left of the team's spread, in points
    error: str = ""


@dataclass(frozen=True)
class WeightPage:
    rows: tuple[SwingRow, ...]
    again: tuple[SwingRow, ...]
    may_edit: bool
    may_score: bool
    in_money: bool
    given: bool  # somebody has weighed something
    order: str
    check: str


def weight_page(
    access: Standing, *, typed: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> WeightPage:
    """The weights of a deal for a reader, ours first by size. ``typed`` and ``errors`` by issue id keep a bad save."""
    plan = load_plan(access.deal)
    public = public_inputs(plan)
    steps = worth.step_worths(public) if public else {}
    weights = worth.weights(public) if public else {}
    amounts = Amounts(public is not None and public.in_money, access.deal.currency)
    rows = []
    for issue in plan.issues:
        ours, theirs = plan.ours[issue.pk], plan.theirs[issue.pk]
        key, step = str(issue.pk), steps.get(issue.pk)
        worst, best = ends_in_words(issue, public)
        weight = weights.get(issue.pk)
        known = step is not None and ours.swing is not None
        rows.append(
            SwingRow(
                issue=issue,
                worst=worst,
                best=best,
                points=(typed or {}).get(key, "" if ours.swing is None else number(ours.swing, 1)),
                version=ours.version_of("swing"),
                share=weight.ours if weight is not None and ours.swing is not None else None,
                theirs=weight if theirs.swing is not None else None,
                asks_again=needs_asking_again(ours),
                total=amounts.ours(step.ours_total) if step is not None and known else "",
                their_total=_band(amounts, step.theirs_total)
                if step is not None and step.theirs_total is not None and theirs.swing is not None
                else "",
                step=amounts.ours(step.ours) if step is not None and known else "",
                interval=_interval(ours),
                error=(errors or {}).get(key, ""),
            )
        )
    if not typed:
        rows.sort(key=lambda row: (row.share is None, -(row.share or 0.0)))
    return WeightPage(
        rows=tuple(rows),
        again=tuple(row for row in rows if row.asks_again),
        may_edit=access.can(Permission.PLAN_EDIT),
        may_score=access.can(Permission.SCORE),
        in_money=public is not None and public.in_money,
        given=any(row.share is not None for row in rows),
        order=",".join(str(row.issue.pk) for row in rows),
        check=_check(public, rows) if public else "",
    )


def _band(amounts: Amounts, band: worth.WorthBand) -> str:
    return "the same" if band.low == band.high else amounts.theirs(band.texts())


def _interval(row: Valuation) -> str:
    if row.swing_low is None or row.swing_high is None:
        return ""
    return f"{number(row.swing_low, 0)}–{number(row.swing_high, 0)}"


def ends_in_words(issue: Issue, public: PlanInputs | None) -> tuple[str, str]:
    """Our worst and our best level of an issue, as its curve has them; empty while no level is better than another."""
    place = public.place(issue.pk) if public else None
    if public is None or place is None:
        return "", ""
    row = public.issues[place]
    values = row.ours
    if min(values) == max(values):
        return "", ""
    scale = scale_of(issue, public.currency)
    return scale.words(row.levels[values.index(min(values))]), scale.words(row.levels[values.index(max(values))])


def _check(public: PlanInputs, rows: list[SwingRow]) -> str:
    """A swing against the money issue, to ask whether it feels right; empty without a money issue."""
    if public.ours is None:
        return ""
    money_row = public.issues[public.ours.issue]
    other = next((row for row in rows if row.share and row.issue.pk != money_row.issue.pk and row.step), None)
    if other is None:
        return ""
    place = public.place(other.issue.pk)
    if place is None:
        return ""
    contributions = public.problem.issues[place].contributions[OURS]
    total = public.worth(max(contributions) - min(contributions))
    change = (total / money_row.issue.multiplier).quantize(Decimal("0.01"))
    words = Amounts(True, public.currency).ours(change)
    return (
        f"By these points, {other.issue.name} from {other.worst} to {other.best} is worth as much as {words} "
        f"on {money_row.issue.name}. Would you make that swap?"
    )
