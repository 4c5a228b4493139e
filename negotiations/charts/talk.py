"""The offers of both sides in their order: what each is worth to us, and likely to them. Pure, no Django.

Worth to us is exact and drawn as points on a line for each side; worth to them is never sharp and drawn as bands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.charts.plane import Axis, padded, path, short, ticks

LEFT, RIGHT, TOP, GAP, FOOT = 52.0, 10.0, 20.0, 40.0, 22.0
MOST_NUMBERS = 12  # offers whose numbers all stand below the drawing


@dataclass(frozen=True, slots=True)
class Turn:
    """An offer: ``party`` is ours or theirs; ``theirs`` is low, median, high, None where nothing can be said."""

    party: str
    ours: float
    theirs: tuple[float, float, float] | None
    caption: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the upper panel or a band of the lower one (then ``low`` and ``high`` are its ends)."""

    party: str
    x: float
    y: float
    low: float
    high: float
    caption: str

    @property
    def left(self) -> float:
        return round(self.x - 4, 1)

    @property
    def right(self) -> float:
        return round(self.x + 4, 1)

    @property
    def above(self) -> float:
        return round(self.y - 4, 1)

    @property
    def height(self) -> float:
        return round(max(1.5, self.low - self.high), 1)


@dataclass(frozen=True, slots=True)
class Panel:
    """One of both drawings: whose worth, its ticks (y, label), lines by party, marks and title."""

    party: str
    title: str
    top: float
    bottom: float
    ticks: tuple[tuple[float, str], ...]
    lines: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    width: int
    height: int
    left: float
    right: float
    numbers: tuple[tuple[float, str], ...]
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class TalkChart:
    """The same drawing for a wide and a narrow place."""

    wide: Plot
    narrow: Plot


def talk_chart(turns: Sequence[Turn], *, unit: str) -> TalkChart:
    """Draw the offers, oldest first; ``unit`` stands in the titles. Raises ValueError without any."""
    if not turns:
        raise ValueError("a talk needs at least one offer")
    return TalkChart(_plot(turns, 560, 130, unit), _plot(turns, 340, 120, unit))


def _plot(turns: Sequence[Turn], width: int, tall: float, unit: str) -> Plot:
    right = width - RIGHT
    along = Axis(0, max(1, len(turns) - 1), LEFT + 14, right - 14)
    places = [along.at(n if len(turns) > 1 else 0.5) for n in range(len(turns))]
    upper = _ours(turns, places, TOP, tall, unit)
    known = [turn for turn in turns if turn.theirs is not None]
    lower = _theirs(turns, places, TOP + tall + GAP, tall, unit) if known else None
    foot = (lower or upper).bottom + FOOT
    every = -(-len(turns) // MOST_NUMBERS)
    numbers = [(x, str(n + 1)) for n, x in enumerate(places) if n % every == 0]
    return Plot(width, round(foot), LEFT, right, tuple(numbers), (upper, lower) if lower else (upper,))


def _ours(turns: Sequence[Turn], places: Sequence[float], top: float, tall: float, unit: str) -> Panel:
    axis = Axis(*padded([turn.ours for turn in turns], 0.12), top + tall, top)
    marks = [
        Mark(turn.party, x, y, y, y, turn.caption)
        for turn, x in zip(turns, places, strict=True)
        for y in (axis.at(turn.ours),)
    ]
    lines = [(party, path((m.x, m.y) for m in marks if m.party == party)) for party in ("ours", "theirs")]
    return Panel("ours", f"worth to us, {unit}", top, top + tall, _ticks(axis), tuple(lines), tuple(marks))


def _theirs(turns: Sequence[Turn], places: Sequence[float], top: float, tall: float, unit: str) -> Panel:
    ends = [value for turn in turns if turn.theirs for value in turn.theirs]
    axis = Axis(*padded(ends, 0.12), top + tall, top)
    marks = [
        Mark(turn.party, x, axis.at(turn.theirs[1]), axis.at(turn.theirs[0]), axis.at(turn.theirs[2]), turn.caption)
        for turn, x in zip(turns, places, strict=True)
        if turn.theirs
    ]
    return Panel("theirs", f"likely worth to them, {unit}", top, top + tall, _ticks(axis), (), tuple(marks))


def _ticks(axis: Axis) -> tuple[tuple[float, str], ...]:
    return tuple((axis.at(value), short(value)) for value in ticks(axis.low, axis.high, 3))
