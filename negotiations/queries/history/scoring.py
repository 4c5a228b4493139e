"""Blind scoring in words: its events."""

from negotiations.enums import RoundState, Verb
from negotiations.models import Event

NOUNS = ("score_round", "settlement")
ENDED = {
    RoundState.ALL_IN: "the blind scoring closed by itself: all are in",
    RoundState.CALLED: "closed the blind scoring",
    RoundState.WITHDRAWN: "withdrew the blind scoring, unread",
}


def scoring_event(event: Event) -> str:
    """What was done, without who did it."""
    if event.noun == "settlement":
        back = event.verb == Verb.REMOVED
        return "took back what was adopted from the blind scoring" if back else "adopted the blind scoring"
    return ENDED[RoundState(event.after)] if event.after in ENDED else "opened a round of blind scoring"
