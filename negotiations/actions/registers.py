"""What the registers of the preparation share: a row is added, changed field by field, taken out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from accounts.models import Membership, User
from accounts.permissions import Permission
from negotiations.actions.alternatives import BAND
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import Party
from negotiations.models import Deal, Issue, Meeting, Stakeholder
from negotiations.models.prepared import Prepared
from negotiations.queries.prepare.register_fields import BANDS, Field, Kind
from negotiations.secrets import unwrap_for_storage

MOST_ROWS = 500  # of a register on a deal: more than anybody reads
Row = TypeVar("Row", bound=Prepared)


@dataclass(frozen=True)
class Register:
    """What a register allows. ``permission`` counts on an issue of one's own too, in its weaker form."""

    word: str
    fields: Sequence[Field]
    permission: Permission = Permission.PLAN_EDIT

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)


def add(deal: Deal, row: Row, register: Register, *, by: User, at: datetime) -> Row:
    """Add a row that is not saved yet. Raises ``Rejected`` naming the field that is wrong, ``PermissionDenied``."""
    with writing(deal, register.permission, by=by, at=at, issue_id=row.issue_id) as write:
        return insert(write, row, register)


def insert(write: Write, row: Row, register: Register) -> Row:
    """The same within an open write."""
    row.deal, row.number = write.deal, write.deal.seq + 1
    for field in register.fields:
        check(write, field, unwrap_for_storage(getattr(row, field.name)))
    if type(row)._default_manager.filter(deal=write.deal, removed_at__isnull=True).count() >= MOST_ROWS:
        raise Rejected(f"There are {MOST_ROWS} of them. Take some out first.")
    write.add(row, summary=unwrap_for_storage(getattr(row, register.fields[0].name)))
    return row


def edit(
    row: Row,
    changes: Mapping[str, Any],
    register: Register,
    *,
    seen: Mapping[str, int | None],
    by: User,
    at: datetime,
    then: Callable[[Write, Row], None] | None = None,
) -> Row:
    """Set fields of a row: one action, undone as one; ``then`` goes on in the same write.

    Raises ``Conflict``, ``Rejected``, ``PermissionDenied``; then nothing is set.
    """
    with writing(row.deal, register.permission, by=by, at=at, issue_id=row.issue_id) as write:
        live = locked(write, row, register)
        for name, value in changes.items():
            field = register.field(name)
            if field is None:
                raise Rejected("This field cannot be edited.", name)
            check(write, field, value)
            if name == "issue":
                write.standing.require(register.permission, value)
        for name, value in changes.items():
            write.change(live, name, value, seen=seen.get(name))
        if then is not None:
            then(write, live)
        return live


def remove(row: Prepared, register: Register, *, by: User, at: datetime) -> None:
    """Take a row out; undo brings it back."""
    with writing(row.deal, register.permission, by=by, at=at, issue_id=row.issue_id) as write:
        write.remove(locked(write, row, register))


def locked(write: Write, row: Row, register: Register) -> Row:
    """The row as it is now, locked. Raises ``Rejected`` when somebody took it out."""
    rows = type(row)._default_manager.select_for_update(of=("self",)).select_related("issue")
    live = rows.filter(deal=write.deal, pk=row.pk, removed_at__isnull=True).first()
    if live is None:
        raise Rejected(f"This {register.word} was removed meanwhile. Undo brings it back.")
    live.deal = write.deal
    return live


def check(write: Write, field: Field, value: Any) -> None:
    """Refuse a value that the field does not take."""
    if value is None and field.required:
        raise Rejected(field.required, field.name)
    if field.kind == Kind.TEXT:
        if field.required and not value.strip():
            raise Rejected(field.required, field.name)
        if len(value) > field.longest:
            raise Rejected(f"At most {field.longest:,} characters.", field.name)
    elif field.kind in {Kind.CHOICE, Kind.FLAG} and str(value) not in field.choices:
        raise Rejected("Choose one of the list.", field.name)
    elif field.kind == Kind.PERCENT and not field.least <= value <= field.most:
        raise Rejected(f"Give {field.least} to {field.most} %.", field.name)
    elif field.kind in {*BANDS, Kind.AMOUNT}:
        _check_amounts(field, value)
    elif field.kind == Kind.DAY and not isinstance(value, date | None):
        raise TypeError("a day is a date")
    elif value is not None and not _belongs(write.deal, field.kind, value):
        raise Rejected("This is not of the deal any more. Choose another.", field.name)


def _check_amounts(field: Field, value: Any) -> None:
    """An amount is 0 or more; a range of them goes up, a chance to 100; empty is not known."""
    if field.kind == Kind.AMOUNT:
        ends = [] if value is None else [value]
    else:
        ends = [Decimal(value[name]) for name in BAND] if value else []
    if ends != sorted(ends):
        raise Rejected("Low, likely and high must be in this order.", field.name)
    if ends and (ends[0] < 0 or (field.kind == Kind.CHANCE and ends[-1] > 100)):
        raise Rejected("Give 0 to 100 %." if field.kind == Kind.CHANCE else "Give 0 or more.", field.name)


def _belongs(deal: Deal, kind: str, value: Any) -> bool:
    """Whether a row that a field points to is of this deal, a person one of its organisation's."""
    if kind == Kind.ISSUE:
        return Issue.objects.filter(deal=deal, pk=value.pk, removed_at__isnull=True).exists()
    if kind == Kind.MEETING:
        return Meeting.objects.filter(deal=deal, pk=value.pk, removed_at__isnull=True).exists()
    if kind == Kind.STAKEHOLDER:
        rows = Stakeholder.objects.filter(deal=deal, side=Party.THEIRS, removed_at__isnull=True)
        return rows.filter(pk=value.pk, erased_at__isnull=True).exists()
    if kind == Kind.PERSON:
        return Membership.objects.filter(organisation=deal.organisation_id, user=value).exists()
    return True
