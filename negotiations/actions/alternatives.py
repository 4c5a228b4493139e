"""Alternatives to the deal, and the package on the page: both secret."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import AlternativeKind
from negotiations.levels import scale_of
from negotiations.models import Alternative, Deal, Issue, PlanPackage, TheirFloor
from negotiations.secrets import unwrap_for_storage

EDITABLE = frozenset({"title", "kind", "value", "levels", "probability", "cost", "expires_on", "note"})

BAND = ("low", "likely", "high")
MAX_SOURCE = 160


def add(deal: Deal, *, title: str, probability: Decimal, by: User, at: datetime, **fields: Any) -> Alternative:
    """A candidate for our best alternative. Raises ``Rejected`` naming the field that is wrong."""
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        return insert(write, title=title, probability=probability, **fields)


def insert(write: Write, *, title: str, probability: Decimal, **fields: Any) -> Alternative:
    """The same within an open write, for imports."""
    unknown = set(fields) - EDITABLE
    if unknown:
        raise TypeError(f"not fields of an alternative: {sorted(unknown)}")
    for field, value in {"title": title, "probability": probability, **fields}.items():
        _check(write.deal, field, value)
    row = Alternative(deal=write.deal, title=title, probability=probability, **fields)
    write.add(row, summary=title)
    return row


def edit(alternative: Alternative, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Alternative:
    """Set one field of an alternative. Raises ``Conflict``, ``Rejected``."""
    with writing(alternative.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row = _lock(write, alternative.pk)
        _check(write.deal, field, value)
        write.change(row, field, value, seen=seen)
        return row


def remove(alternative: Alternative, *, by: User, at: datetime) -> None:
    """Take an alternative out; undo brings it back."""
    with writing(alternative.deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        write.remove(_lock(write, alternative.pk))


def set_package(
    deal: Deal, levels: Mapping[UUID, Decimal | None], *, by: User, at: datetime, seen: int | None = None
) -> PlanPackage:
    """Put levels into the package on the page; ``None`` goes back to the target. Issues not named stay as they are.

    ``seen`` is the version of the package that the choice rests on. Raises ``Conflict``, ``Rejected``.
    """
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        return change_package(write, levels, seen=seen)


def change_package(write: Write, levels: Mapping[UUID, Decimal | None], *, seen: int | None = None) -> PlanPackage:
    """The same within an open write, for accepting a suggestion."""
    package, _ = PlanPackage.objects.select_for_update().get_or_create(deal=write.deal)
    now: dict[str, str] = dict(unwrap_for_storage(package.levels) or {})
    _check_levels(write.deal, {str(pk): str(level) for pk, level in levels.items() if level is not None})
    for pk, level in levels.items():
        if level is None:
            now.pop(str(pk), None)
        else:
            now[str(pk)] = plain(level)
    write.change(package, "levels", now, seen=seen)
    return package


def set_their_floor(
    deal: Deal,
    band: Mapping[str, Decimal] | None,
    *,
    source: str,
    dated: date | None,
    seen: int | None,
    by: User,
    at: datetime,
) -> TheirFloor:
    """What we believe they have without this deal: ``low``, ``likely``, ``high``; ``None`` when nothing is known.

    Money, or points while the plan has no money issue, above every issue at its worst for them. ``seen`` is the version
    of the band that the edit rests on. Raises ``Conflict``, and ``Rejected`` naming the part that is wrong.
    """
    if band is not None and not band["low"] <= band["likely"] <= band["high"]:
        raise Rejected("Low, likely and high must be in this order.", "likely")
    if len(source) > MAX_SOURCE:
        raise Rejected(f"At most {MAX_SOURCE} characters.", "source")
    with writing(deal, Permission.SECRETS_EDIT, by=by, at=at) as write:
        row, _ = TheirFloor.objects.select_for_update().get_or_create(deal=write.deal)
        write.change(row, "band", {name: plain(band[name]) for name in BAND} if band else {}, seen=seen)
        write.change(row, "source", source)
        write.change(row, "dated", dated)
        return row


def plain(level: Decimal) -> str:
    """A level as it is stored in a document: without trailing zeros or an exponent, so that equal levels are equal."""
    text = format(level, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _lock(write: Write, pk: UUID) -> Alternative:
    row = Alternative.objects.select_for_update().filter(deal=write.deal, pk=pk, removed_at__isnull=True).first()
    if row is None:
        raise Rejected("This alternative was removed meanwhile. Undo brings it back.")
    return row


def _check(deal: Deal, field: str, value: Any) -> None:
    if field not in EDITABLE:
        raise Rejected("This field cannot be edited.", field)
    if field == "title" and not value.strip():
        raise Rejected("Give the alternative a name.", field)
    if field == "kind" and value not in AlternativeKind.values:
        raise Rejected("Choose one of the kinds.", field)
    if field == "probability" and (value is None or not 0 <= value <= 100):
        raise Rejected("Give a chance from 0 to 100 %.", field)
    if field == "cost" and value is not None and value < 0:
        raise Rejected("What it costs to get there: 0 or more.", field)
    if field == "levels":
        _check_levels(deal, value)


def _check_levels(deal: Deal, levels: Mapping[str, str]) -> None:
    issues = {
        str(issue.pk): issue
        for issue in Issue.objects.filter(deal=deal, removed_at__isnull=True).prefetch_related("options")
    }
    for key, text in levels.items():
        issue = issues.get(key)
        if issue is None:
            raise Rejected("This issue was removed meanwhile.", key)
        scale, level = scale_of(issue, deal.currency), Decimal(text)
        inside = (
            issue.low <= level <= issue.high
            if issue.low is not None and issue.high is not None
            else level in {Decimal(number) for number in scale.options}
        )
        if not inside:
            raise Rejected(f"Not a level of {issue.name}.", key)
