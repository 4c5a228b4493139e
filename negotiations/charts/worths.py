"""The plane of both sides' worth, for the drawings on it: ours upwards, likely theirs to the right. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.charts.plane import Axis, Box, Words, padded, short, ticks

TOP, LEFT, FOOT, EDGE = 28, 46, 38, 12


@dataclass(frozen=True, slots=True)
class Worths:
    """The axes, and what a template needs to draw them, in pixels of a drawing of ``width`` by ``height``."""

    width: int
    height: int
    field: Box
    x: Axis
    y: Axis
    x_ticks: tuple[tuple[float, str], ...]
    y_ticks: tuple[tuple[float, str], ...]
    x_title: str
    y_title: str

    def at(self, ours: float, theirs: float) -> tuple[float, float]:
        """Where a deal lies."""
        return self.x.at(theirs), self.y.at(ours)


def worths(
    ours: Sequence[float],
    theirs: Sequence[float],
    *,
    unit: str,
    size: tuple[int, int],
    tick: Words = short,
) -> Worths:
    """A plane of ``size`` pixels that holds all these values; ``unit`` stands in the titles of its axes."""
    width, height = size
    field = Box(LEFT, TOP, width - EDGE, height - FOOT)
    x, y = Axis(*padded(theirs), field.left, field.right), Axis(*padded(ours), field.bottom, field.top)
    return Worths(
        width=width,
        height=height,
        field=field,
        x=x,
        y=y,
        x_ticks=tuple((x.at(v), tick(v)) for v in ticks(x.low, x.high, 4 if width > 400 else 3)),
        y_ticks=tuple((y.at(v), tick(v)) for v in ticks(y.low, y.high)),
        x_title=f"likely worth to them, {unit}",
        y_title=f"worth to us, {unit}",
    )
