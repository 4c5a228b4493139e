"""What is said of the review in a history: that a deal ended, of its debrief and of its lessons."""

from typing import Any

from negotiations.enums import Verb
from negotiations.enums_review import DebriefState, Outcome
from negotiations.models import Event
from negotiations.queries.history.piece import Piece
from negotiations.secrets import unwrap_for_storage

REVIEW = frozenset({"review", "debrief", "lesson"})
LESSON = {
    "fact": "what happened in",
    "reading": "what we make of",
    "rule": "what to do next time in",
    "owner": "the owner of",
    "good_for": "what is served by",
    "taught_at": "who is taught",
}


def review_sentence(event: Event) -> list[Piece]:
    """What was done, without who did it."""
    if event.noun == "review":
        return [Piece(_ended(event))]
    if event.noun == "debrief":
        if event.verb == Verb.CREATED:
            return [Piece("asked everybody for the debrief")]
        all_in = event.after == DebriefState.ALL_IN
        return [Piece("the debrief opened by itself: all are in" if all_in else "opened the debrief")]
    if event.verb != Verb.CHANGED:
        return [Piece(f"{Verb(event.verb).label} a lesson")]
    if event.field == "taught_at":
        return [Piece("passed a lesson on")]
    return [Piece(f"changed {LESSON.get(event.field, 'a part of')} a lesson")]


def _ended(event: Event) -> str:
    facts: Any = _after(event)
    outcome = facts.get("outcome") if isinstance(facts, dict) else facts
    if outcome not in Outcome.values:
        return "ended the deal"
    return "closed the deal: agreed" if outcome == Outcome.AGREED else "ended the deal: broken off"


def _after(event: Event) -> Any:
    secrets = getattr(event, "secrets", None)
    return unwrap_for_storage(secrets.after) if event.secret and secrets else event.after
