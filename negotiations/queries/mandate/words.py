"""The terms of a mandate in words, and what differs between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.permissions import SeatRole
from negotiations.enums import NUMERIC_KINDS
from negotiations.levels import Scale, date_words
from negotiations.queries.mandate.terms import Terms
from negotiations.queries.wording import Amounts

NONE = "none"
RANGE_PARTS = {"kind", "unit", "better", "multiplier", "range", "options"}


@dataclass(frozen=True)
class Difference:
    """One thing that differs: what, and both values in words. ``sort`` is for machines: limit, never, floor …"""

    what: str
    before: str
    after: str
    sort: str = ""

    @property
    def bare(self) -> str:
        """Without a value."""
        return self.what


class TermWords:
    """Speaks of the terms of one document."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.currency: str = terms.binding["currency"]
        self.amounts = Amounts(terms.binding["in_money"], self.currency)

    def issue(self, pk: str) -> str:
        name: str = self.terms.names["issues"].get(pk, "an issue")
        return name

    def scale(self, pk: str) -> Scale:
        part = self.terms.issues.get(pk)
        if part is None:
            return Scale("number")
        options = {int(number): label for number, label in part["options"].items()}
        return Scale(part["kind"], part["unit"], self.currency, options=options)

    def level(self, pk: str, level: str | None) -> str:
        return self.scale(pk).words(Decimal(level)) if level is not None else NONE

    def limit(self, pk: str, level: str | None) -> str:
        """A limit as a bound: ``at most €624``, ``at least 15 days``, ``2 years or better``."""
        if level is None:
            return NONE
        part = self.terms.issues[pk]
        words = self.level(pk, level)
        if part["kind"] not in NUMERIC_KINDS:
            return f"{words} or better for us"
        return f"{'at least' if part['better'] == 'high' else 'at most'} {words}"

    def floor(self) -> str:
        """What a package must be worth at least."""
        floor = self.terms.floor
        return NONE if floor is None else self.amounts.ours(floor["least"])

    def seat(self, role: str) -> str:
        return SeatRole(role).label

    def authority(self, part: Mapping[str, Any] | None) -> str:
        """How far a seat may commit us, in one line."""
        if part is None:
            return "nothing"
        return ", ".join(self.thresholds(part)) or "anything within the mandate"

    def thresholds(self, part: Mapping[str, Any]) -> list[str]:
        said = [f"{self.issue(pk)} {self.limit(pk, level)}" for pk, level in part.get("levels", {}).items()]
        if part.get("value"):
            said.append(f"a contract of at most {Amounts(True, self.currency).ours(part['value'])}")
        if part.get("discount"):
            said.append(f"prices at most {Decimal(part['discount']).normalize():f}\u2009% worse than our target")
        return said

    def day(self, text: str | None) -> str:
        return date_words(date.fromisoformat(text)) if text else "never"


def differences(old: Terms, new: Terms) -> tuple[Difference, ...]:
    """What differs, issue by issue and then for the whole; empty when both bind the same."""
    if old.binding == new.binding:
        return ()
    before, after = TermWords(old), TermWords(new)
    found = []
    for pk in {**old.issues, **new.issues}:
        one, other = old.issues.get(pk), new.issues.get(pk)
        if one is None or other is None:
            name = (after if other else before).issue(pk)
            found.append(Difference(f"issue {name}", "", "added" if other else "removed", "issue"))
        elif one != other:
            found += _issue(pk, one, other, before, after)
    found += _whole(before, after)
    return tuple(found)


def _issue(
    pk: str, one: Mapping[str, Any], other: Mapping[str, Any], before: TermWords, after: TermWords
) -> list[Difference]:
    name = after.issue(pk)
    found = []
    if one["walk_away"] != other["walk_away"]:
        sides = before.level(pk, one["walk_away"]), after.level(pk, other["walk_away"])
        found.append(Difference(f"walk-away of {name}", *sides, "limit"))
    if one["never"] != other["never"]:
        sides = before.limit(pk, one["never"]), after.limit(pk, other["never"])
        found.append(Difference(f"what is never given on {name}", *sides, "never"))
    if one["target"] != other["target"]:
        sides = before.level(pk, one["target"]), after.level(pk, other["target"])
        found.append(Difference(f"target of {name}, from which discounts count", *sides, "target"))
    if any(one[part] != other[part] for part in RANGE_PARTS):
        found.append(Difference(f"what {name} can be", _range(before, pk), _range(after, pk), "range"))
    if one["tradeable"] != other["tradeable"]:
        words = {True: "on the table", False: "fixed"}
        sides = words[one["tradeable"]], words[other["tradeable"]]
        found.append(Difference(f"whether {name} can be traded", *sides, "range"))
    if one["worth"] != other["worth"]:
        found.append(Difference(f"what {name} is worth to us, which the floor is measured with", "", "", "worth"))
    return found


def _range(words: TermWords, pk: str) -> str:
    part = words.terms.issues[pk]
    if part["range"] is None:
        return ", ".join(part["options"].values())
    low, high, _ = part["range"]
    text = f"{words.level(pk, low)} to {words.level(pk, high)}"
    return text if part["multiplier"] == "1" else f"{text}, × {part['multiplier']}"


def _whole(before: TermWords, after: TermWords) -> list[Difference]:
    old, new = before.terms, after.terms
    found = []
    if old.floor != new.floor:
        found.append(Difference("package floor", _floor(before), _floor(after), "floor"))
    for seat in sorted({*old.authority, *new.authority}):
        one, other = old.authority.get(seat), new.authority.get(seat)
        if one != other:
            what = f"what the {before.seat(seat).lower()} may commit"
            found.append(Difference(what, before.authority(one), after.authority(other), "authority"))
    if old.binding["expires_on"] != new.binding["expires_on"]:
        sides = before.day(old.binding["expires_on"]), after.day(new.binding["expires_on"])
        found.append(Difference("expiry", *sides, "expiry"))
    if any(old.binding[name] != new.binding[name] for name in ("currency", "in_money")):
        found.append(Difference("currency", before.currency, after.currency, "currency"))
    return found


def _floor(words: TermWords) -> str:
    floor = words.terms.floor
    if floor is None:
        return NONE
    name = words.terms.names["alternative"]
    over = "" if floor["margin"] == "0" else f", {words.amounts.ours(floor['margin'])} over"
    return f"{words.floor()} ({name or 'no alternative'}{over})"
