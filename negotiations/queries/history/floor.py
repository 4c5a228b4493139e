"""What is said of concession plans and of their floor in a history."""

from typing import Any

from negotiations.enums import Verb
from negotiations.models import Event
from negotiations.queries.history.piece import FIELD_WORDS, Piece

STEP = {
    "gives": "what we give",
    "gets": "what they must offer",
    "trigger": "when",
    "amount": "when",
    "latest": "the latest round",
    "authority": "who may",
    "position": "the place",
}
FUTURE = {
    "deals": "the number of",
    "years": "the years of",
    "value": "the worth of",
    "keep": "the chance of",
    "rate": "the discount on",
    "source": "where we know from",
}
THEIRS = {"band": "the estimate of", "source": "where we know from", "dated": "the date of the estimate of"}


def concession_words(event: Event, names: Any) -> list[Piece]:
    """``changed the latest round of a step of a concession plan``."""
    what = "a concession plan" if event.noun == "concession_plan" else "a step of a concession plan"
    if event.verb != Verb.CHANGED:
        return [Piece(f"{Verb(event.verb).label} {what}")]
    if event.field == "chosen_at":
        return [Piece(f"took {what} into use")]
    plain = FIELD_WORDS.get(event.field, event.field.replace("_", " "))
    return [Piece(f"changed {STEP.get(event.field, f'the {plain}')} of {what}")]


def their_floor_words(event: Event, names: Any) -> list[Piece]:
    """``changed the estimate of what they have without this deal``."""
    return [Piece(f"changed {THEIRS.get(event.field, '')} what they have without this deal")]


def future_words(event: Event, names: Any) -> list[Piece]:
    """``changed the number of the deals that may follow``."""
    return [Piece(f"changed {FUTURE.get(event.field, '')} the deals that may follow")]
