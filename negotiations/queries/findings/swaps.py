"""The trades worth talking about: from the package on the page, what to give on one issue and get on another."""

from collections import Counter
from decimal import Decimal
from typing import Any

import numpy as np

from negotiations.engine import balanced, swaps
from negotiations.engine.doubt import Band
from negotiations.engine.problem import OURS, Package
from negotiations.queries.inputs.own_doubt import own_chances
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.worth import WorthBand, to_cents, worth_bands

MOST = 8
PER_ISSUE = 3  # of the trades shown, so many may give, or get, on the same issue
EVEN_SHARE = 100  # a hundredth of our best package counts as nothing when a trade is called even
FEW = 3  # fewer trades by which both gain than this, and even ones are shown too


def swap_contents(plan: PlanInputs) -> list[dict[str, Any]]:
    """The contents of the best trades: within our mandate first, then by what both sides together may expect."""
    package = plan.package or ()
    open_issues = frozenset(
        i for i, row in enumerate(plan.issues) if row.issue.tradeable and row.theirs is not None and any(row.ours)
    )
    found = balanced.best_of_pairs(plan.problem, package, tradeable=open_issues)
    if len(found) < FEW:
        even = max(1, plan.problem.unit // EVEN_SHARE)
        pairs = {(swap.give.issue, swap.get.issue) for swap in found}
        more = swaps.find(plan.problem, package, even=even, tradeable=open_issues, limit=40)
        found += [swap for swap in more if (swap.give.issue, swap.get.issue) not in pairs]
    if not found:
        return []
    gains = plan.draws.gain(package, [swap.package for swap in found])
    sure = own_chances(plan, package, [swap.package for swap in found])
    order = sorted(range(len(found)), key=lambda i: (*_merit(plan, found[i], gains[i], sure[i]), i))
    chosen = _varied([found[i] for i in order])
    return [_content(plan, package, swap) for swap in chosen]


def _merit(plan: PlanInputs, swap: swaps.Swap, gain: Band, sure: float) -> tuple[bool, bool, Decimal]:
    """Within the mandate first, then what both rather gain by than not, then the larger expected joint gain.

    ``sure`` is how often it is not worse for us over the interval of our own weights.
    """
    floor = plan.problem.floors[OURS]
    below = floor is not None and plan.problem.utility(swap.package, OURS) < floor
    joint = plan.worth(swap.ours) + plan.their_worth(gain.mean)
    return bool(plan.outside(swap.package)) or below, min(gain.chance, sure) < 0.5, -joint


def _varied(ranked: list[swaps.Swap]) -> list[swaps.Swap]:
    given: Counter[int] = Counter()
    got: Counter[int] = Counter()
    chosen = []
    for swap in ranked:
        if given[swap.give.issue] < PER_ISSUE and got[swap.get.issue] < PER_ISSUE:
            given[swap.give.issue] += 1
            got[swap.get.issue] += 1
            chosen.append(swap)
        if len(chosen) == MOST:
            break
    return chosen


def _content(plan: PlanInputs, package: Package, swap: swaps.Swap) -> dict[str, Any]:
    tables = plan.draws.tables
    legs = [
        (tables[leg.issue][:, leg.after] - tables[leg.issue][:, leg.before])[:, None] for leg in (swap.give, swap.get)
    ]
    give, get, both = worth_bands(plan, np.concatenate([*legs, plan.draws.gains(package, [swap.package])], axis=1))
    ours = plan.worth(plan.problem.utility(swap.package, OURS))
    moved = {str(plan.issues[leg.issue].issue.pk): leg.after for leg in (swap.give, swap.get)}
    return {
        "kind": swap.kind.value,
        "give": _leg(plan, swap.give, give),
        "get": _leg(plan, swap.get, get),
        "ours": str(to_cents(plan.worth(swap.ours))),
        "theirs": None if both is None else both.texts(),
        "leverage": [_leverage(swap.give), _leverage(swap.get)],
        "levels": {pk: level_text(row) for pk, row in _levels(plan, moved).items()},
        "outside": [str(pk) for pk in plan.outside(swap.package)],
        "broken": [str(pk) for pk in plan.broken(swap.package)],
        "over_floor": None if plan.floor is None else str(to_cents(ours - plan.floor.expected)),
    }


def _leg(plan: PlanInputs, leg: swaps.Change, theirs: WorthBand | None) -> dict[str, Any]:
    row = plan.issues[leg.issue]
    return {
        "issue": str(row.issue.pk),
        "before": level_text(row.levels[leg.before]),
        "after": level_text(row.levels[leg.after]),
        "ours": str(to_cents(plan.worth(leg.ours))),
        "theirs": None if theirs is None else theirs.texts(),
    }


def _levels(plan: PlanInputs, moved: dict[str, int]) -> dict[str, Any]:
    return {
        str(row.issue.pk): row.levels[moved[str(row.issue.pk)]] for row in plan.issues if str(row.issue.pk) in moved
    }


def _leverage(leg: swaps.Change) -> str | None:
    return None if leg.leverage == float("inf") else f"{leg.leverage:.3f}"
