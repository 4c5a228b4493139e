"""A scale from -1 to 1 with nothing in the middle: where the claim/create meter stands, and what moves it. Pure.

Places are per cent of the width, so that one drawing fits every page.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Swing:
    """A band on the scale; ``middle`` is its median. All in per cent of the width."""

    start: float
    width: float
    middle: float
    words: str


def swing(low: float, median: float, high: float, *, most: float, words: str) -> Swing:
    """The band low..high on a scale from ``-most`` to ``most``; a band without width is drawn as a thin line."""

    def at(value: float) -> float:
        return round(50 + 50 * max(-1.0, min(1.0, value / most)), 1)

    start, end = at(low), at(high)
    return Swing(start, max(0.6, round(end - start, 1)), at(median), words)


def bar(value: float, *, most: float, words: str) -> Swing:
    """A bar from the middle of the scale to a value."""
    return swing(min(0.0, value), value, max(0.0, value), most=most, words=words)
