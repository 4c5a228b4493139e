"""The page to rehearse on: the ladder of a concession plan, and what rehearsals showed. For readers of secrets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from accounts.permissions import Permission, SeatRole
from negotiations.charts.columns import ColumnChart, column_chart
from negotiations.charts.plane import short
from negotiations.engine.problem import OURS
from negotiations.engine.rehearsal.counterparts import EVEN_MIX, KINDS
from negotiations.enums import ConcessionTrigger, JobKind, JobState
from negotiations.levels import number
from negotiations.models import Job
from negotiations.queries.inputs.plan import load_plan
from negotiations.queries.inputs.rehearsals import Asked, rehearsal_digest, rehearsal_inputs
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.power.pressure import Patience, patience_of
from negotiations.queries.reading import opened
from negotiations.queries.rehearsals.forms import FormMaker, FormView, Typed
from negotiations.queries.rehearsals.ladders import (
    ConcessionRows,
    Levels,
    StepRow,
    followed,
    ladder_of,
    load_concessions,
)
from negotiations.queries.rehearsals.results import (
    KIND_WORDS,
    PairResult,
    PlanResult,
    StepLine,
    pair_result,
    plan_results,
)
from negotiations.queries.staleness import what_changed
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Names

FEW_DRAWS = 20  # the page needs our side of the plan only
DEFAULT_RUNS = 2000
NOTHING_TYPED = Typed()


@dataclass(frozen=True)
class StepView:
    """A step as the ladder shows it, and as its form does."""

    id: UUID
    place: int
    give: str
    get: str
    when: str
    latest: str
    who: str
    note: str
    worth: str
    cost: str
    line: StepLine | None
    form: FormView


@dataclass(frozen=True)
class LadderView:
    """A concession plan as the page shows it. ``curve``: what our package is worth to us after each step."""

    id: UUID
    in_use: bool
    name: str
    rounds: int
    patience: int | None
    opening: str
    opening_worth: str
    end_worth: str
    below_floor: bool
    steps: tuple[StepView, ...]
    curve: ColumnChart | None
    form: FormView
    new: FormView


@dataclass(frozen=True)
class MixLine:
    """One kind of counterpart in the form of a rehearsal."""

    field: str
    name: str
    note: str
    parts: int


@dataclass(frozen=True)
class RehearsalPage:
    """``result`` is the job shown, ``active`` one under way, ``ended`` the newest if it failed or was stopped."""

    plans: tuple[tuple[str, str, bool, bool], ...]
    ladder: LadderView | None
    issue_count: int
    result: Job | None
    active: Job | None
    ended: Job | None
    stale: str
    results: tuple[PlanResult, ...]
    pair: PairResult | None
    runs: int
    asked_runs: int
    patience: Patience  # what is left of ours today
    under: Patience | None  # the pressure that the result shown was rehearsed with
    mix: tuple[MixLine, ...]
    chosen: tuple[str, ...]
    seconds: float | None

    @property
    def runs_words(self) -> str:
        return number(Decimal(self.runs))


def rehearsal_page(access: Standing, now: datetime, *, chosen: str = "", typed: Typed = NOTHING_TYPED) -> RehearsalPage:
    """All of the page; ``chosen`` is the id of the plan whose ladder is shown, the one in use unless it is one.

    ``typed`` is a form that was refused.
    """
    access.require(Permission.SECRETS_VIEW)
    rows = load_plan(access.deal)
    plans = load_concessions(access.deal, access)
    recent = list(
        Job.objects.filter(deal=access.deal, kind=JobKind.REHEARSAL)
        .select_related("result")
        .order_by("-created_at")[:20]
    )
    result = next((job for job in recent if job.state == JobState.DONE), None)
    document: dict[str, Any] = opened(result.result.document, access) if result else {}
    results = plan_results(document) if result else []
    shown = next((one for one in plans if str(one.row.pk) == chosen), followed(plans))
    lines = {pk: line for one in results for pk, line in one.steps.items()}
    asked = Asked.read(document["asked"]) if result else None
    patience = patience_of(access.deal, access, timezone.localdate(now))
    return RehearsalPage(
        plans=tuple((str(one.row.pk), one.name, one is shown, one.in_use) for one in plans),
        ladder=_ladder(rows, shown, access, now, lines, typed) if shown else None,
        issue_count=len(rows.issues),
        result=result,
        active=next((job for job in recent if job.state in Job.ACTIVE), None),
        ended=recent[0] if recent and recent[0].state in {JobState.FAILED, JobState.CANCELLED} else None,
        stale=_stale(access, rows, plans, result, asked, patience, now),
        results=tuple(results),
        pair=pair_result(document) if result else None,
        runs=document["found"]["runs"] if result else 0,
        asked_runs=asked.runs if asked else DEFAULT_RUNS,
        patience=patience,
        under=asked.patience if asked else None,
        mix=tuple(
            MixLine(f"mix-{kind}", *KIND_WORDS[kind], (asked.mix if asked else EVEN_MIX).get(kind, 0)) for kind in KINDS
        ),
        chosen=tuple(str(pk) for pk in asked.plans) if asked else tuple(str(one.row.pk) for one in plans[:2]),
        seconds=_seconds(result),
    )


def _stale(
    access: Standing, rows: PlanRows, plans: tuple[ConcessionRows, ...], result: Job | None, asked: Asked | None,
    patience: Patience, now: datetime,
) -> str:  # fmt: skip
    """What changed since the result shown, in words; "" when nothing did."""
    if result is None or asked is None:
        return ""
    if asked.patience is not None and asked.patience.part != round(patience.part, 4):
        return "the pressure from inside our house"
    if rehearsal_digest(rows, plans, asked, access, today=now.astimezone(UTC).date()) == result.digest:
        return ""
    return what_changed(access.deal, result.plan_seq, also=("concession_plan", "concession_step"))


def _ladder(
    rows: PlanRows, shown: ConcessionRows, access: Standing, now: datetime, lines: Mapping[str, StepLine], typed: Typed
) -> LadderView:
    plan = rehearsal_inputs(rows, [shown], access, today=now.astimezone(UTC).date(), draws=FEW_DRAWS)
    amounts = Amounts(plan is not None and plan.in_money, access.deal.currency)
    worths = _worths(plan, shown)
    texts = [amounts.ours(worth) for worth in worths]
    floor = plan.floor.expected if plan and plan.floor else None
    names = Names(access.deal)
    forms = FormMaker(rows.issues, access.deal.currency, amounts, typed)
    return LadderView(
        id=shown.row.pk,
        in_use=shown.in_use,
        name=shown.name,
        rounds=shown.row.rounds,
        patience=shown.row.patience,
        opening=said_words(names, shown.opening),
        opening_worth=texts[0] if texts else "",
        end_worth=texts[-1] if texts else "",
        below_floor=bool(worths) and floor is not None and min(worths) < floor,
        steps=tuple(
            _step(place, one, worths, forms, names, lines.get(str(one.row.pk))) for place, one in enumerate(shown.steps)
        ),
        curve=_curve(texts, worths) if len(worths) > 1 else None,
        form=forms.plan(shown),
        new=forms.step(None),
    )


def _worths(plan: PlanInputs | None, shown: ConcessionRows) -> list[Decimal]:
    if plan is None:
        return []
    return [plan.worth(plan.problem.utility(package, OURS)) for package in ladder_of(shown, plan).packages()]


def _curve(texts: list[str], worths: list[Decimal]) -> ColumnChart:
    names = ["open", *(str(n) for n in range(1, len(worths)))]
    values = [
        (max(0.0, float(worth)), f"After step {name}: {text}" if place else f"Opening: {text}")
        for place, (worth, name, text) in enumerate(zip(worths, names, texts, strict=True))
    ]
    return column_chart(
        values,
        name="What our package is worth to us after each step",
        ticks=[((n + 0.5) / len(names), name) for n, name in enumerate(names)],
        gap=8.0,
        named=[short(float(worth)) for worth in worths],
    )


def _seconds(job: Job | None) -> float | None:
    if job is None or job.started_at is None or job.finished_at is None:
        return None
    return round((job.finished_at - job.started_at).total_seconds(), 1)


def said_words(names: Names, levels: Levels) -> str:
    """Levels in words, in the order of the plan."""
    return names.package((pk, str(levels[UUID(pk)])) for pk in names.order if UUID(pk) in levels)


def _step(
    place: int, one: StepRow, worths: list[Decimal], forms: FormMaker, names: Names, line: StepLine | None
) -> StepView:
    row, amounts = one.row, forms.amounts
    return StepView(
        id=row.pk,
        place=place + 1,
        give=said_words(names, one.gives),
        get=said_words(names, one.gets),
        when=when_words(row.trigger, one.amount, amounts),
        latest="" if row.latest is None else f"at the latest in round {row.latest}",
        who=SeatRole(row.authority).label if row.authority else "Anyone",
        note=one.note,
        worth=amounts.ours(worths[place + 1]) if worths else "",
        cost=amounts.ours(worths[place] - worths[place + 1]) if worths else "",
        line=line,
        form=forms.step(one),
    )


def when_words(trigger: str, amount: Decimal, amounts: Amounts) -> str:
    if trigger == ConcessionTrigger.MOVED:
        return f"once they have moved by {amounts.ours(amount)}"
    if trigger == ConcessionTrigger.DEADLOCK:
        return f"when they stand still for {number(amount)} round{'' if amount == 1 else 's'}"
    return f"from round {number(amount)} on"
