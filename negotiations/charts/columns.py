"""Columns over an axis, with lines that mark levels worth knowing. Pure, no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.charts.plane import Axis, Label

WIDTH, HEIGHT = 560, 190
LEFT, RIGHT, TOP, BOTTOM = 8.0, 552.0, 34.0, 156.0
BARE = 26.0  # px that a drawing without marks saves at its top
LETTERS = 6.0  # px of a letter of a label


@dataclass(frozen=True, slots=True)
class Column:
    """One column in pixels, and what it says on hover and to readers."""

    x: float
    y: float
    width: float
    height: float
    words: str
    strong: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A vertical line with its label; ``kind``: floor (secret), target, typical."""

    x: float
    label: Label
    kind: str


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """All that components/charts/columns.html needs, in pixels."""

    name: str
    columns: tuple[Column, ...]
    marks: tuple[MarkLine, ...]
    ticks: tuple[tuple[float, str], ...]
    top: float
    width: int = WIDTH
    height: int = HEIGHT
    left: float = LEFT
    right: float = RIGHT
    bottom: float = BOTTOM

    @property
    def visible(self) -> float:
        """The height from its top on."""
        return self.height - self.top


def column_chart(
    values: Sequence[tuple[float, str]],
    *,
    name: str,
    ticks: Sequence[tuple[float, str]],
    marks: Sequence[tuple[float, str, str]] = (),
    gap: float = 2.0,
    named: Sequence[str] = (),
) -> ColumnChart:
    """Columns of equal width side by side: (value, words). The tallest takes the whole height and is the strong one.

    ``ticks`` and ``marks`` stand at a share 0..1 of the axis: (share, text) and (share, text, kind). ``named`` are
    figures above the columns.
    """
    if not values:
        raise ValueError("a chart needs a column")
    top = max(value for value, _ in values) or 1.0
    x, y = Axis(0, len(values), LEFT, RIGHT), Axis(0, top, BOTTOM, TOP + 14)
    columns = tuple(
        Column(
            x=round(x.at(place) + gap / 2, 1),
            y=y.at(value),
            width=round(max(1.0, x.at(place + 1) - x.at(place) - gap), 1),
            height=round(BOTTOM - y.at(value), 1),
            words=words,
            strong=value == top and value > 0,
            value=named[place] if named else "",
        )
        for place, (value, words) in enumerate(values)
    )
    share = Axis(0, 1, LEFT, RIGHT)
    return ColumnChart(
        name=name,
        columns=columns,
        marks=_marks(marks, share),
        top=0.0 if marks else BARE,
        ticks=tuple((share.at(at), text) for at, text in ticks),
    )


def _marks(marks: Sequence[tuple[float, str, str]], share: Axis) -> tuple[MarkLine, ...]:
    """The lines from left to right; a label that would touch the one before goes a line lower."""
    found: list[MarkLine] = []
    ends = [float("-inf"), float("-inf")]
    for at, text, kind in sorted(marks):
        x = share.at(min(1.0, max(0.0, at)))
        room = len(text) * LETTERS
        left = x + 4 if x + 4 + room < RIGHT else x - 4 - room
        row = 0 if left > ends[0] + 6 else 1
        ends[row] = left + room
        anchor = "start" if left > x else "end"
        found.append(MarkLine(x, Label(text, round(x + (4 if left > x else -4), 1), 12.0 + 14 * row, anchor), kind))
    return tuple(found)
