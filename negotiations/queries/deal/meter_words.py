"""The claim/create meter in words: where to stand, why, and what to be careful of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from negotiations.charts.meter import Swing, bar, swing
from negotiations.engine.meter import Alarm, Lean, Part
from negotiations.enums import Horizon
from negotiations.levels import MINUS
from negotiations.queries.inputs.talks import HORIZONS

LARGEST = 0.5  # a part of this size fills its bar
NOTHING = 0.005

ADVICE = {
    Lean.CREATE: (
        "Create first",
        "There is more to win by trading across issues than by pressing on one. Ask and share before you split.",
    ),
    Lean.BOTH: (
        "Create and claim",
        "Trade where it is cheap for one and dear for the other, and hold firm on what matters most to us.",
    ),
    Lean.CLAIM: (
        "Claim",
        "There is little to trade, or little trust to trade with. Give nothing without a get, and look for new issues.",
    ),
}
ALARMS = {
    Alarm.ONE_WAY_GIVING: "Giving is one-way: our last gives were not answered. Wait for theirs before the next.",
    Alarm.ONE_WAY_TELLING: "Telling is one-way: ask for an answer of theirs before you share more.",
}
LASTING = {place: label for horizon, place in HORIZONS.items() for label in [Horizon(horizon).label]}


@dataclass(frozen=True)
class ReasonWords:
    """A reason with its pull: ``known`` is False when it may pull either way."""

    words: str
    pull: str
    scale: Swing
    known: bool


@dataclass(frozen=True)
class MeterWords:
    title: str
    advice: str
    between: str
    scale: Swing
    reasons: tuple[ReasonWords, ...]
    alarms: tuple[str, ...]


def meter_words(part: Mapping[str, Any] | None) -> MeterWords | None:
    """The meter of a job's document; None for a result from before there was one."""
    if not part:
        return None
    low, median, high = (float(value) for value in part["band"])
    title, advice = ADVICE[Lean(part["lean"])]
    between = signed(low) if signed(low) == signed(high) else f"{signed(low)} to {signed(high)}"
    words = f"{title}: {between} on a scale from {MINUS}1, claim, to +1, create"
    reasons = [_reason(one) for one in part["reasons"]]
    return MeterWords(
        title=title,
        advice=advice,
        between=between,
        scale=swing(low, median, high, most=1.0, words=words),
        reasons=tuple(one for one in reasons if one is not None),
        alarms=tuple(ALARMS[Alarm(code)] for code in part["alarms"]),
    )


def signed(value: float) -> str:
    """``+0.3``, ``−0.1`` or ``0.0``."""
    rounded = round(value, 1)
    return f"{'+' if rounded > 0 else MINUS if rounded < 0 else ''}{abs(rounded):.1f}"


def _reason(one: Mapping[str, Any]) -> ReasonWords | None:
    """One reason; None for what did not happen (no threat, nothing one-way)."""
    part, figure = Part(one["part"]), one["figure"]
    low, median, high = (float(value) for value in one["band"])
    if part in {Part.THREATS, Part.ONE_WAY} and max(abs(low), abs(high)) < NOTHING:
        return None
    words = WORDS[part](None if figure is None else [float(value) for value in figure])
    if figure is None:
        pull = f"{signed(low)} to {signed(high)}"
        return ReasonWords(words, pull, swing(low, median, high, most=LARGEST, words=pull), known=False)
    pull = _pull(low, high)
    scale = bar(median, most=LARGEST, words=pull) if pull == _pull(median, median) else _band(low, median, high, pull)
    return ReasonWords(words, pull, scale, known=True)


def _pull(low: float, high: float) -> str:
    ends = (_hundredths(low), _hundredths(high))
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _hundredths(value: float) -> str:
    rounded = round(value, 2)
    return f"{'+' if rounded > 0 else MINUS if rounded < 0 else ''}{abs(rounded):.2f}"


def _band(low: float, median: float, high: float, words: str) -> Swing:
    return swing(low, median, high, most=LARGEST, words=words)


def _room(figure: Sequence[float] | None) -> str:
    low, _, high = (round(value * 100) for value in figure or (0, 0, 0))
    ends = f"{low}–{high}" if low != high else str(high)
    if high <= 3:
        return "Trading adds next to nothing: both weigh the issues alike"
    return f"Trading across issues can add {ends} % to a pie that is only split"


def _issues(figure: Sequence[float] | None) -> str:
    count = round(figure[1]) if figure else 0
    return "Only one issue to talk about" if count == 1 else f"{count} issues to trade with"


def _horizon(figure: Sequence[float] | None) -> str:
    if figure is None:
        return "How long the dealings last is not said"
    return f"How long the dealings last: {LASTING[round(figure[1])].lower()}"


def _reciprocity(figure: Sequence[float] | None) -> str:
    if figure is None:
        return "Whether they give back what we give is not seen yet"
    low, high = f"{figure[0]:.1f}", f"{figure[2]:.1f}"
    return f"They gave back {low if low == high else f'{low}–{high}'} times what we gave, as each side felt it"


def _threats(figure: Sequence[float] | None) -> str:
    count = round(figure[1]) if figure else 0
    return f"{count} threat{'' if count == 1 else 's'} of theirs"


def _one_way(figure: Sequence[float] | None) -> str:
    count = round(figure[1]) if figure else 0
    return f"{count} gives of ours in a row without an answer" if count > 1 else "A give of ours without an answer yet"


WORDS = {
    Part.ROOM: _room,
    Part.ISSUES: _issues,
    Part.HORIZON: _horizon,
    Part.RECIPROCITY: _reciprocity,
    Part.THREATS: _threats,
    Part.ONE_WAY: _one_way,
}
