"""The hash chain of a deal's log, and whether it still holds."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from negotiations.models import Deal, Event, EventPersonal, EventSecret
from negotiations.secrets import unwrap_for_storage


@dataclass(frozen=True)
class Broken:
    """Where a log stops being what was written, and how. ``seq`` is the first event that is wrong."""

    deal: Deal
    seq: int
    why: str


def secret_digest(salt: str, before: Any, after: Any) -> str:
    """A digest of secret values that cannot be guessed back without the salt."""
    return hashlib.sha256(json.dumps([salt, before, after], sort_keys=True).encode()).hexdigest()


def chain_hash(event: Event, secret: str) -> str:
    """The hash of an event over its content and the hash before it (a hash chain, as in RFC 6962's log heads)."""
    content = [
        event.previous_hash,
        str(event.deal_id),
        event.seq,
        event.batch,
        event.at.astimezone(UTC).isoformat(),
        event.actor_id,
        str(event.verb),
        event.noun,
        event.object_id,
        str(event.issue_id) if event.issue_id else None,
        event.field,
        event.before,
        event.after,
        event.undoes,
        secret,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def verify(deal: Deal) -> Broken | None:
    """The first event of a deal's log that was changed, inserted, removed or moved; ``None`` when all is as written.

    The secrets' digests are checked too, and those of what can be erased: an erased value leaves its digest.
    No value leaves this function.
    """
    previous, expected = "", 1
    events = Event.objects.filter(deal=deal).order_by("seq").select_related("secrets", "erasable")
    for event in events.iterator(chunk_size=500):
        why = _wrong(event, previous, expected)
        if why:
            return Broken(deal, min(event.seq, expected), why)
        previous, expected = event.hash, expected + 1
    if deal.seq != expected - 1:
        return Broken(deal, expected, f"the deal counts {deal.seq} events and the log has {expected - 1}")
    if deal.head != previous:
        return Broken(deal, deal.seq, "the last event is not the one that the deal names")
    return None


def _wrong(event: Event, previous: str, expected: int) -> str:
    if event.seq != expected:
        return f"event {expected} is missing" if event.seq > expected else f"event {event.seq} is there twice"
    if event.previous_hash != previous:
        return "it does not follow the event before it"
    secrets: EventSecret | None = getattr(event, "secrets", None)
    personal: EventPersonal | None = getattr(event, "erasable", None)
    for kind, held, wanted in (("secret", secrets, event.secret and not event.personal),
                               ("personal", personal, event.personal)):  # fmt: skip
        if wanted != (held is not None):
            return f"its {kind} part is missing" if wanted else f"it has a {kind} part that was not written with it"
    kept = personal or secrets
    digest = "" if kept is None else secret_digest(kept.salt, unwrap_for_storage(kept.before), _after(kept))
    if personal is not None and not personal.erased and personal.digest != digest:
        return "its personal part is not what was written"
    digest = personal.digest if personal is not None else digest
    return "" if chain_hash(event, digest) == event.hash else "its content is not what was written"


def _after(kept: EventSecret | EventPersonal) -> Any:
    return unwrap_for_storage(kept.after)
