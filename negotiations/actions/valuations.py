"""Value curves and weights by swing, for us and as an estimate for them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.engine.weights import starting_swings
from negotiations.enums import Direction, Party, Shape
from negotiations.models import Deal, Issue, Valuation
from negotiations.queries.plan.weighing import needs_asking_again as needs_asking_again

LEVEL_FIELDS = frozenset({"half_level", "half_low", "half_high", "knee"})
SWING_FIELDS = frozenset({"swing", "swing_low", "swing_high"})
NOT_SEEN: Mapping[str, int | None] = MappingProxyType({})
THEIRS_ONLY = frozenset({"direction", "swing_low", "swing_high", "half_low", "half_high"})
EDITABLE = LEVEL_FIELDS | SWING_FIELDS | {"direction", "shape", "ratings", "source", "dated"}


def edit(issue: Issue, party: str, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Valuation:
    """Set one field of a valuation. Raises ``Conflict``, ``Rejected``."""
    return edit_many(issue, party, {field: value}, seen={field: seen}, by=by, at=at)


def edit_many(
    issue: Issue,
    party: str,
    changes: Mapping[str, Any],
    *,
    seen: Mapping[str, int | None],
    by: User,
    at: datetime,
) -> Valuation:
    """Set several fields of a valuation together, such as the three numbers of a band: one action, undone as one.

    Raises ``Conflict`` or ``Rejected`` for the first field that cannot be set; then nothing is.
    """
    with writing(issue.deal, Permission.PLAN_EDIT, by=by, at=at, issue_id=issue.pk) as write:
        return change_many(write, issue.pk, party, changes, seen=seen)


def change_many(
    write: Write, issue_id: UUID, party: str, changes: Mapping[str, Any], *, seen: Mapping[str, int | None] = NOT_SEEN
) -> Valuation:
    """The same within an open write, for weights that are derived."""
    row = _lock(write, issue_id, party)
    for field, value in changes.items():
        check_field(row, field, value)
    changes = {**_without_interval(row, changes), **changes}
    trial = {name: changes.get(name, getattr(row, name)) for name in SWING_FIELDS | LEVEL_FIELDS}
    check_bands(trial, changes)
    # A band moves as one: one UPDATE a field would break "low <= likely <= high" on the way.
    for field, value in _in_safe_order(row, changes):
        write.change(row, field, value, seen=seen.get(field))
    return row


def _in_safe_order(row: Valuation, changes: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """An order of the writes in which the band stays ordered after each: widen first, narrow last."""

    def narrows(item: tuple[str, Any]) -> int:
        field, value = item
        current = getattr(row, field)
        if field not in {"swing_low", "swing_high"} or value is None:
            return 1 if field == "swing" else 0
        if current is None:
            return 2
        widens = value < current if field == "swing_low" else value > current
        return 0 if widens else 2

    return sorted(changes.items(), key=narrows)


def set_swings(
    deal: Deal,
    swings: Mapping[UUID, Decimal],
    *,
    seen: Mapping[UUID, int | None],
    by: User,
    at: datetime,
) -> dict[UUID, Valuation]:
    """Our weights together: issue → swing points 0–100. One action, undone as one.

    Raises ``Conflict``, ``Rejected``.
    """
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        rows = _our_rows(write)
        for issue_id, points in swings.items():
            if issue_id not in rows:
                raise Rejected("This issue was removed meanwhile.", str(issue_id))
            check_field(rows[issue_id], "swing", points)
            _drop_interval(write, rows[issue_id], points)
            write.change(rows[issue_id], "swing", points, seen=seen.get(issue_id))
            _confirm(write, rows[issue_id])
        return rows


def rank_swings(deal: Deal, order: list[UUID], *, by: User, at: datetime) -> dict[UUID, Valuation]:
    """Our weights from an order of swings alone, most important first: rank-order centroid, the first scaled to 100.

    Source: Edwards & Barron (1994), SMARTER. Issues not named come last, in their order. Raises ``Rejected``.
    """
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        rows = _our_rows(write)
        ranked = [pk for pk in order if pk in rows]
        ranked += [pk for pk in rows if pk not in set(ranked)]
        if not ranked:
            raise Rejected("There is no issue to rank yet.")
        for pk, points in zip(ranked, starting_swings(len(ranked)), strict=True):
            _drop_interval(write, rows[pk], Decimal(points))
            write.change(rows[pk], "swing", Decimal(points))
            _confirm(write, rows[pk])
        return rows


def adopt(write: Write, bands: Mapping[UUID, tuple[Decimal | None, Decimal, Decimal | None]]) -> None:
    """Our weights with the interval that the team's spread gives them, within an open write: low, points, high."""
    rows = _our_rows(write)
    for pk, band in bands.items():
        if pk in rows:
            changes = dict(zip(("swing_low", "swing", "swing_high"), band, strict=True))
            for field, value in _in_safe_order(rows[pk], changes):
                write.change(rows[pk], field, value)
            _confirm(write, rows[pk])


def _without_interval(row: Valuation, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The team's spread was about another weight than one that is set by hand now: it goes, as changes of its own."""
    if row.party != Party.OURS or "swing" not in changes or changes["swing"] == row.swing:
        return {}
    return {name: None for name in ("swing_low", "swing_high") if getattr(row, name) is not None}


def _drop_interval(write: Write, row: Valuation, points: Decimal) -> None:
    for field, value in _without_interval(row, {"swing": points}).items():
        write.change(row, field, value)


def _confirm(write: Write, row: Valuation) -> None:
    """An unchanged weight that was asked again counts as answered: its version moves past the changed range."""
    if needs_asking_again(row):
        event = write.log("changed", row, field="swing", before=row.swing, after=row.swing)
        row.versions["swing"] = event.seq
        row.save(update_fields=["versions"])


def _our_rows(write: Write) -> dict[UUID, Valuation]:
    rows = (
        Valuation.objects.select_for_update(of=("self",))
        .filter(issue__deal=write.deal, issue__removed_at__isnull=True, party=Party.OURS)
        .select_related("issue")
        .order_by("issue__position", "pk")
    )
    return {row.issue_id: row for row in rows}


def _lock(write: Write, issue_id: UUID, party: str) -> Valuation:
    row = (
        Valuation.objects.select_for_update(of=("self",))
        .filter(issue__deal=write.deal, issue__pk=issue_id, issue__removed_at__isnull=True, party=party)
        .select_related("issue")
        .first()
    )
    if row is None:
        raise Rejected("This issue was removed meanwhile. Undo brings it back.")
    return row


def check_field(row: Valuation, field: str, value: Any) -> None:
    """Raise ``Rejected`` unless this field of a valuation may have this value."""
    if field not in EDITABLE or (field in THEIRS_ONLY and row.party == Party.OURS):
        raise Rejected("This field cannot be edited.", field)
    if field == "direction" and value not in Direction.values:
        raise Rejected("Choose one of the directions.", field)
    if field == "shape":
        _check_shape(row.issue, value)
    if field in SWING_FIELDS and value is not None and not 0 <= value <= 100:
        raise Rejected("Give points from 0 to 100.", field)
    if field in LEVEL_FIELDS and value is not None:
        _check_inside(row.issue, field, value)
    if field == "ratings":
        _check_ratings(value)
    if field == "dated" and not (value is None or isinstance(value, date)):
        raise Rejected("Give a date.", field)


def _check_shape(issue: Issue, value: str) -> None:
    if value not in Shape.values:
        raise Rejected("Choose one of the curves.", "shape")
    if issue.kind == "choice" and value != Shape.RATED:
        raise Rejected("The options of a free choice have no order: rate each of them.", "shape")


def _check_inside(issue: Issue, field: str, value: Decimal) -> None:
    if issue.low is None or issue.high is None:
        raise Rejected("Only an issue with a range has a curve over it.", field)
    if not issue.low <= value <= issue.high:
        raise Rejected("Choose a level within the range of the issue.", field)


def _check_ratings(value: Any) -> None:
    if not isinstance(value, dict):
        raise Rejected("Rate each level from 0 to 100.", "ratings")
    for rating in value.values():
        if isinstance(rating, bool) or not isinstance(rating, int | float) or not 0 <= rating <= 100:
            raise Rejected("Rate each level from 0 to 100.", "ratings")


def check_bands(trial: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """Raise ``Rejected`` unless low, likely and high are in order in ``trial``; it names a field of ``changes``."""
    for low, likely, high in (("swing_low", "swing", "swing_high"), ("half_low", "half_level", "half_high")):
        known = [trial[name] for name in (low, likely, high) if trial[name] is not None]
        if known != sorted(known):
            named = next((name for name in (low, likely, high) if name in changes), likely)
            raise Rejected("Low, likely and high must be in this order.", named)
