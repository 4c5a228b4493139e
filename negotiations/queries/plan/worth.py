"""What pages say of a plan: steps, weights, classes, the package. Theirs is always a band."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import cast
from uuid import UUID

import numpy as np

from negotiations.engine import classes, money
from negotiations.engine.problem import OURS, FloatArray, IntArray, Package
from negotiations.engine.weights import weight_ranges
from negotiations.queries.inputs.types import POINTS, PlanInputs


@dataclass(frozen=True)
class WorthBand:
    """Likely worth to them in money or points: 10 %, 50 % and 90 % of our guesses lie below. ``chance``: above 0."""

    low: Decimal
    median: Decimal
    high: Decimal
    chance: float

    def texts(self) -> list[str]:
        """Low, median, high and chance, as a job's result keeps them."""
        return [str(self.low), str(self.median), str(self.high), f"{self.chance:.4f}"]


@dataclass(frozen=True)
class StepWorth:
    """What one business step of an issue is worth on average, both as amounts without sign.

    ``step`` is the step itself (None between options, where it is the average gap between neighbours in worth).
    ``ours_total`` and ``theirs_total`` are worst to best.
    """

    step: Decimal | None
    ours: Decimal
    theirs: WorthBand | None
    ours_total: Decimal
    theirs_total: WorthBand | None


@dataclass(frozen=True)
class Weights:
    """Normalised weights of an issue as parts of 1: ours, and theirs low, likely, high."""

    ours: float
    low: float
    likely: float
    high: float


@dataclass(frozen=True)
class PackageWorth:
    """What a package is worth: to us as an amount, to them as a band (0 = every issue at its worst for that party).

    ``share`` is our worth as a part of our best package. ``over_floor`` is None while there is no floor.
    ``against_marker`` is what it gives them over what we say we want (the markers); None without any marker.
    """

    ours: Decimal
    share: float
    over_floor: Decimal | None
    theirs: WorthBand | None
    against_marker: WorthBand | None


def worth_bands(plan: PlanInputs, values: IntArray | FloatArray) -> list[WorthBand | None]:
    """Bands of (draws, columns) of their units, in money when the plan has a money scale for them, else in points."""
    plain = plan.draws.bands(values)
    if plan.prices is None:
        factor = float(POINTS) / plan.problem.unit
        return [
            WorthBand(_cents(b.low * factor), _cents(b.median * factor), _cents(b.high * factor), b.chance)
            for b in plain
        ]
    priced = money.their_money(plan.draws, plan.prices, cast(IntArray, values))
    return [
        None if band is None else WorthBand(band.low, band.median, band.high, chance=known.chance)
        for band, known in zip(priced, plain, strict=True)
    ]


def step_worths(plan: PlanInputs) -> dict[UUID, StepWorth]:
    """One step of every issue, for both sides."""
    spans = np.stack([table.max(axis=1) - table.min(axis=1) for table in plan.draws.tables], axis=1)
    steps = np.array([_step_count(plan, i) for i in range(len(plan.issues))])
    totals, singles = worth_bands(plan, spans), worth_bands(plan, spans / steps)
    found = {}
    for i, row in enumerate(plan.issues):
        contributions = plan.problem.issues[i].contributions[OURS]
        total = plan.worth(max(contributions) - min(contributions))
        step = row.issue.step if row.scale.is_numeric else None
        single = to_cents(total / Decimal(repr(float(steps[i]))))
        found[row.issue.pk] = StepWorth(step, single, singles[i], to_cents(total), totals[i])
    return found


def weights(plan: PlanInputs) -> dict[UUID, Weights]:
    """Normalised weights of every issue."""
    total = sum(row.swing for row in plan.issues)
    theirs = weight_ranges([row.belief.swing for row in plan.issues])
    return {
        row.issue.pk: Weights(float(row.swing / total) if total else 0.0, band.low, band.likely, band.high)
        for row, band in zip(plan.issues, theirs, strict=True)
    }


def issue_classes(plan: PlanInputs) -> dict[UUID, str]:
    """How interests meet on every issue: the engine's ``Kind``, or ``"unknown"`` while their direction is."""
    found = classes.classify(plan.problem)
    return {
        row.issue.pk: "unknown" if row.theirs is None else one.kind.value
        for row, one in zip(plan.issues, found, strict=True)
    }


def package_worth(plan: PlanInputs, package: Package | None = None) -> PackageWorth:
    """What a package (the one on the page unless named) is worth to both."""
    chosen = package or plan.package
    if chosen is None:
        raise ValueError("A public reading of the plan has no package.")
    units, top = plan.problem.utility(chosen, OURS), _top(plan)
    ours = plan.worth(units)
    marker = marker_package(plan, chosen)
    return PackageWorth(
        ours=to_cents(ours),
        share=units / top if top else 0.0,
        over_floor=None if plan.floor is None else to_cents(ours - plan.floor.expected),
        theirs=worth_bands(plan, plan.draws.utilities([chosen]))[0],
        against_marker=None if marker is None else worth_bands(plan, plan.draws.gains(marker, [chosen]))[0],
    )


def marker_package(plan: PlanInputs, otherwise: Package) -> Package | None:
    """What we say we want: every issue at its marker, issues without one as in ``otherwise``; None without any."""
    levels = {row.issue.pk: row.issue.marker for row in plan.issues if row.issue.marker is not None}
    if not levels:
        return None
    return tuple(
        row.index(levels[row.issue.pk]) if row.issue.pk in levels else v
        for row, v in zip(plan.issues, otherwise, strict=True)
    )


def _top(plan: PlanInputs) -> int:
    return sum(max(issue.contributions[OURS]) for issue in plan.problem.issues)


def _step_count(plan: PlanInputs, place: int) -> float:
    row = plan.issues[place]
    issue = row.issue
    if row.scale.is_numeric and issue.low is not None and issue.high is not None and issue.step:
        return float((issue.high - issue.low) / issue.step)
    return float(max(len(row.levels) - 1, 1))


def to_cents(amount: Decimal) -> Decimal:
    """An amount as it is shown and compared: to the cent."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def _cents(value: float) -> Decimal:
    return to_cents(Decimal(repr(value)))
