"""Doubt about our own weights: where the team's spread left an interval, they are drawn from it, as theirs are.

Without an interval there is nothing here, and everything is as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from negotiations.engine import doubt, money
from negotiations.engine.problem import OURS, IntArray, Package, Problem, Rule
from negotiations.engine.weights import Range
from negotiations.models import Valuation
from negotiations.queries.inputs.types import POINTS, IssueInput, OwnDoubt, PlanInputs


def interval(row: Valuation | None) -> Range | None:
    """The interval of our weight of an issue, in swing points; None where the team left none."""
    if row is None or row.swing is None or row.swing_low is None or row.swing_high is None:
        return None
    return Range(float(row.swing_low), float(row.swing), float(row.swing_high))


def own_doubt(
    problem: Problem, inputs: Sequence[IssueInput], measure: int | None, amounts: Sequence[Decimal], *, draws: int,
    seed: int,
) -> OwnDoubt | None:  # fmt: skip
    """Draws of our preferences with what a unit is worth in each, in the plan's money; None without any interval."""
    if not any(row.interval for row in inputs):
        return None
    beliefs = [
        doubt.Belief(
            row.interval or Range.point(float(row.swing)),
            values=tuple(float(value) for value in row.ours),
            shape=0.0,
        )
        for row in inputs
    ]
    drawn = doubt.sample(problem, beliefs, draws=draws, seed=seed, party=OURS)
    return OwnDoubt(drawn, None if measure is None else money.their_prices(drawn, measure, amounts))


def with_bonuses(own: OwnDoubt | None, given: Sequence[tuple[Rule, int]]) -> OwnDoubt | None:
    """The same under rules that add to a package's worth for us."""
    return (
        None
        if own is None
        else replace(own, draws=replace(own.draws, bonuses=tuple(pair for pair in given if pair[1])))
    )


@dataclass(frozen=True)
class OwnBand:
    """What something is worth to us, 10 %, 50 % and 90 % of what the team may mean, in money or points."""

    low: Decimal
    median: Decimal
    high: Decimal
    chance: float  # above 0

    def texts(self) -> list[str]:
        return [str(self.low), str(self.median), str(self.high), f"{self.chance:.4f}"]


def own_gain(plan: PlanInputs, before: Package, after: Package) -> OwnBand | None:
    """What moving from one package to another brings us; None without doubt of our own, or where none of it counts."""
    if plan.own is None:
        return None
    return _band(plan, plan.own, plan.own.draws.gains(before, [after]))


def own_worth(plan: PlanInputs, package: Package) -> OwnBand | None:
    """What a package is worth to us above every issue at its worst; None as for ``own_gain``."""
    if plan.own is None:
        return None
    return _band(plan, plan.own, plan.own.draws.utilities([package]))


def own_chances(plan: PlanInputs, before: Package, after: Sequence[Package]) -> list[float]:
    """How often each package is not worse for us than ``before``; 1 throughout without doubt of our own."""
    if plan.own is None or not after:
        return [1.0] * len(after)
    return [1.0 - band.harm for band in plan.own.draws.gain(before, after)]


def _band(plan: PlanInputs, own: OwnDoubt, values: IntArray) -> OwnBand | None:
    plain = own.draws.bands(values)[0]
    if own.prices is None:
        factor = float(POINTS) / plan.problem.unit
        low, median, high = (_cents(end * factor) for end in (plain.low, plain.median, plain.high))
    else:
        priced = money.their_money(own.draws, own.prices, values)[0]
        if priced is None:
            return None
        low, median, high = priced.low, priced.median, priced.high
    return None if low == high else OwnBand(low, median, high, plain.chance)


def _cents(value: float) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal("0.01"))
