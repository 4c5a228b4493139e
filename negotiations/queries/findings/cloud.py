"""The likely frontiers: one for each of some guesses about them, and what all of them together look like."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from negotiations.engine import cloud
from negotiations.engine.cloud import Cloud
from negotiations.engine.doubt import Draws
from negotiations.engine.problem import OURS, THEIRS, EngineError, FloatArray, IntArray, Package
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.worth import to_cents, worth_bands

GUESSES, FEWER = 240, 80
AT_ONCE = 40  # guesses between two reports of progress
HEAVY = 8_000  # points times options from which on our worths are rounded for the drawing
ROUGH = 1_000  # to a thousandth of all that is at stake
LEVELS = 32


@dataclass(frozen=True)
class LikelyFrontiers:
    """The frontier of each of some of a plan's guesses. ``plan`` holds just these guesses."""

    plan: PlanInputs
    cloud: Cloud

    def short(self, package: Package) -> FloatArray | None:
        """What a package leaves to them in each guess, at the same worth to us; None past our mandate. In units."""
        best = self.cloud.best_for_them(self.plan.problem.utility(package, OURS))
        if np.isnan(best).any():
            return None
        return np.maximum(best - self.plan.draws.utilities([package])[:, 0], 0.0)


def likely_frontiers(plan: PlanInputs, size: int, progress: Callable[[int, int], None]) -> LikelyFrontiers | None:
    """``size`` is how many points the best guess has. None where the engine cannot: too large, or too fine."""
    options = sum(len(issue.allowed) for issue in plan.problem.issues) / len(plan.problem.issues)
    heavy = size * options > HEAVY
    few = _fewer(plan, FEWER if heavy else GUESSES)
    if heavy:
        factor = max(1, plan.problem.unit // ROUGH)
        rows = [[round(v / factor) * factor for v in issue.contributions[OURS]] for issue in plan.problem.issues]
        few = replace(few, problem=few.problem.with_contributions(OURS, rows))
    found = []
    for first in range(0, len(few.draws), AT_ONCE):
        progress(first, len(few.draws))
        part = slice(first, first + AT_ONCE)
        some = _some(few.draws, part, few.draws.shares[part])
        try:
            found.append(cloud.solve(few.problem, some))
        except EngineError:
            return None
    return LikelyFrontiers(few, _joined(found, few.draws.shares))


def cloud_part(found: LikelyFrontiers, low: int, high: int) -> dict[str, Any]:
    """The document's part: what they could have at each worth to us (80 % band), and where the fair points lie."""
    levels = np.unique(np.linspace(low, high, LEVELS).round().astype(np.int64))
    reach = np.stack([found.cloud.best_for_them(int(level)) for level in levels], axis=1)
    bands = worth_bands(found.plan, reach)
    rows = [
        [str(to_cents(found.plan.worth(int(level)))), *band.texts()[:3]]
        for level, band in zip(levels, bands, strict=True)
        if band is not None
    ]
    return {"levels": rows, "guesses": len(found.plan.draws), "nash": _nash(found)}


def _nash(found: LikelyFrontiers) -> dict[str, Any] | None:
    """Where the deal that is fair by Nash lies in nine of ten guesses' middle: bands of both worths.

    None when both can gain in fewer than half of the guesses.
    """
    ours, theirs, guess = nash_points(found.cloud, tuple(found.plan.problem.disagreement(p) for p in (OURS, THEIRS)))
    if len(guess) * 2 < len(found.plan.draws):
        return None
    draws = found.plan.draws
    shares = draws.shares[guess] / draws.shares[guess].sum()
    some = _some(draws, guess, shares)
    prices = None if found.plan.prices is None else found.plan.prices[guess]
    band = worth_bands(replace(found.plan, draws=some, prices=prices), theirs[:, None])[0]
    own = some.bands(ours[:, None])[0]
    if band is None:
        return None
    return {
        "ours": [str(to_cents(found.plan.worth(value))) for value in (own.low, own.median, own.high)],
        "theirs": band.texts()[:3],
        "both_gain": round(float(draws.shares[guess].sum()), 4),
    }


def nash_points(found: Cloud, disagreement: tuple[int, ...]) -> tuple[IntArray, IntArray, IntArray]:
    """Worth to us, to them, and the guess, of each guess's point with the largest product of gains.

    Guesses in which both cannot gain are left out; of equal products the first, best for them, counts.
    """
    gains = [
        np.maximum(0, u - d).astype(np.float64) for u, d in zip((found.ours, found.theirs), disagreement, strict=True)
    ]
    product = gains[0] * gains[1]
    most = np.maximum.reduceat(product, found.starts)
    at = np.flatnonzero((product == most[found.guess]) & (product > 0))
    guess, first = np.unique(found.guess[at], return_index=True)
    rows = at[first]
    return found.ours[rows], found.theirs[rows], guess.astype(np.int64)


def _fewer(plan: PlanInputs, count: int) -> PlanInputs:
    """The plan with so many of its guesses, equally likely: those at even steps of the summed shares."""
    draws = plan.draws
    if draws.even and len(draws) <= count:
        return plan
    places = np.searchsorted(np.cumsum(draws.shares), (np.arange(count) + 0.5) / count)
    places = np.minimum(places, len(draws) - 1)
    some = _some(draws, places, np.full(count, 1 / count))
    return replace(plan, draws=some, prices=None if plan.prices is None else plan.prices[places])


def _some(draws: Draws, which: slice | IntArray, shares: FloatArray) -> Draws:
    return replace(draws, tables=tuple(table[which] for table in draws.tables), shares=shares)


def _joined(parts: list[Cloud], shares: FloatArray) -> Cloud:
    guess = np.concatenate([part.guess + place * AT_ONCE for place, part in enumerate(parts)])
    ours, theirs = (np.concatenate([getattr(part, name) for part in parts]) for name in ("ours", "theirs"))
    starts = np.searchsorted(guess, np.arange(len(shares)))
    return Cloud(guess, ours, theirs, starts.astype(np.int64), shares)
