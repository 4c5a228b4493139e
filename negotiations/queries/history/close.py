"""The close in a history: what each side said to the agreed points, and the links for the other side."""

from typing import Any

from negotiations.enums import Party, Verb
from negotiations.enums_close import Asks
from negotiations.models import Event
from negotiations.queries.history.piece import Piece

CLOSE = frozenset({"confirmation", "confirm_link", "link_mail", "satisfaction", "summary", "summary_mail"})

SAID = {
    "summary_mail": "sent the summary by mail",
    "link_mail": "sent the link by mail",
    "satisfaction": "They said how content they are",
}


def close_sentence(event: Event) -> list[Piece]:
    """What was done, without who did it; the other side has no account, so its part says that it was theirs."""
    if event.noun == "confirmation":
        return _confirmation(event.after if isinstance(event.after, dict) else {})
    if event.noun in SAID:
        return [Piece(SAID[event.noun])]
    if event.noun == "summary":
        return [Piece(_summary(event))]
    if event.verb == Verb.CREATED:
        made = event.after if isinstance(event.after, dict) else {}
        to = str(made.get("to", ""))
        what = "asking how content they are" if made.get("asks") == Asks.CONTENT else "to the agreed points"
        return [Piece(f"made a link {what}"), *([Piece("for"), Piece(to, "b")] if to else [])]
    if event.verb == Verb.REMOVED:
        return [Piece("withdrew a link for the other side")]
    return [Piece("A link for the other side was answered")]


def _summary(event: Event) -> str:
    if event.verb == Verb.CREATED:
        return "drafted a summary"
    return "sent a summary" if event.field == "sent_at" else f"changed the {event.field} of a summary"


def _confirmation(said: dict[str, Any]) -> list[Piece]:
    point = Piece(str(said.get("point", "")), "b")
    if said.get("party") == Party.OURS:
        return [Piece("confirmed for us:"), point]
    return [Piece("They confirmed:" if said.get("confirmed") else "They commented on:"), point]
