"""How the talks go, in words: what came back, who moves how, what is left, how we are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negotiations.charts.talk import TalkChart, Turn, talk_chart
from negotiations.queries.wording import Amounts, Names, Sentence, listed, sentence

KINDS = {
    "demand": "asked for more",
    "concession": "gave",
    "trade-off": "traded",
    "insistence": "stood still",
}
CLASSES = {
    "concession": "gave to the other side",
    "selfish": "took from the other side",
    "fortunate": "better for both",
    "unfortunate": "worse for both",
    "nice": "gave at no cost",
    "silent": "changed next to nothing",
}
SIDES = {"ours": "we", "theirs": "they"}
EARLY, LATE = 1.25, 0.8  # exponents beyond which somebody gives early, or late
SPLIT = 0.5  # from this part of our answers on, halving is a habit
READABLE = 0.4  # below it they can foretell us
LIKE_FOR_LIKE = (0.8, 1.25)


@dataclass(frozen=True)
class OfferRow:
    """An offer in the table: who, its worth to both, and what the step to it was ("" for a first offer)."""

    number: int
    party: str
    who: str
    ours: str
    theirs: str
    step: str
    effect: str


@dataclass(frozen=True)
class TalkWords:
    """``news`` are the sentences to read first, ``facts`` name and value of what stands behind them."""

    chart: TalkChart
    news: tuple[Sentence, ...]
    rows: tuple[OfferRow, ...]
    facts: tuple[tuple[str, str], ...]


def talk_words(document: Mapping[str, Any], names: Names, amounts: Amounts) -> TalkWords | None:
    """The talks of a job's document; None while there is no offer in it."""
    part = document.get("talks")
    if not part:
        return None
    turns = [
        Turn(
            one["party"],
            float(one["ours"]),
            _three(one["theirs"]),
            f"Offer {n}, {_whose(one['party'])}: {amounts.ours(one['ours'])} to us, "
            f"likely {amounts.theirs(one['theirs'])} to them",
        )
        for n, one in enumerate(part["offers"], 1)
    ]
    return TalkWords(talk_chart(turns, unit=amounts.unit), _news(part, names), _rows(part, amounts), _facts(part))


def _rows(part: Mapping[str, Any], amounts: Amounts) -> tuple[OfferRow, ...]:
    steps = {one["place"]: one for one in part["steps"]}
    rows = []
    for place, one in enumerate(part["offers"]):
        step = steps.get(place)
        worths = (amounts.ours(one["ours"]), amounts.theirs(one["theirs"]))
        said = (_likeliest(step["kinds"], KINDS), _likeliest(step["classes"], CLASSES)) if step else ("", "")
        rows.append(OfferRow(place + 1, one["party"], "Us" if one["party"] == "ours" else "Them", *worths, *said))
    return tuple(rows)


def _likeliest(chances: Mapping[str, str], words: Mapping[str, str]) -> str:
    """The likeliest name of a step, with its chance where it is not sure."""
    name = max(chances, key=lambda one: float(chances[one]))
    chance = float(chances[name])
    return words[name] if chance > 0.995 else f"{words[name]} ({round(100 * chance)} of 100)"


def _news(part: Mapping[str, Any], names: Names) -> tuple[Sentence, ...]:
    found = [_returned(part), _unanswered(part), _left(part)]
    found += [_shrinking(side, part["sides"][side], names) for side in ("theirs", "ours")]
    found += [_halving(part["habits"], names), _rhythm(part["habits"])]
    return tuple(one for one in found if one is not None)


def _returned(part: Mapping[str, Any]) -> Sentence | None:
    band = part["returned"]
    if band is None:
        return None
    low, high = float(band[0]), float(band[2])
    if high < LIKE_FOR_LIKE[0]:
        return sentence("They gave back *{part} of what we gave*, as each side felt it.", part=_times(low, high))
    if low > LIKE_FOR_LIKE[1]:
        return sentence("They gave *{part} times what we gave*, as each side felt it.", part=_times(low, high))
    return sentence("They gave back *about what we gave*: {part} times, as each side felt it.", part=_times(low, high))


def _unanswered(part: Mapping[str, Any]) -> Sentence | None:
    count = part["unanswered"]
    if count < 2:
        return None
    return sentence("*{count} gives of ours in a row* were not answered: wait for theirs.", count=str(count))


def _left(part: Mapping[str, Any]) -> Sentence | None:
    side = part["sides"]["theirs"] or part["sides"]["ours"]
    band = side["last"]["frontier"]
    whose = "Their" if part["sides"]["theirs"] else "Our"
    if band is None:
        return None
    low, high = (round(100 * float(band[n])) for n in (0, 2))
    if high < 1:
        return sentence("{whose} last offer leaves *next to nothing* on the table.", whose=whose)
    ends = f"{low}–{high} %" if low != high else f"{high} %"
    return sentence(
        "From {whose} last offer both could still have *{ends} more* at once.", whose=whose.lower(), ends=ends
    )


def _shrinking(side: str, found: Mapping[str, Any] | None, names: Names) -> Sentence | None:
    if not found or not found["shrinking"]:
        return None
    ends = [f"{names.issue(one['issue'])} near {names.level(one['issue'], one['limit'])}" for one in found["shrinking"]]
    whose = "Their" if side == "theirs" else "Our"
    return sentence(
        "{whose} steps get *smaller and smaller*: {ends}. It looks like a limit and need not be one.",
        whose=whose,
        ends=listed(ends),
    )


def _halving(habits: Mapping[str, Any], names: Names) -> Sentence | None:
    if habits["splits"] is None or float(habits["splits"]) < SPLIT:
        return None
    return sentence(
        "We met them *half-way* on {issue} in {part} of 100 answers: by choosing theirs they choose our next offer.",
        issue=names.issue(habits["issue"]),
        part=str(round(100 * float(habits["splits"]))),
    )


def _rhythm(habits: Mapping[str, Any]) -> Sentence | None:
    if not habits["rhythm"]:
        return None
    return sentence("We answer after *nearly the same time* every time: that can be read.")


def _facts(part: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    found = [fact for side, who in SIDES.items() for fact in _way(part["sides"][side], who)]
    if part["mirroring"] is not None:
        found.append(("Their step to our step before it", f"about {float(part['mirroring']):.1f} times"))
    if part["influence"]:
        found.append(("What their steps follow", _influence(part["influence"])))
    for side, who in (("ours", "Our"), ("theirs", "Their")):
        last = (part["sides"][side] or {}).get("last", {})
        for rule, name in (("nash", "Nash"), ("kalai_smorodinsky", "Kalai–Smorodinsky")):
            if last.get(rule):
                found.append((f"{who} last offer to fair by {name}", f"{_percent(last[rule])} of the whole"))
    whole = part["habits"]["whole"]
    if whole is not None:
        words = "easy to foretell" if float(whole) < READABLE else "hard to foretell"
        found.append(("How readable we are, 0 easily to 1", f"{float(whole):.1f}, {words}"))
    return tuple(found)


def _way(side: Mapping[str, Any] | None, who: str) -> list[tuple[str, str]]:
    """How one side came down."""
    if side is None:
        return []
    found = []
    if side["rate"]:
        found.append((f"Part of the way to the floor {who} came", _percent(side["rate"])))
    if side["exponent"]:
        found.append((f"How {who} came down", _bend(side["exponent"])))
    if side["trading"] is not None:
        found.append((f"Steps with which {who} traded", f"{round(100 * float(side['trading']))} of 100"))
    return found


def _percent(band: Sequence[str]) -> str:
    low, high = (round(100 * float(Decimal(band[n]))) for n in (0, 2))
    return f"{low} %" if low == high else f"{low}–{high} %"


def _bend(band: Sequence[str]) -> str:
    low, middle, high = map(float, band)
    words = "early" if middle > EARLY else "late, holding out" if middle < LATE else "evenly"
    sure = low > EARLY or high < LATE or (low >= LATE and high <= EARLY)
    return words if sure else f"likely {words}"


def _influence(found: Mapping[str, Any]) -> str:
    said = []
    for name, words in (("other", "ours before"), ("own", "their own before")):
        value, error = map(float, found[name])
        if abs(value) > 2 * error:
            said.append(words)
    return listed(said) if said else f"nothing that can be told from {found['steps']} steps"


def _times(low: float, high: float) -> str:
    first, last = f"{low:.1f}", f"{high:.1f}"
    return first if first == last else f"{first}–{last}"


def _three(band: Sequence[str] | None) -> tuple[float, float, float] | None:
    return None if band is None else (float(band[0]), float(band[1]), float(band[2]))


def _whose(party: str) -> str:
    return "ours" if party == "ours" else "theirs"
