"""The changes of a counterparty's record in words."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from accounts.models import User
from negotiations.enums import Verb
from negotiations.levels import date_words, number
from negotiations.models import Counterparty, CounterpartyEvent

NOUNS = {"style": "what was seen of their style", "acquaintance": "who knows whom", "link": "a house of the chain"}
FIELDS = {
    "sales_share": "our share of their sales", "sales_source": "where our share of their sales is known from",
    "sales_dated": "the date of our share", "buy_share": "their share of our buy",
    "buy_category": "what the share of our buy is of", "buy_source": "where their share of our buy is known from",
    "buy_dated": "the date of their share", "website": "the website", "sites": "the sites", "note": "the notes",
}  # fmt: skip
LONG = frozenset({"note"})
DAYS = frozenset({"sales_dated", "buy_dated"})


@dataclass(frozen=True)
class Change:
    """One change: who, when, what."""

    seq: int
    at: datetime
    actor: User | None
    text: str


def changes_of(counterparty: Counterparty, limit: int) -> tuple[Change, ...]:
    """The last changes of a record, newest first. One query."""
    events = CounterpartyEvent.objects.filter(counterparty=counterparty).select_related("actor").order_by("-seq")
    return tuple(Change(event.seq, event.at, event.actor, change_words(event)) for event in events[:limit])


def change_words(event: CounterpartyEvent) -> str:
    """What was done, without who did it. Rows about people are never quoted."""
    verb = Verb(event.verb).label
    if event.noun != "counterparty":
        name = event.after or event.before
        return f"{verb} {NOUNS[event.noun]}" + (f": {name}" if name and not event.field else "")
    what = FIELDS[event.field]
    if event.field in LONG:
        return f"{verb} {what}"
    before, after = (_value(event.field, value) for value in (event.before, event.after))
    return f"{verb} {what}" + (f" from {before}" if before else "") + f" to {after or 'nothing'}"


def _value(field: str, value: Any) -> str:
    if isinstance(value, dict):
        low, high = (number(Decimal(value[name])) for name in ("low", "high"))
        return f"{low if low == high else f'{low}–{high}'}\u2009%"
    return date_words(date.fromisoformat(value)) if field in DAYS and value else str(value or "")
