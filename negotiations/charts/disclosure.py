"""Facts that changed hands, one after the other: told above a line, received below it, the balance as a step line."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, UNIT, TOP = 18, 9, 6  # px of a step, of one fact, above the highest
MOST = 28  # the latest that fit


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: float
    height: float
    ours: bool
    words: str


@dataclass(frozen=True, slots=True)
class DisclosureChart:
    """All that components/charts/disclosure.html needs, in pixels. ``points`` is the line of the balance."""

    name: str
    width: int
    height: int
    middle: float
    boxes: tuple[Box, ...]
    points: str


def disclosure_chart(steps: Sequence[tuple[bool, str, int]], *, name: str) -> DisclosureChart:
    """``steps``: (ours, words, balance after it), the oldest first; at most the latest ``MOST`` are drawn."""
    shown = list(steps)[-MOST:]
    balances = [balance for _, _, balance in shown]
    high, low = max([1, *balances]), min([-1, *balances])
    middle = TOP + high * UNIT
    boxes = tuple(
        Box(place * WIDE + 3, middle - UNIT if ours else middle, UNIT, ours, words)
        for place, (ours, words, _) in enumerate(shown)
    )
    corners = [
        point
        for place, balance in enumerate(balances)
        for point in ((place * WIDE, middle - balance * UNIT), ((place + 1) * WIDE, middle - balance * UNIT))
    ]
    return DisclosureChart(
        name=name,
        width=max(1, len(shown)) * WIDE,
        height=middle + -low * UNIT + TOP,
        middle=middle,
        boxes=boxes,
        points=" ".join(f"{x},{y}" for x, y in corners),
    )
