"""A first concession plan, drafted from what the plan says already. For readers of secrets."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.engine.problem import OURS, Package
from negotiations.engine.rehearsal.ladder import Step, draft
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

ROUNDS = 8
SLACK = 2  # rounds that a step waits for its get before it is taken without
DRAWS = 200
# Down the ladder: the first of these levels that an issue has.
WAYPOINTS = (("marker", "target"), ("target",), ("realistic", "target"), ("walk_away", "realistic", "target"))


def drafted(rows: PlanRows, reader: Reader, *, today: date, rounds: int = ROUNDS) -> dict[str, Any] | None:
    """What ``concessions.add_plan`` takes: from what we say over target and realistic down to the walk-aways.

    Never below our floor. Each step but the last asks for something in turn: that their offer reaches what is realistic
    (else our walk-away) on the issue that weighs most with us of those the step leaves alone. None while there is
    nothing to trade.
    """
    said = {issue.pk: [issue.marker] for issue in rows.issues if issue.marker is not None}
    plan = plan_inputs(rows, reader, today=today, draws=DRAWS, named=said)
    if plan is None or plan.package is None or len(plan.issues) < 2:
        return None
    limits = {pk: _limits(rows, pk, reader) for pk in (row.issue.pk for row in plan.issues)}
    stops = [_stop(plan, limits, names) for names in WAYPOINTS]
    ladder = draft(plan.problem, _falling(plan, stops), rounds=rounds, lowest=plan.problem.floors[OURS])
    return {
        "opening": _texts(plan, dict(enumerate(ladder.opening))),
        "rounds": rounds,
        "steps": [_step(plan, step, limits, n < len(ladder.steps) - 1) for n, step in enumerate(ladder.steps)],
    }


def _limits(rows: PlanRows, pk: UUID, reader: Reader) -> dict[str, Decimal]:
    row = rows.limits.get(pk)
    issue = next(issue for issue in rows.issues if issue.pk == pk)
    found = {"marker": issue.marker}
    if row is not None:
        found |= {name: opened(getattr(row, name), reader) for name in ("target", "realistic", "walk_away")}
    return {name: level for name, level in found.items() if level is not None}


def _stop(plan: PlanInputs, limits: Mapping[UUID, Mapping[str, Decimal]], names: tuple[str, ...]) -> Package:
    """The package of the first of these levels that each issue has; the one on the page where it has none."""
    found = []
    for place, row in enumerate(plan.issues):
        known = limits[row.issue.pk]
        level = next((known[name] for name in names if name in known), None)
        standing = plan.package[place] if plan.package else 0
        chosen = standing if level is None else row.index(level)
        found.append(chosen if chosen in plan.problem.issues[place].allowed else standing)
    return tuple(found)


def _falling(plan: PlanInputs, stops: list[Package]) -> list[Package]:
    """The stops, no issue ever better for us than at the stop before: a ladder goes down."""
    found = [stops[0]]
    for stop in stops[1:]:
        worths = [issue.contributions[OURS] for issue in plan.problem.issues]
        found.append(tuple(w if c[w] < c[v] else v for v, w, c in zip(found[-1], stop, worths, strict=True)))
    return found


def _step(plan: PlanInputs, step: Step, limits: Mapping[UUID, Mapping[str, Decimal]], asks: bool) -> dict[str, Any]:
    gets: dict[str, str] = {}
    others = [i for i in range(len(plan.issues)) if i not in step.gives]
    heaviest = max(others, key=lambda i: (plan.problem.issues[i].span(OURS), -i), default=None)
    if asks and heaviest is not None:
        pk = plan.issues[heaviest].issue.pk
        wanted = limits[pk].get("realistic", limits[pk].get("walk_away"))
        gets = {} if wanted is None else {str(pk): level_text(wanted)}
    latest = min(step.amount + SLACK, 40) if gets else None
    return {
        "gives": _texts(plan, dict(step.gives)),
        "gets": gets,
        "trigger": step.trigger.value,
        "amount": Decimal(step.amount),
        "latest": latest,
        "authority": "lead",
    }


def _texts(plan: PlanInputs, options: Mapping[int, int]) -> dict[str, str]:
    return {str(plan.issues[i].issue.pk): level_text(plan.issues[i].levels[v]) for i, v in options.items()}
