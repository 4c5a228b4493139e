"""Short names for writing demo plans as tables."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from negotiations.drafts import AssumedWorth, CurveDraft, IssueDraft
from negotiations.enums import Better, Direction, Importance, IssueKind, Shape

LESS, MORE = Better.LOW, Better.HIGH
MUST = Importance.MUST
MONEY, NUMBER, DAYS = IssueKind.MONEY, IssueKind.NUMBER, IssueKind.DURATION
ORDERED, CHOICE = IssueKind.ORDERED, IssueKind.CHOICE
OPPOSITE, SAME, UNKNOWN = Direction.OPPOSITE, Direction.SAME, Direction.UNKNOWN


def d(value: float | str | None) -> Decimal | None:
    """A decimal from a number as written."""
    return None if value is None else Decimal(str(value))


def weighed(swing: float, *, half: float | None = None, knee: float | None = None, **fields: Any) -> CurveDraft:
    """Our curve: its swing points, and the level worth half or the level that is enough, where it is not linear."""
    shape = Shape.CURVED if half is not None else Shape.PLATEAU if knee is not None else Shape.LINEAR
    return CurveDraft(swing=d(swing), shape=shape, half_level=d(half), knee=d(knee), **fields)


def guess(direction: str, low: float, likely: float, high: float, source: str, dated: date) -> CurveDraft:
    """Their curve as we estimate it: what they want, and the range of its weight."""
    return CurveDraft(
        direction=direction, swing_low=d(low), swing=d(likely), swing_high=d(high), source=source, dated=dated
    )


def rated(points: Mapping[str, float], weight: float, heaviest: float) -> CurveDraft:
    """A curve from a payoff table: the options' points, best and worst at 100 and 0, weighted by their range."""
    low, high = min(points.values()), max(points.values())
    ratings = {str(n): 100 * (value - low) / (high - low) for n, value in enumerate(points.values(), 1)}
    return CurveDraft(shape=Shape.RATED, ratings=ratings, swing=d(round(100 * weight / heaviest, 3)))


def limits(marker: float, target: float, realistic: float, walk_away: float | None) -> dict[str, Decimal | None]:
    """What we say, aim at, expect and accept at worst, as fields of an issue."""
    return {
        "marker": d(marker),
        "target": d(target),
        "realistic": d(realistic),
        "walk_away": d(walk_away),
    }


def span(low: float, high: float, step: float) -> dict[str, Decimal | None]:
    """The range of an issue, as fields of it."""
    return {"low": d(low), "high": d(high), "step": d(step)}


def issue(name: str, kind: str, ours: CurveDraft, theirs: CurveDraft, **fields: Any) -> IssueDraft:
    return IssueDraft(name=name, kind=kind, ours=ours, theirs=theirs, **fields)


def worth(ours: float, low: float, likely: float, high: float, source: str, *, assumed: bool = False) -> AssumedWorth:
    """What using a lever in full is worth to us, and likely to them; below 0 a cost."""
    theirs = Decimal(str(low)), Decimal(str(likely)), Decimal(str(high))
    return AssumedWorth(Decimal(str(ours)), theirs, source, assumed)
