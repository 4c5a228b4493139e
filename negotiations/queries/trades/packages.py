"""Suggestions that are whole packages, in words: three equal ones, answers, deals better for both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from negotiations.queries.trades.doubt import DoubtWords, accept_words, doubt_words
from negotiations.queries.trades.types import MoveWords, PackageRow, PackageWords, Sum
from negotiations.queries.wording import Amounts, Names, if_then, listed, of_hundred, sentence

SAID_AT_ONCE = 4  # issues that a listener keeps in mind


def set_parts(content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    """Packages that are worth the same to us."""
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
    doubts = tuple(
        (package.letter, words)
        for package, row in zip(packages, rows, strict=True)
        if (words := doubt_words(row, names, amounts, gain=row["gain"])) is not None
    )
    return {"text": text, "packages": packages, "why": tuple(why), "doubts": doubts}


_RELAXED = {
    "leads": "No set was found in which each package is the best for them on another issue.",
    "difference": "Some of them differ on one issue only.",
    "fewer": "There are fewer than three that are equal for us.",
    "their floor": "All of them are likely less for them than no deal.",
}


def counter_parts(content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    """An answer to their last offer."""
    changed = [f"{names.level(pk, content['levels'][pk])} on {names.issue(pk)}" for pk in content["changed"]]
    most = "closest to their offer" if content["answer"] == "most like theirs" else "best for them"
    text = sentence(
        "Answer with what is *{most}* at our plan's worth: {changed}."
        if content.get("concession") is None
        else "Answer their step with one no larger; *{most}* is {changed}.",
        most=most,
        changed=listed(changed) if changed else "their own package",
    )
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
        "outside": outside_words(content, names),
        "broken": names.broken(content.get("broken", ())),
        "why": tuple(_counter_why(content, amounts)),
        "packages": (_package(0, content, names, amounts),),
        "doubts": one_doubt(content, names, amounts, gain=content["against_offer"]),
        "say": say(content, names),
    }


def _counter_why(content: Mapping[str, Any], amounts: Amounts) -> list[str]:
    why = [
        f"It is worth {amounts.ours(content['over_offer'])} more to us than their offer."
        if not content["over_offer"].startswith("-")
        else "Their offer is worth more to us than our plan: take it, or look for a deal better for both."
    ]
    if content.get("concession") is None:
        why.append("It keeps what our plan is worth to us; give ground from here only against something.")
    else:
        gave = f"Their last move gave us {amounts.ours(content['gave'])}. " if content["gave"] else ""
        cost = content["concession"]
        step = (
            f"asks for {amounts.ours(cost[1:])} more than" if cost.startswith("-") else f"gives {amounts.ours(cost)} on"
        )
        why.append(f"{gave}This {step} our last offer: no more than they gave, so that every step has its answer.")
    if content["accept"]:
        why.append("Their offer already gives us as much.")
    return why


BASES = {"offer": "their offer", "package": "the package on the page", "agreed": "what is agreed"}


def improvement_parts(content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    """A package that costs nobody anything, against the one on the page or their offer."""
    against = BASES[content["base"]]
    count = len(content["moves"])
    issues = names.issue(content["moves"][0]["issue"]) if count == 1 else f"{count} issues"
    text = sentence(
        "Change *{issues}* of {against}, and neither side loses by the best guess.", issues=issues, against=against
    )
    keeps = of_hundred(content["keeps"])
    why = (
        "Of all efficient deals that cost neither side anything by the best guess, it brings both together the most "
        f"while they do not lose in at least {content['asked']:.0%} of the guesses.",
        "Look for it again shortly before signing: about a quarter of all human agreements could have been better "
        "for both.",
    )
    total = Sum("more", amounts.ours(content["more_ours"], signed=True), _signed(amounts, content["more_theirs"]))
    return {
        "text": text,
        "total": total,
        "chance": f"they do not lose in {keeps}",
        "outside": outside_words(content, names),
        "broken": names.broken(content.get("broken", ())),
        "why": why,
        "moves": moves_words(content, names),
        "packages": (_package(0, content, names, amounts),),
        "doubts": one_doubt(content, names, amounts, gain=content["more_theirs"]),
        "say": say(content, names),
    }


def one_doubt(
    content: Mapping[str, Any], names: Names, amounts: Amounts, *, gain: Sequence[str] | None
) -> tuple[tuple[str, DoubtWords], ...]:
    """The doubt of a suggestion with a single package; empty for a result without."""
    words = doubt_words(content, names, amounts, gain=gain)
    return () if words is None else (("", words),)


def moves_words(content: Mapping[str, Any], names: Names) -> tuple[tuple[str, tuple[MoveWords, ...]], ...]:
    """What changes, in two lines: what we ask for and what we give, each level with the one that it replaces."""
    found = []
    for label, gives in (("we get", False), ("we give", True)):
        rows = [(one["issue"], one["before"], one["after"]) for one in content["moves"] if one["gives"] is gives]
        words = tuple(
            MoveWords(names.issue(pk), names.bare_level(pk, before), names.level(pk, after))
            for pk, before, after in rows
        )
        if words:
            found.append((label, words))
    return tuple(found)


def say(content: Mapping[str, Any], names: Names) -> str:
    """What to say for a package, from what changes: what we ask for, and what we can do for it.

    Nothing where more changes than fits into one sentence.
    """
    rows = content.get("moves", ())
    if len(rows) > SAID_AT_ONCE:
        return ""
    asks, gives = (
        [names.term(one["issue"], one["after"]) for one in rows if one["gives"] is mine] for mine in (False, True)
    )
    return if_then(asks, gives)


def _package(place: int, row: Mapping[str, Any], names: Names, amounts: Amounts) -> PackageWords:
    return PackageWords(
        place=place,
        ours=amounts.ours(row["ours"]),
        theirs=amounts.theirs(row["theirs"]),
        gain=_signed(amounts, row["gain"]),
        leads=listed([names.issue(pk) for pk in row.get("leads", ())]),
        outside=outside_words(row, names),
        broken=names.broken(row.get("broken", ())),
        over_floor="" if row["over_floor"] is None else amounts.ours(row["over_floor"], signed=True),
        favourite=of_hundred(row["favourite"]) if "favourite" in row else "",
        accept=accept_words(row["doubt"]).removeprefix("they may say yes in ") if "doubt" in row else "",
    )


def _signed(amounts: Amounts, band: Sequence[str] | None) -> str:
    return amounts.theirs(band, signed=True)


def outside_words(content: Mapping[str, Any], names: Names) -> str:
    """The issues on which a package passes a walk-away."""
    return listed([names.issue(pk) for pk in content.get("outside", ())])
