"""The concession plan: plans and their steps, edited field by field. Secret as a whole."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from negotiations.actions.alternatives import plain
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.engine.rehearsal.ladder import MOST_ROUNDS, MOST_STEPS
from negotiations.enums import ConcessionTrigger
from negotiations.levels import scale_of
from negotiations.models import ConcessionPlan, ConcessionStep, Deal, Issue
from negotiations.queries.reading import opened
from negotiations.queries.rehearsals.ladders import in_use

PLAN_FIELDS = frozenset({"name", "opening", "rounds", "patience"})
STEP_FIELDS = frozenset({"gives", "gets", "trigger", "amount", "latest", "authority", "note"})
OPEN = frozenset({"trigger", "latest", "authority"})  # stored as they are, in a table that is secret as a whole
MAX_NAME, MAX_NOTE, MOST_PLANS = 60, 500, 12
GONE = "This was removed meanwhile. Undo brings it back."

Seen = Mapping[str, int | None]


def add_plan(
    deal: Deal, *, name: str, opening: Mapping[str, str], steps: Iterable[Mapping[str, Any]] = (), by: User,
    at: datetime, rounds: int = 8, patience: int | None = None,
) -> ConcessionPlan:  # fmt: skip
    """A new plan, with the steps that each mapping names. Raises ``Rejected`` naming the field that is wrong."""
    fields = {"name": name.strip(), "opening": opening, "rounds": rounds, "patience": patience}
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        return _insert(write, fields, steps)


def copy_plan(plan: ConcessionPlan, *, name: str, by: User, at: datetime) -> ConcessionPlan:
    """The same plan under another name, to be changed and compared."""
    with writing(plan.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        old = _lock(write, plan.pk)
        reader = write.standing
        fields = {name: getattr(old, name) for name in PLAN_FIELDS}
        fields |= {"name": name.strip(), "opening": opened(old.opening, reader)}
        steps = [
            {name: value if name in OPEN else opened(value, reader) for name, value in _values(row)}
            for row in _steps(old)
        ]
        return _insert(write, fields, steps)


def edit_plan(plan: ConcessionPlan, values: Mapping[str, Any], *, seen: Seen, by: User, at: datetime) -> ConcessionPlan:
    """Set fields of a plan, each against the version seen of it (a field not in ``seen`` is set whatever it is).

    Raises ``Conflict``, ``Rejected``; then nothing is written.
    """
    with writing(plan.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, plan.pk)
        for field, value in values.items():
            _check_plan(write.deal, field, value)
            write.change(row, field, _plain(value) if field == "opening" else value, seen=seen.get(field))
        return row


def use_plan(plan: ConcessionPlan, *, by: User, at: datetime) -> ConcessionPlan:
    """Take a plan into use: table, alerts and review follow the log along it. The one in use stays so."""
    with writing(plan.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, plan.pk)
        rows = ConcessionPlan.objects.filter(deal=write.deal, removed_at__isnull=True)
        if in_use(rows) != row:
            write.change(row, "chosen_at", at)
        return row


def remove_plan(plan: ConcessionPlan, *, by: User, at: datetime) -> None:
    """Take a plan away; undo brings it back."""
    with writing(plan.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, plan.pk))


def add_step(plan: ConcessionPlan, *, by: User, at: datetime, **fields: Any) -> ConcessionStep:
    """A step at the end of the ladder."""
    with writing(plan.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, plan.pk)
        there = _steps(row)
        step = _step(write, row, there[-1].position + 1 if there else 0, fields)
        _check_count([*there, step])
        write.add(step)
        return step


def edit_step(step: ConcessionStep, values: Mapping[str, Any], *, seen: Seen, by: User, at: datetime) -> ConcessionStep:
    """Set fields of a step, each against the version seen of it. Raises ``Conflict``, ``Rejected``."""
    with writing(step.plan.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock_step(write, step.pk)
        for field in sorted(values):
            value = values[field]
            _check_step(write.deal, field, value)
            write.change(row, field, _plain(value) if field in {"gives", "gets"} else value, seen=seen.get(field))
        _check_amount(row.trigger, opened(row.amount, write.standing))
        return row


def move_step(step: ConcessionStep, places: int, *, by: User, at: datetime) -> None:
    """Move a step up (negative) or down the ladder by so many places; beyond the ends it stays there."""
    with writing(step.plan.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock_step(write, step.pk)
        order = _steps(row.plan)
        here = next(place for place, one in enumerate(order) if one.pk == row.pk)
        order.insert(max(0, min(len(order) - 1, here + places)), order.pop(here))
        for position, one in enumerate(order):
            write.change(one, "position", position)


def remove_step(step: ConcessionStep, *, by: User, at: datetime) -> None:
    """Take a step out of the ladder; undo brings it back."""
    with writing(step.plan.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        write.remove(_lock_step(write, step.pk))


def _insert(write: Write, fields: Mapping[str, Any], steps: Iterable[Mapping[str, Any]]) -> ConcessionPlan:
    for field, value in fields.items():
        _check_plan(write.deal, field, value)
    if ConcessionPlan.objects.filter(deal=write.deal, removed_at__isnull=True).count() >= MOST_PLANS:
        raise Rejected(f"There are {MOST_PLANS} concession plans. Remove one first.", "name")
    plan = ConcessionPlan(deal=write.deal, created_at=write.at, **{**fields, "opening": _plain(fields["opening"])})
    write.add(plan, summary=fields["name"])
    rows = [_step(write, plan, place, step) for place, step in enumerate(steps)]
    _check_count(rows)
    write.add_many(rows)
    return plan


def _values(row: ConcessionStep) -> list[tuple[str, Any]]:
    return [(name, getattr(row, name)) for name in sorted(STEP_FIELDS)]


def _lock(write: Write, pk: UUID) -> ConcessionPlan:
    row = ConcessionPlan.objects.select_for_update().filter(deal=write.deal, pk=pk, removed_at__isnull=True).first()
    if row is None:
        raise Rejected(GONE)
    return row


def _lock_step(write: Write, pk: UUID) -> ConcessionStep:
    live = ConcessionStep.objects.filter(plan__deal=write.deal, plan__removed_at__isnull=True, removed_at__isnull=True)
    row = live.select_for_update(of=("self",)).select_related("plan").filter(pk=pk).first()
    if row is None:
        raise Rejected(GONE)
    return row


def _steps(plan: ConcessionPlan) -> list[ConcessionStep]:
    return list(plan.steps.filter(removed_at__isnull=True).order_by("position", "pk"))


def _step(write: Write, plan: ConcessionPlan, position: int, fields: Mapping[str, Any]) -> ConcessionStep:
    for field, value in fields.items():
        _check_step(write.deal, field, value)
    if not fields.get("gives"):
        raise Rejected("Say what we give in this step.", "gives")
    given = {name: _plain(value) if name in {"gives", "gets"} else value for name, value in fields.items()}
    step = ConcessionStep(plan=plan, position=position, **{"amount": Decimal(2), **given})
    _check_amount(step.trigger, fields.get("amount", Decimal(2)))
    return step


def _check_count(steps: list[ConcessionStep]) -> None:
    if len(steps) > MOST_STEPS:
        raise Rejected(f"A ladder has at most {MOST_STEPS} steps.", "gives")


def _check_plan(deal: Deal, field: str, value: Any) -> None:
    if field not in PLAN_FIELDS:
        raise Rejected("This field cannot be edited.", field)
    if field == "name" and not 0 < len(value.strip()) <= MAX_NAME:
        raise Rejected(f"Give the plan a name of at most {MAX_NAME} characters.", field)
    if field == "rounds" and not 1 <= value <= MOST_ROUNDS:
        raise Rejected(f"Give 1 to {MOST_ROUNDS} rounds.", field)
    if field == "patience" and value is not None and not 1 <= value <= MOST_ROUNDS:
        raise Rejected(f"Give 1 to {MOST_ROUNDS} rounds, or nothing.", field)
    if field == "opening":
        _check_levels(deal, value, field)


def _check_step(deal: Deal, field: str, value: Any) -> None:
    if field not in STEP_FIELDS:
        raise Rejected("This field cannot be edited.", field)
    if field in {"gives", "gets"}:
        if field == "gives" and not value:
            raise Rejected("Say what we give in this step.", field)
        _check_levels(deal, value, field)
    if field == "trigger" and value not in ConcessionTrigger.values:
        raise Rejected("Choose what has to happen first.", field)
    if field == "latest" and value is not None and not 2 <= value <= MOST_ROUNDS:
        raise Rejected(f"Give a round from 2 to {MOST_ROUNDS}, or nothing.", field)
    if field == "authority" and value and value not in SeatRole.values:
        raise Rejected("Choose one of the seats.", field)
    if field == "note" and len(value) > MAX_NOTE:
        raise Rejected(f"At most {MAX_NOTE} characters.", field)


def _check_amount(trigger: str, amount: Decimal) -> None:
    if trigger == ConcessionTrigger.MOVED:
        if amount <= 0:
            raise Rejected("Say by how much they must have moved: more than 0.", "amount")
    elif not 1 <= amount <= MOST_ROUNDS or amount != int(amount):
        raise Rejected(f"Give a whole number of rounds from 1 to {MOST_ROUNDS}.", "amount")


def _check_levels(deal: Deal, levels: Mapping[str, str], field: str) -> None:
    live = Issue.objects.filter(deal=deal, removed_at__isnull=True).prefetch_related("options")
    issues = {str(issue.pk): issue for issue in live}
    for key, text in levels.items():
        issue = issues.get(key)
        if issue is None:
            raise Rejected("This issue was removed meanwhile.", field)
        scale, level = scale_of(issue, deal.currency), Decimal(text)
        if scale.is_numeric:
            known = scale.low is not None and scale.high is not None and scale.low <= level <= scale.high
        else:
            known = level in {Decimal(number) for number in scale.options}
        if not known:
            raise Rejected(f"Not a level of {issue.name}.", field)


def _plain(levels: Mapping[str, str]) -> dict[str, str]:
    return {key: plain(Decimal(level)) for key, level in levels.items()}
