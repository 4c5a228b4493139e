"""The last look before signing, computed: what is agreed against target, floor and alternative, and what is better."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np

from negotiations.engine.problem import OURS, Package
from negotiations.engine.viability import chance_of_loss
from negotiations.models import Deal, Term
from negotiations.queries.findings.packages import better_for_both
from negotiations.queries.findings.worth import amount, worth_of
from negotiations.queries.inputs.types import POINTS, PlanInputs, level_text
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.secrets import Reader

Levels = dict[UUID, Decimal]


def agreed_levels(deal: Deal) -> Levels:
    """The levels of the agreed points; of two on one issue the later counts. One query."""
    rows = Term.objects.filter(
        deal=deal, removed_at__isnull=True, level__isnull=False, issue__isnull=False, issue__removed_at__isnull=True
    )
    return {row.issue_id: row.level for row in rows.order_by("number", "pk") if row.issue_id and row.level is not None}


def asked_of(agreed: Levels) -> dict[str, str]:
    """What a look was asked for, as its digest takes it."""
    return {str(pk): level_text(level) for pk, level in sorted(agreed.items(), key=lambda one: str(one[0]))}


def find_last_look(plan: PlanInputs, rows: PlanRows, agreed: Levels, reader: Reader) -> dict[str, Any]:
    """A JSON document. Issues on which nothing is agreed count as the page plans them, and are named in ``open``."""
    base = _package(plan, agreed)
    return {
        "money": plan.in_money,
        "currency": plan.currency,
        "guesses": len(plan.draws),
        "open": [str(row.issue.pk) for row in plan.issues if row.issue.pk not in agreed],
        "package": worth_of(plan, base),
        "outside": [str(pk) for pk in plan.outside(base)],
        "against": _against(plan, rows, base, reader),
        "viability": _viability(plan, base),
        "improvements": better_for_both(plan, (("agreed", base),)),
    }


def _package(plan: PlanInputs, levels: Mapping[UUID, Decimal]) -> Package:
    """These levels, and the page's where there is none."""
    if plan.package is None:
        raise ValueError("A public reading of the plan has no package.")
    return tuple(
        row.index(levels[row.issue.pk]) if row.issue.pk in levels else here
        for row, here in zip(plan.issues, plan.package, strict=True)
    )


def _against(plan: PlanInputs, rows: PlanRows, base: Package, reader: Reader) -> list[dict[str, Any]]:
    """What else there is, in worth to us: our targets, the best alternative, the package on the page."""
    targets = {}
    for row in plan.issues:
        limits = rows.limits.get(row.issue.pk)
        level = opened(limits.target, reader) if limits is not None else None
        if level is not None:
            targets[row.issue.pk] = level
    units = plan.problem.utility(base, OURS)
    found = []
    if targets:
        found.append(_line("target", plan, units, plan.problem.utility(_package(plan, targets), OURS)))
    if plan.package is not None and plan.package != base:
        found.append(_line("plan", plan, units, plan.problem.utility(plan.package, OURS)))
    if plan.floor is not None:
        over = plan.worth(units) - plan.floor.expected
        found.append({"what": "floor", "worth": str(plan.floor.expected), "over": str(over)})
    return found


def _line(what: str, plan: PlanInputs, units: int, other: int) -> dict[str, Any]:
    return {"what": what, "worth": amount(plan, other), "over": amount(plan, units - other)}


def _viability(plan: PlanInputs, base: Package) -> dict[str, Any] | None:
    """The chance that they lose by it, against our estimate of what they have without us; None without one."""
    if plan.their_floor is None:
        return None
    units = plan.draws.utilities([base])[:, 0].astype(np.float64)
    worths = units * plan.prices if plan.prices is not None else units / plan.problem.unit * float(POINTS)
    if not np.isfinite(worths).any():
        return None
    low, likely, high = (float(value) for value in plan.their_floor)
    return {
        "chance": round(chance_of_loss(worths, plan.draws.shares, (low, likely, high)), 4),
        "floor": [str(value) for value in plan.their_floor],
    }
