"""What is said of the mandate in a history. Secret, as its events are."""

from typing import Any

from negotiations.enums import Verdict
from negotiations.models import Event
from negotiations.queries.history_piece import Piece
from negotiations.secrets import unwrap_for_storage

MANDATE = frozenset({"mandate", "mandate_version", "mandate_ruling"})
FIELDS = {
    "margin": "the margin over the best alternative",
    "never": "what is never given",
    "authority": "who may commit what",
    "expires_on": "the last day",
    "note": "the note to the sponsor",
}
RULED = {Verdict.APPROVED: "approved", Verdict.REFUSED: "refused", Verdict.WITHDRAWN: "withdrew"}


def mandate_sentence(event: Event) -> list[Piece]:
    """What was done, without who did it."""
    facts = _facts(event)
    number = facts.get("number", "")
    if event.noun == "mandate_version":
        return [Piece(f"submitted version {number} of the mandate")]
    if event.noun == "mandate_ruling":
        reason, verdict = facts.get("reason", ""), facts.get("verdict", "")
        void = verdict == Verdict.VOID
        done = f"{'made' if void else RULED.get(verdict, 'ruled on')} version {number} of the mandate"
        done += " void" if void else ""
        return [Piece(f"{done}:"), Piece(reason, "", True)] if reason else [Piece(done)]
    return [Piece(f"changed {FIELDS.get(event.field, event.field)} of the mandate")]


def _facts(event: Event) -> dict[str, Any]:
    secrets = getattr(event, "secrets", None)
    found = unwrap_for_storage(secrets.after) if secrets else None
    return found if isinstance(found, dict) else {}
