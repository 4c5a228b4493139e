"""What a term in money weighs against the money issue of the plan: swing points for us, a range of them for them."""

from dataclasses import dataclass
from decimal import Decimal

from negotiations.enums import Direction
from negotiations.models import Issue
from negotiations.queries.inputs.plan import public_inputs
from negotiations.queries.money.conversions import Converted
from negotiations.queries.plan.rows import PlanRows

FINEST = Decimal("0.001")
MOST = Decimal(100)
FEW_DRAWS = 2  # no guess is used: only ranges and weights are read


class NotAWeight(Exception):
    """Why a worth cannot be put into the plan; the message tells a person what to do."""


@dataclass(frozen=True)
class Measure:
    """The money issue that measures the others: its whole range in money, and its weight for both sides."""

    issue: Issue
    range: Decimal
    ours: Decimal
    theirs: Decimal | None


@dataclass(frozen=True)
class DerivedWeights:
    """Swing points: the worth of an issue over its range, measured against the money issue."""

    issue: Issue
    ours: Decimal
    low: Decimal
    likely: Decimal
    high: Decimal
    direction: str


def measure_of(rows: PlanRows) -> Measure | None:
    """The money issue that counts most for us; None while the plan has none with a weight."""
    plan = public_inputs(rows, draws=FEW_DRAWS)
    if plan is None or plan.ours is None:
        return None
    row = plan.issues[plan.ours.issue]
    theirs = rows.theirs.get(row.issue.pk)
    whole = (max(row.levels) - min(row.levels)) * row.issue.multiplier
    return Measure(row.issue, whole, row.swing, None if theirs is None else theirs.swing)


def derived_weights(found: Converted, measure: Measure | None) -> DerivedWeights:
    """The weights that a term gives its issue. Raises ``NotAWeight``."""
    issue = found.row.issue
    if issue is None or issue.removed_at is not None:
        raise NotAWeight("Choose the issue of the plan that it belongs to.")
    worth = found.swing or found.worth
    if worth is None:
        raise NotAWeight("Fill in the numbers that are missing first.")
    if measure is None:
        raise NotAWeight("Give the plan a money issue with a weight first: it measures the others.")
    if measure.issue.pk == issue.pk:
        raise NotAWeight(f"{issue.name} is itself the measure: its range is money already.")
    if not measure.theirs:
        raise NotAWeight(f"Estimate their weight of {measure.issue.name} first: it measures the others.")
    ends = sorted(abs(value) for value in (worth.theirs.low, worth.theirs.high))
    crosses = worth.theirs.low < 0 < worth.theirs.high
    amounts = (Decimal(0) if crosses else ends[0], abs(worth.theirs.likely), ends[1])
    low, likely, high = (_points(amount, measure.theirs, measure) for amount in amounts)
    ours = _points(abs(worth.ours), measure.ours, measure)
    if max(ours, high) > MOST:
        raise NotAWeight(
            f"This is worth more than the whole range of {measure.issue.name}, which has 100 points: "
            "widen that range first."
        )
    same = (worth.ours > 0) == (worth.theirs.likely > 0)
    direction = Direction.SAME if same else Direction.OPPOSITE
    return DerivedWeights(issue, ours, low, likely, high, direction)


def _points(amount: Decimal, swing: Decimal, measure: Measure) -> Decimal:
    return (swing * amount / measure.range).quantize(FINEST)
