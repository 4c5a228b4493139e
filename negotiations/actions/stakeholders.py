"""People and groups of both sides: added, judged, moved on the map, taken out, erased."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import Membership, User
from accounts.permissions import Permission
from negotiations.actions import comments
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import (
    Belonging,
    DecisionRole,
    Party,
    StakeholderKind,
    Stance,
    Sureness,
    Verb,
)
from negotiations.models import (
    Deal,
    EventPersonal,
    Influence,
    Interest,
    Motive,
    Sighting,
    Stakeholder,
    StakeholderNote,
)

CHOICES: dict[str, Iterable[str]] = {
    "side": Party.values,
    "kind": StakeholderKind.values,
    "belonging": Belonging.values,
    "stance": Stance.values,
    "decision_role": DecisionRole.values,
    "sureness": Sureness.values,
}
LONGEST = {"name": 120, "title": 120, "company": 120, "source": 160}
EDITABLE = frozenset({*CHOICES, *LONGEST, "at_table", "veto", "power", "interest", "dated", "member"})
MOST = 200  # on one deal: more than a map can show


def add(deal: Deal, *, side: str, name: str, by: User, at: datetime, **fields: Any) -> Stakeholder:
    """Somebody whom the deal concerns. Raises ``Rejected`` naming the field that is wrong."""
    with writing(deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        return insert(write, side=side, name=name, **fields)


def insert(write: Write, *, side: str, name: str, **fields: Any) -> Stakeholder:
    """The same within an open write."""
    if live(write.deal).count() >= MOST:
        raise Rejected(f"At most {MOST} people and groups on one deal.", "name")
    given = {"side": side, "name": name, **fields}
    for field, value in given.items():
        _check(write.deal, field, value)
    row = Stakeholder(deal=write.deal, created_at=write.at, **given)
    write.add(row)
    return row


def edit(row: Stakeholder, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Stakeholder:
    """Set one field. Raises ``Conflict``, ``Rejected``."""
    with writing(row.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        locked = lock(write, row.pk)
        _check(write.deal, field, value)
        write.change(locked, field, value, seen=seen)
        return locked


def place(
    row: Stakeholder,
    *,
    power: int | None,
    interest: int | None,
    seen: Mapping[str, int | None],
    by: User,
    at: datetime,
) -> Stakeholder:
    """Put somebody at a place of the map: power and interest in one action, undone as one.

    ``seen`` has the version of each that the move rests on. Raises ``Conflict``, ``Rejected``; then nothing is set.
    """
    with writing(row.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        locked = lock(write, row.pk)
        for field, value in {"power": power, "interest": interest}.items():
            _check(write.deal, field, value)
            write.change(locked, field, value, seen=seen.get(field))
        return locked


def remove(row: Stakeholder, *, by: User, at: datetime) -> None:
    """Take somebody off the map; undo brings them back. What is written about them stays until it is erased."""
    with writing(row.deal, Permission.PEOPLE_EDIT, by=by, at=at) as write:
        write.remove(lock(write, row.pk))


def erase(row: Stakeholder, *, by: User, at: datetime) -> None:
    """Erase all that is written about a person: name, title, interests, notes, what was seen; in the log too.

    It cannot be undone. The log keeps that somebody was there and when what kind of thing was changed, and still
    verifies. Raises ``Rejected`` when there is nothing left to erase.
    """
    with writing(row.deal, Permission.PEOPLE_ERASE, by=by, at=at) as write:
        locked = Stakeholder.objects.select_for_update(of=("self",)).get(deal=write.deal, pk=row.pk)
        if locked.erased_at is not None:
            raise Rejected("What was written about this person is erased already.")
        ids = [str(locked.pk)]
        for rows in (
            Interest.objects.filter(stakeholder=locked),
            Motive.objects.filter(stakeholder=locked),
            StakeholderNote.objects.filter(stakeholder=locked),
            Influence.objects.filter(influencer=locked),
            Influence.objects.filter(influenced=locked),
            Sighting.objects.filter(deal=write.deal, person__iexact=locked.name),
        ):
            ids += [str(pk) for pk in rows.values_list("pk", flat=True)]
            rows.delete()
        erase_from_log(write.deal, ids)
        comments.erase_about(write, locked)
        for field in LONGEST:
            setattr(locked, field, "")
        locked.member, locked.erased_at, locked.removed_at = None, at, locked.removed_at or at
        locked.save()
        write.log(Verb.ERASED, locked)


def erase_from_log(deal: Deal, object_ids: list[str]) -> None:
    """Empty the personal values that the log holds of these rows; their digests stay, so the chain still holds."""
    EventPersonal.objects.filter(event__deal=deal, event__object_id__in=object_ids, erased=False).update(
        before=None, after=None, salt="", erased=True
    )


def live(deal: Deal) -> Any:
    """The people of a deal who are on the map."""
    return Stakeholder.objects.filter(deal=deal, removed_at__isnull=True)


def lock(write: Write, pk: UUID) -> Stakeholder:
    """A live person of the deal, locked. Raises ``Rejected`` when they are gone."""
    row: Stakeholder | None = live(write.deal).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Rejected("This person was taken out meanwhile.")
    return row


def _check(deal: Deal, field: str, value: Any) -> None:
    if field not in EDITABLE:
        raise Rejected("This field cannot be edited.", field)
    if field in CHOICES and value not in CHOICES[field]:
        raise Rejected("Choose one of the list.", field)
    if field == "name" and not value.strip():
        raise Rejected("Give a name, or what you call them: “the new plant manager”.", field)
    if field in LONGEST and len(value) > LONGEST[field]:
        raise Rejected(f"At most {LONGEST[field]} characters.", field)
    if field in {"power", "interest"} and value is not None and not 0 <= value <= 100:
        raise Rejected("From 0 to 100, or nothing when nobody has judged it.", field)
    if field in {"at_table", "veto"} and not isinstance(value, bool):
        raise Rejected("Yes or no.", field)
    if field == "member" and value is not None:
        theirs = Membership.objects.filter(organisation=deal.organisation_id, user=value)
        if not theirs.exists():
            raise Rejected("Choose a member of the organisation.", field)
