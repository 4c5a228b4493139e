"""A stored suggestion as a page shows it: a sentence, the sums, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from negotiations.enums import SuggestionKind
from negotiations.queries.wording import Amounts, Names, Sentence, listed, of_hundred, plain, sentence

NOT_CARED_FOR = 0.005


@dataclass(frozen=True)
class Sum:
    """One line of the arithmetic: give, get, together."""

    label: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class PackageRow:
    """One issue across the packages of a set."""

    issue: str
    levels: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class PackageWords:
    """One package of a set, or a counter-offer. ``rows_with`` is the whole set, issue by issue."""

    place: int
    ours: str
    theirs: str
    gain: str
    leads: str
    outside: str
    over_floor: str
    rows_with: tuple["PackageRow", ...] = ()

    @property
    def letter(self) -> str:
        """A, B or C."""
        return chr(ord("A") + self.place)


@dataclass(frozen=True)
class Remark:
    """What somebody said about a suggestion."""

    author: Any
    at: datetime
    text: str


@dataclass(frozen=True)
class SuggestionWords:
    """All that is shown of a suggestion. ``outside`` names what passes a walk-away ("" when nothing does)."""

    id: UUID
    kind: str
    state: str
    text: Sentence
    sums: tuple[Sum, ...] = ()
    total: Sum | None = None
    chance: str = ""
    outside: str = ""
    why: tuple[str, ...] = ()
    packages: tuple[PackageWords, ...] = ()
    reason: str = ""
    decided_by: Any = None
    decided_at: datetime | None = None
    remarks: Sequence[Remark] = field(default_factory=tuple)

    @property
    def plain(self) -> str:
        """The sentence as one line of text."""
        return plain(self.text)


def suggestion_parts(kind: str, content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    """The worded parts of a suggestion of any kind; an unknown or empty content gives a sentence that says so."""
    tellers = {
        SuggestionKind.COMPATIBLE: _compatible,
        SuggestionKind.SWAP: _swap,
        SuggestionKind.PACKAGE_SET: _package_set,
        SuggestionKind.COUNTER: _counter,
    }
    if "levels" not in content and "packages" not in content:
        return {"text": sentence("This suggestion holds nothing.")}
    return tellers[SuggestionKind(kind)](content, names, amounts)


def _compatible(content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    pk = content["issue"]
    words = {"level": names.level(pk, content["after"]), "issue": names.issue(pk)}
    templates = {
        "free for us": "Give them *{level}* on {issue}: all options are the same to us.",
        "free for them": "Ask for *{level}* on {issue}: they do not seem to mind.",
    }
    text = sentence(templates.get(content["kind"], "Agree *{level}* on {issue} at once: you both want it."), **words)
    agree = of_hundred(content["agree"])
    planned = content["before"] == content["after"]
    why = [
        f"By your estimate {words['level']} is best for them too, in {agree} about them. People miss half of "
        "the issues on which both want the same; settling these first costs nothing and starts with an agreement.",
        "It is what the plan has already." if planned else f"The plan has {names.level(pk, content['before'])} now.",
    ]
    total = Sum("worth", amounts.ours(content["ours_whole"], signed=True), _signed(amounts, content["theirs_whole"]))
    return {
        "text": text,
        "total": total,
        "chance": f"{agree} agree",
        "outside": _names(content, names),
        "why": tuple(why),
    }


def _swap(content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    give, get = content["give"], content["get"]
    text = sentence(
        "Accept *{gave}* instead of {had} on {giving}, and get *{got}* instead of {was} on {getting}.",
        gave=names.level(give["issue"], give["after"]),
        had=names.bare_level(give["issue"], give["before"]),
        giving=names.issue(give["issue"]),
        got=names.level(get["issue"], get["after"]),
        was=names.bare_level(get["issue"], get["before"]),
        getting=names.issue(get["issue"]),
    )
    sums = tuple(
        Sum(label, amounts.ours(leg["ours"], signed=True), _signed(amounts, leg["theirs"]))
        for label, leg in (("give", give), ("get", get))
    )
    together = Sum("together", amounts.ours(content["ours"], signed=True), _signed(amounts, content["theirs"]))
    return {
        "text": text,
        "sums": sums,
        "total": together,
        "chance": f"they gain in {of_hundred(content['theirs'][3])}" if content["theirs"] else "",
        "outside": _names(content, names),
        "why": _swap_reasons(content, names),
    }


def _swap_reasons(content: Mapping[str, Any], names: Names) -> tuple[str, ...]:
    """What makes the trade: each leg is worth more to whoever gets it than it costs whoever gives it."""
    give, get = content["give"], content["get"]
    reasons = []
    if give["theirs"] and float(give["ours"]):
        times = float(give["theirs"][1]) / -float(give["ours"])
        reasons.append(
            f"What they get on {names.issue(give['issue'])} is likely worth {_times(times)} what it costs us."
        )
    if get["theirs"] and float(get["theirs"][1]):
        times = float(get["ours"]) / -float(get["theirs"][1])
        reasons.append(
            f"What we get on {names.issue(get['issue'])} is worth {_times(times)} what it likely costs them."
        )
    if content["kind"] != "win-win":
        reasons.append(
            "It is about even for us: it makes the package better for them without costing us."
            if content["kind"] == "even for us"
            else "It is about even for them: ask for it when they owe us something."
        )
    if content["over_floor"] is not None and content["over_floor"].startswith("-"):
        reasons.append("The package stays below our floor: our best alternative is worth more.")
    return tuple(reasons)


def _package_set(content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    rows = content["packages"]
    count = {2: "two", 3: "three"}.get(len(rows), str(len(rows)))
    text = sentence(
        "Offer these *{count} packages* at once: they are worth the same to us, about *{worth}* each.",
        count=count,
        worth=amounts.ours(rows[0]["ours"]),
    )
    why = [
        "Several equal offers at once do better for the offerer, for both together and for the relation than a single "
        "one, and which of them they lean to shows what matters to them (Leonardelli et al., 2019).",
        f"They differ by at most {amounts.ours(content['apart'])} for us.",
        *(_RELAXED[what] for what in content["relaxed"] if what in _RELAXED),
    ]
    every = [row["levels"] for row in rows]
    packages = tuple(_package(place, row, names, amounts) for place, row in enumerate(rows))
    across = tuple(
        PackageRow(
            names.issue(pk), tuple(names.level(pk, one[pk]) for one in every), len({one[pk] for one in every}) > 1
        )
        for pk in names.order
        if all(pk in one for one in every)
    )
    packages = tuple(replace(package, rows_with=across) for package in packages)
    return {"text": text, "packages": packages, "why": tuple(why)}


def _across(pk: str, every: Sequence[Mapping[str, str]], names: Names) -> PackageRow:
    levels = tuple(names.level(pk, one[pk]) for one in every)
    return PackageRow(names.issue(pk), levels, len(set(levels)) > 1)


_RELAXED = {
    "leads": "No set was found in which each package is the best for them on another issue.",
    "difference": "Some of them differ on one issue only.",
    "fewer": "There are fewer than three that are equal for us.",
    "their floor": "All of them are likely less for them than no deal.",
}


def _counter(content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    changed = [f"{names.level(pk, content['levels'][pk])} on {names.issue(pk)}" for pk in content["changed"]]
    most = "what is *closest to their offer*" if content["answer"] == "most like theirs" else "what is *best for them*"
    text = sentence(
        "Answer with " + most + " at our plan's worth: {changed}.",
        changed=listed(changed) if changed else "their own package",
    )
    why = [
        f"It is worth {amounts.ours(content['over_offer'])} more to us than their offer."
        if not content["over_offer"].startswith("-")
        else "Their offer is worth more to us than our plan: take it, or look for a deal better for both.",
        "It keeps what our plan is worth to us; give ground from here only against something.",
    ]
    if content["accept"]:
        why.append("Their offer already gives us what our plan does.")
    total = Sum("worth", amounts.ours(content["ours"]), amounts.theirs(content["theirs"]))
    against = Sum(
        "against their offer",
        amounts.ours(content["over_offer"], signed=True),
        _signed(amounts, content["against_offer"]),
    )
    return {
        "text": text,
        "sums": (against,),
        "total": total,
        "outside": _names(content, names),
        "why": tuple(why),
        "packages": (_package(0, content, names, amounts),),
    }


def _package(place: int, row: Mapping[str, Any], names: Names, amounts: Amounts) -> PackageWords:
    return PackageWords(
        place=place,
        ours=amounts.ours(row["ours"]),
        theirs=amounts.theirs(row["theirs"]),
        gain=_signed(amounts, row["gain"]),
        leads=listed([names.issue(pk) for pk in row.get("leads", ())]),
        outside=_names(row, names),
        over_floor="" if row["over_floor"] is None else amounts.ours(row["over_floor"], signed=True),
    )


def _signed(amounts: Amounts, band: Sequence[str] | None) -> str:
    return amounts.theirs(band, signed=True)


def _names(content: Mapping[str, Any], names: Names) -> str:
    return listed([names.issue(pk) for pk in content.get("outside", ())])


def _times(ratio: float) -> str:
    if ratio <= NOT_CARED_FOR:
        return "next to nothing against"
    return f"{ratio:.1f} times" if ratio < 10 else f"{ratio:.0f} times"
