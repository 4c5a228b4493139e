"""The observer's sheet: what their people do at the table, the tactics in it, and how they negotiate."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import counterparties
from negotiations.actions.moves import SOON
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.catalogue.tactics import TACTICS
from negotiations.enums_record import Style
from negotiations.models import Deal, Sighting
from negotiations.models.counterparty import OfCounterparty

MOST_PERSON, MOST_SAW, MOST_ROWS = 120, 400, 500
EDITABLE = frozenset({"person", "saw", "tactic", "seen_at"})


def add(
    deal: Deal, *, person: str = "", saw: str = "", tactic: str = "", seen_at: datetime | None = None, by: User,
    at: datetime,
) -> Sighting:  # fmt: skip
    """Note what was seen, a tactic of the library in it where one is named. Raises ``Rejected`` naming the field."""
    values = {"person": person.strip(), "saw": saw.strip(), "tactic": tactic, "seen_at": seen_at or at}
    with writing(deal, Permission.OBSERVE, by=by, at=at) as write:
        _check(write, values)
        if Sighting.objects.filter(deal=write.deal, removed_at__isnull=True).count() >= MOST_ROWS:
            raise Rejected(f"There are {MOST_ROWS} of them. Take some out first.")
        row = Sighting(deal=write.deal, author=by, added_at=at, **values)
        write.add(row)
        return row


def edit(
    sighting: Sighting, changes: Mapping[str, Any], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Sighting:
    """Set fields of a sighting: one action. Raises ``Conflict``, ``Rejected``; then nothing is set."""
    with writing(sighting.deal, Permission.OBSERVE, by=by, at=at) as write:
        row = _locked(write, sighting)
        unknown = set(changes) - EDITABLE
        if unknown:
            raise Rejected("This field cannot be edited.", sorted(unknown)[0])
        plain = {name: value.strip() if isinstance(value, str) else value for name, value in changes.items()}
        _check(write, {name: plain.get(name, getattr(row, name)) for name in sorted(EDITABLE)})
        for name, value in plain.items():
            write.change(row, name, value, seen=seen.get(name))
        return row


def remove(sighting: Sighting, *, by: User, at: datetime) -> None:
    """Take a sighting out; undo brings it back."""
    with writing(sighting.deal, Permission.OBSERVE, by=by, at=at) as write:
        write.remove(_locked(write, sighting))


def rate(deal: Deal, *, style: str, saw: str, person: str = "", by: User, at: datetime) -> OfCounterparty:
    """How somebody of theirs negotiates, by what was seen: it goes into the counterparty's record, with this deal.

    Raises ``Rejected`` naming the field that is wrong.
    """
    if style not in Style.values:
        raise Rejected("Choose one of the list.", "style")
    with writing(deal, Permission.OBSERVE, by=by, at=at) as write:
        return counterparties.add_row(
            write.deal.counterparty, "styles", style=style, person=person.strip(), saw=saw.strip(), deal=write.deal,
            seen_on=at.date(), by=by, at=at,
        )  # fmt: skip


def _check(write: Write, values: Mapping[str, Any]) -> None:
    if not values["saw"] and not values["tactic"]:
        raise Rejected("Say what you saw, or choose the tactic.", "saw")
    for name, most in (("person", MOST_PERSON), ("saw", MOST_SAW)):
        if len(values[name]) > most:
            raise Rejected(f"At most {most} characters.", name)
    if values["tactic"] and values["tactic"] not in TACTICS:
        raise Rejected("Choose one of the library.", "tactic")
    if values["seen_at"] > write.at + SOON:
        raise Rejected("This is in the future.", "seen_at")


def _locked(write: Write, sighting: Sighting) -> Sighting:
    rows = Sighting.objects.select_for_update(of=("self",)).filter(deal=write.deal, removed_at__isnull=True)
    row = rows.filter(pk=sighting.pk).first()
    if row is None:
        raise Rejected("This was taken out meanwhile. Undo brings it back.")
    return row
