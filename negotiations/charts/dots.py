"""Comparables as dots on one scale, the middle half of them a band, our levels lines across. Pure, no Django."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from negotiations.charts.plane import Axis, Label, ticks

WIDTH, LEFT, RIGHT = 560, 18.0, 542.0
TOP, ROW, LINE = 34.0, 13.0, 13.0
LETTERS = 6.3
RADIUS = 5.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A comparable: hollow when it is stale, the larger the more it counts."""

    x: float
    y: float
    radius: float
    stale: bool
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A level of ours; ``kind``: marker, target or walk-away. The last two are secret."""

    x: float
    label: Label
    kind: str
    secret: bool

    @property
    def top(self) -> float:
        """Where the line begins, below its label."""
        return self.label.y + 3


@dataclass(frozen=True, slots=True)
class DotPlot:
    """All that components/charts/dots.html needs, in pixels."""

    name: str
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    band: tuple[float, float]  # left and width
    middle: float
    bottom: float
    height: float
    width: int = WIDTH
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP

    @property
    def tall(self) -> float:
        """The height of the band."""
        return round(self.bottom - self.top, 1)


def dot_plot(
    dots: Sequence[tuple[float, float, bool, str]],
    band: tuple[float, float, float],
    lines: Sequence[tuple[float, str, str]],
    *,
    name: str,
    words: Callable[[float], str],
) -> DotPlot:
    """``dots``: (value, weight 0..1, stale, words); ``band``: low, middle, high; ``lines``: (value, label, kind)."""
    values = [value for value, *_ in dots] + [value for value, *_ in lines] + [*band]
    low, high = min(values), max(values)
    room = (high - low) * 0.06 or abs(high) * 0.05 or 1.0
    axis = Axis(low - room, high + room, LEFT, RIGHT)
    placed = _piled(dots, axis)
    deepest = max((row for *_, row in placed), default=0)
    bottom = TOP + 12 + ROW * (deepest + 1)
    return DotPlot(
        name=name,
        dots=tuple(
            Dot(x, round(bottom - 9 - ROW * row, 1), round(2.5 + (RADIUS - 2.5) * min(1.0, weight), 1), stale, said)
            for x, weight, stale, said, row in placed
        ),
        lines=_lines(lines, axis),
        ticks=tuple((axis.at(value), words(value)) for value in ticks(axis.low, axis.high)),
        band=(axis.at(band[0]), round(max(2.0, axis.at(band[2]) - axis.at(band[0])), 1)),
        middle=axis.at(band[1]),
        bottom=bottom,
        height=bottom + 20,
    )


def _piled(dots: Sequence[tuple[float, float, bool, str]], axis: Axis) -> list[tuple[float, float, bool, str, int]]:
    """Dots from left to right; one that would lie on another goes a row higher."""
    found: list[tuple[float, float, bool, str, int]] = []
    ends: list[float] = []
    for value, weight, stale, said in sorted(dots):
        x = axis.at(value)
        row = next((place for place, end in enumerate(ends) if x - end >= 2 * RADIUS + 1), len(ends))
        ends[row : row + 1] = [x]
        found.append((x, weight, stale, said, row))
    return found


def _lines(lines: Sequence[tuple[float, str, str]], axis: Axis) -> tuple[Line, ...]:
    """From left to right; a label that would touch the one before goes a line lower."""
    found: list[Line] = []
    ends = [float("-inf"), float("-inf")]
    for value, text, kind in sorted(lines):
        x, room = axis.at(value), len(text) * LETTERS
        left = x + 4 if x + 4 + room < WIDTH else x - 4 - room
        row = 0 if left > ends[0] + 6 else 1
        ends[row] = left + room
        anchor = "start" if left > x else "end"
        label = Label(text, round(x + (4 if left > x else -4), 1), 11.0 + LINE * row, anchor)
        found.append(Line(x, label, kind, kind != "marker"))
    return tuple(found)
