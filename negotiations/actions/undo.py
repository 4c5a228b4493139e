"""Undo: one's own last action taken back, as new events. Nothing is ever erased."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from accounts.models import Membership, User
from accounts.permissions import Permission, SeatRole
from negotiations.actions import issues
from negotiations.actions.writing import Rejected, Write, same_value, writing
from negotiations.enums import Verb
from negotiations.models import (
    Alternative,
    Claim,
    ConcessionPlan,
    ConcessionStep,
    Conversion,
    Deal,
    Event,
    EventSecret,
    Evidence,
    Issue,
    IssueLimits,
    IssueRule,
    KeptMustHave,
    Lever,
    LeverWorth,
    Meeting,
    Option,
    PlanPackage,
    Rates,
    Seat,
    Suggestion,
    TheirFloor,
    Valuation,
)
from negotiations.secrets import unwrap_for_storage

# What can be taken back, and the right that its action needed.
ROWS: dict[str, tuple[type[models.Model], Permission]] = {
    "deal": (Deal, Permission.DEAL_EDIT),
    "meeting": (Meeting, Permission.DEAL_EDIT),
    "seat": (Seat, Permission.SEATS_MANAGE),
    "issue": (Issue, Permission.PLAN_EDIT),
    "option": (Option, Permission.PLAN_EDIT),
    "valuation": (Valuation, Permission.PLAN_EDIT),
    "lever": (Lever, Permission.PLAN_EDIT),
    "lever_worth": (LeverWorth, Permission.SECRETS_EDIT),
    "limits": (IssueLimits, Permission.SECRETS_EDIT),
    "alternative": (Alternative, Permission.SECRETS_EDIT),
    "rule": (IssueRule, Permission.SECRETS_EDIT),
    "package": (PlanPackage, Permission.SECRETS_EDIT),
    "their_floor": (TheirFloor, Permission.SECRETS_EDIT),
    "evidence": (Evidence, Permission.SECRETS_EDIT),
    "rates": (Rates, Permission.SECRETS_EDIT),
    "conversion": (Conversion, Permission.SECRETS_EDIT),
    "claim": (Claim, Permission.SECRETS_EDIT),
    "concession_plan": (ConcessionPlan, Permission.SECRETS_EDIT),
    "concession_step": (ConcessionStep, Permission.SECRETS_EDIT),
    "must_have": (KeptMustHave, Permission.TRADES_DECIDE),
    "suggestion": (Suggestion, Permission.TRADES_DECIDE),
}
# Changes of the deal's row that need a right of their own.
ORDER_RIGHT, ARCHIVE_RIGHT = Permission.PLAN_EDIT, Permission.DEAL_ARCHIVE
MOST_STEPS = 20  # how far back undo looks for an action that still has something to take back


class NothingToUndo(Exception):
    """This person has no action left that can be taken back."""


def last_batch(deal: Deal, by: User, *, before: int | None = None) -> list[Event]:
    """The events of this person's last action that is not taken back yet, latest first; empty when there is none.

    ``before`` looks only at actions before that one.
    """
    undone = Event.objects.filter(deal=deal, undoes__isnull=False).values("undoes")
    own = Event.objects.filter(deal=deal, actor=by, undoes__isnull=True, noun__in=ROWS).exclude(batch__in=undone)
    creation = Event.objects.filter(deal=deal, noun="deal", verb=Verb.CREATED).values("batch")
    if before is not None:
        own = own.filter(batch__lt=before)
    batch = own.exclude(batch__in=creation).order_by("-seq").values_list("batch", flat=True).first()
    if batch is None:
        return []
    return list(Event.objects.filter(deal=deal, batch=batch).order_by("-seq").select_related("secrets"))


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
            before = write.undoes = batch[0].batch
            for event in batch:
                write.standing.require(_right(event), _issue(write, event.issue_id))
                _reverse(write, event)
            if write.events:
                return write.events
        raise NothingToUndo


def _right(event: Event) -> Permission:
    """The right that the event's own action needed."""
    if event.noun == "deal" and event.verb == Verb.MOVED:
        return ORDER_RIGHT
    if event.noun == "deal" and event.field == "archived_at":
        return ARCHIVE_RIGHT
    return ROWS[event.noun][1]


def _issue(write: Write, issue_id: UUID | None) -> Issue | None:
    return Issue.objects.filter(deal=write.deal, pk=issue_id).first() if issue_id else None


def _reverse(write: Write, event: Event) -> None:
    if event.noun == "seat":
        _reverse_seat(write, event)
        return
    row = _load(write, event)
    if row is None:
        raise Rejected("What this change was about is gone.")
    reversals: dict[str, Callable[[], Any]] = {
        Verb.CREATED: lambda: write.remove(row) if row.removed_at is None else None,
        Verb.REMOVED: lambda: _restore(write, row),
        Verb.MOVED: lambda: _move_back(write, event, row),
        Verb.CHANGED: lambda: _set_back(write, event, row),
    }
    reversals[event.verb]()


def _move_back(write: Write, event: Event, row: Any) -> None:
    if event.field == "options":
        issues.set_option_order(write, row, list(event.before or ()))
    else:
        issues.set_order(write, [UUID(pk) for pk in event.before or ()])


def _load(write: Write, event: Event) -> Any:
    if event.noun == "deal":
        return write.deal
    model = ROWS[event.noun][0]
    within = {"option": "issue__deal", "valuation": "issue__deal", "limits": "issue__deal",
              "lever_worth": "lever__deal", "concession_step": "plan__deal"}.get(event.noun, "deal")  # fmt: skip
    rows = model._default_manager.filter(**{within: write.deal}, pk=event.object_id)
    return rows.select_for_update(of=("self",)).first()


def _restore(write: Write, row: Any) -> None:
    if isinstance(row, Issue):
        twin = Issue.objects.filter(deal=write.deal, name__iexact=row.name, removed_at__isnull=True).exclude(pk=row.pk)
        if twin.exists():
            raise Rejected(f"There is another issue named {row.name} now. Rename it first.")
    write.restore(row)


def _set_back(write: Write, event: Event, row: Any) -> None:
    secrets = EventSecret.objects.filter(event=event).first()
    before = unwrap_for_storage(secrets.before) if secrets else event.before
    if _written_by(event, row.version_of(event.field)) != event.seq:
        raise Rejected("Somebody has changed this since, so it stays as it is now. You can edit it.", event.field)
    field = row._meta.get_field(event.field)
    value = field.to_python(before)
    if isinstance(field, models.ForeignKey):
        value = None if before is None else field.related_model._default_manager.filter(pk=before).first()
        if value is None and before is not None:
            raise Rejected("What stood there before is gone, so this stays as it is now.", event.field)
    if same_value(getattr(row, event.field), value):
        return
    write.change(row, event.field, value)


def _written_by(event: Event, version: int) -> int:
    """The seq of the event whose value a field holds: an undo brought back what an earlier event wrote."""
    same = Event.objects.filter(deal=event.deal_id, noun=event.noun, object_id=event.object_id, field=event.field)
    while version:
        undo = same.filter(seq=version, undoes__isnull=False).first()
        if undo is None:
            return version
        undone = same.filter(batch=undo.undoes or 0).order_by("seq").first()
        earlier = None if undone is None else same.filter(seq__lt=undone.seq).order_by("-seq").first()
        version = earlier.seq if earlier else 0
    return version


def _reverse_seat(write: Write, event: Event) -> None:
    record: dict[str, Any] = (event.after if event.verb == Verb.CREATED else event.before) or {}
    seat = Seat.objects.filter(deal=write.deal, user_id=record["user"], role=record["role"]).first()
    if event.verb == Verb.CREATED and seat is not None:
        if seat.role == SeatRole.LEAD and Seat.objects.filter(deal=write.deal, role=SeatRole.LEAD).count() == 1:
            raise Rejected("A deal needs a lead. Seat another lead first.")
        write.log(Verb.REMOVED, seat, before=record)
        seat.delete()
    elif event.verb == Verb.REMOVED and seat is None:
        membership = Membership.objects.filter(user=record["user"], organisation=write.deal.organisation_id).first()
        if membership is None:
            raise Rejected("This person is no member of the organisation any more.")
        again = Seat(
            deal=write.deal,
            user_id=record["user"],
            membership=membership,
            role=record["role"],
            created_at=write.at,
        )
        write.add(again, summary=record)
