"""What would turn a suggestion: the one thing that, if it is otherwise than we think, makes it bad for them."""

from math import log
from typing import Any

from negotiations.engine.doubt import bands
from negotiations.engine.evidence import spans
from negotiations.engine.problem import Package
from negotiations.queries.inputs.types import PlanInputs

MOST = 2
FARTHEST = 20.0  # a weight that would have to be so many times larger or smaller turns nothing


def flips(plan: PlanInputs, package: Package, base: Package) -> list[dict[str, Any]]:
    """The nearest turning points of a move that likely gains them; empty when it does not, or nothing can turn it.

    ``times``: the weight of the issue, against what we think and with all others as they are, at which their gain
    is nothing. ``possible``: it lies inside the band that holds 80 of 100 of our guesses. A move that only gives has
    ``times`` None: it turns where they want the opposite of what was noted on that issue.
    """
    mean = plan.draws.mean
    moved = {
        i: float(mean[i][after] - mean[i][before])
        for i, (after, before) in enumerate(zip(package, base, strict=True))
        if after != before
    }
    linked = plan.draws.bonus([package, base]) if plan.draws.bonuses else [0, 0]
    total = sum(moved.values()) + float(linked[0] - linked[1])
    if total <= 0.5 or not moved:
        return []
    found = []
    for i, gain in moved.items():
        factor = 1 - total / gain if gain else 0.0
        if 1 / FARTHEST <= factor <= FARTHEST:
            found.append((abs(log(factor)), i, factor))
    if not found:
        most = max(moved, key=lambda i: moved[i])
        return [{"issue": str(plan.issues[most].issue.pk), "times": None, "possible": False}]
    weights = spans(plan.draws)
    middle, ranges = plan.draws.shares @ weights, bands(weights, plan.draws.shares)
    return [
        {
            "issue": str(plan.issues[i].issue.pk),
            "times": round(factor, 3),
            "possible": bool(ranges[i].low <= factor * middle[i] <= ranges[i].high),
        }
        for _, i, factor in sorted(found)[:MOST]
    ]
