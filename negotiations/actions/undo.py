"""Undo and redo: one's own last action taken back, or done again, as new events. Nothing is ever erased."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, models
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import influences, issues, moves, pie, seats
from negotiations.actions.undoable import ROWS, load_row, right_of
from negotiations.actions.writing import Rejected, Write, same_value, writing
from negotiations.enums import Verb
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Event, Influence, Issue, Move, Seat
from negotiations.models.base import Versioned
from negotiations.queries.history.undone import undone
from negotiations.secrets import unwrap_for_storage

NOT_RESTORED = frozenset(
    {
        ("deal", "phase"),
        ("deal", "stance"),
        ("deal", "archived_at"),
        ("seat", "user"),
        ("seat", "phases"),
        ("seat", "issues"),
    }
)
FINAL = ("offer", "offer_step", "review")  # on record, with what came of it
MOST_STEPS = 20  # how far back undo looks for an action that still has something to take back


class NothingToUndo(Exception):
    """This person has no action left that can be taken back."""


def last_batch(deal: Deal, by: User, *, before: int | None = None) -> list[Event]:
    """The events of this person's last action that is not taken back yet, latest first; empty when there is none.

    ``before`` looks only at actions before that one.
    """
    own = _own(deal, by).filter(undoes__isnull=True).exclude(batch__in=undone(deal).dead)
    creation = Event.objects.filter(deal=deal, noun="deal", verb=Verb.CREATED).values("batch")
    if before is not None:
        own = own.filter(batch__lt=before)
    batch = own.exclude(batch__in=creation).order_by("-seq").values_list("batch", flat=True).first()
    if batch is None:
        return []
    return _events(deal, batch)


def last_undo(deal: Deal, by: User) -> list[Event]:
    """The events of this person's last undo that can be done again, latest first: nothing of theirs came after it."""
    known = undone(deal)
    undos = [batch for batch in known.by if batch not in known.dead and not known.is_redo(batch)]
    own = _own(deal, by)
    batch = own.filter(batch__in=undos).order_by("-seq").values_list("batch", flat=True).first()
    if batch is None or own.filter(batch__gt=batch, undoes__isnull=True).exists():
        return []
    return _events(deal, batch)


def _own(deal: Deal, by: User) -> QuerySet[Event]:
    rows = Event.objects.filter(deal=deal, actor=by, noun__in=ROWS)
    final = Event.objects.filter(deal=deal, noun__in=FINAL).values("batch")
    reversals = Move.objects.filter(deal=deal, kind=MoveKind.REVERSAL).order_by("number").values_list("pk", flat=True)
    taken = Event.objects.filter(deal=deal, noun=Move.noun, object_id__in=[str(pk) for pk in reversals])
    rows = rows.exclude(batch__in=taken.filter(undoes__isnull=True).values("batch"))
    return rows.exclude(verb=Verb.ERASED).exclude(batch__in=final)  # what is erased is erased, what is said is said


def _events(deal: Deal, batch: int) -> list[Event]:
    return list(Event.objects.filter(deal=deal, batch=batch).order_by("-seq").select_related("secrets", "erasable"))


def undo_last(deal: Deal, *, by: User, at: datetime) -> list[Event]:
    """Take back this person's last action. Gives the events that did it.

    An action of which nothing is left, because what it made is gone since, is passed over. Raises ``NothingToUndo``;
    ``Rejected`` when somebody has changed the same thing since, which is theirs to keep; ``PermissionDenied`` when the
    right to it is gone.
    """
    with writing(deal, Permission.DEAL_VIEW, by=by, at=at) as write:
        before: int | None = None
        for _ in range(MOST_STEPS):
            batch = last_batch(write.deal, by, before=before)
            if not batch:
                break
            before = batch[0].batch
            _take_back(write, batch)
            if write.events:
                return write.events
        raise NothingToUndo


def redo_last(deal: Deal, *, by: User, at: datetime) -> list[Event]:
    """Do again what this person's last undo took back. Gives the events that did it.

    Raises ``NothingToUndo`` when the last thing that they did was no undo; else as ``undo_last``.
    """
    with writing(deal, Permission.DEAL_VIEW, by=by, at=at) as write:
        batch = last_undo(write.deal, by)
        if batch:
            _take_back(write, batch)
        if not write.events:
            raise NothingToUndo("You have taken nothing back last that could be done again.")
        return write.events


def restore_value(deal: Deal, seq: int, *, seen: int | None, by: User, at: datetime) -> Event | None:
    """Give a field the value again that event ``seq`` wrote: an edit like another, under the version ``seen``.

    ``None`` when the field has that value. Raises ``Conflict``; ``Rejected`` when the row is gone or when what stands
    beside the field no longer allows the value; ``PermissionDenied`` without the right to edit it.
    """
    try:
        with writing(deal, Permission.DEAL_VIEW, by=by, at=at) as write:
            event = Event.objects.filter(deal=write.deal, seq=seq, verb=Verb.CHANGED, noun__in=ROWS).first()
            if event is None or not event.field:
                raise Rejected("There is no such value.")
            write.standing.require(right_of(event), _issue(write, event.issue_id))
            row = load_row(write, event)
            if not isinstance(row, Versioned) or getattr(row, "removed_at", None) is not None:
                raise Rejected("What this change was about is gone. Undo brings it back.")
            if (event.noun, event.field) in NOT_RESTORED:
                raise Rejected("This has an action of its own: use that.")
            return write.change(row, event.field, _value(event, row, "after"), seen=seen)
    except IntegrityError:
        raise Rejected("This value no longer fits with what stands beside it.") from None


def _take_back(write: Write, batch: list[Event]) -> None:
    write.undoes = batch[0].batch
    for event in [event for event in batch if event.noun == Move.noun] or batch:  # an entry takes its rows with it
        write.standing.require(right_of(event), _issue(write, event.issue_id))
        _reverse(write, event)
    if any(event.noun == "pie_answer" or (event.noun, event.field) == ("deal", "stance") for event in batch):
        pie.settle(write)


def _issue(write: Write, issue_id: UUID | None) -> Issue | None:
    return Issue.objects.filter(deal=write.deal, pk=issue_id).first() if issue_id else None


def _reverse(write: Write, event: Event) -> None:
    if event.noun == "seat" and event.verb != Verb.CHANGED:
        seats.reverse(write, event.verb, event.after or event.before or {})
        return
    row = load_row(write, event)
    if isinstance(row, Move):
        _take_move_back(write, row)
        return
    if row is None or getattr(row, "erased_at", None):
        raise Rejected("What this change was about is gone.")
    reversals: dict[str, Callable[[], Any]] = {
        Verb.CREATED: lambda: write.remove(row) if row.removed_at is None else None,
        Verb.RESTORED: lambda: write.remove(row) if row.removed_at is None else None,
        Verb.REMOVED: lambda: _restore(write, row),
        Verb.MOVED: lambda: _move_back(write, event, row),
        Verb.CHANGED: lambda: _set_back(write, event, row),
    }
    if isinstance(row, Seat) and event.field == "user":
        seats.check_free(write, row, _value(event, row, "before"))
    reversals[event.verb]()
    if isinstance(row, Seat):
        seats.settle(write, row)


def _take_move_back(write: Write, row: Move) -> None:
    if row.kind == MoveKind.REVERSAL:
        raise Rejected("What was taken back in the log stays so. Log it again if it was right.")
    if not Move.objects.filter(reverses=row).exists():
        moves.reverse_in(write, row.pk, why="", key=uuid4())


def _move_back(write: Write, event: Event, row: Any) -> None:
    if event.field == "options":
        issues.set_option_order(write, row, list(event.before or ()))
    else:
        issues.set_order(write, [UUID(pk) for pk in event.before or ()])


def _restore(write: Write, row: Any) -> None:
    if isinstance(row, Issue):
        twin = Issue.objects.filter(deal=write.deal, name__iexact=row.name, removed_at__isnull=True).exclude(pk=row.pk)
        if twin.exists():
            raise Rejected(f"There is another issue named {row.name} now. Rename it first.")
    if isinstance(row, Influence):
        influences.check_restore(row)
    write.restore(row)


def _set_back(write: Write, event: Event, row: Any) -> None:
    if not _holds(event, row.version_of(event.field)):
        raise Rejected("Somebody has changed this since, so it stays as it is now. You can edit it.", event.field)
    value = _value(event, row, "before")
    if same_value(getattr(row, event.field), value):
        return
    write.change(row, event.field, value)


def _value(event: Event, row: Any, side: str) -> Any:
    """The value of an event's field ``before`` or ``after`` it, as the row takes it."""
    stored = unwrap_for_storage(event.stored(side))
    field = row._meta.get_field(event.field)
    if not isinstance(field, models.ForeignKey):
        return field.to_python(stored)
    found = None if stored is None else field.related_model._default_manager.filter(pk=stored).first()
    if found is None and stored is not None:
        raise Rejected("What stood there before is gone, so this stays as it is now.", event.field)
    return found


def _holds(event: Event, version: int) -> bool:
    """Whether a field at this version holds what the event wrote: an undo brings back what an earlier event wrote."""
    same = Event.objects.filter(deal=event.deal_id, noun=event.noun, object_id=event.object_id, field=event.field)
    while version and version != event.seq:
        undo = same.filter(seq=version, undoes__isnull=False).first()
        taken_back = undo and same.filter(batch=undo.undoes or 0).order_by("seq").first()
        earlier = taken_back and same.filter(seq__lt=taken_back.seq).order_by("-seq").first()
        version = earlier.seq if earlier else 0
    return version == event.seq
