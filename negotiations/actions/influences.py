"""Who influences whom, by office or otherwise."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import stakeholders
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import InfluenceKind
from negotiations.models import Deal, Influence, Stakeholder

EDITABLE = frozenset({"kind", "strength", "note"})
LONGEST = 160


def add(
    deal: Deal,
    *,
    influencer: Stakeholder,
    influenced: Stakeholder,
    kind: str = InfluenceKind.FORMAL,
    strength: int = 2,
    note: str = "",
    by: User,
    at: datetime,
) -> Influence:
    """``influencer`` moves ``influenced``; ``strength`` 1 weak, 2 clear, 3 strong. Raises ``Rejected``."""
    with writing(deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        for field, value in {"kind": kind, "strength": strength, "note": note}.items():
            _check(field, value)
        if influencer.pk == influenced.pk:
            raise Rejected("Choose two different people.", "influenced")
        ends = [stakeholders.lock(write, one.pk) for one in (influencer, influenced)]
        _once(write, ends[0].pk, ends[1].pk, kind)
        row = Influence(
            deal=write.deal, influencer=ends[0], influenced=ends[1], kind=kind, strength=strength, note=note,
            created_at=at,
        )  # fmt: skip
        write.add(row)
        return row


def edit(row: Influence, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Influence:
    """Set one field. Raises ``Conflict``, ``Rejected``."""
    with writing(row.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        locked = _lock(write, row.pk)
        _check(field, value)
        if field == "kind" and value != locked.kind:
            _once(write, locked.influencer_id, locked.influenced_id, value)
        write.change(locked, field, value, seen=seen)
        return locked


def remove(row: Influence, *, by: User, at: datetime) -> None:
    """Take an edge out; undo brings it back."""
    with writing(row.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, row.pk))


def check_restore(row: Influence) -> None:
    """Raises ``Rejected`` when the same edge was drawn again meanwhile."""
    twin = Influence.objects.filter(
        influencer=row.influencer_id, influenced=row.influenced_id, kind=row.kind, removed_at__isnull=True
    )
    if twin.exists():
        raise Rejected("The same influence was added again meanwhile.")


def _once(write: Write, influencer: UUID, influenced: UUID, kind: str) -> None:
    same = Influence.objects.filter(
        deal=write.deal, influencer=influencer, influenced=influenced, kind=kind, removed_at__isnull=True
    )
    if same.exists():
        raise Rejected("This influence is on the map already: change its strength.", "influenced")


def _lock(write: Write, pk: UUID) -> Influence:
    rows = Influence.objects.select_for_update(of=("self",))
    row = rows.filter(deal=write.deal, pk=pk, removed_at__isnull=True).first()
    if row is None:
        raise Rejected("This influence was taken out meanwhile.")
    return row


def _check(field: str, value: Any) -> None:
    if field not in EDITABLE:
        raise Rejected("This field cannot be edited.", field)
    if field == "kind" and value not in InfluenceKind.values:
        raise Rejected("Choose one of the list.", field)
    if field == "strength" and value not in {1, 2, 3}:
        raise Rejected("Weak, clear or strong.", field)
    if field == "note" and len(value) > LONGEST:
        raise Rejected(f"At most {LONGEST} characters.", field)
