"""The power/interest map: where everybody stands, with labels that do not lie on each other. Pure, no Django.

Places are in per cent of the map, so that one drawing fits every width; labels are placed for a map of the usual size
and left out on a narrow one, where the initials in the marks stand for the names in the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

from negotiations.charts.plane import Box, box_of

WIDTH, HEIGHT = 820.0, 460.0  # px that labels are placed for
RADIUS = 15.0
TOUCH = 26.0  # px: marks nearer than this are set in a ring around their middle
# Where a name may stand beside its mark, best first: (dx, dy, anchor).
PLACES: tuple[tuple[float, float, str], ...] = (
    (21, 4, "start"), (-21, 4, "end"), (0, -22, "middle"), (0, 31, "middle"), (17, -12, "start"), (17, 21, "start"),
    (-17, -12, "end"), (-17, 21, "end"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Somebody to be drawn: ``power`` and ``interest`` 0..100; the bands are (low, high), or None for a sharp mark."""

    key: str
    label: str
    note: str
    power: int
    interest: int
    power_band: tuple[int, int] | None = None
    interest_band: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """``x`` and ``y`` in per cent from the top left; ``dx`` and ``dy`` (px) set marks apart; the label follows."""

    spot: Spot
    x: float
    y: float
    dx: float
    dy: float
    label_dx: float
    label_dy: float
    anchor: str
    band: tuple[float, float, float, float] | None  # x, y, width, height in per cent

    @property
    def note_dy(self) -> float:
        return self.label_dy + 13


def draw(spots: Sequence[Spot]) -> tuple[Placed, ...]:
    """Everybody with a place, in the order given. The same people give the same drawing."""
    centres = [(spot.interest / 100 * WIDTH, (1 - spot.power / 100) * HEIGHT) for spot in spots]
    shifts = _apart(centres)
    drawn = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(centres, shifts, strict=True)]
    field = Box(-30, -8, WIDTH + 30, HEIGHT + 8)
    # the titles of the quarters keep their corners
    busy = [Box(0, 0, 150, 20), Box(WIDTH - 150, 0, WIDTH, 20), Box(0, HEIGHT - 20, 150, HEIGHT),
            Box(WIDTH - 150, HEIGHT - 20, WIDTH, HEIGHT)]  # fmt: skip
    busy += [Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in drawn]
    placed = []
    for spot, (dx, dy), (x, y) in zip(spots, shifts, drawn, strict=True):
        best = min(
            (_cost(_room(spot, x + lx, y + ly, anchor), busy, field) + rank, rank)
            for rank, (lx, ly, anchor) in enumerate(PLACES)
        )[1]
        lx, ly, anchor = PLACES[best]
        busy.append(_room(spot, x + lx, y + ly, anchor))
        placed.append(Placed(spot, spot.interest, 100 - spot.power, dx, dy, lx, ly, anchor, _band(spot)))
    return tuple(placed)


def _room(spot: Spot, x: float, y: float, anchor: str) -> Box:
    """The room of a label of one or two lines."""
    first = box_of(spot.label, x, y, anchor)
    if not spot.note:
        return first
    second = box_of(spot.note, x, y + 13, anchor)
    return Box(min(first.left, second.left), first.top, max(first.right, second.right), second.bottom)


def _cost(box: Box, busy: Sequence[Box], field: Box) -> float:
    return sum(box.overlap(other) for other in busy) + 60 * box.outside(field)


def _apart(centres: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """How far to move each mark so that those at one place lie around it in a ring."""
    left, shifts = list(range(len(centres))), [(0.0, 0.0)] * len(centres)
    while left:
        first = left.pop(0)
        x, y = centres[first]
        near = [one for one in left if hypot(centres[one][0] - x, centres[one][1] - y) < TOUCH]
        left = [one for one in left if one not in near]
        ring = [first, *near]
        if len(ring) == 1:
            continue
        radius = max(TOUCH / 2, TOUCH / 2 / sin(pi / len(ring)))
        middle = (sum(centres[one][0] for one in ring) / len(ring), sum(centres[one][1] for one in ring) / len(ring))
        for turn, one in enumerate(ring):
            angle = 2 * pi * turn / len(ring) + pi
            shifts[one] = (
                round(middle[0] + radius * cos(angle) - centres[one][0], 1),
                round(middle[1] + radius * sin(angle) - centres[one][1], 1),
            )
    return shifts


def _band(spot: Spot) -> tuple[float, float, float, float] | None:
    if spot.power_band is None or spot.interest_band is None:
        return None
    left, right = spot.interest_band
    low, high = spot.power_band
    return left, 100 - high, right - left, high - low
