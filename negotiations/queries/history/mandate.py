"""What is said of the mandate in a history. Secret, as its events are."""

from typing import Any

from negotiations.enums import ExceptionState, Party, Verdict
from negotiations.enums_table import MoveKind
from negotiations.models import Event
from negotiations.queries.history.piece import Piece
from negotiations.secrets import unwrap_for_storage

MANDATE = frozenset(
    {"mandate", "mandate_version", "mandate_ruling", "exception", "offer", "offer_step", "guard", "guard_price", "move"}
)
STEPS = {
    "made": "put on the table",
    "waits": "waits for release",
    "released": "released",
    "held": "held back",
    "withdrawn": "withdrawn",
    "reversed": "taken back as logged wrongly",
}
GUARD = {
    "issues": "what is held",
    "threshold": "from which worth on",
    "stated": "the stated price",
    "price": "the true price",
}
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
    if event.noun in {"offer", "offer_step"}:
        return [Piece(_offer(event, facts))]
    if event.noun == "move":
        return [Piece(_move(facts))]
    if event.noun == "exception":
        return [Piece(_exception(event))]
    if event.noun in {"guard", "guard_price", "move"}:
        return [Piece(f"changed {GUARD.get(event.field, 'a part')} of the holdout's guard")]
    return [Piece(f"changed {FIELDS.get(event.field, event.field)} of the mandate")]


def _offer(event: Event, facts: dict[str, Any]) -> str:
    whose = "our" if facts.get("party") == Party.OURS else "their"
    if event.noun == "offer":
        return f"recorded {whose} offer {facts.get('number', '')}"
    return f"{whose} offer {facts.get('number', '')}: {STEPS.get(facts.get('kind', ''), 'changed')}"


def _move(facts: dict[str, Any]) -> str:
    kind, number = facts.get("kind", ""), facts.get("number", "")
    if kind == MoveKind.REVERSAL:
        return f"took an entry of the log back as entry {number}"
    whose = "ours" if facts.get("party") == Party.OURS else "theirs"
    return f"logged entry {number}: {MoveKind(kind).label.lower() if kind in MoveKind.values else 'a move'}, {whose}"


def _exception(event: Event) -> str:
    secrets = getattr(event, "secrets", None)
    after = unwrap_for_storage(secrets.after) if secrets else None
    state = after.get("state") if isinstance(after, dict) else after
    words = {
        ExceptionState.ASKED: "asked the sponsor for a one-time exception",
        ExceptionState.GRANTED: "granted a one-time exception",
        ExceptionState.REFUSED: "refused a one-time exception",
        ExceptionState.WITHDRAWN: "withdrew a request for an exception",
        ExceptionState.USED: "used a one-time exception",
    }
    return words.get(ExceptionState(state), "") if state in ExceptionState.values else "changed an exception"


def _facts(event: Event) -> dict[str, Any]:
    secrets = getattr(event, "secrets", None)
    found = unwrap_for_storage(secrets.after) if secrets else None
    return found if isinstance(found, dict) else {}
