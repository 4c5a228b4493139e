"""One issue as the engine needs it: its levels in business steps, and what each is worth to either side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from negotiations.engine import curves, doubt
from negotiations.engine.weights import Range
from negotiations.enums import Better, Direction, IssueKind, Shape
from negotiations.levels import Scale, scale_of
from negotiations.models import Issue, Valuation

GUESSED_SHAPE = 0.25  # spread of ln g where their curve was described but never with a range
ASSUMED_SWING = Decimal(50)  # where nobody has a weight yet
_EDGE = 0.02
_ROUNDED = Fraction(1, 2000)

Value = Fraction | float


@dataclass(frozen=True)
class Missing:
    """Something that nobody has said yet; what stands in for it is ``assumed``."""

    issue: Issue
    what: str  # a code: our_weight, their_weight, their_direction, our_curve, their_curve, target
    assumed: str  # in plain words, for people


def grid(scale: Scale, most: int, keep: Iterable[Decimal] = ()) -> tuple[Decimal, ...]:
    """The levels of an issue, low to high, in business steps: at most about ``most`` of them, both ends included.

    A finer range is thinned to every second, third … step. Levels in ``keep`` are always among them. Options are
    never thinned.
    """
    levels = scale.levels()
    if scale.is_numeric and len(levels) > most > 1:
        stride = -(-(len(levels) - 1) // (most - 1))
        levels = [*levels[:-1:stride], levels[-1]]
    wanted = set(levels)
    if scale.is_numeric:
        low, high = levels[0] if levels else Decimal(0), levels[-1] if levels else Decimal(0)
        wanted |= {level for level in keep if low <= level <= high}
        return tuple(sorted(wanted))
    return tuple(levels)


def ends(issue: Issue, scale: Scale) -> tuple[Decimal, Decimal]:
    """Our worst and our best level of an issue with an order; positions stand for the options of a choice."""
    if scale.is_numeric:
        low, high = issue.low or Decimal(0), issue.high or Decimal(0)
    else:
        low, high = Decimal(0), Decimal(max(len(scale.options) - 1, 0))
    return (low, high) if issue.better == Better.HIGH else (high, low)


def our_values(issue: Issue, row: Valuation | None, levels: Sequence[Decimal]) -> tuple[tuple[Value, ...], str]:
    """What each level is worth to us, 0..1, and what is missing for it in words ("" when nothing is)."""
    scale = scale_of(issue, "")
    worst, best = ends(issue, scale)
    shape = Shape(row.shape) if row else Shape.LINEAR
    if shape == Shape.RATED or issue.kind == IssueKind.CHOICE:
        rated = _rated(row, levels, scale)
        return rated if rated else (_flat(levels), "each option counts the same")
    return _curve_values(shape, row, _positions(scale, levels), worst, best)


def their_values(
    issue: Issue, row: Valuation | None, levels: Sequence[Decimal], ours: Sequence[Value]
) -> tuple[tuple[Value, ...] | None, str]:
    """What each level is likely worth to them, 0..1; None when we cannot even say which way they want it.

    The second part says in words what is assumed ("" when nothing is).
    """
    scale = scale_of(issue, "")
    shape = Shape(row.shape) if row else Shape.LINEAR
    direction = Direction(row.direction) if row else Direction.UNKNOWN
    rated = _rated(row, levels, scale) if shape == Shape.RATED else None
    if rated:
        return rated
    if shape == Shape.PEAKED and row and row.knee is not None and issue.kind != IssueKind.CHOICE:
        worst, best = ends(issue, scale)
        return _curve_values(shape, row, _positions(scale, levels), worst, best)
    if direction == Direction.UNKNOWN:
        free = issue.kind == IssueKind.CHOICE
        return None, "any option may suit them best" if free else "either direction is as likely"
    if issue.kind == IssueKind.CHOICE or shape == Shape.RATED:
        if direction == Direction.SAME:
            return tuple(ours), ""
        return (tuple(1 - value for value in ours) if any(ours) else tuple(ours)), ""
    worst, best = ends(issue, scale)
    if direction == Direction.OPPOSITE:
        worst, best = best, worst
    return _curve_values(shape, row, _positions(scale, levels), worst, best)


def belief(
    issue: Issue, row: Valuation | None, values: tuple[Value, ...] | None, fallback: Decimal
) -> tuple[doubt.Belief, str]:
    """Their side of one issue with its doubt, and what of the weight is assumed ("" when nothing is)."""
    swing, assumed = swing_range(row, fallback)
    if values is None:
        free = issue.kind == IssueKind.CHOICE
        return doubt.Belief(swing, None, doubt.Direction.UNKNOWN, free=free), assumed
    floats = tuple(float(value) for value in values)
    return doubt.Belief(swing, floats, shape=_shape_doubt(issue, row)), assumed


def swing_range(row: Valuation | None, fallback: Decimal) -> tuple[Range, str]:
    """Their swing points low–likely–high. Without a range, half and one and a half times the likely points."""
    if row is None or row.swing is None:
        likely = float(fallback)
        return Range(likely * 0.2, likely, likely * 2), "as much as the average issue, give or take a lot"
    likely = float(row.swing)
    if row.swing_low is None and row.swing_high is None:
        return Range(likely * 0.5, likely, likely * 1.5), "half as much again, more or less"
    low = likely if row.swing_low is None else float(row.swing_low)
    high = likely if row.swing_high is None else float(row.swing_high)
    return Range(min(low, likely), likely, max(high, likely)), ""


def fallback_swing(rows: Iterable[Valuation | None]) -> Decimal:
    """What stands in for a weight nobody gave: the mean of those given."""
    given = [row.swing for row in rows if row is not None and row.swing is not None]
    return sum(given, Decimal(0)) / len(given) if given else ASSUMED_SWING


def meant(swing: Decimal) -> Fraction:
    """The swing points that were meant: kept to three decimals, two thirds of 100 came out as 66.667.

    Thirds to twelfths are taken back to what they were, so that packages equal on paper are equal to the engine.
    """
    simple = Fraction(swing).limit_denominator(12)
    return simple if abs(simple - Fraction(swing)) <= _ROUNDED else Fraction(swing)


def _positions(scale: Scale, levels: Sequence[Decimal]) -> list[Decimal]:
    if scale.is_numeric:
        return list(levels)
    order = {Decimal(number): Decimal(place) for place, number in enumerate(scale.options)}
    return [order.get(level, Decimal(0)) for level in levels]


def _flat(levels: Sequence[Decimal]) -> tuple[Value, ...]:
    return tuple(Fraction(0) for _ in levels)


def _rated(row: Valuation | None, levels: Sequence[Decimal], scale: Scale) -> tuple[tuple[Value, ...], str] | None:
    """Ratings stretched to 0..1, with what is assumed; on a range, straight lines between the rated levels."""
    known = {Decimal(key): Fraction(str(value)) for key, value in (row.ratings if row else {}).items()}
    if not scale.is_numeric:
        known = {level: known[level] for level in levels if level in known}
    if len(known) < 2:
        return None
    low, high = min(known.values()), max(known.values())
    if low == high:
        return _flat(levels), ""
    if scale.is_numeric:
        given = sorted(known.items())
        raw, assumed = [_between(given, level) for level in levels], ""
    else:
        raw = [known.get(level, low) for level in levels]
        assumed = "" if len(known) == len(levels) else "options without a rating count as the worst"
    return tuple((value - low) / (high - low) for value in raw), assumed


def _between(given: Sequence[tuple[Decimal, Fraction]], level: Decimal) -> Fraction:
    if level <= given[0][0]:
        return given[0][1]
    for (left, low), (right, high) in pairwise(given):
        if level <= right:
            return low + (high - low) * Fraction(level - left) / Fraction(right - left)
    return given[-1][1]


def _curve_values(
    shape: Shape, row: Valuation | None, positions: Sequence[Decimal], worst: Decimal, best: Decimal
) -> tuple[tuple[Value, ...], str]:
    if worst == best:
        return _flat(positions), ""
    where = [Fraction(level - worst) / Fraction(best - worst) for level in positions]
    anchor = None if row is None else (row.half_level if shape == Shape.CURVED else row.knee)
    if shape in {Shape.LINEAR, Shape.RATED}:
        return tuple(where), "" if shape == Shape.LINEAR else "every step counts the same"
    if anchor is None:
        return tuple(where), "every step counts the same"
    at = float(Fraction(anchor - worst) / Fraction(best - worst))
    if shape == Shape.CURVED:
        at = min(1 - _EDGE, max(_EDGE, at))
    elif shape == Shape.PLATEAU:
        at = min(1.0, max(_EDGE, at))
    else:
        at = min(1.0, max(0.0, at))
    curve = curves.Curve(curves.Shape(shape.value), at)
    return tuple(round(curve.value(float(x)), 6) for x in where), ""


def _shape_doubt(issue: Issue, row: Valuation | None) -> float:
    if row is None or row.shape == Shape.LINEAR:
        return doubt.FREE_SHAPE
    if row.shape == Shape.CURVED and row.half_low is not None and row.half_high is not None and issue.is_numeric:
        worst, best = ends(issue, scale_of(issue, ""))
        if row.direction == Direction.OPPOSITE:
            worst, best = best, worst
        places = sorted(float((level - worst) / (best - worst)) for level in (row.half_low, row.half_high))
        low, high = (min(1 - _EDGE, max(_EDGE, place)) for place in places)
        return doubt.shape_from_half(Range(low, (low + high) / 2, high))
    return GUESSED_SHAPE
