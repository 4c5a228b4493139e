"""What people type about an alternative to the deal."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from negotiations.actions.alternatives import BAND, MAX_SOURCE, plain
from negotiations.enums import AlternativeKind
from negotiations.forms.levels import Errors, bare, read_day, read_level, read_money, read_number
from negotiations.levels import NotALevel, scale_of
from negotiations.models import Deal, Issue

TITLE, NOTE = 160, 2000
FIELDS = frozenset({"title", "kind", "value", "probability", "cost", "expires_on", "note"})


def read_alternative_field(deal: Deal, field: str, text: str) -> Any:
    """The value that a typed text gives a field of an alternative. Raises ``NotALevel``."""
    if field in {"value", "cost"}:
        return read_money(text, deal.currency)
    if field == "probability":
        return read_chance(text)
    if field == "expires_on":
        return read_day(text)
    if field == "title":
        return bare(text, longest=TITLE)
    return bare(text, longest=NOTE) if field == "note" else bare(text)


def read_chance(text: str) -> Decimal:
    """Per cent from 0 to 100, to two decimals. Raises ``NotALevel``."""
    value = read_number(text)
    if value is None or not 0 <= value <= 100:
        raise NotALevel("Give a chance from 0 to 100 %.")
    return round(value, 2)


def read_levels(deal: Deal, issues: Sequence[Issue], data: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """A package typed as ``level-<issue id>`` fields: levels as stored, and the errors by field."""
    levels: dict[str, str] = {}
    errors: dict[str, str] = {}
    for issue in issues:
        name = f"level-{issue.pk}"
        try:
            level = read_level(scale_of(issue, deal.currency), data.get(name, ""))
            if level is not None:
                levels[str(issue.pk)] = plain(level)
        except NotALevel as error:
            errors[name] = str(error)
    return levels, errors


class NewAlternative:
    """The form of a new alternative: what was typed, the errors by field, what the action takes."""

    DEFAULTS: ClassVar[dict[str, str]] = {
        "title": "", "kind": AlternativeKind.VALUE, "value": "", "probability": "100", "cost": "", "expires_on": "",
        "note": "",
    }  # fmt: skip

    def __init__(self, deal: Deal, issues: Sequence[Issue], data: Mapping[str, str] | None = None) -> None:
        self.deal, self.issues = deal, issues
        self.typed = dict((data or {}).items())
        self.data = {name: (data or {}).get(name, default) for name, default in self.DEFAULTS.items()}
        self.errors = Errors()

    def fields(self) -> dict[str, Any]:
        """What ``alternatives.add`` takes; look at ``errors`` first."""
        found: dict[str, Any] = {}
        for name in self.DEFAULTS:
            try:
                found[name] = read_alternative_field(self.deal, name, self.data[name])
            except NotALevel as error:
                self.errors[name] = str(error)
        if found.get("kind") == AlternativeKind.PACKAGE:
            levels, errors = read_levels(self.deal, self.issues, self.typed)
            found["levels"], found["value"] = levels, None
            self.errors.update(errors)
            if not levels and not errors:
                self.errors["kind"] = "Give the package at least one level."
        elif found.get("value") is None and "value" not in self.errors:
            self.errors["value"] = "What would it be worth to you?"
        return found


class TheirFloorForm:
    """What they have without this deal, as typed: three amounts or none, where we know it from, and when."""

    def __init__(self, currency: str, data: Mapping[str, str]) -> None:
        self.typed = {name: data.get(name, "") for name in (*BAND, "source", "dated")}
        self.errors = Errors()
        self.currency = currency
        self.conflict: Any = None  # both values, when somebody saved meanwhile

    def fields(self) -> dict[str, Any]:
        """What ``alternatives.set_their_floor`` takes; look at ``errors`` first."""
        amounts = {name: self._read(name, lambda text: read_money(text, self.currency)) for name in BAND}
        known = {name: value for name, value in amounts.items() if value is not None}
        if known and len(known) < len(BAND) and not self.errors:
            self.errors[next(name for name in BAND if name not in known)] = "Give all three, or none of them."
        return {
            "band": known or None,
            "source": self._read("source", lambda text: bare(text, longest=MAX_SOURCE)) or "",
            "dated": self._read("dated", read_day),
        }

    def _read(self, name: str, read: Any) -> Any:
        try:
            return read(self.typed[name])
        except NotALevel as error:
            self.errors[name] = str(error)
            return None
