"""The result of a deal in words: what it is worth, what was left and why, by issue, estimates, alternatives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negotiations.charts.dance import DanceChart, Spot, dance_chart
from negotiations.engine.review.gap import Cause
from negotiations.levels import THIN_SPACE, number
from negotiations.queries.review.entries import Entries, package_words
from negotiations.queries.wording import Amounts, Names, listed

CAUSES: dict[str, tuple[str, str]] = {
    Cause.FREE_GIVE.value: ("Free gives", "given, and nothing was had for it"),
    Cause.OFF_PLAN.value: ("Off plan", "beyond where the concession plan goes"),
    Cause.MISSED_TRADE.value: ("Missed trades", "better for us and no worse for them, by what we knew then"),
    Cause.WRONG_ESTIMATE.value: ("Wrong estimate", "better for us and no worse for them, as we know only now"),
}
ASKED = {"ours": "us", "theirs": "them"}
KINDS = {"weight": "Their weight of {}", "rehearsal": "What the deal would be worth, by rehearsal"}


@dataclass(frozen=True)
class Figure:
    """A figure of the result: its name, the value, how it is meant. ``tone``: good, bad or nothing."""

    name: str
    value: str
    how: str
    tone: str = ""


@dataclass(frozen=True)
class GapLine:
    """A part of what was left. ``between``: over the guesses of their side."""

    cause: str
    meaning: str
    amount: str
    share: float
    between: str
    lines: tuple[tuple[str, str, tuple[int, ...]], ...]  # amount, issues, entries


@dataclass(frozen=True)
class Gap:
    whole: str
    between: str
    lines: tuple[GapLine, ...]
    best: str
    needed: tuple[int, ...]
    nothing: bool


@dataclass(frozen=True)
class IssueRow:
    """An issue from target to result, and who spoke of it first."""

    name: str
    target: str
    opening: str
    theirs: str
    result: str
    against: str
    tone: str
    asked: str
    entries: tuple[int, ...]


@dataclass(frozen=True)
class SpotRow:
    number: int
    party: str
    who: str
    ours: str
    theirs: str
    gap: str


@dataclass(frozen=True)
class CaseRow:
    """An interval that was stated, and what came true."""

    name: str
    stated: str
    truth: str
    inside: bool


@dataclass(frozen=True)
class Calibration:
    rows: tuple[CaseRow, ...]
    words: str
    score: str


@dataclass(frozen=True)
class AlternativeRow:
    title: str
    expected: str
    margin: str
    better: bool
    words: str
    expired: bool


def amounts_of(document: Mapping[str, Any]) -> Amounts:
    """How amounts of a review are said."""
    return Amounts(bool(document["about"]["money"]), document["about"]["currency"])


def figures(document: Mapping[str, Any]) -> tuple[Figure, ...]:
    """What the deal came to, most important first; nothing without a deal."""
    found, amounts = document["result"], amounts_of(document)
    if found is None:
        return ()
    rows = [Figure("Worth to us", amounts.ours(found["worth"]), "above every issue at its worst for us")]
    for key, name, how in (
        ("target", "Against target", "the result less our targets"),
        ("floor", "Over our floor", "more than our best alternative, at its expected value"),
        ("savings", "Against their first offer", "what the talks brought"),
        ("opening", "Against our opening", "what the talks cost"),
    ):
        if found[key] is not None:
            rows.append(Figure(name, amounts.ours(found[key], signed=True), how, _tone(found[key])))
    if found["claimed"] is not None:
        part = Decimal(found["claimed"]) * 100
        rows.append(
            Figure(
                "Our part of the room", f"{part:.0f}{THIN_SPACE}%",
                "0 at our floor, 100 at the best deal that leaves them at their likely floor",
            )
        )  # fmt: skip
    rows.append(Figure("Likely worth to them", amounts.theirs(found["theirs"]), "80 of 100 guesses lie in it"))
    return tuple(rows)


def gap_words(document: Mapping[str, Any], names: Names) -> Gap:
    """What was left against the best deal as now known, by cause."""
    found, amounts = document["gap"], amounts_of(document)
    whole = Decimal(found["whole"])
    lines = []
    for cause, (title, meaning) in CAUSES.items():
        part = Decimal(found["parts"][cause])
        mine = [line for line in found["lines"] if line["cause"] == cause]
        lines.append(
            GapLine(
                cause=title,
                meaning=meaning,
                amount=amounts.ours(part),
                share=float(part / whole) if whole else 0.0,
                between=_between(amounts, found["between"][cause]),
                lines=tuple(
                    (amounts.ours(line["amount"]), listed([names.issue(pk) for pk in line["issues"]]),
                     tuple(line["moves"]))
                    for line in mine
                ),
            )
        )  # fmt: skip
    return Gap(
        whole=amounts.ours(whole),
        between=_between(amounts, found["between"]["whole"]),
        lines=tuple(lines),
        best=package_words(names, found["best"]) if found["best"] else "",
        needed=tuple(found["needed"]),
        nothing=whole == 0,
    )


def issue_rows(document: Mapping[str, Any], names: Names) -> tuple[IssueRow, ...]:
    """Issue by issue: target, both openings, result."""
    amounts = amounts_of(document)

    def level(row: Mapping[str, Any], key: str) -> str:
        return "–" if row[key] is None else names.level(row["issue"], row[key])

    return tuple(
        IssueRow(
            name=names.issue(row["issue"]),
            target=level(row, "target"),
            opening=level(row, "opening"),
            theirs=level(row, "their_opening"),
            result=level(row, "result"),
            against="–" if row["against_target"] is None else amounts.ours(row["against_target"], signed=True),
            tone=_tone(row["against_target"]),
            asked=ASKED.get(row["asked"], "–"),
            entries=tuple(row["moves"]),
        )
        for row in document["issues"]
    )


def dance_words(document: Mapping[str, Any], entries: Entries) -> tuple[DanceChart | None, tuple[SpotRow, ...]]:
    """The drawing of the dance and the table beside it."""
    found, amounts = document["dance"], amounts_of(document)
    rows, spots = [], []
    for spot in found["spots"]:
        who = "Us" if spot["party"] == "ours" else "Them"
        ours, theirs = amounts.ours(spot["ours"]), amounts.theirs(spot["theirs"])
        gap = "–" if spot["gap"] is None else amounts.ours(spot["gap"])
        rows.append(SpotRow(spot["number"], spot["party"], who, ours, theirs, gap))
        if spot["theirs"] is not None:
            low, likely, high = (float(value) for value in spot["theirs"][:3])
            caption = f"Entry {spot['number']}, {who.lower()}: {ours} to us, likely {theirs} to them"
            spots.append(Spot(str(spot["number"]), spot["party"], float(spot["ours"]), (low, likely, high), caption))
    end = document["result"]
    if end is not None and end["theirs"] is not None and spots:
        low, likely, high = (float(value) for value in end["theirs"][:3])
        caption = f"The result: {amounts.ours(end['worth'])} to us, likely {amounts.theirs(end['theirs'])} to them"
        spots.append(Spot("result", "ours", float(end["worth"]), (low, likely, high), caption, end=True))
    if not spots:
        return None, tuple(rows)
    floor, theirs_floor = found["floors"]
    chart = dance_chart(
        spots,
        now=_points(found["now"]),
        then=_points(found["then"]),
        floor=None if floor is None else float(floor),
        their_floor=None if theirs_floor is None else (float(theirs_floor[0]), float(theirs_floor[2])),
        unit=amounts.unit,
    )
    return chart, tuple(rows)


def calibration_words(document: Mapping[str, Any], names: Names) -> Calibration:
    """Each interval that we stated, and how good they were."""
    found, amounts = document["calibration"], amounts_of(document)
    rows = []
    for case in found["cases"]:
        if case["kind"] == "weight":
            low, truth, high = (f"{100 * float(case[key]):.0f}" for key in ("low", "truth", "high"))
            stated, came = f"{low}–{high}{THIN_SPACE}%", f"{truth}{THIN_SPACE}%"
        else:
            stated = f"{amounts.ours(case['low'])} to {amounts.ours(case['high'])}"
            came = amounts.ours(case["truth"])
        name = KINDS[case["kind"]].format(names.issue(case["issue"]) if case["issue"] else "")
        rows.append(CaseRow(name, stated, came, bool(case["inside"])))
    if not rows:
        return Calibration((), "", "")
    held = sum(row.inside for row in rows)
    words = f"{held} of {len(rows)} intervals held what came true; 8 of 10 should."
    return Calibration(tuple(rows), words, number(Decimal(found["score"]).quantize(Decimal("0.01"))))


def alternative_rows(document: Mapping[str, Any]) -> tuple[AlternativeRow, ...]:
    """Each alternative against the result."""
    amounts = amounts_of(document)
    return tuple(
        AlternativeRow(
            title=row["title"],
            expected=amounts.ours(row["expected"]),
            margin=amounts.ours(row["margin"], signed=True),
            better=Decimal(row["margin"]) >= 0,
            words=_even(row),
            expired=row["expired"],
        )
        for row in document["alternatives"]
    )


def _even(row: Mapping[str, Any]) -> str:
    """At which probability it would have been as good."""
    if row["even"] is None:
        return ""
    chance, even = round(100 * float(row["chance"])), round(100 * float(row["even"]))
    if even > 100:
        return f"Worse than the deal even if it had been certain; it was given {chance} of 100."
    return f"As good as the deal at {even} of 100; it was given {chance} of 100."


def _between(amounts: Amounts, band: Sequence[str]) -> str:
    low, high = amounts.ours(band[0]), amounts.ours(band[2])
    return low if low == high else f"{low} to {high}"


def _points(rows: Sequence[Sequence[str]]) -> list[tuple[float, float]]:
    return [(float(ours), float(theirs)) for ours, theirs in rows]


def _tone(value: str | None) -> str:
    return "" if value is None or Decimal(value) == 0 else "good" if Decimal(value) > 0 else "bad"
