"""The values that one field has had: who gave it which, when. For a reader, only what this reader may see."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from negotiations.enums import Verb
from negotiations.models import Event
from negotiations.queries.history.page import visible
from negotiations.queries.history.piece import FIELD_WORDS
from negotiations.queries.history.values import value_words
from negotiations.queries.history.words import Names, load_names, stored
from negotiations.queries.standing import Standing

MOST = 100


@dataclass(frozen=True)
class Past:
    """A value of the field: from ``at`` on, until the next one. ``seq`` is the event that gave it; 0: the first one."""

    seq: int
    words: str
    at: datetime | None
    actor: User | None
    secret: bool
    undo: bool = False


@dataclass(frozen=True)
class FieldHistory:
    """``values`` latest first; the first of them is what stands now, at ``version``."""

    field: str
    subject: str
    values: tuple[Past, ...]
    version: int
    newest: Event | None


def field_history(access: Standing, noun: str, object_id: str, field: str) -> FieldHistory:
    """The last values of a field, at most 100. Constant number of queries."""
    rows = visible(access).filter(noun=noun, object_id=object_id, field=field, verb=Verb.CHANGED)
    events = list(rows.select_related("actor", "secrets").order_by("-seq")[:MOST])
    words = FIELD_WORDS.get(field, field.replace("_", " "))
    if not events:
        return FieldHistory(words, "", (), 0, None)
    if any(event.secret for event in events):
        access.note_secret_read()
    names = load_names(access, events)
    values = [
        Past(event.seq, _words(event, "after", names), event.at, event.actor, event.secret, event.undoes is not None)
        for event in events
    ]
    if len(events) < MOST:
        values.append(Past(0, _words(events[-1], "before", names), None, None, events[-1].secret))
    return FieldHistory(words, _subject(events[0], names), tuple(values), events[0].seq, events[0])


def _words(event: Event, side: str, names: Names) -> str:
    """The value in words; a value of many parts is only said to be there."""
    value = stored(event, side)
    if isinstance(value, list | dict):
        return f"{len(value)} parts" if value else ""
    return value_words(event, value, names)


def _subject(event: Event, names: Names) -> str:
    if event.noun == "deal":
        return "the deal"
    return names.titles.get(event.object_id) or (names.issue(event) if event.issue_id else f"a {event.noun}")
