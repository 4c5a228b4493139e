"""Comments in the history: where somebody spoke. What was said is no part of the log."""

from collections.abc import Callable
from typing import Any

from negotiations.enums import Verb
from negotiations.models import Event
from negotiations.queries.history_piece import Piece

PLACES = {"deal": "the deal", "suggestion": "a suggestion", "stakeholder": "a stakeholder"}


def _comment(event: Event, stored: Any, issue: str) -> list[Piece]:
    about = str(stored.get("about")) if isinstance(stored, dict) else ""
    on = [Piece("on"), Piece(issue, "b")] if issue else []
    if event.verb == Verb.CREATED and not issue:
        return [Piece(f"commented on {PLACES.get(about, 'something')}")]
    done = {Verb.CREATED: "commented", Verb.CHANGED: "edited a comment", Verb.REMOVED: "took back a comment"}
    return [Piece(done.get(Verb(event.verb), "brought back a comment")), *on]


# Noun -> its event, what the event stores, the name of its issue if it has one -> words.
TALK: dict[str, Callable[[Event, Any, str], list[Piece]]] = {"comment": _comment}
