"""What people type about people."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from negotiations.actions.stakeholders import LONGEST
from negotiations.enums import Party
from negotiations.forms.levels import Errors, bare, read_day, read_number
from negotiations.levels import NotALevel
from negotiations.queries.history.people_fields import CHOICES

FIELDS = frozenset({*CHOICES, *LONGEST, "dated"})


def read_person_field(field: str, text: str) -> Any:
    """The value that a typed text gives a field of a stakeholder. Raises ``NotALevel``."""
    if field in {"at_table", "veto"}:
        return _yes(bare(text))
    if field in CHOICES:
        return bare(text)
    if field == "dated":
        return read_day(text)
    return bare(text, longest=LONGEST[field])


def read_share(text: str) -> int | None:
    """Power or interest from 0 to 100; nothing when nobody has judged it. Raises ``NotALevel``."""
    value = read_number(text)
    if value is None:
        return None
    if not 0 <= value <= 100:
        raise NotALevel("From 0 to 100.")
    return round(value)


def read_past_day(text: str, today: date) -> date | None:
    """A day that is not in the future. Raises ``NotALevel``."""
    day = read_day(text)
    if day is not None and day > today:
        raise NotALevel("A day up to today.")
    return day


def _yes(text: str) -> bool:
    if text not in {"True", "False"}:
        raise NotALevel("Yes or no.")
    return text == "True"


class NewPerson:
    """The form of somebody new: what was typed, the errors by field, what the action takes."""

    DEFAULTS: ClassVar[dict[str, str]] = {
        "name": "", "title": "", "side": Party.THEIRS, "kind": "person", "at_table": "False",
    }  # fmt: skip

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        self.data = {name: (data or {}).get(name, default) for name, default in self.DEFAULTS.items()}
        self.errors = Errors()

    def fields(self) -> dict[str, Any]:
        """What ``stakeholders.add`` takes; look at ``errors`` first."""
        found: dict[str, Any] = {}
        for name, text in self.data.items():
            try:
                found[name] = read_person_field(name, text)
            except NotALevel as error:
                self.errors[name] = str(error)
        return found
