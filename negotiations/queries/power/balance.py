"""The balance of power in words: what the ledger and the rest of the system say, each with its pull."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from negotiations.charts.meter import Swing, bar, swing
from negotiations.engine import power
from negotiations.engine.guesses import DRAWS, places, triangle
from negotiations.engine.power import Lean, Part, Reason
from negotiations.engine.problem import OURS, FloatArray
from negotiations.engine.weights import Range
from negotiations.enums import Party
from negotiations.enums_power import PowerBase
from negotiations.levels import MINUS, THIN_SPACE
from negotiations.models import PowerSource, Pressure
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.worth import worth_bands
from negotiations.queries.power.clock import Clock
from negotiations.queries.power.rows import POINTS, PowerRows, half_width, standing
from negotiations.queries.reading import opened
from negotiations.queries.record.dependency import balance_of, dependency
from negotiations.queries.standing import Standing

LARGEST = 0.4  # a part of this size fills its bar
TITLES = {
    Lean.OURS: "The stronger hand is ours",
    Lean.EVEN: "Neither hand is clearly stronger",
    Lean.THEIRS: "The stronger hand is theirs",
}
ADVICE = {
    Lean.OURS: "Ask for what is worth most to us, and leave them a deal that they can live with: they will remember.",
    Lean.EVEN: "What you prepare can tip it: a better alternative, a day of theirs, a source made stronger.",
    Lean.THEIRS: "Widen the deal rather than press, and build what is missing below before you sit down.",
}
FROM_ELSEWHERE = {PowerBase.ALTERNATIVE: Part.ALTERNATIVES, PowerBase.TIME: Part.TIME}


@dataclass(frozen=True)
class ReasonWords:
    """A part of the balance: what it rests on, its pull, and the URL name of where it is mended."""

    words: str
    pull: str
    scale: Swing
    known: bool
    url: str
    link: str


@dataclass(frozen=True)
class BalanceWords:
    title: str
    advice: str
    between: str
    scale: Swing
    reasons: tuple[ReasonWords, ...]
    known: bool


def balance_words(access: Standing, rows: PowerRows, plan: PlanInputs | None, when: Clock, today: date) -> BalanceWords:
    """The balance for a reader of all secrets. One query: the counterparty's record."""
    record = access.deal.counterparty
    chance = balance_of(record).chance
    figures: dict[Part, FloatArray | None] = {
        Part.ALTERNATIVES: _alternatives(plan),
        Part.DEPENDENCE: None if chance is None else np.full(DRAWS, chance),
        Part.TIME: _time(when),
        Part.PRESSURE: np.full(DRAWS, float(sum(_points(row) for row in standing(rows.pressures, today)))),
    }
    counted = {party: _counted(rows.of(party), figures) for party in Party}
    figures[Part.SOURCES] = _sources(access, counted)
    found = power.balance(figures)
    say: dict[Part, tuple[Callable[[], str], str, str]] = {
        Part.ALTERNATIVES: (lambda: _alternative_words(plan), "alternative-list", "Alternatives"),
        Part.DEPENDENCE: (lambda: _dependence_words(access, today), "deal-counterparty", "Their record"),
        Part.TIME: (lambda: f"{when.title}.", "#time", "Time"),
        Part.SOURCES: (lambda: _source_words(access, counted), "#sources", "Sources"),
        Part.PRESSURE: (lambda: _pressure_words(rows.pressures, today), "#pressure", "Pressure"),
    }
    reasons = [
        _reason(one, say[one.part])
        for one in found.reasons
        if one.part is not Part.PRESSURE or max(abs(one.low), abs(one.high)) > 0
    ]
    known = any(one.known for one in reasons)
    between = " to ".join(dict.fromkeys((signed(found.low), signed(found.high))))
    words = f"{between} on a scale from {MINUS}1, theirs, to +1, ours"
    return BalanceWords(
        title=TITLES[found.lean] if known else "Who has the stronger hand is not known yet",
        advice=ADVICE[found.lean] if known else "Write down what gives each side power, and where you know it from.",
        between=between,
        scale=swing(found.low, found.median, found.high, most=1.0, words=words),
        reasons=tuple(reasons),
        known=known,
    )


def signed(value: float) -> str:
    """``+0.3``, ``−0.1`` or ``0.0``."""
    rounded = round(value, 1)
    return f"{'+' if rounded > 0 else MINUS if rounded < 0 else ''}{abs(rounded):.1f}"


def band_of(row: PowerSource, access: Standing) -> Range:
    """How strong a source is, 0 to 3: as sure as we are of it, and from nothing on while it has no evidence."""
    points = float(POINTS[row.strength])  # type: ignore[index]
    half = half_width(row.sureness)
    low, high = max(0.0, points - half), min(3.0, points + half)
    proven = bool(str(opened(row.evidence, access)).strip())
    return Range(low if proven else 0.0, points, high)


def _points(row: Pressure) -> int:
    return POINTS[row.strength]  # type: ignore[index]


def _counted(sources: Sequence[PowerSource], figures: dict[Part, FloatArray | None]) -> list[PowerSource]:
    """The sources that count: one whose kind the system knows better by itself would count twice."""
    return [row for row in sources if figures.get(FROM_ELSEWHERE.get(row.base)) is None]  # type: ignore[call-overload]


def _sources(access: Standing, counted: dict[Party, list[PowerSource]]) -> FloatArray | None:
    if not any(counted.values()):
        return None
    total = np.zeros(DRAWS)
    for place, row in enumerate([*counted[Party.OURS], *counted[Party.THEIRS]]):
        sign = 1 if row.side == Party.OURS else -1
        total = total + sign * triangle(band_of(row, access), places(2000 + place))
    return total


def _alternatives(plan: PlanInputs | None) -> FloatArray | None:
    """Our best alternative as a part of the best deal for us, less the same of theirs, in each guess."""
    ours, theirs = _our_part(plan), _their_part(plan)
    if ours is None and theirs is None:
        return None
    mine = places(1) if ours is None else np.full(DRAWS, ours)
    yours = places(2) if theirs is None else triangle(theirs, places(2))
    return np.asarray(mine - yours, dtype=np.float64)


def _our_part(plan: PlanInputs | None) -> float | None:
    if plan is None or plan.floor is None:
        return None
    best = sum(max(issue.contributions[OURS]) - min(issue.contributions[OURS]) for issue in plan.problem.issues)
    top = plan.worth(best)
    return min(1.0, max(0.0, float(plan.floor.expected / top))) if top > 0 else None


def _their_part(plan: PlanInputs | None) -> Range | None:
    if plan is None or plan.their_floor is None:
        return None
    spans = sum(table.max(axis=1) - table.min(axis=1) for table in plan.draws.tables)
    band = None if isinstance(spans, int) else worth_bands(plan, spans[:, None])[0]
    if band is None or band.median <= 0:
        return None
    return Range(*(min(1.0, max(0.0, float(value / band.median))) for value in plan.their_floor))


def _time(when: Clock) -> FloatArray | None:
    return None if when.who == "unknown" else when.found.lead


def _alternative_words(plan: PlanInputs | None) -> str:
    ours, theirs = _our_part(plan), _their_part(plan)
    mine = "ours is not known" if ours is None else f"ours gives {_per_cent(ours)} of what the deal could"
    if theirs is None:
        return f"Without this deal: {mine}; theirs is not known."
    return f"Without this deal: {mine}; theirs likely {_span(theirs.low, theirs.high)}."


def _dependence_words(access: Standing, today: date) -> str:
    return dependency(access.deal.counterparty, today).verdict


def _source_words(access: Standing, counted: dict[Party, list[PowerSource]]) -> str:
    if not any(counted.values()):
        return "No source of power is written down yet."
    parts = []
    for party, whose in ((Party.OURS, "Ours"), (Party.THEIRS, "theirs")):
        bands = [band_of(row, access) for row in counted[party]]
        low, high = sum(band.low for band in bands), sum(band.high for band in bands)
        ends = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        parts.append(f"{whose}: {len(bands)} source{'' if len(bands) == 1 else 's'}, {ends} points")
    return "; ".join(parts) + "."


def _pressure_words(pressures: Sequence[Pressure], today: date) -> str:
    count = len(standing(pressures, today))
    return f"{count} of our own house press{'es' if count == 1 else ''} us."


def _reason(one: Reason, how: tuple[Callable[[], str], str, str]) -> ReasonWords:
    words, url, link = how
    low, high = _hundredths(one.low), _hundredths(one.high)
    pull = low if low == high else f"{low} to {high}"
    drawn = bar(one.median, most=LARGEST, words=pull) if low == high else _band(one, pull)
    return ReasonWords(words(), pull, drawn, one.known, url, link)


def _band(one: Reason, words: str) -> Swing:
    return swing(one.low, one.median, one.high, most=LARGEST, words=words)


def _hundredths(value: float) -> str:
    rounded = round(value, 2)
    return f"{'+' if rounded > 0 else MINUS if rounded < 0 else ''}{abs(rounded):.2f}"


def _per_cent(part: float) -> str:
    return f"{round(part * 100)}{THIN_SPACE}%"


def _span(low: float, high: float) -> str:
    ends = dict.fromkeys(str(round(value * 100)) for value in (low, high))
    return f"{'–'.join(ends)}{THIN_SPACE}%"
