"""What a lever would be worth: added to the plan as one more issue and solved again. Numbers and ids only."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np

from negotiations.engine import frontier, levers, solutions
from negotiations.engine.levers import Lever
from negotiations.engine.problem import IntArray, Package, TooLarge
from negotiations.engine.solutions import Rule
from negotiations.queries.findings.worth import amount, band
from negotiations.queries.inputs.types import LeverInput, PlanInputs, level_text
from negotiations.queries.plan.worth import WorthBand, to_cents, worth_bands

SEED = 20_261_123


def levers_part(plan: PlanInputs, progress: Callable[[int, int], None]) -> dict[str, Any] | None:
    """Each lever with a worth, largest expected joint gain first; None when the plan is too large to be solved again.

    Gains are against the deal that is fair by Nash (the package on the page where there is none): ``ours`` as text,
    ``theirs`` and ``joint`` as bands over the guesses, with the package that is best by the likely figures. ``used`` of
    ``steps`` says how far the lever is used in it; ``ours_most`` is the most that we could have, they no worse.
    """
    if not plan.levers:
        return {"items": []}
    try:
        base = _base(plan)
        if base is None:
            return {"items": []}
        options = [_lever(plan, one) for one in plan.levers]
        found = levers.worth(plan.problem, base, options, rate=_rate(plan), progress=progress)
    except TooLarge:
        return None
    by_key = {str(one.pk): place for place, one in enumerate(plan.levers)}
    items = [_item(plan, by_key[one.key], one, base) for one in found]
    return {"items": sorted(items, key=lambda item: -float((item["joint"] or [0, item["ours"]])[1]))}


def _base(plan: PlanInputs) -> Package | None:
    front = frontier.solve(plan.problem)
    named = solutions.solve(front)
    if named.points:
        return front.package(named[Rule.NASH].index)
    return plan.package if plan.package is not None and plan.problem.allows(plan.package) else None


def _rate(plan: PlanInputs) -> float:
    """What one of their units is worth in units of ours; 1 without a common money."""
    if plan.ours is None or plan.their_unit is None:
        return 1.0
    return plan.their_unit / float(plan.ours.per_unit)


def _lever(plan: PlanInputs, one: LeverInput) -> Lever:
    """Worth in equal steps from nothing to all of it."""
    ours, theirs = plan.units(one.ours), plan.their_units(one.theirs[1])
    shares = [step / one.steps for step in range(one.steps + 1)]
    return Lever(
        str(one.pk),
        tuple(str(step) for step in range(one.steps + 1)),
        tuple(round(ours * share) for share in shares),
        tuple(round(theirs * share) for share in shares),
    )


def _item(plan: PlanInputs, place: int, one: levers.LeverWorth, base: Package) -> dict[str, Any]:
    lever = plan.levers[place]
    package, used = one.package[:-1], one.package[-1]
    ours = plan.worth(one.split[0])
    gains = plan.draws.gains(base, [package])[:, 0] + _worth_in_draws(plan, place, used)
    theirs = worth_bands(plan, gains[:, None])[0]
    return {
        "lever": str(lever.pk),
        "used": used,
        "steps": lever.steps,
        "ours": str(to_cents(ours)),
        "theirs": band(theirs),
        "joint": _joint(plan, ours, theirs),
        "ours_most": amount(plan, one.ours),
        "levels": {
            str(row.issue.pk): level_text(row.levels[v])
            for row, v, before in zip(plan.issues, package, base, strict=True)
            if v != before
        },
    }


def _joint(plan: PlanInputs, ours: Decimal, theirs: WorthBand | None) -> list[str] | None:
    """Both together, low, median, high; None where only ours is in money."""
    if theirs is None or (plan.in_money and plan.prices is None):
        return None
    return [str(to_cents(ours + value)) for value in (theirs.low, theirs.median, theirs.high)]


def _worth_in_draws(plan: PlanInputs, place: int, used: int) -> IntArray:
    """What the lever is worth to them in every guess: a triangle over low, likely, high; seeded."""
    lever = plan.levers[place]
    low, likely, high = (plan.their_units(value) for value in lever.theirs)
    rng = np.random.default_rng([SEED, place])
    count = len(plan.draws)
    values = rng.triangular(low, likely, high, count) if low < high else np.full(count, likely)
    return np.rint(values * used / lever.steps).astype(np.int64)
