"""The negotiation dance: what both sides offered, worth to us upwards, likely worth to them to the right. No Django.

Ours is exact; theirs is a band across each point. The frontier is drawn as now known and as it looked beforehand.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.charts.plane import Label, path, place_labels
from negotiations.charts.worths import Worths, worths

PARTIES = ("ours", "theirs")


@dataclass(frozen=True, slots=True)
class Spot:
    """An offer: its number in the log, worth to us, and low, likely, high for them. ``end``: it is what was agreed."""

    number: str
    party: str
    ours: float
    theirs: tuple[float, float, float]
    caption: str
    end: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in pixels with its whisker and label."""

    party: str
    x: float
    y: float
    low: float
    high: float
    caption: str
    label: Label | None
    end: bool

    @property
    def left(self) -> float:
        return round(self.x - 4, 1)

    @property
    def above(self) -> float:
        return round(self.y - 4, 1)


@dataclass(frozen=True, slots=True)
class Plot:
    """All that the template needs, in pixels of its plane."""

    worths: Worths
    now: str
    then: str
    lines: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]
    floor: float | None
    their_floor: tuple[float, float] | None

    @property
    def their_room(self) -> str:
        """The band between the ends of their floor."""
        if self.their_floor is None:
            return ""
        (low, high), field = self.their_floor, self.worths.field
        return f"M{low} {field.top}H{high}V{field.bottom}H{low}Z"


@dataclass(frozen=True, slots=True)
class DanceChart:
    """The same drawing for a wide and a narrow place."""

    wide: Plot
    narrow: Plot


def dance_chart(
    spots: Sequence[Spot],
    *,
    now: Sequence[tuple[float, float]],
    then: Sequence[tuple[float, float]] = (),
    floor: float | None = None,
    their_floor: tuple[float, float] | None = None,
    unit: str,
) -> DanceChart:
    """Draw offers in their order over the frontiers, points (worth to us, likely worth to them). Raises ValueError
    without an offer.
    """
    if not spots:
        raise ValueError("a dance needs at least one offer")
    sizes = ((640, 420), (340, 340))
    wide, narrow = (_plot(spots, now, then, floor, their_floor, unit, size) for size in sizes)
    return DanceChart(wide, narrow)


def _plot(
    spots: Sequence[Spot],
    now: Sequence[tuple[float, float]],
    then: Sequence[tuple[float, float]],
    floor: float | None,
    their_floor: tuple[float, float] | None,
    unit: str,
    size: tuple[int, int],
) -> Plot:
    across = [value for spot in spots for value in spot.theirs] + [b for _, b in (*now, *then)] + [*(their_floor or ())]
    up = [spot.ours for spot in spots] + [a for a, _ in (*now, *then)] + ([floor] if floor is not None else [])
    plane = worths(up, across, unit=unit, size=size)
    marks = _marks(spots, plane)
    return Plot(
        worths=plane,
        now=path(plane.at(*deal) for deal in now),
        then=path(plane.at(*deal) for deal in then),
        lines=tuple((party, path((m.x, m.y) for m in marks if m.party == party)) for party in PARTIES),
        marks=marks,
        floor=None if floor is None else plane.y.at(floor),
        their_floor=None if their_floor is None else (plane.x.at(their_floor[0]), plane.x.at(their_floor[1])),
    )


def _marks(spots: Sequence[Spot], plane: Worths) -> tuple[Mark, ...]:
    places = [plane.at(spot.ours, spot.theirs[1]) for spot in spots]
    named = [(spot.number, px, py) for spot, (px, py) in zip(spots, places, strict=True) if spot.number]
    labels = iter(place_labels(named, [], plane.field))
    return tuple(
        Mark(
            spot.party, px, py, plane.x.at(spot.theirs[0]), plane.x.at(spot.theirs[2]), spot.caption,
            next(labels) if spot.number else None, spot.end,
        )
        for spot, (px, py) in zip(spots, places, strict=True)
    )  # fmt: skip
