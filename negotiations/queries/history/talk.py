"""Comments and to-dos in the history: where somebody spoke (what was said is no part of the log), what is done."""

from collections.abc import Callable
from typing import Any

from negotiations.enums import Verb
from negotiations.models import Event
from negotiations.queries.history.piece import Piece

PLACES = {"deal": "the deal", "suggestion": "a suggestion", "stakeholder": "a stakeholder"}

SEEN_FIELDS = {"person": "the person", "saw": "the words", "tactic": "the tactic", "seen_at": "the time"}
TASK_FIELDS = {"text": "the words", "secret_text": "the words", "assignee": "the owner", "due_on": "the day"}


def _comment(event: Event, stored: Any, issue: str) -> list[Piece]:
    about = str(stored.get("about")) if isinstance(stored, dict) else ""
    on = [Piece("on"), Piece(issue, "b")] if issue else []
    if event.verb == Verb.CREATED and not issue:
        return [Piece(f"commented on {PLACES.get(about, 'something')}")]
    done = {Verb.CREATED: "commented", Verb.CHANGED: "edited a comment", Verb.REMOVED: "took back a comment"}
    return [Piece(done.get(Verb(event.verb), "brought back a comment")), *on]


def _task(event: Event, stored: Any, issue: str) -> list[Piece]:
    on = [Piece("for"), Piece(issue, "b")] if issue else []
    if event.verb != Verb.CHANGED:
        done = {Verb.CREATED: "added a to-do", Verb.REMOVED: "took a to-do out"}
        return [Piece(done.get(Verb(event.verb), "put a to-do back")), *on]
    if event.field == "done_at":
        return [Piece("opened a to-do again" if stored else "did a to-do"), *on]
    return [Piece(f"changed {TASK_FIELDS.get(event.field, 'a part')} of a to-do"), *on]


def _agenda(event: Event, stored: Any, issue: str) -> list[Piece]:
    if event.verb != Verb.CHANGED:
        return [Piece(f"{Verb(event.verb).label} an agenda item"), Piece(str(stored), "b")]
    return [Piece(f"changed the {'place' if event.field == 'position' else event.field} of an agenda item")]


def _caucus(event: Event, stored: Any, issue: str) -> list[Piece]:
    if event.verb == Verb.CHANGED:
        return [Piece("took a decision in the caucus back" if stored else "marked a decision in the caucus")]
    done = {Verb.CREATED: "wrote in the caucus", Verb.REMOVED: "took a line out of the caucus"}
    return [Piece(done.get(Verb(event.verb), "put a line back into the caucus"))]


def _sighting(event: Event, stored: Any, issue: str) -> list[Piece]:
    if event.verb == Verb.CHANGED:
        return [Piece(f"changed {SEEN_FIELDS.get(event.field, 'a part')} of a sighting")]
    done = {Verb.CREATED: "noted what the other side did", Verb.REMOVED: "took a sighting of the other side out"}
    return [Piece(done.get(Verb(event.verb), "put a sighting of the other side back"))]


# Noun -> its event, what the event stores, the name of its issue if it has one -> words.
TALK: dict[str, Callable[[Event, Any, str], list[Piece]]] = {
    "comment": _comment, "task": _task, "agenda_item": _agenda, "caucus_note": _caucus, "sighting": _sighting,
}  # fmt: skip
