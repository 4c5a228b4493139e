"""Inboxes: what is put into them by other actions, and what their owner has read."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models

from accounts.models import User
from negotiations.actions.writing import Write
from negotiations.enums import InboxKind
from negotiations.models import InboxItem


def notify(write: Write, user: User, kind: InboxKind, target: models.Model) -> None:
    """Put a row of the deal into somebody's inbox, within an open write. Nobody is told what they did themselves.

    The same again brings the item back as unread. No words are kept: ``queries.inbox_words`` makes them when the item
    is shown, for who may see the target then. A noun needs its line in ``WORDS`` there to be shown at all.
    """
    if write.by is not None and user.pk == write.by.pk:
        return
    InboxItem.objects.update_or_create(
        user=user,
        deal=write.deal,
        kind=kind,
        noun=str(getattr(target, "noun", target._meta.model_name)),
        object_id=str(target.pk),
        defaults={"at": write.at, "read_at": None},
    )


def settle(write: Write, kind: InboxKind, target: models.Model) -> None:
    """Take what is over out of every inbox: approved, handed over, done by somebody else."""
    InboxItem.objects.filter(
        deal=write.deal, kind=kind, noun=str(getattr(target, "noun", "")), object_id=str(target.pk)
    ).delete()


def mark_read(user: User, items: Iterable[UUID], *, read: bool, at: datetime) -> int:
    """Mark items of one's own as read, or as unread again. Gives how many there were."""
    rows = InboxItem.objects.filter(user=user, pk__in=list(items), read_at__isnull=read)
    return rows.update(read_at=at if read else None)
