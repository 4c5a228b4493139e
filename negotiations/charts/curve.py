"""The value curve of one issue for one party as a drawing with a handle. Pure, no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.charts.plane import Axis, Words, path
from negotiations.engine.curves import Curve, Shape

WIDTH, HEIGHT = 300, 136
LEFT, RIGHT, BOTTOM, TOP = 34.0, 288.0, 110.0, 12.0
SAMPLES = 48
NEAR = 80.0  # px within which the words of the handle would touch those of an end
QUESTIONS = {
    Shape.CURVED: "Which level is worth half",
    Shape.PLATEAU: "From which level on is more worth nothing",
    Shape.PEAKED: "Which level is best",
}


@dataclass(frozen=True, slots=True)
class Handle:
    """The draggable point, with its level as a plain number and in words."""

    x: float
    y: float
    level: str
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """The rating of one option."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class CurveChart:
    """What the template and static/js/curves.js need; levels are plain numbers as text."""

    party: str
    shape: str
    name: str
    field: str
    unit: str
    worst: str
    best: str
    low: str
    high: str
    step: str
    line: str
    band: str
    dots: tuple[Dot, ...]
    handle: Handle | None
    question: str
    left_words: str
    right_words: str
    width: int = WIDTH
    height: int = HEIGHT
    x0: float = LEFT
    x1: float = RIGHT
    y0: float = BOTTOM
    y1: float = TOP
    middle: float = (BOTTOM + TOP) / 2


def curve_chart(
    shape: str,
    *,
    party: str,
    name: str,
    worst: float,
    best: float,
    words: Words,
    at: float | None = None,
    at_band: tuple[float, float] | None = None,
    step: float = 0,
    unit: str = "",
    field: str = "",
) -> CurveChart:
    """The curve between the party's worst and best level; the axis always runs from the lower level to the higher.

    ``shape`` is linear, curved, plateau or peaked; ``at`` the level of its handle (see engine.curves), ``at_band`` the
    low and high guess of it for them. ``field`` is the DOM id of the number field that the handle moves; without one
    the handle is left out. Raises ValueError when worst and best are the same level.
    """
    kind = Shape(shape)
    if worst == best:
        raise ValueError("a curve needs a worst and a best level that differ")
    x, y = Axis(min(worst, best), max(worst, best), LEFT, RIGHT), Axis(0, 1, BOTTOM, TOP)
    span = best - worst
    level = worst + span / 2 if at is None else at
    position = _inside((level - worst) / span)
    handle = None
    if kind in QUESTIONS and field:
        height = 0.5 if kind is Shape.CURVED else 1.0
        handle = Handle(x.at(worst + position * span), y.at(height), plain(level), words(level))
    return CurveChart(
        party=party,
        shape=kind.value,
        name=name,
        field=field,
        unit=unit,
        worst=plain(worst),
        best=plain(best),
        low=plain(x.low),
        high=plain(x.high),
        step=plain(step),
        line=path(_samples(kind, position, worst, span, x, y)),
        band=_band(kind, at_band, worst, span, x, y),
        dots=(),
        handle=handle,
        question=QUESTIONS.get(kind, ""),
        left_words="" if handle and handle.x < LEFT + NEAR else words(x.low),
        right_words="" if handle and handle.x > RIGHT - NEAR else words(x.high),
    )


def ratings_chart(ratings: Sequence[tuple[str, float]], *, party: str, name: str) -> CurveChart:
    """Ratings 0..1 per option, in their order, as dots joined by a line. Raises ValueError without an option."""
    if not ratings:
        raise ValueError("a rated issue needs an option")
    x, y = Axis(0, max(1, len(ratings) - 1), LEFT, RIGHT), Axis(0, 1, BOTTOM, TOP)
    dots = tuple(Dot(x.at(i), y.at(value), f"{label}: {value * 100:.0f}") for i, (label, value) in enumerate(ratings))
    return CurveChart(
        party=party,
        shape=Shape.RATED.value,
        name=name,
        field="",
        unit="",
        worst="",
        best="",
        low="",
        high="",
        step="",
        line=path((dot.x, dot.y) for dot in dots),
        band="",
        dots=dots,
        handle=None,
        question="",
        left_words=ratings[0][0],
        right_words=ratings[-1][0] if len(ratings) > 1 else "",
    )


def plain(value: float) -> str:
    """A number as a machine reads it: no unit, no exponent, no trailing zeros."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


def _inside(position: float) -> float:
    return min(0.98, max(0.02, position))


def _samples(kind: Shape, position: float, worst: float, span: float, x: Axis, y: Axis) -> list[tuple[float, float]]:
    curve = Curve(kind, position)
    steps = [i / SAMPLES for i in range(SAMPLES + 1)]
    if kind is not Shape.CURVED:
        steps = sorted({*steps, position})  # the kink itself
    return [(x.at(worst + step * span), y.at(curve.value(step))) for step in steps]


def _band(kind: Shape, guesses: tuple[float, float] | None, worst: float, span: float, x: Axis, y: Axis) -> str:
    """Between the curves of the two guesses: what they may value."""
    if guesses is None or kind not in QUESTIONS:
        return ""
    one, other = (_samples(kind, _inside((guess - worst) / span), worst, span, x, y) for guess in guesses)
    return path([*one, *reversed(other)], closed=True)
