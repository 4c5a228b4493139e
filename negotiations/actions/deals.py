"""Deals: create, edit, archive; counterparties and meetings come with them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Membership, Organisation, User
from accounts.permissions import Permission, SeatRole, organisation_permissions
from negotiations.actions import phases
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.currencies import is_currency_in_use
from negotiations.enums import Category, Horizon
from negotiations.enums_record import Style
from negotiations.models import Counterparty, Deal, Meeting, PlanPackage, Seat

EDITABLE = frozenset({"title", "category", "currency", "estimated_value", "horizon", "solo"})
MEETING_FIELDS = frozenset({"starts_at", "title", "place", "minutes", "style", "style_reason"})
CHOICES: dict[str, list[str]] = {"category": Category.values, "horizon": Horizon.values}


@transaction.atomic
def create(
    *,
    organisation: Organisation,
    title: str,
    counterparty: str,
    currency: str,
    by: User,
    at: datetime,
    category: str = Category.OTHER,
    estimated_value: Decimal | None = None,
    horizon: str = Horizon.ONE_OFF,
    solo: bool = False,
) -> Deal:
    """A new, empty deal; whoever creates it takes the lead's seat. The counterparty is found by name or made.

    Raises ``PermissionDenied`` unless the user may create deals in the organisation.
    """
    membership = Membership.objects.filter(user=by, organisation=organisation).first()
    if membership is None or Permission.DEAL_CREATE not in organisation_permissions(membership.role):
        raise PermissionDenied(Permission.DEAL_CREATE.value)
    deal = Deal(
        organisation=organisation,
        counterparty=find_or_add_counterparty(organisation, counterparty, at=at),
        title=title,
        category=category,
        currency=currency,
        estimated_value=estimated_value,
        horizon=horizon,
        solo=solo,
        created_at=at,
        created_by=by,
    )
    deal.save(force_insert=True)
    seat = Seat(deal=deal, user=by, membership=membership, role=SeatRole.LEAD, created_at=at)
    seat.save(force_insert=True)
    PlanPackage(deal=deal).save(force_insert=True)
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        write.log("created", deal, after=title)
        write.log("created", seat, after={"user": by.pk, "role": seat.role})
    return deal


def find_or_add_counterparty(organisation: Organisation, name: str, *, at: datetime) -> Counterparty:
    """The counterparty of this name, whatever its case, made when there is none."""
    name = " ".join(name.split())
    found = Counterparty.objects.filter(organisation=organisation, name__iexact=name).first()
    return found or Counterparty.objects.create(organisation=organisation, name=name, created_at=at)


def edit(deal: Deal, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> int:
    """Set one field of the deal; gives the field's new version. Raises ``Conflict``, ``Rejected``."""
    return edit_many(deal, {field: value}, seen={field: seen}, by=by, at=at).version_of(field)


def edit_many(
    deal: Deal, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime, reason: str = ""
) -> Deal:
    """Set several fields of the deal together: one action, undone as one. Gives the deal as it now is.

    A new phase goes through its gate (``phases``), for which ``reason`` is. Raises ``Conflict`` or ``Rejected`` for
    the first field that cannot be set; then nothing is.
    """
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        for field, value in changes.items():
            if field == "phase":
                continue  # last: its gate asks what the other changes leave
            _check(write, field, value)
            if field == "counterparty":
                value = find_or_add_counterparty(write.deal.organisation, value, at=at)
            write.change(write.deal, field, value, seen=seen.get(field))
        if "phase" in changes:
            phases.pass_gate(write, changes["phase"], reason=reason, seen=seen.get("phase"))
        return write.deal


def _check(write: Write, field: str, value: Any) -> None:
    if field not in EDITABLE | {"counterparty"}:
        raise Rejected("This field cannot be edited.", field)
    if field in {"title", "counterparty"} and not value.strip():
        raise Rejected("This must not be empty.", field)
    if field in CHOICES and value not in CHOICES[field]:
        raise Rejected("Choose one of the list.", field)
    if field == "currency" and not is_currency_in_use(value):
        raise Rejected("Choose a currency that is in use.", field)
    if field == "estimated_value" and value is not None and value < 0:
        raise Rejected("The value of the deal: 0 or more.", field)
    if field == "solo" and not value and _is_lead_and_holdout(write.deal):
        raise Rejected("One person is lead and holdout. Seat somebody else as one of the two first.", field)


def _is_lead_and_holdout(deal: Deal) -> bool:
    leads = Seat.objects.filter(deal=deal, role=SeatRole.LEAD).values("user")
    return Seat.objects.filter(deal=deal, role=SeatRole.HOLDOUT, user__in=leads).exists()


def set_archived(deal: Deal, archived: bool, *, by: User, at: datetime) -> None:
    """Put a deal away, or take it back out. Nothing is lost either way."""
    with writing(deal, Permission.DEAL_ARCHIVE, by=by, at=at) as write:
        if archived != (write.deal.archived_at is not None):
            write.change(write.deal, "archived_at", at if archived else None)


def add_meeting(deal: Deal, *, starts_at: datetime, title: str, place: str, by: User, at: datetime) -> Meeting:
    """A meeting with the other side, at an aware moment."""
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        meeting = Meeting(deal=write.deal, starts_at=starts_at, title=title, place=place)
        write.add(meeting, summary={"title": title, "starts_at": starts_at})
        return meeting


def edit_meeting(
    deal: Deal, meeting_id: UUID, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Meeting:
    """Set fields of a meeting together: time, title, place. Raises ``Conflict``, ``Rejected``."""
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        rows = Meeting.objects.select_for_update().filter(deal=write.deal, pk=meeting_id, removed_at__isnull=True)
        meeting = rows.first()
        if meeting is None:
            raise Rejected("This meeting was removed meanwhile. Undo brings it back.")
        for field, value in changes.items():
            if field not in MEETING_FIELDS:
                raise Rejected("This field cannot be edited.", field)
            if field == "style" and value not in {"", *Style.values}:
                raise Rejected("Choose one of the styles.", field)
            write.change(meeting, field, value, seen=seen.get(field))
        return meeting


def remove_meeting(deal: Deal, meeting_id: UUID, *, by: User, at: datetime) -> None:
    """Take a meeting out of the deal; undo brings it back."""
    with writing(deal, Permission.DEAL_EDIT, by=by, at=at) as write:
        meeting = Meeting.objects.filter(deal=write.deal, pk=meeting_id, removed_at__isnull=True).first()
        if meeting is not None:
            write.remove(meeting)
