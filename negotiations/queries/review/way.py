"""How the talks went, in words: turning points, patterns, time, questions, threats, the plan against the log, roles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negotiations.charts.talk import TalkChart, Turn, talk_chart
from negotiations.enums_table import MoveKind
from negotiations.levels import THIN_SPACE
from negotiations.queries.review.entries import Entries, EntryWords, package_words
from negotiations.queries.review.words import amounts_of
from negotiations.queries.table.entry_links import Part, linked
from negotiations.queries.table.holds import HoldWords
from negotiations.queries.theirs.talks import KINDS
from negotiations.queries.wording import Amounts, Names, listed

TURNS = {
    "anchor": "First offer",
    "closer": "Closed {} of the first gap",
    "wider": "Widened the gap by {} of the first one",
    "threat": "A threat",
    "stuck": "Deadlock: nothing moved from here on",
    "moving": "The deadlock was broken",
    "met": "Both offers met",
    "agreed": "Agreed",
}


@dataclass(frozen=True)
class TurnRow:
    number: int
    words: str
    entry: EntryWords | None


@dataclass(frozen=True)
class StepRow:
    """A step of a side: what it gave on, what it cost its own side, what it gave the other."""

    number: int
    issues: str
    own: str
    given: str
    kind: str


@dataclass(frozen=True)
class SideWords:
    """How a side came down."""

    who: str
    party: str
    steps: tuple[StepRow, ...]
    news: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True)
class TimeRow:
    name: str
    hours: str
    share: float
    weight: float
    much: bool


@dataclass(frozen=True)
class AskedRow:
    """A question, and what came of it."""

    entry: EntryWords
    answer: EntryWords | None


@dataclass(frozen=True)
class PlannedRow:
    """A step of the concession plan in the log."""

    give: str
    get: str
    words: str
    number: int | None
    tone: str


@dataclass(frozen=True)
class Way:
    chart: TalkChart | None
    entries: tuple[EntryWords, ...]
    turns: tuple[TurnRow, ...]
    sides: tuple[SideWords, ...]
    reciprocity: str
    unanswered: tuple[int, ...]
    time: tuple[TimeRow, ...]
    asked: tuple[AskedRow, ...]
    they_asked: tuple[AskedRow, ...]
    threats: tuple[AskedRow, ...]
    leverage: tuple[AskedRow, ...]
    holds: tuple[HoldWords, ...]
    overridden: tuple[EntryWords, ...]
    plan: str
    planned: tuple[PlannedRow, ...]
    habits: tuple[str, ...]


def way_words(document: Mapping[str, Any], names: Names, entries: Entries, holds: Iterable[HoldWords]) -> Way:
    """All of the page on how the talks went."""
    amounts = amounts_of(document)
    ratio = document["reciprocity"]
    plan = document["plan"]
    questions = [_answered(one, entries) for one in entries.values() if one.kind == MoveKind.QUESTION]
    return Way(
        chart=_chart(document, amounts),
        entries=tuple(entries.values()),
        turns=tuple(
            TurnRow(one["number"], TURNS[one["turn"]].format(_part(one["share"])), entries.get(one["number"]))
            for one in document["turns"]
        ),
        sides=tuple(_side(found, who, names, amounts) for who, found in document["sides"].items() if found is not None),
        reciprocity=_reciprocity(ratio, amounts) if ratio else "",
        unanswered=tuple(ratio["unanswered"]) if ratio else (),
        time=tuple(_time(row, names) for row in document["time"]),
        asked=tuple(row for row in questions if row.entry.party == "ours"),
        they_asked=tuple(row for row in questions if row.entry.party == "theirs"),
        threats=tuple(_answered(one, entries) for one in entries.values() if one.kind == MoveKind.THREAT),
        leverage=tuple(_answered(one, entries) for one in entries.values() if one.kind == MoveKind.LEVERAGE),
        holds=tuple(holds),
        overridden=tuple(one for one in entries.values() if one.why and one.party == "ours"),
        plan=plan["name"] if plan else "",
        planned=tuple(_planned(step, names) for step in plan["steps"]) if plan else (),
        habits=_habits(document["habits"], names),
    )


def _chart(document: Mapping[str, Any], amounts: Amounts) -> TalkChart | None:
    turns = [
        Turn(
            spot["party"],
            float(spot["ours"]),
            None if spot["theirs"] is None else tuple(float(v) for v in spot["theirs"][:3]),  # type: ignore[arg-type]
            f"Entry {spot['number']}: {amounts.ours(spot['ours'])} to us, likely {amounts.theirs(spot['theirs'])}",
        )
        for spot in document["dance"]["spots"]
    ]
    return talk_chart(turns, unit=amounts.unit) if turns else None


def _side(found: Mapping[str, Any], party: str, names: Names, amounts: Amounts) -> SideWords:
    ours = party == "ours"
    rows = []
    for step in found["steps"]:
        own = amounts.ours(step["own"][1], signed=True) if ours else amounts.theirs(step["own"], signed=True)
        given = amounts.theirs(step["given"], signed=True) if ours else amounts.ours(step["given"][1], signed=True)
        kind = max(step["kinds"].items(), key=lambda pair: float(pair[1]))[0]
        rows.append(
            StepRow(step["number"], listed([names.issue(pk) for pk in step["issues"]]) or "nothing", own, given,
                    KINDS[kind])
        )  # fmt: skip
    news = []
    if found["rate"] is not None:
        whose = "our floor" if ours else "their likely floor"
        part = 100 * Decimal(found["rate"])
        news.append(f"Gave up {part:.0f}{THIN_SPACE}% of the way from the first offer to {whose}.")
    if found["shrinking"]:
        news.append("The last steps shrank each time: a limit near, or a tactic.")
    if found["largest"] is not None:
        news.append(f"The largest give was entry {found['largest']}.")
    return SideWords("Us" if ours else "Them", party, tuple(rows), tuple(map(linked, news)))


def _reciprocity(found: Mapping[str, Any], amounts: Amounts) -> str:
    gave, got = amounts.theirs(found["ours"]), amounts.ours(found["theirs"][1])
    words = f"They gave us {got} in all; we gave them what is likely worth {gave} to them."
    if found["ratio"] is None:
        return words
    low, high = (f"{Decimal(found['ratio'][place]):.1f}" for place in (0, 2))
    return f"{words} For each 1 that we gave, {low} to {high} came back."


def _time(row: Mapping[str, Any], names: Names) -> TimeRow:
    minutes = round(60 * float(row["hours"]))
    share, weight = float(row["share"]), float(row["weight"])
    words = f"{minutes // 60}{THIN_SPACE}h {minutes % 60:02d}" if minutes >= 60 else f"{minutes}{THIN_SPACE}min"
    return TimeRow(names.issue(row["issue"]), words, share, weight, share > 2 * weight and minutes >= 10)


def _answered(entry: EntryWords, entries: Entries) -> AskedRow:
    """With the entry that answers it."""
    answer = next((one for one in entries.values() if one.answers == entry.number), None)
    return AskedRow(entry, answer)


def _planned(step: Mapping[str, Any], names: Names) -> PlannedRow:
    give, get = (package_words(names, step[key]) for key in ("gives", "gets"))
    if step["number"] is None:
        return PlannedRow(give, get, "not needed", None, "good")
    lacks = [words for key, words in (("early", "earlier than planned"), ("unpaid", "without its get")) if step[key]]
    words = f"given in round {step['round']}{', ' if lacks else ''}{listed(lacks)}"
    return PlannedRow(give, get, words, step["number"], "bad" if lacks else "")


def _habits(found: Mapping[str, Any], names: Names) -> tuple[str, ...]:
    """How they can read us: 0 is an open book, 100 not to be foretold."""
    said = [
        f"{name}: {100 * float(found[key]):.0f} of 100 hard to foretell."
        for key, name in (("timing", "When we answer"), ("size", "How far we step"))
        if found[key] is not None
    ]
    if found["splits"] is not None and found["issue"]:
        part = 100 * float(found["splits"])
        said.append(f"On {names.issue(found['issue'])}, {part:.0f} of 100 of our answers met them half-way.")
    if found["rhythm"]:
        said.append("Our answers come in a fixed rhythm.")
    return tuple(said)


def _part(share: str | None) -> str:
    return "" if share is None else f"{abs(100 * Decimal(share)):.0f}{THIN_SPACE}%"
