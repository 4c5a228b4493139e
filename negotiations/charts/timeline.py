"""The days of both sides on one line: ours above it, theirs below, today at the left. Pure.

Places are per cent of the width and pixels of height, so that words keep their size on every page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ROW, EDGE, AXIS, FOOT = 26, 6, 22, 18
LEAST_DAYS, TICKS = 14, 4
NARROW = 0.9  # per cent that one day has at the least


@dataclass(frozen=True, slots=True)
class Mark:
    """A day, or days ``start`` to ``end``. ``words`` are read out, ``label`` stands beside it."""

    start: date
    end: date
    ours: bool
    hard: bool
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A mark as it is drawn. ``text`` is where its label starts, or ends when ``turned``."""

    x: float
    width: float
    y: int
    ours: bool
    hard: bool
    label: str
    words: str
    text: float
    turned: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that components/charts/timeline.html needs."""

    name: str
    height: int
    axis: int
    rows: tuple[Row, ...]
    meetings: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str, str], ...]  # place, words, anchor


def timeline(marks: Sequence[Mark], meetings: Sequence[tuple[date, str]], *, today: date, name: str) -> Timeline:
    """``marks`` of days from today on, in their order. A mark has a row of its own, so that no label hits another."""
    last = max([mark.end for mark in marks] + [day for day, _ in meetings] + [today + timedelta(days=LEAST_DAYS)])
    span = (last - today).days * 1.04

    def at(day: date) -> float:
        return round(100 * max(0, (day - today).days) / span, 2)

    above = [mark for mark in marks if mark.ours]
    below = [mark for mark in marks if not mark.ours]
    axis = EDGE + len(above) * ROW + AXIS // 2
    rows = [_row(mark, EDGE + n * ROW, at) for n, mark in enumerate(above)]
    rows += [_row(mark, axis + AXIS + n * ROW, at) for n, mark in enumerate(below)]
    days = [round((last - today).days * n / TICKS) for n in range(TICKS + 1)]
    ticks = tuple(
        (at(today + timedelta(days=gone)), "today" if not gone else _day(today + timedelta(days=gone)),
         "start" if not n else "end" if n == TICKS else "middle")
        for n, gone in enumerate(days)
    )  # fmt: skip
    return Timeline(
        name=name,
        height=axis + AXIS + len(below) * ROW + (FOOT if meetings else 0),
        axis=axis,
        rows=tuple(rows),
        meetings=tuple((at(day), words) for day, words in meetings),
        ticks=ticks,
    )


def _row(mark: Mark, y: int, at: Callable[[date], float]) -> Row:
    x, end = at(mark.start), at(mark.end)
    width = max(NARROW, round(end - x, 2))
    turned = x > 100 - end  # where there is more room
    return Row(x, width, y, mark.ours, mark.hard, mark.label, mark.words, x if turned else x + width, turned)


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
