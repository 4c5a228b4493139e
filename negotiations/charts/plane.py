"""A plane to draw on: axes with round ticks, paths, and labels that do not lie on each other. Pure, no Django."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

LETTER = 6.3  # px of an average letter at 11.5 px, a little generous
LINE = 13.0  # px from one baseline to the next

Words = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Axis:
    """Values low..high laid on pixels start..end (end may be the smaller one)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return round(self.start + share * (self.end - self.start), 1)


@dataclass(frozen=True, slots=True)
class Label:
    """A text at a place; ``anchor`` is the SVG text-anchor."""

    text: str
    x: float
    y: float
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return round(self.right - self.left, 1)

    @property
    def height(self) -> float:
        return round(self.bottom - self.top, 1)

    def overlap(self, other: "Box") -> float:
        """The area that both cover, in square pixels."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0

    def outside(self, other: "Box") -> float:
        """How far this box sticks out of another one, in pixels."""
        return (
            max(0.0, other.left - self.left)
            + max(0.0, self.right - other.right)
            + max(0.0, other.top - self.top)
            + max(0.0, self.bottom - other.bottom)
        )


def ticks(low: float, high: float, about: int = 4) -> list[float]:
    """Round values (1, 2, 2.5 or 5 times a power of ten) inside low..high; about so many."""
    span = high - low
    if span <= 0:
        return [low]
    rough = span / about
    power = 10.0 ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    first = ceil(low / step - 1e-9)
    return [step * index for index in range(first, floor(high / step + 1e-9) + 1)]


def padded(values: Iterable[float], share: float = 0.05) -> tuple[float, float]:
    """The range of the values with a little air; a single value gets one unit on each side."""
    known = list(values)
    low, high = min(known), max(known)
    air = (high - low) * share or 1.0
    return low - air, high + air


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """An SVG path through the points; empty when there are none."""
    parts = [f"{x:.1f} {y:.1f}" for x, y in points]
    return f"M{'L'.join(parts)}{'Z' if closed else ''}" if parts else ""


def short(value: float) -> str:
    """1200 as "1.2k", 3100000 as "3.1M": for the ticks of an axis, nowhere else."""
    size = abs(value)
    for limit, divisor, letter in ((1e6, 1e6, "M"), (1e3, 1e3, "k")):
        if size >= limit:
            return f"{_plain(value / divisor)}{letter}"
    return _plain(value)


def _plain(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 10 else f"{value:.0f}"
    return text.replace("-", "\u2212") if text not in {"-0", ""} else "0"


def box_of(text: str, x: float, y: float, anchor: str) -> Box:
    """The room a label takes."""
    width = len(text) * LETTER
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(left, y - LINE + 3, left + width, y + 3)


# Where a label may stand beside its point, best first: (dx, dy, anchor).
PLACES: tuple[tuple[float, float, str], ...] = (
    (11, 4, "start"),
    (9, -9, "start"),
    (-11, 4, "end"),
    (-9, -9, "end"),
    (9, 17, "start"),
    (-9, 17, "end"),
    (0, -13, "middle"),
    (0, 22, "middle"),
)


def place_labels(names: Sequence[tuple[str, float, float]], taken: Sequence[Box], field: Box) -> list[Label]:
    """A place for each (text, x, y) where it hides least: other labels, marks (``taken``) and the edge of the field."""
    busy = list(taken) + [Box(x - 7, y - 7, x + 7, y + 7) for _, x, y in names]
    placed: list[Label] = []
    for text, x, y in names:
        best: tuple[float, Label, Box] | None = None
        for rank, (dx, dy, anchor) in enumerate(PLACES):
            box = box_of(text, x + dx, y + dy, anchor)
            cost = sum(box.overlap(other) for other in busy) + 60 * box.outside(field) + rank
            if best is None or cost < best[0]:
                best = (cost, Label(text, round(x + dx, 1), round(y + dy, 1), anchor), box)
        if best is not None:
            placed.append(best[1])
            busy.append(best[2])
    return placed
