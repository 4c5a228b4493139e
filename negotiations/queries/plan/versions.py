"""Versions of the parts of a document: a field that holds many values, each edited in a cell of its own."""

from typing import Any

from negotiations.models import Event
from negotiations.models.base import Versioned
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing


def seen_of_key(row: Versioned, field: str, key: str, seen: int, reader: Standing) -> int:
    """The version to compare when one key of a document is edited by somebody who saw version ``seen``.

    The current version when nobody has touched this key since: edits of other keys are no conflict. ``seen`` itself
    when somebody has. The row is read outside the lock; a write after that is still noticed by its version.
    """
    since = Event.objects.filter(
        deal=reader.deal, noun=row.noun, object_id=str(row.pk), field=field, seq__gt=seen, verb="changed"
    )
    for event in since.select_related("secrets").order_by("seq"):
        before, after = _document(event, "before", reader), _document(event, "after", reader)
        if before.get(key) != after.get(key):
            return seen
    return row.version_of(field)


def _document(event: Event, side: str, reader: Standing) -> dict[str, Any]:
    found = opened(event.stored(side), reader) if event.secret else event.stored(side)
    return found if isinstance(found, dict) else {}
