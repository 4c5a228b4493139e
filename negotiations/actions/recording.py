"""The write path of a counterparty's record, which belongs to no deal: the small sister of ``writing``.

The same promises on a smaller scale: one transaction, the counterparty's row locked, the right checked again under the
lock, each field's version compared, the change numbered without gaps. The log is append-only but not chained by hash:
nothing that was offered or agreed is in it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Conflict, as_json, same_value
from negotiations.enums import Verb
from negotiations.models import Counterparty, CounterpartyEvent
from negotiations.models.base import Versioned
from negotiations.models.counterparty import OfCounterparty
from negotiations.queries.record.standing import standing_with

Row = Counterparty | OfCounterparty


@dataclass
class Record:
    """An open write on a locked counterparty. Every change goes through it and leaves an event."""

    counterparty: Counterparty
    by: User
    at: datetime

    def change(self, row: Row, name: str, value: Any, *, seen: int | None = None) -> None:
        """Set one field, if the version seen is still the current one. Raises ``Conflict``.

        The same value again writes nothing, whatever version was seen.
        """
        current = getattr(row, name)
        if same_value(current, value):
            return
        if seen is not None and seen != row.version_of(name):
            raise self._conflict(row, name, value)
        setattr(row, name, value)
        row.versions[name] = self.log(Verb.CHANGED, row, name, current, value).seq
        row.save(update_fields=[name, "versions"])

    def add(self, row: OfCounterparty) -> None:
        row.save(force_insert=True)
        self.log(Verb.CREATED, row, after=str(row))

    def remove(self, row: OfCounterparty) -> None:
        """Remove softly: it can be put back, or erased."""
        row.removed_at = self.at
        row.save(update_fields=["removed_at"])
        self.log(Verb.REMOVED, row, before=str(row))

    def restore(self, row: OfCounterparty) -> None:
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        self.log(Verb.RESTORED, row, after=str(row))

    def erase(self, row: OfCounterparty) -> None:
        """Take a row away for good. What is about people leaves nothing but that somebody erased it."""
        self.log(Verb.ERASED, row, before=str(row))
        row.delete()

    def log(self, verb: str, row: Row, field: str = "", before: Any = None, after: Any = None) -> CounterpartyEvent:
        """Append an event with the next number of the counterparty."""
        personal = getattr(row, "personal", False)
        self.counterparty.seq += 1
        event = CounterpartyEvent(
            counterparty=self.counterparty,
            seq=self.counterparty.seq,
            at=self.at,
            actor=self.by,
            verb=verb,
            noun=row.noun,
            object_id=str(row.pk),
            field=field,
            before=None if personal else as_json(before),
            after=None if personal else as_json(after),
        )
        event.save(force_insert=True)
        Counterparty.objects.filter(pk=self.counterparty.pk).update(seq=event.seq)
        return event

    def _conflict(self, row: Versioned, name: str, mine: Any) -> Conflict:
        version = row.version_of(name)
        last = self.counterparty.events.filter(seq=version).select_related("actor").first()
        who, when = (last.actor, last.at) if last else (None, None)
        return Conflict(row=row, field=name, mine=mine, theirs=getattr(row, name), version=version, by=who, at=when)


@contextmanager
def recording(counterparty: Counterparty, *, by: User, at: datetime) -> Iterator[Record]:
    """Open a write on a counterparty's record. Raises ``PermissionDenied`` when the seat or membership is gone."""
    with transaction.atomic():
        locked = Counterparty.objects.select_for_update().get(pk=counterparty.pk)
        reader = standing_with(by, locked)
        if reader is None or not reader.can(Permission.COUNTERPARTY_EDIT):
            raise PermissionDenied(Permission.COUNTERPARTY_EDIT.value)
        yield Record(locked, by, at)
