"""What is said of the ledger in a history: pairings, what is in writing, who sees to a debt, alerts put away."""

from typing import Any

from negotiations.enums_ledger import PairingKind
from negotiations.models import Event
from negotiations.queries.history.piece import Piece
from negotiations.secrets import unwrap_for_storage

LEDGER = frozenset({"pairing", "securing", "debt", "dismissal"})
TAKEN_BACK = {
    "pairing": "took a pairing of the ledger back",
    "securing": "took back that a get is in writing",
    "debt": "took back who sees to a debt",
    "dismissal": "asked for an alert to be shown again",
}


def ledger_sentence(event: Event) -> list[Piece]:
    """What was done, without who did it. For readers of secrets: all of it is one."""
    facts = _facts(event)
    if facts.get("undone"):
        return [Piece(TAKEN_BACK[event.noun])]
    give, get = facts.get("give", ""), facts.get("get", "")
    if event.noun == "securing":
        return [Piece(f"noted that the get of entry {get} is in writing")]
    if event.noun == "debt":
        return [Piece(f"handed what is owed for entry {give} to"), Piece(str(facts.get("owner", "")), "b")]
    if event.noun == "dismissal":
        return [Piece("put an alert of the table away")]
    if facts.get("kind") == PairingKind.GET:
        return [Piece(f"paired the give of entry {give} with the get of entry {get}")]
    if facts.get("kind") == PairingKind.LET_GO:
        return [Piece(f"let go what is owed for entry {give}")]
    return [Piece(f"named what is to be had for entry {give}")]


def _facts(event: Event) -> dict[str, Any]:
    secrets = getattr(event, "secrets", None)
    found = unwrap_for_storage(secrets.after) if secrets else None
    return found if isinstance(found, dict) else {}
