"""Power and time on one page. Secret as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission
from negotiations.engine.weights import Range
from negotiations.enums import Party
from negotiations.levels import date_words, number
from negotiations.models import Deadline, FutureDeals, Move, PowerSource
from negotiations.models.prepared import Prepared
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.cells import Outcome
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.power.balance import balance_words, band_of
from negotiations.queries.power.clock import clock
from negotiations.queries.power.future import future_words
from negotiations.queries.power.pressure import cost_of_pressure, patience
from negotiations.queries.power.rows import PowerRows, load_power, standing
from negotiations.queries.prepare.power_fields import BASES, DEADLINE, POWER_SOURCE, PRESSURE
from negotiations.queries.prepare.register import Around, Line, Maker, Table, table
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing

DRAWS = 100  # the page needs bands of what the whole deal is worth to them, and no trades
THREE = 3.0  # the strongest
OURS_FIELDS = tuple(field for field in POWER_SOURCE if field.name != "side")
THEIR_FIELDS = tuple(field for field in OURS_FIELDS if field.name not in {"raise_by", "owner", "due_on"})


@dataclass(frozen=True)
class SourceMore:
    """Below a source: its band where it is theirs; what became of making it stronger where it is ours."""

    band: tuple[float, float, float] | None
    hint: str
    proven: bool
    todo: str  # the words of its to-do
    done: bool
    todo_url: str  # where it is made one; empty when it cannot be


@dataclass(frozen=True)
class DueMore:
    """Below a deadline: when it comes, and the entry of the log that said it."""

    words: str
    state: str  # passed, near or empty
    said: str


@dataclass(frozen=True)
class Said:
    """A deadline of the log that is not on the timeline."""

    move: Move
    words: str
    whose: str


def power_page(
    access: Standing,
    around: Around,
    query: Mapping[str, str],
    *,
    outcome: Outcome | None = None,
    opened: UUID | None = None,
) -> dict[str, Any]:
    """All of the page but its forms. A constant number of queries."""
    access.require(Permission.SECRETS_VIEW)
    today = timezone.localdate()
    rows, plan_rows = load_power(access.deal), load_plan(access.deal)
    plan = plan_inputs(plan_rows, access, today=today, levels=13, draws=DRAWS)
    when = clock(rows.deadlines, list(around.meetings.values()), access, today=today)
    money = plan is None or plan.in_money
    return {
        "balance": balance_words(access, rows, plan, when, today),
        "clock": when,
        "said": _said(rows, access),
        "tables": _tables(access, around, rows, outcome, today),
        "bases": tuple(BASES.items()),
        "patience": patience(rows.pressures, access, today),
        "cost": cost_of_pressure(access),
        "may_edit": access.can(Permission.SECRETS_EDIT),
        "future": future_words(plan_rows, access, in_money=money),
        "in_money": money,
    }


def balance_of_power(access: Standing, today: date) -> dict[str, Any]:
    """The balance of power and of time for the API: words only."""
    access.require(Permission.SECRETS_VIEW)
    rows = load_power(access.deal)
    plan = plan_inputs(load_plan(access.deal), access, today=today, levels=13, draws=DRAWS)
    when = clock(rows.deadlines, (), access, today=today, drawn=False)
    found = balance_words(access, rows, plan, when, today)
    return {
        "title": found.title,
        "between": found.between,
        "advice": found.advice,
        "reasons": found.reasons,
        "time": when.title,
        "chance": when.chance,
        "patience": patience(rows.pressures, access, today).part,
    }


def in_money(access: Standing) -> bool:
    """Whether worth is said in money on this plan, and not in points."""
    plan = plan_inputs(load_plan(access.deal), access, today=timezone.localdate(), levels=13, draws=DRAWS)
    return plan is None or plan.in_money


def stored_future(access: Standing) -> dict[str, str]:
    """What may follow, as its form shows it; ``version`` is the highest of its fields. One query."""
    row = FutureDeals.objects.filter(deal=access.deal).first()
    if row is None:
        return {"version": "0"}
    found = {"version": str(max((int(seq) for seq in row.versions.values()), default=0))}
    for name in ("deals", "years", "value"):
        for end, text in (opened(getattr(row, name), access) or {}).items():
            found[f"{name}-{end}"] = number(Decimal(text))
    for name in ("keep", "rate"):
        value = opened(getattr(row, name), access)
        found[name] = "" if value is None else number(value)
    found["source"] = opened(row.source, access)
    return found


def _tables(
    access: Standing, around: Around, rows: PowerRows, outcome: Outcome | None, today: date
) -> dict[str, Table]:
    may = Permission.SECRETS_EDIT

    def maker(fields: Any, noun: str) -> Maker:
        return Maker(access, around, fields, noun, outcome, permission=may)

    ours, theirs = maker(OURS_FIELDS, "power_source"), maker(THEIR_FIELDS, "power_source")
    due, press = maker(DEADLINE, "deadline"), maker(PRESSURE, "pressure")
    pressing = {row.pk for row in standing(rows.pressures, today)}
    return {
        "ours": _table(ours, rows.of(Party.OURS), lambda row: _source(access, ours, row)),
        "theirs": _table(theirs, rows.of(Party.THEIRS), lambda row: _source(access, theirs, row)),
        "deadlines": _table(due, rows.deadlines, lambda row: _due(row, today)),
        "pressures": _table(press, rows.pressures, lambda row: row.pk in pressing),
    }


def _table(make: Maker, rows: Any, more: Any) -> Table:
    def line(row: Prepared) -> Line:
        return make.line(row, more=more(row))

    return table(make, rows, total=len(rows), line=line)


def _source(access: Standing, make: Maker, row: PowerSource) -> SourceMore:
    band: Range = band_of(row, access)
    task = row.task if row.task is not None and row.task.removed_at is None else None
    ready = row.side == Party.OURS and bool(opened(row.raise_by, access)) and task is None
    return SourceMore(
        band=(band.low / THREE, band.likely / THREE, band.high / THREE) if row.side == Party.THEIRS else None,
        hint=BASES[row.base],
        proven=bool(opened(row.evidence, access)),
        todo=_todo(task) if task is not None else "",
        done=task is not None and task.done_at is not None,
        todo_url=make.url("todo", row) if ready and make.may(row) else "",
    )


def _todo(task: Any) -> str:
    who = str(task.assignee) if task.assignee else "nobody yet"
    return f"{who}{f', by {date_words(task.due_on)}' if task.due_on else ''}"


def _due(row: Deadline, today: date) -> DueMore:
    last = row.latest or row.day
    said = f"said at the table, entry {row.move.number}" if row.move is not None else ""
    if last < today:
        return DueMore("passed: did it hold?", "passed", said)
    days = max(0, (row.day - today).days)
    words = "today" if not days else f"in {days} day{'' if days == 1 else 's'}"
    return DueMore(words, "near" if days <= 7 else "", said)


def _said(rows: PowerRows, access: Standing) -> tuple[Said, ...]:
    return tuple(
        Said(move, opened(move.words, access), "ours" if move.party == Party.OURS else "theirs") for move in rows.said
    )


def power_url(deal_id: UUID, anchor: str = "") -> str:
    """Where the page is."""
    return reverse("negotiations:power", kwargs={"deal_id": deal_id}) + anchor
