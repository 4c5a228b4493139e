"""How long something takes, as a staircase: the part that still waits, with its range. Pure, no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.charts.plane import Axis, Label, path, ticks

WIDTH, HEIGHT = 560, 210
LEFT, RIGHT, TOP, BOTTOM = 44.0, 548.0, 14.0, 168.0
SHARES = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Stair:
    """From a time on this part still waits; its range where there is one."""

    time: float
    left: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SurvivalChart:
    """All that components/charts/survival.html needs, in pixels."""

    name: str
    line: str
    band: str
    y_ticks: tuple[tuple[float, str], ...]
    x_ticks: tuple[tuple[float, str], ...]
    half: float | None  # where half is through
    half_label: Label | None
    x_title: str
    width: int = WIDTH
    height: int = HEIGHT
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM


def survival_chart(
    stairs: Sequence[Stair], *, name: str, end: float, x_title: str, half: tuple[float, str] | None = None
) -> SurvivalChart:
    """The staircase from 1 at time 0 to ``end`` (at least the last stair's time); ``half``: (time, words)."""
    last = max([end, *(one.time for one in stairs)]) or 1.0
    x, y = Axis(0, last, LEFT, RIGHT), Axis(0, 1, BOTTOM, TOP)
    whole = [Stair(0.0, 1.0, 1.0, 1.0), *stairs]
    label = None
    if half is not None:
        at = x.at(half[0])
        near = at > RIGHT - 6.5 * len(half[1])
        label = Label(half[1], at - 6, BOTTOM - 8, "end") if near else Label(half[1], at + 6, TOP + 10)
    return SurvivalChart(
        name=name,
        line=path((x.at(time), y.at(value)) for time, value in _steps([(one.time, one.left) for one in whole], last)),
        band=path(_band(whole, last, x, y), closed=True),
        y_ticks=tuple((y.at(share), f"{share * 100:.0f}\u2009%") for share in SHARES),
        x_ticks=tuple((x.at(one), f"{one:g}") for one in ticks(0, last, 6)),
        half=None if half is None else x.at(half[0]),
        half_label=label,
        x_title=x_title,
    )


def _steps(points: Sequence[tuple[float, float]], last: float) -> list[tuple[float, float]]:
    """The corners of a staircase through the points, on to the last time."""
    found: list[tuple[float, float]] = []
    for time, value in points:
        if found:
            found.append((time, found[-1][1]))
        found.append((time, value))
    found.append((last, found[-1][1]))
    return found


def _band(stairs: Sequence[Stair], last: float, x: Axis, y: Axis) -> list[tuple[float, float]]:
    high = _steps([(one.time, one.high) for one in stairs], last)
    low = _steps([(one.time, one.low) for one in stairs], last)
    return [(x.at(time), y.at(value)) for time, value in [*high, *reversed(low)]]
