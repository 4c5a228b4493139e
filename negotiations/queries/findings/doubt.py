"""How sure a suggestion is: what it may come to for either side, over all our guesses about them.

Every package that a suggestion proposes gets one ``doubt``: chances as parts of 1, money or points as texts. Worth to
them is counted at their likely price of a unit where it is no band, so that one strange guess does not decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from negotiations.engine import robust
from negotiations.engine.evidence import spans
from negotiations.engine.problem import OURS, THEIRS, FloatArray, Package
from negotiations.queries.findings.cloud import LikelyFrontiers
from negotiations.queries.findings.flips import flips
from negotiations.queries.inputs.own_doubt import own_gain
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.worth import to_cents, worth_bands

LEANINGS = 3
ON_THE_LINE = 1000  # a package is efficient when it leaves them less than this part of what is at stake
ASSUMED_LEAST, ASSUMED_MOST = 0.2, 2.0  # a weight of ours that nobody has given, against the average one


@dataclass(frozen=True)
class Proposal:
    """A package that a suggestion proposes, what it is compared with, and where its doubt is to be written."""

    part: dict[str, Any]
    package: Package
    base: Package


def proposal(plan: PlanInputs, part: dict[str, Any], base: Package | None = None) -> Proposal:
    """A part of a suggestion's content that has ``levels``; issues that it does not name are as on the page."""
    levels = {UUID(pk): Decimal(level) for pk, level in part["levels"].items()}
    return Proposal(part, plan.package_of(levels), base or plan.package or ())


def add_doubt(
    plan: PlanInputs, proposals: Sequence[Proposal], offer: Package | None, clouds: LikelyFrontiers | None
) -> None:
    """Writes ``part["doubt"]`` of each proposal. Without a cloud nothing is said of efficiency."""
    if not proposals:
        return
    packages = [one.package for one in proposals]
    pool = list(dict.fromkeys([plan.package or (), *packages]))
    accept = robust.acceptance(plan.draws, packages, last=offer, floor=plan.problem.floors[THEIRS])
    standing = _standing(plan, pool)
    nearness = [_efficiency(one, clouds) for one in packages]
    for one, chance, near in zip(proposals, accept, nearness, strict=True):
        one.part["doubt"] = {
            "accept": [_part(value) for value in (chance.low, chance.middle, chance.high)],
            **_worst(plan, one),
            "tail": _likely(plan, _tail(plan, one)),
            **near,
            **standing[one.package],
            "flips": flips(plan, one.package, one.base),
            **_own(plan, one),
        }


def _own(plan: PlanInputs, one: Proposal) -> dict[str, Any]:
    """What it brings us over the interval of our own weights; nothing where no doubt of ours touches it."""
    found = own_gain(plan, one.base, one.package)
    return {} if found is None else {"ours": found.texts()}


def _tail(plan: PlanInputs, one: Proposal) -> float:
    """The mean of the worst tenth of what it gains them, in units (conditional value at risk)."""
    gains = plan.draws.gains(one.base, [one.package])
    return float(robust.tail_mean(gains, plan.draws.shares)[0])


def _worst(plan: PlanInputs, one: Proposal) -> dict[str, Any]:
    """What moving there does for us at the worst that our own weights may be.

    A weight that somebody gave is taken as it is. One that nobody gave is counted as the average one; it may be a
    fifth of that or twice as much, and the money issue likewise. In points nothing else is known to compare with.
    """
    assumed = {gap.issue.pk for gap in plan.missing if gap.what == "our_weight"}
    measure = None if plan.ours is None else plan.issues[plan.ours.issue].issue.pk
    total, unsure = 0.0, set()
    low, high = (1 / ASSUMED_MOST, 1 / ASSUMED_LEAST) if measure in assumed else (1.0, 1.0)
    for i, (row, after, before) in enumerate(zip(plan.issues, one.package, one.base, strict=True)):
        issue = plan.problem.issues[i].contributions[OURS]
        moved = float(issue[after] - issue[before])
        least, most = (ASSUMED_LEAST, ASSUMED_MOST) if row.issue.pk in assumed else (1.0, 1.0)
        if row.issue.pk == measure:
            least = most = 1.0
        else:
            least, most = least * low, most * high
        total += min(moved * least, moved * most)
        if moved and (least, most) != (1.0, 1.0):
            unsure.add(str(measure) if row.issue.pk not in assumed else str(row.issue.pk))
    return {"worst": str(to_cents(plan.worth(total))), "unsure": sorted(unsure)}


def _efficiency(package: Package, clouds: LikelyFrontiers | None) -> dict[str, Any]:
    """How often it is on the frontier (Pareto acceptability), and what it leaves to them there.

    On the frontier is what leaves them less than a thousandth of all that is at stake.
    """
    if clouds is None:
        return {"efficient": None, "left": None}
    short = clouds.short(package)
    if short is None:
        return {"efficient": 0.0, "left": None}
    left = worth_bands(clouds.plan, short[:, None])[0]
    on = float(clouds.plan.draws.shares @ (short < clouds.plan.problem.unit / ON_THE_LINE))
    return {"efficient": _part(on), "left": None if left is None else left.texts()}


def _standing(plan: PlanInputs, pool: Sequence[Package]) -> dict[Package, dict[str, Any]]:
    """How each package of the pool stands among all of them for them: ranks, the weights that favour it, regret."""
    ranks, regrets = robust.ranks(plan.draws, pool), robust.regrets(plan.draws, pool)
    least = pool[robust.least_regret(plan.draws, pool)]
    weights: FloatArray = plan.draws.shares @ spans(plan.draws)
    found = {}
    for k, package in enumerate(pool):
        found[package] = {
            "of": len(pool),
            "best": _part(ranks.chance[k, 0]),
            "top": _part(ranks.chance[k, :3].sum()),
            "leanings": _leanings(plan, ranks.central[k], weights),
            "confidence": _part(ranks.confidence[k]),
            "regret": _likely(plan, regrets[k].worst),
            "least_regret": package == least,
        }
    return found


def _leanings(plan: PlanInputs, central: Sequence[float] | None, weights: FloatArray) -> list[dict[str, Any]]:
    """The issues that weigh most above what we think where this package is the best for them (central weights)."""
    if central is None:
        return []
    over = sorted(range(len(weights)), key=lambda i: weights[i] - central[i])[:LEANINGS]
    return [
        {"issue": str(plan.issues[i].issue.pk), "weight": _part(central[i]), "likely": _part(weights[i])}
        for i in over
        if central[i] - weights[i] > 0.005
    ]


def _likely(plan: PlanInputs, units: float) -> str:
    return str(to_cents(plan.their_worth(units)))


def _part(value: float) -> float:
    return round(min(1.0, max(0.0, float(value))), 4)
