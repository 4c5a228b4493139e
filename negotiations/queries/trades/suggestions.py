"""A stored suggestion as a page shows it: a sentence, the sums, why, how sure."""

from collections.abc import Mapping
from typing import Any

from negotiations.enums import SuggestionKind
from negotiations.queries.trades.packages import counter_parts, improvement_parts, one_doubt, outside_words, set_parts
from negotiations.queries.trades.types import SuggestionWords, Sum
from negotiations.queries.wording import Amounts, Names, if_then, of_hundred, sentence

__all__ = ["SuggestionWords", "suggestion_parts"]

NOT_CARED_FOR = 0.005


def suggestion_parts(kind: str, content: Mapping[str, Any], names: Names, amounts: Amounts) -> dict[str, Any]:
    """The worded parts of a suggestion of any kind; an unknown or empty content gives a sentence that says so."""
    tellers = {
        SuggestionKind.COMPATIBLE: _compatible,
        SuggestionKind.SWAP: _swap,
        SuggestionKind.PACKAGE_SET: set_parts,
        SuggestionKind.COUNTER: counter_parts,
        SuggestionKind.IMPROVEMENT: improvement_parts,
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
    total = Sum(
        "worth", amounts.ours(content["ours_whole"], signed=True), amounts.theirs(content["theirs_whole"], signed=True)
    )
    return {
        "text": text,
        "total": total,
        "chance": f"{agree} agree",
        "outside": outside_words(content, names),
        "broken": names.broken(content.get("broken", ())),
        "why": tuple(why),
        "doubts": () if planned else one_doubt(content, names, amounts, gain=content["theirs"]),
        "say": f"Shall we agree on {names.term(pk, content['after'])} straight away?",
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
        Sum(label, amounts.ours(leg["ours"], signed=True), amounts.theirs(leg["theirs"], signed=True))
        for label, leg in (("give", give), ("get", get))
    )
    together = Sum(
        "together", amounts.ours(content["ours"], signed=True), amounts.theirs(content["theirs"], signed=True)
    )
    return {
        "text": text,
        "sums": sums,
        "total": together,
        "chance": f"they gain in {of_hundred(content['theirs'][3])}" if content["theirs"] else "",
        "outside": outside_words(content, names),
        "broken": names.broken(content.get("broken", ())),
        "why": _swap_reasons(content, names),
        "doubts": one_doubt(content, names, amounts, gain=content["theirs"]),
        "say": if_then(*([names.term(leg["issue"], leg["after"])] for leg in (get, give))),
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


def _times(ratio: float) -> str:
    if ratio <= NOT_CARED_FOR:
        return "next to nothing against"
    return f"{ratio:.1f} times" if ratio < 10 else f"{ratio:.0f} times"
