"""What our own must-haves cost us: each relaxed in turn, the plan solved again. Numbers and ids only."""

from collections.abc import Callable
from typing import Any

from negotiations.engine import musthaves
from negotiations.engine.musthaves import MustHave, Price
from negotiations.engine.problem import OURS, TooLarge
from negotiations.enums import Party
from negotiations.queries.findings.worth import amount, worth_of
from negotiations.queries.inputs.types import PlanInputs

FLOOR = "floor"
WALK_AWAY, FIXED, RULE = "walk_away", "fixed", "rule"


def musthaves_part(plan: PlanInputs, progress: Callable[[int, int], None]) -> dict[str, Any] | None:
    """The price of every walk-away, fixed issue, link and floor; None when the plan is too large to be solved again.

    ``now`` is the deal that we would get with all of them (fair by Nash), ``items`` one entry per must-have, dearest
    first, ``together`` all at once. ``cost`` is null where there is no deal with it.
    """
    wishes = wishes_of(plan)
    try:
        found = musthaves.price(plan.problem, wishes, progress=progress)
    except TooLarge:
        return None
    # With a deal our floor costs nothing: it only says when there is none.
    items = [one for one in found.prices if found.package is None or one.key != FLOOR]
    return {
        "now": None if found.package is None else worth_of(plan, found.package),
        "items": [_item(plan, one) for one in items],
        "together": _item(plan, found.together),
    }


def wishes_of(plan: PlanInputs) -> list[MustHave]:
    """Our constraints by key: ``walk_away:<issue>``, ``fixed:<issue>``, ``rule:<rule>``, ``floor``."""
    wishes = []
    for i, row in enumerate(plan.issues):
        removed = plan.problem.issues[i].removed
        past = plan.beyond[i] if plan.beyond else frozenset[int]()
        limit = tuple((i, v) for v in sorted(past & removed))
        if limit:
            wishes.append(MustHave(f"{WALK_AWAY}:{row.issue.pk}", limit))
        if not row.issue.tradeable and removed:
            wishes.append(MustHave(f"{FIXED}:{row.issue.pk}", tuple((i, v) for v in sorted(removed))))
    wishes += _rules(plan)
    if plan.problem.floors[OURS] is not None:
        wishes.append(MustHave(FLOOR, floor=True))
    return wishes


def _rules(plan: PlanInputs) -> list[MustHave]:
    """Links between issues that we ask for; combinations and caps stand in the problem in the order of the rules."""
    wishes = []
    combinations = caps = 0
    for rule in plan.rules:
        if not rule.read.binds:
            continue
        out = tuple(range(combinations, combinations + len(rule.out)))
        cap = (caps,) if rule.cap else ()
        combinations, caps = combinations + len(out), caps + len(cap)
        if rule.read.row.party == Party.OURS and (out or cap):
            wishes.append(MustHave(f"{RULE}:{rule.pk}", rules=out, caps=cap))
    return wishes


def _item(plan: PlanInputs, one: Price) -> dict[str, Any]:
    return {
        "key": one.key,
        "cost": None if one.cost is None else amount(plan, one.cost),
        "opens": one.opens,
        "package": None if one.package is None else worth_of(plan, one.package),
        "changed": [str(plan.issues[i].issue.pk) for i in one.changed],
    }
