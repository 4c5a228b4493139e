"""The one write path: lock the deal, check the right again, compare versions, write, number the event, chain it."""

import json
import secrets as randomness
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models.functions import Now

from accounts.bell import ring_deal
from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.mandate_watch import watch
from negotiations.enums import Verb
from negotiations.models import Deal, Event, EventPersonal, EventSecret, Issue
from negotiations.models.base import Versioned
from negotiations.models.fields import SecretField
from negotiations.queries.history.chain import chain_hash, secret_digest
from negotiations.queries.staleness import PLAN, QUIET
from negotiations.queries.standing import Standing, standing
from negotiations.secrets import unwrap_for_storage


@dataclass
class Conflict(Exception):
    """Somebody wrote the field after the version that this edit saw. Nothing was written; both values are here."""

    row: Versioned
    field: str
    mine: Any
    theirs: Any
    version: int
    by: User | None
    at: datetime | None

    def __str__(self) -> str:  # never the values: they may be secret
        return f"{self.row.noun}.{self.field} was changed meanwhile"


class Rejected(Exception):
    """A rule of the deal forbids this write; the message tells a person what to do instead. ``field`` may be empty."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


def as_json(value: Any) -> Any:
    """A value as the event log keeps it: what JSON has, and text for the rest."""
    value = unwrap_for_storage(value)
    if isinstance(value, models.Model):
        value = value.pk
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def same_value(left: Any, right: Any) -> bool:
    """Whether two field values mean the same, wrapped or not."""
    left, right = unwrap_for_storage(left), unwrap_for_storage(right)
    return bool(left == right)


def issue_of(row: models.Model) -> UUID | None:
    """The id of the issue that a row belongs to, if it belongs to one."""
    return row.pk if isinstance(row, Issue) else getattr(row, "issue_id", None)


@dataclass
class Write:
    """An open write on a locked deal. Every change goes through it and leaves an event."""

    deal: Deal
    standing: Standing
    by: User | None  # None: the clock
    at: datetime
    undoes: int | None = None
    unsigned: bool = False  # the events name nobody: what follows by itself from all, not from whoever came last
    events: list[Event] = field(default_factory=list)

    def change(self, row: Versioned, name: str, value: Any, *, seen: int | None = None) -> Event | None:
        """Set one field, if the version seen is still the current one; ``seen=None`` sets it whatever it is now.

        The same value again writes nothing, whatever version was seen: a repeated request is not a second edit.
        Raises ``Conflict`` when somebody else's value would be lost.
        """
        current = getattr(row, name)
        if same_value(current, value):
            return None
        if seen is not None and seen != row.version_of(name):
            raise self._conflict(row, name, value)
        column = row._meta.get_field(name)
        setattr(row, name, column.to_python(value) if isinstance(column, SecretField) else value)
        event = self.log(Verb.CHANGED, row, field=name, before=current, after=value)
        row.versions[name] = event.seq
        row.save(update_fields=[name, "versions"])
        return event

    def add(self, row: models.Model, summary: Any = None) -> Event:
        """Insert a row and log that it came to be; ``summary`` is what the history shows of it."""
        row.save(force_insert=True)
        return self.log(Verb.CREATED, row, after=summary if summary is not None else str(row))

    def add_many(self, rows: Sequence[models.Model]) -> None:
        """Insert rows of one kind and log each: the same as ``add`` for each of them, in a few statements."""
        if not rows:
            return
        type(rows[0])._default_manager.bulk_create(rows)
        made = [self._next(Verb.CREATED, row, after=str(row)) for row in rows]
        Event.objects.bulk_create(event for event, _ in made)
        EventSecret.objects.bulk_create(kept for _, kept in made if isinstance(kept, EventSecret))

    def remove(self, row: Any) -> Event:
        """Remove a row softly, so that undo can bring it back."""
        row.removed_at = self.at
        row.save(update_fields=["removed_at"])
        return self.log(Verb.REMOVED, row, before=str(row))

    def restore(self, row: Any) -> Event:
        """Bring a softly removed row back."""
        row.removed_at = None
        row.save(update_fields=["removed_at"])
        return self.log(Verb.RESTORED, row, after=str(row))

    def log(self, verb: str, row: models.Model, *, field: str = "", before: Any = None, after: Any = None) -> Event:
        """Append an event with the next number of the deal, chained to the one before."""
        event, kept = self._next(verb, row, field=field, before=before, after=after)
        event.save(force_insert=True)
        if kept is not None:
            kept.save(force_insert=True)
        return event

    def _next(
        self, verb: str, row: models.Model, *, field: str = "", before: Any = None, after: Any = None
    ) -> tuple[Event, EventSecret | EventPersonal | None]:
        """The deal's next event, not saved yet, and the part of it that is kept apart if there is one."""
        before, after = as_json(before), as_json(after)
        secret_fields: frozenset[str] = getattr(row, "secret_fields", frozenset())
        is_secret = bool(secret_fields) and (field in secret_fields or not field)
        is_personal = bool(field) and field in getattr(row, "personal_fields", ())
        apart = is_secret or is_personal
        self.deal.seq += 1
        event = Event(
            deal=self.deal,
            seq=self.deal.seq,
            batch=self.events[0].seq if self.events else self.deal.seq,
            at=self.at,
            actor=None if self.unsigned else self.by,
            verb=verb,
            noun=str(getattr(row, "noun", row._meta.model_name)),
            object_id=str(row.pk),
            issue_id=issue_of(row),
            field=field,
            secret=is_secret,
            personal=is_personal,
            before=None if apart else before,
            after=None if apart else after,
            undoes=self.undoes,
            previous_hash=self.deal.head,
        )
        salt = randomness.token_hex(16) if apart else ""
        digest = secret_digest(salt, before, after) if apart else ""
        event.hash = self.deal.head = chain_hash(event, digest)
        self.events.append(event)
        values: dict[str, Any] = {"event": event, "before": before, "after": after, "salt": salt}
        if is_personal:
            return event, EventPersonal(**values, digest=digest)
        return event, EventSecret(**values) if is_secret else None

    def _conflict(self, row: Versioned, name: str, mine: Any) -> Conflict:
        version = row.version_of(name)
        last = Event.objects.filter(deal=self.deal, seq=version).select_related("actor").first()
        return Conflict(
            row=row,
            field=name,
            mine=mine,
            theirs=getattr(row, name),
            version=version,
            by=last.actor if last else None,
            at=last.at if last else None,
        )


@contextmanager
def writing(
    deal: Deal, permission: Permission, *, by: User, at: datetime, issue_id: UUID | None = None
) -> Iterator[Write]:
    """Open a write on a deal: one transaction, the deal row locked, the right checked again under the lock.

    ``issue_id`` names the issue that the write touches, for rights that hold on own issues only. Raises
    ``PermissionDenied`` when the membership, the seat or the ownership is gone meanwhile.
    """
    with transaction.atomic():
        locked = Deal.objects.select_for_update().get(pk=deal.pk)
        reader = standing(by, locked)
        issue = Issue.objects.filter(deal=locked, pk=issue_id).first() if issue_id else None
        if reader is None or not reader.can(permission, issue):
            raise PermissionDenied(permission.value)
        write = Write(deal=locked, standing=reader, by=by, at=at)
        yield write
        watch(write)
        _number(write)
    deal.seq, deal.head = locked.seq, locked.head


@contextmanager
def by_the_clock(deal_id: UUID, *, at: datetime) -> Iterator[Write]:
    """Open a write that nobody asked for: a day has come. Its events have no actor, and it may read no secret."""
    with transaction.atomic():
        locked = Deal.objects.select_for_update().get(pk=deal_id)
        nobody = Standing(deal=locked, user=User(), seats=frozenset(), permissions=frozenset())
        write = Write(deal=locked, standing=nobody, by=None, at=at)
        yield write
        _number(write)


def _number(write: Write) -> None:
    if write.events:
        changes: dict[str, Any] = {"seq": write.deal.seq, "head": write.deal.head}
        if any(event.noun in PLAN for event in write.events):
            changes["recompute_at"] = Now() + QUIET
        Deal.objects.filter(pk=write.deal.pk).update(**changes)
        ring_deal(write.deal.pk)
