"""Every efficient deal as a drawing: worth to us upwards, likely worth to them to the right. Pure, no Django.

Their side is never sharp: the line is the best guess, the band holds 80 of 100 guesses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from negotiations.charts.plane import LINE, Axis, Box, Label, Words, path, place_labels, short
from negotiations.charts.worths import Worths, worths

# What a name becomes where there is little room.
SHORTER = {
    "fair by Kalai–Smorodinsky": "fair by K–S",
    "Kalai–Smorodinsky": "K–S",
    "package on the page": "this package",
}
MOST_MARKS = 24  # points of the line that can be reached by keyboard; the line itself is drawn through all


@dataclass(frozen=True, slots=True)
class Deal:
    """A package as a point. Worth in one unit (money or points); ``low``/``high`` bound their 80 % band.

    ``kind``: deal (on the line), fair, package, whatif or offer. ``caption`` is read on hover and focus.
    """

    key: str
    ours: float
    theirs: float
    low: float
    high: float
    caption: str
    name: str = ""
    kind: str = "deal"


@dataclass(frozen=True, slots=True)
class Band:
    """A guess: low..high holds 80 of 100, likely is the middle one."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Likely:
    """The frontiers of many guesses: what they could have at each worth to us, and where the fair deal may lie."""

    rows: Sequence[tuple[float, Band]]
    fair: tuple[Band, Band] | None = None  # ours, theirs


@dataclass(frozen=True, slots=True)
class Mark:
    """A deal with its place, and the label beside it when it has a name."""

    deal: Deal
    x: float
    y: float
    label: Label | None

    @property
    def radius(self) -> float:
        return {"deal": 3.0, "package": 6.0, "whatif": 6.0}.get(self.deal.kind, 5.0)


@dataclass(frozen=True, slots=True)
class Plot:
    """All that the template needs, in pixels of the drawing."""

    worths: Worths
    line: str
    band: str
    cloud: str
    middle: str
    fair: Box | None
    marks: tuple[Mark, ...]
    gain: tuple[float, float, float, float] | None
    floor: float | None
    floor_label: Label | None
    their_floor: Band | None
    their_floor_label: Label | None

    @property
    def their_floor_width(self) -> float:
        return round(self.their_floor.high - self.their_floor.low, 1) if self.their_floor else 0.0


@dataclass(frozen=True, slots=True)
class FrontierChart:
    """The same drawing for a wide and a narrow place; the style sheet shows one of them."""

    wide: Plot
    narrow: Plot


def frontier_chart(
    line: Sequence[Deal],
    named: Sequence[Deal],
    *,
    unit: str,
    floor: float | None = None,
    their_floor: Band | None = None,
    likely: Likely | None = None,
    tick: Words = short,
) -> FrontierChart:
    """Draw the efficient deals (``line``, in any order) and the deals that have a name.

    ``unit`` stands in the titles of the axes ("€" or "points"). ``floor`` is ours and secret: pass it only for readers
    who may see it. ``likely`` draws the frontiers of all guesses instead of the doubt along the line. Raises
    ValueError when there is nothing to draw.
    """
    if not line and not named:
        raise ValueError("a chart needs at least one deal")
    ordered = sorted(line, key=lambda deal: (deal.theirs, -deal.ours))
    wide = _plot(ordered, named, (560, 380), unit, floor, their_floor, likely, tick)
    small = [replace(deal, name=SHORTER.get(deal.name, deal.name)) for deal in named]
    return FrontierChart(wide, _plot(ordered, small, (340, 330), unit, floor, their_floor, likely, tick))


def _plot(
    line: Sequence[Deal],
    named: Sequence[Deal],
    size: tuple[int, int],
    unit: str,
    floor: float | None,
    their_floor: Band | None,
    likely: Likely | None,
    tick: Words,
) -> Plot:
    everything = [*line, *named]
    across = [v for d in everything for v in (d.low, d.theirs, d.high)]
    across += [v for _, band in likely.rows for v in (band.low, band.high)] if likely else []
    across += [their_floor.low, their_floor.high] if their_floor else []
    up = [d.ours for d in everything] + ([floor] if floor is not None else [])
    plane = worths(up, across, unit=unit, size=size, tick=tick)
    x, y, field = plane.x, plane.y, plane.field
    on_line = [_mark(deal, x, y) for deal in _thinned(line)]
    their_label = _their_floor_label(their_floor, x, field)
    floor_label = None if floor is None else Label("our floor", field.right, y.at(floor) - 6, "end")
    taken = [Box(mark.x - 4, mark.y - 4, mark.x + 4, mark.y + 4) for mark in (_mark(deal, x, y) for deal in line)]
    taken += [_room(label) for label in (their_label, floor_label) if label]
    marks = _with_labels([_mark(deal, x, y) for deal in named], taken, field)
    return Plot(
        worths=plane,
        line=path((x.at(d.theirs), y.at(d.ours)) for d in line),
        band="" if likely else _doubt(line, x, y),
        cloud=_cloud(likely, x, y),
        middle=path((x.at(band.likely), y.at(ours)) for ours, band in likely.rows) if likely else "",
        fair=_fair(likely, x, y),
        marks=(*on_line, *marks),
        gain=_gain(line, named, x, y),
        floor=None if floor is None else y.at(floor),
        floor_label=floor_label,
        their_floor=None if their_floor is None else _on(their_floor, x),
        their_floor_label=their_label,
    )


def _doubt(line: Sequence[Deal], x: Axis, y: Axis) -> str:
    """The band along the line. Its edges are means over neighbours: single deals jump, the doubt does not."""
    reach = len(line) // 24
    low, high = [deal.low - deal.theirs for deal in line], [deal.high - deal.theirs for deal in line]

    def edge(offsets: Sequence[float], i: int) -> tuple[float, float]:
        near = offsets[max(0, i - reach) : i + reach + 1]
        return x.at(line[i].theirs + sum(near) / len(near)), y.at(line[i].ours)

    indices = range(len(line))
    return path([edge(low, i) for i in indices] + [edge(high, i) for i in reversed(indices)], closed=True)


def _cloud(likely: Likely | None, x: Axis, y: Axis) -> str:
    if likely is None:
        return ""
    left = [(x.at(band.low), y.at(ours)) for ours, band in likely.rows]
    right = [(x.at(band.high), y.at(ours)) for ours, band in reversed(likely.rows)]
    return path(left + right, closed=True)


def _fair(likely: Likely | None, x: Axis, y: Axis) -> Box | None:
    """Where the fair deal lies in most guesses."""
    if likely is None or likely.fair is None:
        return None
    ours, theirs = likely.fair
    return Box(x.at(theirs.low), y.at(ours.high), x.at(theirs.high), y.at(ours.low))


def _on(band: Band, axis: Axis) -> Band:
    return Band(axis.at(band.low), axis.at(band.likely), axis.at(band.high))


def _their_floor_label(band: Band | None, x: Axis, field: Box) -> Label | None:
    if band is None:
        return None
    right = x.at(band.high) + 5
    if right + 110 < field.right:
        return Label("their floor, likely", right, field.bottom - 7)
    return Label("their floor, likely", x.at(band.low) - 5, field.bottom - 7, "end")


def _room(label: Label) -> Box:
    width = len(label.text) * 6.0
    left = label.x - (width if label.anchor == "end" else 0)
    return Box(left, label.y - LINE, left + width, label.y + 3)


def _mark(deal: Deal, x: Axis, y: Axis) -> Mark:
    return Mark(deal, x.at(deal.theirs), y.at(deal.ours), None)


def _with_labels(marks: list[Mark], taken: list[Box], field: Box) -> list[Mark]:
    with_name = [mark for mark in marks if mark.deal.name]
    labels = place_labels([(mark.deal.name, mark.x, mark.y) for mark in with_name], taken, field)
    found = {mark.deal.key: label for mark, label in zip(with_name, labels, strict=True)}
    return [replace(mark, label=found.get(mark.deal.key)) for mark in marks]


def _thinned(line: Sequence[Deal]) -> list[Deal]:
    """Evenly spaced deals of the line, both ends included."""
    if len(line) <= MOST_MARKS:
        return list(line)
    return [line[round(i * (len(line) - 1) / (MOST_MARKS - 1))] for i in range(MOST_MARKS)]


def _gain(line: Sequence[Deal], named: Sequence[Deal], x: Axis, y: Axis) -> tuple[float, float, float, float] | None:
    """From the package to the efficient deal that gives both most of what is left, if there is one."""
    package = next((deal for deal in named if deal.kind == "package"), None)
    if package is None:
        return None
    better = [d for d in line if d.ours >= package.ours and d.theirs >= package.theirs]
    best = max(better, key=lambda d: min(d.ours - package.ours, d.theirs - package.theirs), default=None)
    if best is None or (best.ours, best.theirs) == (package.ours, package.theirs):
        return None
    return x.at(package.theirs), y.at(package.ours), x.at(best.theirs), y.at(best.ours)
