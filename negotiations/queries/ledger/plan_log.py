"""The concession plan against the log, in words: the step we are at, what comes next, what went beyond. Secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from negotiations.engine import plan_log
from negotiations.engine.ledger import ActKind
from negotiations.engine.plan_log import Against, Early, Turn, Wait
from negotiations.engine.problem import OURS
from negotiations.models import Deal
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.ledger.acts import SIDES, Table, load_table
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents
from negotiations.queries.rehearsals.ladders import ConcessionRows, Levels, StepRow, followed, ladder_of
from negotiations.queries.wording import Amounts
from negotiations.secrets import Reader


@dataclass(frozen=True)
class PlannedStep:
    """A step as it is said: what it gives, what it asks for, what it still waits for ("" when it may be offered)."""

    place: int
    give: str
    get: str
    waits: str

    @property
    def due(self) -> bool:
        return not self.waits


@dataclass(frozen=True)
class OffPlan:
    """Something that went beyond the plan: a step taken early, or a level that no step gives. ``key`` is its entry."""

    key: str
    text: str
    number: int | None


@dataclass(frozen=True)
class PlanLog:
    """Where the talks are on the concession plan. ``at`` of ``steps`` steps are taken; ``following`` is the next one,
    None when none is left. ``over`` is what was given beyond what was due by now, in money or points (0: nothing).
    """

    name: str
    rounds: int
    found: Against
    steps: int
    following: PlannedStep | None
    early: tuple[OffPlan, ...]
    beyond: tuple[OffPlan, ...]
    over: Decimal
    over_words: str

    @property
    def at(self) -> int:
        return self.found.at

    @property
    def round(self) -> int:
        return self.found.round

    @property
    def on_plan(self) -> bool:
        return not self.early and not self.beyond and not self.over


def plan_against_log(
    deal: Deal, access: Reader, *, today: date, rows: PlanRows | None = None, table: Table | None = None
) -> PlanLog | None:
    """The concession plan in use against the log, for a reader of all secrets; None without a plan or an issue.

    ``table`` is read when it is not given.
    """
    table = table or load_table(deal, access, today=today, rows=rows)
    used = followed(table.ladders)
    if table.plan is None or used is None or not used.steps:
        return None
    found = plan_log.against(table.plan.problem, ladder_of(used, table.plan), turns_of(table, used))
    return _Words(table, table.plan, used, found).said()


def turns_of(table: Table, plan: ConcessionRows) -> list[Turn]:
    """What each side had on the table after each entry, whole; on what it has not spoken of, as our opening has it."""
    if table.plan is None:
        return []
    now: dict[str, Mapping[UUID, Decimal]] = {}
    found = []
    for entry in table.entries:
        if not entry.levels or entry.kind is ActKind.AGREE:
            continue
        now[entry.party] = {**now.get(entry.party, plan.opening), **entry.levels}
        package = table.plan.package_of(now[entry.party])
        found.append(Turn(entry.key, SIDES[entry.party], package, entry.kind is ActKind.OFFER))
    return found


@dataclass(frozen=True)
class _Words:
    table: Table
    plan: PlanInputs
    rows: ConcessionRows
    found: Against

    def said(self) -> PlanLog:
        found = self.found
        over = to_cents(self.plan.worth(found.over)) if found.over else Decimal(0)
        return PlanLog(
            name=self.rows.name,
            rounds=self.rows.row.rounds,
            found=found,
            steps=len(self.rows.steps),
            following=self._following(),
            early=tuple(self._early(one) for one in found.early),
            beyond=tuple(OffPlan(key, self._beyond(issue), self._number(key)) for issue, key in found.beyond),
            over=over,
            over_words=self._amounts.ours(over) if over else "",
        )

    @property
    def _amounts(self) -> Amounts:
        return Amounts(self.plan.in_money, self.table.deal.currency)

    def _following(self) -> PlannedStep | None:
        if self.found.wait is None:
            return None
        step = self.rows.steps[self.found.at]
        return PlannedStep(
            self.found.at + 1, self._levels(step.gives), self._levels(step.gets), self._waits(step, self.found.wait)
        )

    def _waits(self, step: StepRow, wait: Wait) -> str:
        amount = step.amount
        if wait is Wait.ROUND:
            return f"from round {amount:.0f} on"
        if wait is Wait.DEADLOCK:
            return f"when their offers stand still for {amount:.0f} round{'' if amount == 1 else 's'}"
        if wait is Wait.MOVED:
            return f"when their offers have risen by {self._amounts.ours(amount)}"
        if wait is Wait.GET:
            missing = {self.plan.issues[i].issue.pk for i in self.found.missing}
            return f"for {self._levels({pk: level for pk, level in step.gets.items() if pk in missing})}"
        return ""

    def _early(self, one: Early) -> OffPlan:
        step = self.rows.steps[one.step]
        why = self._waits(step, one.wait) if one.wait is not Wait.GET else f"for {self._levels(step.gets)}"
        said = f"Step {one.step + 1}, {self._levels(step.gives)}, was to wait {_until(why)}"
        return OffPlan(one.key, f"{said}; it was given in round {one.round}.", self._number(one.key))

    def _beyond(self, issue: int) -> str:
        row = self.plan.issues[issue]
        worth = self.plan.problem.issues[issue].contributions[OURS]
        planned = [self.rows.opening.get(row.issue.pk), *(step.gives.get(row.issue.pk) for step in self.rows.steps)]
        options = [row.index(level) for level in planned if level is not None]
        if not options:
            return f"{row.issue.name} is in no step of the plan."
        deepest = min(options, key=lambda v: worth[v])
        return f"{row.issue.name}: the plan goes no further than {row.scale.words(row.levels[deepest])}."

    def _levels(self, levels: Levels) -> str:
        by_id = {row.issue.pk: row for row in self.plan.issues}
        known = ((by_id[pk], level) for pk, level in levels.items() if pk in by_id)
        return ", ".join(f"{row.issue.name} {row.scale.words(level)}" for row, level in known)

    def _number(self, key: str) -> int | None:
        return next((one.move.number for one in self.table.entries if one.key == key and one.move), None)


def _until(why: str) -> str:
    """``until round 4``, ``until they …``: what a step waits for, after ``was to wait``."""
    if why.startswith("from round "):
        return f"until {why.removeprefix('from ').removesuffix(' on')}"
    return why.replace("when ", "until ", 1)
