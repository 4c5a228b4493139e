"""The drawing of a value curve from its row."""

from decimal import Decimal

from negotiations.charts.curve import CurveChart, curve_chart, ratings_chart
from negotiations.enums import Direction, IssueKind, Shape
from negotiations.levels import Scale
from negotiations.models import Issue, Valuation
from negotiations.queries.inputs import issues as issue_values

DRAWN_LEVELS = 13


def curve_of(
    issue: Issue, row: Valuation, shape: Shape, scale: Scale, ours: Valuation | None, *, field: str
) -> CurveChart | None:
    """The curve of a party on an issue; None where nothing can be drawn yet. ``ours`` is given for theirs only.

    ``field`` is the id of the input that the handle moves, empty for those who may not.
    """
    name = f"{issue.name}, {'likely worth to them' if ours is not None else 'worth to us'}"
    if not scale.is_numeric or shape == Shape.RATED:
        return _rated(issue, row, scale, ours, name)
    worst, best = issue_values.ends(issue, scale)
    if ours is not None:
        if row.direction == Direction.UNKNOWN and shape != Shape.PEAKED:
            return None
        if row.direction == Direction.OPPOSITE and shape != Shape.PEAKED:
            worst, best = best, worst
    anchor = row.half_level if shape == Shape.CURVED else row.knee
    guesses = None
    if shape == Shape.CURVED and row.half_low is not None and row.half_high is not None:
        guesses = (float(row.half_low), float(row.half_high))
    if worst == best:
        return None
    return curve_chart(
        shape.value,
        party=row.party,
        name=name,
        worst=float(worst),
        best=float(best),
        words=lambda level: scale.words(_rounded(level, scale)),
        at=None if anchor is None else float(anchor),
        at_band=guesses,
        step=float(scale.step or 0),
        unit=scale.unit,
        field="" if issue.kind == IssueKind.DATE else field,
    )


def _rated(issue: Issue, row: Valuation, scale: Scale, ours: Valuation | None, name: str) -> CurveChart | None:
    levels = issue_values.grid(scale, DRAWN_LEVELS)
    if not levels:
        return None
    own, _ = issue_values.our_values(issue, ours if ours is not None else row, levels)
    values = own
    if ours is not None:
        theirs, _ = issue_values.their_values(issue, row, levels, own)
        if theirs is None:
            return None
        values = theirs
    if not any(values):
        return None
    labelled = [(scale.words(level), float(value)) for level, value in zip(levels, values, strict=True)]
    return ratings_chart(labelled, party=row.party, name=name)


def _rounded(level: float, scale: Scale) -> Decimal:
    found = Decimal(repr(level))
    return (
        found.to_integral_value() if scale.kind == IssueKind.DATE else found.quantize(Decimal("0.000001")).normalize()
    )
