"""A rule in words: ``If Payment is 60 days or more, Delivery is DDP.``"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from negotiations.enums import RuleKind
from negotiations.levels import number
from negotiations.models import IssueRule
from negotiations.queries.rules.levels import Part, part_words
from negotiations.queries.rules.types import ReadRule, read_rule
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Names, Sentence, listed, plain, sentence
from negotiations.secrets import Reader

# What the fields are called in the history.
RULE_FIELDS = {
    "when": "the levels", "then": "what must hold", "amounts": "what is counted", "most": "the most",
    "theirs": "what it is worth to them", "ours": "what it is worth to us", "counted": "the name of what is counted",
    "party": "whose it is", "requester": "who asks for it", "importance": "whether it must hold", "note": "the reason",
}  # fmt: skip


def rule_sentence(rule: ReadRule, names: Names, amounts: Amounts) -> Sentence:
    """The rule as one sentence; the levels are its strong parts."""
    tellers = {
        RuleKind.FORBID: _forbid,
        RuleKind.REQUIRE: _require,
        RuleKind.BONUS: _bonus,
        RuleKind.CAP: _cap,
    }
    return tellers[RuleKind(rule.kind)](rule, names, amounts)


def rule_line(rule: ReadRule, names: Names, amounts: Amounts) -> str:
    """The same as plain text, without its full stop."""
    return plain(rule_sentence(rule, names, amounts)).removesuffix(".")


def rule_titles(access: Standing, ids: Iterable[Any]) -> dict[str, str]:
    """What rules are called, removed ones included: their sentences. For a reader of secrets. Three queries or none."""
    rows = list(IssueRule.objects.filter(deal=access.deal, pk__in=ids)) if ids else []
    if not rows:
        return {}
    names, amounts = Names(access.deal), Amounts(True, access.deal.currency)
    return {str(row.pk): rule_line(read_rule(row, access), names, amounts) for row in rows}


def name_rules(names: Names, rows: Iterable[IssueRule], reader: Reader, amounts: Amounts) -> Names:
    """The same names, which can say what rules say. For readers of secrets; no query."""
    names.rules = {str(row.pk): rule_line(read_rule(row, reader), names, amounts) for row in rows}
    return names


def gone(rule: ReadRule, live: set[str], names: Names) -> str:
    """The issues that the rule names and the plan no longer has; "" when it has all of them."""
    return listed([names.issue(pk) for pk in rule.issue_ids if pk not in live])


def _forbid(rule: ReadRule, names: Names, _: Amounts) -> Sentence:
    template, words = _levels(rule.when, names, "a", " with ")
    return sentence(f"Never {template}.", **words)


def _require(rule: ReadRule, names: Names, _: Amounts) -> Sentence:
    first, words = _conditions(rule.when, names, "a")
    second, more = _conditions(rule.then, names, "b")
    return sentence(f"If {first}, then {second}.", **words, **more)


def _bonus(rule: ReadRule, names: Names, amounts: Amounts) -> Sentence:
    first, words = _conditions(rule.when, names, "a")
    said = []
    if rule.ours:
        said.append("*{ours}* for us")
        words["ours"] = amounts.ours(rule.ours, signed=True)
    if rule.theirs:
        band = [rule.theirs[name] for name in ("low", "likely", "high")]
        said.append("likely *{theirs}* for them")
        words["theirs"] = amounts.theirs(band, signed=True)
    return sentence(f"When {first}: {' and '.join(said)} on top.", **words)


def _cap(rule: ReadRule, names: Names, _: Amounts) -> Sentence:
    words = {"most": _counted(rule.most or Decimal(0), rule.counted)}
    said = []
    for place, (pk, entry) in enumerate(_ordered(rule.amounts, names)):
        words[f"x{place}"] = _counts(pk, entry, names)
        said.append(f"{{x{place}}}")
    return sentence(f"Together at most *{{most}}*: {'; '.join(said)}.", **words)


def _ordered(parts: Mapping[str, Part], names: Names) -> list[tuple[str, Part]]:
    """In the order of the plan; a database keeps no order of the keys of a document."""
    places = {pk: place for place, pk in enumerate(names.order)}
    return sorted(parts.items(), key=lambda pair: places.get(pair[0], len(places)))


def _conditions(parts: Mapping[str, Part], names: Names, key: str) -> tuple[str, dict[str, str]]:
    """``Payment is *60 days or more* and Delivery is *DDP*`` as a template with its words."""
    words: dict[str, str] = {}
    said = []
    for place, (pk, part) in enumerate(_ordered(parts, names)):
        words[f"{key}i{place}"], words[f"{key}l{place}"] = names.issue(pk), part_words(names.scale(pk), part)
        said.append(f"{{{key}i{place}}} is *{{{key}l{place}}}*")
    return " and ".join(said), words


def _levels(parts: Mapping[str, Part], names: Names, key: str, joint: str) -> tuple[str, dict[str, str]]:
    """``*60 days or more* on Payment with *EXW* on Delivery``."""
    words: dict[str, str] = {}
    said = []
    for place, (pk, part) in enumerate(_ordered(parts, names)):
        words[f"{key}i{place}"], words[f"{key}l{place}"] = names.issue(pk), part_words(names.scale(pk), part)
        said.append(f"*{{{key}l{place}}}* on {{{key}i{place}}}")
    return joint.join(said), words


def _counts(pk: str, entry: Mapping[str, Any], names: Names) -> str:
    scale = names.scale(pk)
    if "options" not in entry:
        unit = scale.unit.removesuffix("s") if scale.unit and scale.unit != "%" else scale.unit
        one = f" for each {unit}" if unit else " times the level"
        return f"{number(Decimal(entry['each']))}{one} of {names.issue(pk)}"
    said = [
        f"{label} {number(Decimal(entry['options'][str(option)]))}"
        for option, label in scale.options.items()
        if Decimal(entry["options"].get(str(option), 0))
    ]
    return f"{names.issue(pk)} {', '.join(said)}"


def _counted(most: Decimal, what: str) -> str:
    return f"{number(most)} {what}".strip()
