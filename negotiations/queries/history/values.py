"""The values of events in words: a level, a day, an amount, a person."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from negotiations.enums import Area, Better, Category, Direction, Horizon, Importance, Phase, Shape
from negotiations.enums_record import Style
from negotiations.levels import MINUS, Scale, date_words, money, number
from negotiations.models import Deal, Event, Issue
from negotiations.queries.history.prepare import CODES as PREPARED

CODES: dict[str, dict[str, str]] = {
    "category": dict(Category.choices),
    "horizon": dict(Horizon.choices),
    "phase": dict(Phase.choices),
    "better": {Better.HIGH: "more", Better.LOW: "less"},
    "importance": dict(Importance.choices),
    "direction": dict(Direction.choices),
    "shape": dict(Shape.choices),
    "kind": {"package": "a package", "value": "a value"},
    "phases": dict(Phase.choices),
    "expertise": dict(Area.choices),
    "style": dict(Style.choices),
    **PREPARED,
    "state": {"open": "open", "accepted": "in the plan", "dismissed": "dismissed", **PREPARED["state"]},
}
LEVELS = frozenset({"low", "high", "step", "marker", "target", "realistic", "walk_away", "half_level", "half_low",
                    "half_high", "knee", "level"})  # fmt: skip
MONEY = frozenset({"value", "cost", "estimated_value", "amount", "price", "ours"})
NUMBERS = frozenset({"swing", "swing_low", "swing_high", "units", "days", "deviation", "before", "after", "multiplier"})


class Known(Protocol):
    """What things are called, as far as values need it."""

    @property
    def deal(self) -> Deal: ...
    @property
    def scales(self) -> Mapping[str, Scale]: ...
    @property
    def issues(self) -> Mapping[str, Issue]: ...
    @property
    def users(self) -> Mapping[int, str]: ...
    @property
    def counterparties(self) -> Mapping[str, str]: ...


def value_words(event: Event, value: Any, names: Known) -> str:
    """A value of an event's field as a person would say it; nothing is an empty text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if event.field in LEVELS:
        return level_words(value, names.scales.get(str(event.issue_id)))
    if event.field in NUMBERS:
        return _number(value)
    if isinstance(value, dict):
        return _band(value)
    if isinstance(value, list):
        return _several(event, value, names)
    readers: dict[str, Callable[[], str]] = {
        "owner": lambda: names.users.get(value, "somebody"),
        "counterparty": lambda: names.counterparties.get(str(value), "another"),
        "probability": lambda: f"{_number(value)}\u2009%",
        "starts_at": lambda: moment_words(parse_datetime(value)),
        "dated": lambda: _date(value),
        "expires_on": lambda: _date(value),
        "exchanged_on": lambda: _date(value),
        "due_on": lambda: _date(value),
        **dict.fromkeys(("day", "latest", "since", "until"), lambda: _date(value)),
        "discount": lambda: f"{_number(value)}\u2009%",
        "claim": lambda: f"{_number(value)}\u2009%",
    }
    if event.field in MONEY:
        return _money(value, names.deal.currency)
    return readers.get(event.field, lambda: CODES.get(event.field, {}).get(value, str(value)))()


def level_words(value: Any, scale: Scale | None) -> str:
    try:
        return scale.words(Decimal(str(value))) if scale and value is not None else ""
    except (InvalidOperation, ValueError, OverflowError):
        return str(value)


def _several(event: Event, values: list[Any], names: Known) -> str:
    """Several codes, or issues by their ids; none of those that limit a seat is all of them."""
    if not values:
        return "all" if event.field in {"phases", "issues"} else ""
    if event.field == "issues":
        known = [names.issues[pk].name for pk in values if pk in names.issues]
        return ", ".join(known) or "an issue"
    return ", ".join(CODES.get(event.field, {}).get(value, str(value)) for value in values)


def _number(value: Any) -> str:
    try:
        return number(Decimal(str(value)))
    except InvalidOperation:
        return str(value).replace("-", MINUS)


def _band(band: Mapping[str, Any]) -> str:
    """A range, low to high; one number when it is sure."""
    ends = [_number(band[name]) for name in ("low", "high") if name in band]
    return "–".join(dict.fromkeys(ends))


def _money(value: Any, currency: str) -> str:
    try:
        return money(Decimal(str(value)), currency)
    except InvalidOperation:
        return str(value)


def _date(value: Any) -> str:
    day = parse_date(str(value))
    return date_words(day) if day else str(value)


def moment_words(moment: datetime | None) -> str:
    """``1 Dec 2026, 10:00`` in the reader's time zone."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{date_words(local.date())}, {local:%H:%M}"
