"""What people type about the deals that may follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negotiations.actions.alternatives import BAND, MAX_SOURCE
from negotiations.actions.futures import CHANCES, RANGES
from negotiations.forms.levels import Errors, bare, read_money, read_number
from negotiations.levels import NotALevel

LABELS = {
    "deals": "Further deals",
    "years": "Over how many years",
    "value": "Worth of each to us",
    "keep": "Chance that it goes on, each year",
    "rate": "What money costs us a year",
}
ENDS = {"low": "at least", "likely": "likely", "high": "at most"}


@dataclass(frozen=True)
class RangeInputs:
    """Three fields of one line."""

    label: str
    inputs: tuple[tuple[str, str, str], ...]  # name, hint, value
    error: str


class FutureForm:
    """Ranges as ``deals-low`` and so on, two percentages, a source: as stored or as typed."""

    def __init__(self, currency: str, data: Mapping[str, str], *, in_money: bool = True) -> None:
        names = [f"{name}-{end}" for name in RANGES for end in BAND] + [*CHANCES, "source"]
        self.typed = {name: data.get(name, "") for name in names}
        self.version = data.get("version", "0")
        self.currency, self.in_money = currency, in_money
        self.errors = Errors()
        self.conflict: Any = None  # both values, when somebody saved meanwhile

    def fields(self) -> dict[str, Any]:
        """What ``futures.edit`` takes; look at ``errors`` first."""
        chances = {name: self._read(name, name, _per_cent) for name in CHANCES}
        source = self._read("source", "source", lambda text: bare(text, longest=MAX_SOURCE)) or ""
        return {"ranges": {name: self._range(name) for name in RANGES}, "source": source, **chances}

    def _range(self, name: str) -> dict[str, Decimal] | None:
        found = {end: self._read(name, f"{name}-{end}", self._number(name)) for end in BAND}
        known = {end: value for end, value in found.items() if value is not None}
        if known and len(known) < len(BAND) and name not in self.errors:
            self.errors[name] = "Give all three: at least, likely, at most."
        return known or None

    def _number(self, name: str) -> Any:
        if name == "value" and self.in_money:
            return lambda text: read_money(text, self.currency)
        return read_number

    def _read(self, at: str, name: str, read: Any) -> Any:
        try:
            return read(self.typed[name])
        except NotALevel as error:
            self.errors[at] = str(error)
            return None

    @property
    def ranges(self) -> list[RangeInputs]:
        return [
            RangeInputs(
                LABELS[name],
                tuple((f"{name}-{end}", words, self.typed[f"{name}-{end}"]) for end, words in ENDS.items()),
                self.errors[name],
            )
            for name in RANGES
        ]

    @property
    def chances(self) -> list[tuple[str, str, str, str]]:
        return [(name, LABELS[name], self.typed[name], self.errors[name]) for name in CHANCES]


def _per_cent(text: str) -> Decimal | None:
    value = read_number(text)
    if value is not None and (not 0 <= value <= 100 or value != round(value, 2)):
        raise NotALevel("Give 0 to 100 %.")
    return value
