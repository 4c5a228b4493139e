"""Concession plans as rows, and as the engine's ladders. For readers of secrets."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.engine.rehearsal.ladder import Ladder, Step, Trigger, at_least
from negotiations.enums import ConcessionTrigger
from negotiations.models import ConcessionPlan, ConcessionStep, Deal
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

Levels = dict[UUID, Decimal]


@dataclass(frozen=True)
class StepRow:
    """A step, opened."""

    row: ConcessionStep
    gives: Levels
    gets: Levels
    amount: Decimal
    note: str


@dataclass(frozen=True)
class ConcessionRows:
    """A concession plan, opened, its steps in order. ``in_use``: the log is followed along this one."""

    row: ConcessionPlan
    name: str
    opening: Levels
    steps: tuple[StepRow, ...]
    in_use: bool = False

    def levels(self) -> Iterable[tuple[UUID, Decimal]]:
        """Every level that it names."""
        for levels in (self.opening, *(part for step in self.steps for part in (step.gives, step.gets))):
            yield from levels.items()

    def content(self) -> list[Any]:
        """What a rehearsal depends on, as plain texts: for a digest."""
        steps = [
            [_texts(s.gives), _texts(s.gets), s.row.trigger, str(s.amount.normalize()), s.row.latest]
            for s in self.steps
        ]
        return [_texts(self.opening), self.row.rounds, self.row.patience, steps]


def in_use(plans: Iterable[ConcessionPlan]) -> ConcessionPlan | None:
    """The plan that was chosen last; while none was, the oldest."""
    rows = sorted(plans, key=lambda one: (one.created_at, one.pk))
    chosen = [(one.chosen_at, place) for place, one in enumerate(rows) if one.chosen_at is not None]
    return rows[max(chosen)[1]] if chosen else next(iter(rows), None)


def followed(plans: Iterable[ConcessionRows]) -> ConcessionRows | None:
    """The same among opened ones."""
    return next((one for one in plans if one.in_use), None)


def load_concessions(deal: Deal, reader: Reader) -> tuple[ConcessionRows, ...]:
    """The concession plans of a deal, oldest first. Two queries."""
    plans = list(ConcessionPlan.objects.filter(deal=deal, removed_at__isnull=True).order_by("created_at", "pk"))
    steps: dict[UUID, list[StepRow]] = {plan.pk: [] for plan in plans}
    used = in_use(plans)
    live = ConcessionStep.objects.filter(plan__in=plans, removed_at__isnull=True)
    for row in live.order_by("position", "pk"):
        one = StepRow(
            row, _levels(row.gives, reader), _levels(row.gets, reader), opened(row.amount, reader),
            opened(row.note, reader) or "",
        )  # fmt: skip
        steps[row.plan_id].append(one)
    return tuple(
        ConcessionRows(
            plan, opened(plan.name, reader), _levels(plan.opening, reader), tuple(steps[plan.pk]), plan is used
        )
        for plan in plans
    )


def ladder_of(rows: ConcessionRows, plan: PlanInputs) -> Ladder:
    """The plan as the engine's ladder. Issues that are gone since are left out; unnamed ones open as on the page."""
    steps = []
    for one in rows.steps:
        gets = {}
        for issue, level in one.gets.items():
            place = plan.place(issue)
            if place is not None:
                gets[place] = at_least(plan.problem, place, plan.issues[place].index(level))
        amount = one.amount
        if one.row.trigger == ConcessionTrigger.MOVED:
            amount = Decimal(max(1, round(plan.units(one.amount))))
        steps.append(Step(_places(plan, one.gives), Trigger(one.row.trigger), int(amount), gets, one.row.latest))
    return Ladder(plan.package_of(rows.opening), tuple(steps), rows.row.rounds, rows.row.patience)


def _places(plan: PlanInputs, levels: Levels) -> dict[int, int]:
    found = {}
    for issue, level in levels.items():
        place = plan.place(issue)
        if place is not None:
            found[place] = plan.issues[place].index(level)
    return found


def _levels(value: Any, reader: Reader) -> Levels:
    return {UUID(pk): Decimal(level) for pk, level in (opened(value, reader) or {}).items()}


def _texts(levels: Levels) -> list[list[str]]:
    return sorted([str(pk), str(level.normalize())] for pk, level in levels.items())
