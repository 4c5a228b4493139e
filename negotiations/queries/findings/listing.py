"""The best packages of a plan in order, within a window of our worth, or all that tie at a fair point."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor
from typing import Any

from negotiations.engine import frontier, kbest, solutions
from negotiations.engine.problem import OURS, THEIRS, IntArray, Package, TooLarge
from negotiations.queries.findings.worth import worth_of
from negotiations.queries.inputs.types import PlanInputs

JOINT, FOR_US = "joint", "ours"
BY = {JOINT: kbest.Merit.JOINT, FOR_US: kbest.Merit.OURS}
TIES_OF = {
    "nash": solutions.Rule.NASH,
    "kalai-smorodinsky": solutions.Rule.KALAI_SMORODINSKY,
    "best-joint": solutions.Rule.BEST_JOINT,
}
COUNTS = (10, 25, 50, 100)
MOST = 200
STAGE = "packages in order"

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Asked:
    """What a list is asked for: the ``count`` best by ``show``, worth ``low`` to ``high`` to us, with ``ties`` of the
    last one; or all that tie at the fair point that ``show`` names."""

    show: str = JOINT
    count: int = COUNTS[1]
    low: Decimal | None = None
    high: Decimal | None = None
    ties: bool = False

    def document(self) -> dict[str, Any]:
        """As a job keeps it."""
        ends = {name: None if value is None else str(value) for name, value in (("low", self.low), ("high", self.high))}
        return {"show": self.show, "count": self.count, "ties": self.ties, **ends}


def asked_of(document: Mapping[str, Any]) -> Asked:
    """The inverse of ``Asked.document``; an empty one asks for the usual list."""
    if not document:
        return Asked()
    low, high = (None if document[name] is None else Decimal(document[name]) for name in ("low", "high"))
    return Asked(document["show"], document["count"], low, high, document["ties"])


def find_listing(plan: PlanInputs, asked: Asked, tell: Tell) -> dict[str, Any]:
    """The document of a list: packages with their worths, whether each is efficient, and whether others tie with the
    last. Nothing of it is below a floor, past a walk-away or against a rule that must hold."""
    front = _front(plan, lambda done, total: tell(STAGE, 50 * done // max(total, 1), 100))
    if asked.show in TIES_OF:
        found, more = _tied(front, TIES_OF[asked.show])
    else:
        found, more = _best(plan, asked, lambda done, total: tell(STAGE, 50 + 40 * done // max(total, 1), 100))
    tell(STAGE, 90, 100)
    return {
        "asked": asked.document(),
        "money": plan.in_money,
        "currency": plan.currency,
        "guesses": len(plan.draws),
        "package": worth_of(plan, plan.package or ()),
        "rows": [{**worth_of(plan, one), "efficient": _efficient(plan, front, one)} for one in found],
        "more": more,
    }


def _front(plan: PlanInputs, progress: Callable[[int, int], None]) -> frontier.Frontier | None:
    """None where the frontier does not fit: the list is exact all the same."""
    try:
        return frontier.solve(plan.problem, within_floors=True, progress=progress)
    except TooLarge:
        return None


def _best(plan: PlanInputs, asked: Asked, progress: Callable[[int, int], None]) -> tuple[list[Package], bool]:
    low = None if asked.low is None else ceil(plan.units(asked.low) - 0.5)
    high = None if asked.high is None else floor(plan.units(asked.high) + 0.5)
    ranking = kbest.best(
        plan.problem,
        asked.count,
        by=BY[asked.show],
        window=(low, high),
        ties=asked.ties,
        limit=MOST,
        progress=progress,
    )
    return [one.package for one in ranking.packages], ranking.more


def _tied(front: frontier.Frontier | None, rule: solutions.Rule) -> tuple[list[Package], bool]:
    """All packages at a fair point; without a frontier there is none to name."""
    if front is None or not len(front):
        return [], False
    named = solutions.solve(front)
    if all(point.rule != rule for point in named.points):
        return [], False
    found = solutions.packages(front, named[rule], MOST + 1)
    return found[:MOST], len(found) > MOST


def _efficient(plan: PlanInputs, front: frontier.Frontier | None, package: Sequence[int]) -> bool | None:
    """Whether no package gives one more and the other no less, by the best guess; None where that is not known."""
    if front is None:
        return None
    ours, theirs = (plan.problem.utility(package, party) for party in (OURS, THEIRS))
    points: IntArray = front.utilities
    no_less = (points[:, 0] >= ours) & (points[:, 1] >= theirs)
    return not bool((no_less & ((points[:, 0] > ours) | (points[:, 1] > theirs))).any())
