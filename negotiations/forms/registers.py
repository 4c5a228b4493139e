"""What people type into the registers of the preparation."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from negotiations.actions.alternatives import plain
from negotiations.forms.levels import Errors, bare, read_day, read_level, read_money, read_number
from negotiations.forms.money import read_range
from negotiations.levels import NotALevel
from negotiations.models import Issue
from negotiations.queries.prepare.register import CODED, Around
from negotiations.queries.prepare.register_fields import Field, Kind


def read_field(around: Around, field: Field, text: str, issue: Issue | None = None) -> Any:
    """The value that a typed text gives a field, a level as that of ``issue``. Raises ``NotALevel``."""
    readers: dict[str, Callable[[], Any]] = {
        Kind.LEVEL: lambda: _level(around, issue, text),
        Kind.AGREED: lambda: _agreed(around, issue, text),
        Kind.PERCENT: lambda: _per_cent(field, text),
        Kind.DAY: lambda: read_day(text),
        Kind.AMOUNT: lambda: read_money(text, around.deal.currency),
        Kind.BAND: lambda: _band(text, around.deal.currency),
        Kind.CHANCE: lambda: _band(text, ""),
        Kind.TEXT: lambda: bare(text, longest=field.longest),
    }
    if field.kind in readers:
        return readers[field.kind]()
    if field.kind in CODED:
        if text not in field.choices:
            raise NotALevel("Choose one of the list.")
        return text == "True" if field.kind == Kind.FLAG else text
    if not text:
        return None
    found = {
        Kind.ISSUE: lambda: around.issue(text),
        Kind.PERSON: lambda: around.people.get(text),
        Kind.MEETING: lambda: around.meetings.get(text),
        Kind.STAKEHOLDER: lambda: around.their_people.get(text),
    }[field.kind]()
    if found is None:
        raise NotALevel("This is gone. Choose another.")
    return found


def _band(text: str, currency: str) -> dict[str, str]:
    """A range as it is stored: of money, or without a currency of per cent."""
    return {name: plain(value) for name, value in (read_range(text, currency=currency) or {}).items()}


def _level(around: Around, issue: Issue | None, text: str) -> Decimal | None:
    scale = around.scale(issue)
    if scale is None:
        raise NotALevel("Choose an issue with numbers first.")
    return read_level(scale, text)


def _agreed(around: Around, issue: Issue | None, text: str) -> Decimal | None:
    if not text.strip():
        return None
    scale = around.any_scale(issue)
    if scale is None:
        raise NotALevel("Choose the issue first: it says what can be agreed.")
    return scale.parse(text)


def _per_cent(field: Field, text: str) -> Decimal:
    value = read_number(text or field.first)
    if value is None or not field.least <= value <= field.most or value != round(value, 2):
        raise NotALevel(f"Give {field.least} to {field.most} %.")
    return value


class NewRow:
    """The form of a new row: what was typed, the errors by field, and what the action takes when there are none."""

    def __init__(
        self,
        around: Around,
        fields: Sequence[Field],
        data: Mapping[str, str] | None = None,
        prefix: str = "",
        hidden: Sequence[str] = (),
    ) -> None:
        self.around, self.fields_ = around, [field for field in fields if field.typed]
        self.prefix = prefix  # of its ids, where a page has several
        data = data or {}
        self.data = {field.name: data.get(field.name, self._first(field)) for field in self.fields_}
        self.hidden = {name: data[name] for name in hidden if data.get(name)}
        self.errors = Errors()

    @staticmethod
    def _first(field: Field) -> str:
        return field.first or (next(iter(field.choices), "") if field.kind == Kind.CHOICE else "")

    def fields(self) -> dict[str, Any]:
        """What the action takes; look at ``errors`` first."""
        found: dict[str, Any] = {}
        for field in self.fields_:
            try:
                found[field.name] = read_field(self.around, field, self.data[field.name], found.get("issue"))
            except NotALevel as error:
                self.errors[field.name] = str(error)
            if field.required and found.get(field.name) in (None, "") and field.name not in self.errors:
                self.errors[field.name] = field.required
        return found

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """The fields as the template draws them."""
        return [
            {
                "field": field,
                "value": self.data[field.name],
                "error": self.errors[field.name],
                "choices": list(self.around.choices(field).items()),
            }
            for field in self.fields_
        ]
