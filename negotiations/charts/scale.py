"""A package on a scale from worst to best: one bar for us, one band for them. Pure, no Django.

Places are per cent of the width, so that one drawing fits every page; labels that would collide are left out, and the
text beside the scale says the same numbers anyway.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

EDGE = 12.0  # per cent from an end at which a centred label would stick out
NEAR = 24.0  # per cent within which two labels would touch


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the scale with its label; ``anchor`` is the SVG text-anchor. ``label`` may be empty."""

    at: float
    label: str = ""
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class OursScale:
    """Our bar: from the floor to where the package is."""

    here: Place | None
    floor: Place | None
    others: tuple[Place, ...]
    fill_from: float
    fill_width: float
    left: str
    right: str
    words: str


@dataclass(frozen=True, slots=True)
class TheirsScale:
    """Their band, and the band of what they can walk away to."""

    low: float
    width: float
    likely: float
    label: Place
    floor_low: float | None
    floor_width: float
    floor_label: Place | None
    left: str
    right: str
    words: str


def ours_scale(
    *,
    low: float,
    high: float,
    here: float | None,
    here_label: str,
    floor: float | None = None,
    floor_label: str = "",
    left: str = "",
    right: str = "",
    others: Sequence[tuple[float, str]] = (),
    words: str,
) -> OursScale:
    """Where the package lies between our worst and our best. ``others`` are the alternatives, as thin ticks.

    ``floor`` and ``others`` are secret: pass them only for readers who may see them. ``words`` is read instead of the
    drawing.
    """
    at = _axis(low, high)
    floor_place = None if floor is None else _place(at(floor), floor_label)
    here_place = None if here is None else _place(at(here), here_label)
    start = floor_place.at if floor_place else 0.0
    end = here_place.at if here_place else start
    busy = [floor_place.at] if floor_place else []
    return OursScale(
        here=here_place,
        floor=floor_place,
        others=tuple(Place(at(value), label) for value, label in others),
        fill_from=min(start, end),
        fill_width=round(abs(end - start), 2),
        left=_unless_near(left, 0.0, busy),
        right=_unless_near(right, 100.0, busy),
        words=words,
    )


def theirs_scale(
    *,
    low: float,
    high: float,
    band: tuple[float, float, float],
    label: str,
    floor: tuple[float, float] | None = None,
    floor_label: str = "",
    left: str = "",
    right: str = "",
    words: str,
) -> TheirsScale:
    """Their likely worth as a band (low, likely, high), and the band of their own floor. Never one sharp place."""
    at = _axis(low, high)
    first, likely, last = (at(value) for value in band)
    edges = None if floor is None else (at(floor[0]), at(floor[1]))
    floor_place = None if edges is None else _place(sum(edges) / 2, floor_label)
    busy = [floor_place.at] if floor_place else []
    return TheirsScale(
        low=first,
        width=round(max(0.6, last - first), 2),
        likely=likely,
        label=_place((first + last) / 2, label),
        floor_low=None if edges is None else edges[0],
        floor_width=0.0 if edges is None else round(max(0.6, edges[1] - edges[0]), 2),
        floor_label=floor_place,
        left=_unless_near(left, 0.0, busy),
        right=_unless_near(right, 100.0, busy),
        words=words,
    )


def _axis(low: float, high: float) -> Callable[[float], float]:
    span = (high - low) or 1.0

    def at(value: float) -> float:
        return round(min(100.0, max(0.0, (value - low) / span * 100)), 2)

    return at


def _place(at: float, label: str) -> Place:
    anchor = "start" if at < EDGE else "end" if at > 100 - EDGE else "middle"
    return Place(round(at, 2), label, anchor)


def _unless_near(label: str, at: float, busy: Sequence[float]) -> str:
    return "" if any(abs(at - other) < NEAR for other in busy) else label
