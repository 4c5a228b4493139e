"""Issues and their options, limits and order."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import Membership, User
from accounts.permissions import Permission
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums import NUMERIC_KINDS, OPTION_KINDS, Better, Importance, Party, Verb
from negotiations.levels import MAX_STEPS, scale_of
from negotiations.models import Deal, Issue, IssueLimits, Option, Valuation

TEXT_FIELDS = frozenset({"name", "description", "unit", "requester"})
CHOICE_FIELDS: dict[str, frozenset[str]] = {
    "better": frozenset(Better.values),
    "importance": frozenset(Importance.values),
}
LARGEST = Decimal(10) ** 13
RANGE_FIELDS = frozenset({"low", "high", "step"})
EDITABLE = TEXT_FIELDS | frozenset(CHOICE_FIELDS) | RANGE_FIELDS | {"multiplier", "tradeable", "owner", "marker"}
LIMITS = ("target", "realistic", "walk_away")


def add(
    deal: Deal,
    *,
    name: str,
    kind: str,
    by: User,
    at: datetime,
    options: Iterable[str] = (),
    **fields: Any,
) -> Issue:
    """A new issue at the end of the list, with its options and an empty valuation for either side.

    ``fields`` are those of ``Issue``. Raises ``Rejected`` naming the field that is wrong.
    """
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        return insert(write, name=name, kind=kind, options=options, **fields)


def insert(write: Write, *, name: str, kind: str, options: Iterable[str] = (), **fields: Any) -> Issue:
    """The same within an open write, for imports and templates that add many."""
    unknown = set(fields) - EDITABLE
    if unknown:
        raise TypeError(f"not fields of an issue: {sorted(unknown)}")
    issues = Issue.objects.filter(deal=write.deal)
    last = issues.order_by("-position").values_list("position", flat=True).first()
    issue = Issue(deal=write.deal, name=name, kind=kind, position=(last or 0) + 1, **fields)
    labels = [" ".join(label.split()) for label in options]
    _check_name(issue, name)
    check_options(issue, labels)
    check_range(issue)
    _check_owner(write.deal, issue.owner)
    write.add(issue, summary=name)
    Option.objects.bulk_create(
        Option(issue=issue, number=number, position=number, label=label) for number, label in enumerate(labels, 1)
    )
    _check_marker(issue, write.deal.currency)
    IssueLimits(issue=issue).save(force_insert=True)
    Valuation.objects.bulk_create(Valuation(issue=issue, party=party) for party in Party.values)
    return issue


def edit(issue: Issue, field: str, value: Any, *, seen: int | None, by: User, at: datetime) -> Issue:
    """Set one field of an issue. Gives the issue as it now is. Raises ``Conflict``, ``Rejected``."""
    if field not in EDITABLE:
        raise Rejected("This field cannot be edited.", field)
    with writing(issue.deal, Permission.PLAN_EDIT, by=by, at=at, issue_id=issue.pk) as write:
        row = _lock(write, issue.pk)
        if isinstance(value, str) and field in TEXT_FIELDS - {"description"}:
            value = " ".join(value.split())
        _check_edit(write, row, field, value)
        write.change(row, field, value, seen=seen)
        return row


def set_limit(
    issue: Issue, field: str, value: Decimal | None, *, seen: int | None, by: User, at: datetime
) -> IssueLimits:
    """Set target, realistic or walk-away, a level of the issue. Raises ``Conflict``, ``Rejected``."""
    with writing(issue.deal, Permission.SECRETS_EDIT, by=by, at=at, issue_id=issue.pk) as write:
        return change_limit(write, issue.pk, field, value, seen=seen)


def change_limit(
    write: Write, issue_id: UUID, field: str, value: Decimal | None, *, seen: int | None = None
) -> IssueLimits:
    """The same within an open write."""
    if field not in LIMITS:
        raise Rejected("This field cannot be edited.", field)
    row = _lock(write, issue_id)
    check_level(row, value, field, write.deal.currency)
    limits = IssueLimits.objects.select_for_update().get(issue=row)
    write.change(limits, field, value, seen=seen)
    return limits


def remove(issue: Issue, *, by: User, at: datetime) -> None:
    """Take an issue out of the plan; undo brings it back with all that was said of it."""
    with writing(issue.deal, Permission.PLAN_EDIT, by=by, at=at, issue_id=issue.pk) as write:
        write.remove(_lock(write, issue.pk))


def reorder(deal: Deal, order: list[UUID], *, by: User, at: datetime) -> None:
    """Put the issues in this order. Issues not named keep their order, after those named."""
    with writing(deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        set_order(write, order)


def set_order(write: Write, order: list[UUID]) -> None:
    """The same within an open write, for undo."""
    rows = {row.pk: row for row in Issue.objects.filter(deal=write.deal).order_by("position", "pk")}
    before = list(rows)
    after = [pk for pk in dict.fromkeys(order) if pk in rows]
    after += [pk for pk in before if pk not in set(after)]
    if after == before:
        return
    for position, pk in enumerate(after, 1):
        rows[pk].position = position
    Issue.objects.bulk_update(rows.values(), ["position"])
    write.log(
        Verb.MOVED, write.deal, field="issues", before=[str(pk) for pk in before], after=[str(pk) for pk in after]
    )


def add_option(issue: Issue, label: str, *, by: User, at: datetime) -> Option:
    """A further option at the end. Raises ``Rejected``."""
    with writing(issue.deal, Permission.PLAN_EDIT, by=by, at=at, issue_id=issue.pk) as write:
        row = _lock(write, issue.pk)
        if row.kind not in OPTION_KINDS:
            raise Rejected("Only an issue of choice has options.", "label")
        taken = list(Option.objects.filter(issue=row))
        live = [option.label for option in taken if option.removed_at is None]
        label = " ".join(label.split())
        check_options(row, [*live, label])
        number = max((option.number for option in taken), default=0) + 1
        option = Option(issue=row, number=number, position=number, label=label)
        write.add(option, summary=label)
        _mark_options_changed(write, row)
        return option


def rename_option(option: Option, label: str, *, seen: int | None, by: User, at: datetime) -> Option:
    """Another label for an option; its level stays. Raises ``Conflict``, ``Rejected``."""
    with writing(option.issue.deal, Permission.PLAN_EDIT, by=by, at=at, issue_id=option.issue_id) as write:
        issue = _lock(write, option.issue_id)
        others = Option.objects.filter(issue=issue, removed_at__isnull=True).exclude(pk=option.pk)
        label = " ".join(label.split())
        check_options(issue, [*others.values_list("label", flat=True), label])
        row = Option.objects.select_for_update().get(pk=option.pk)
        write.change(row, "label", label, seen=seen)
        return row


def remove_option(option: Option, *, by: User, at: datetime) -> None:
    """Take an option away; at least two stay. Raises ``Rejected``."""
    with writing(option.issue.deal, Permission.PLAN_EDIT, by=by, at=at, issue_id=option.issue_id) as write:
        issue = _lock(write, option.issue_id)
        row = Option.objects.select_for_update().get(pk=option.pk)
        if row.removed_at is not None:
            return
        if Option.objects.filter(issue=issue, removed_at__isnull=True).count() <= 2:
            raise Rejected("An issue of choice needs at least two options.", "label")
        write.remove(row)
        _mark_options_changed(write, issue)


def reorder_options(issue: Issue, order: list[int], *, by: User, at: datetime) -> None:
    """Put the options in this order; those not named keep theirs, after those named. Their numbers stay."""
    with writing(issue.deal, Permission.PLAN_EDIT, by=by, at=at, issue_id=issue.pk) as write:
        set_option_order(write, _lock(write, issue.pk), order)


def set_option_order(write: Write, issue: Issue, order: list[int]) -> None:
    """The same within an open write, for undo. An ordered choice has another best end then: the weight asks again."""
    rows = {row.pk: row for row in Option.objects.filter(issue=issue).order_by("position", "pk")}
    before = list(rows)
    after = [pk for pk in dict.fromkeys(order) if pk in rows]
    after += [pk for pk in before if pk not in set(after)]
    if after == before:
        return
    for position, pk in enumerate(after, 1):
        rows[pk].position = position
    Option.objects.bulk_update(rows.values(), ["position"])
    write.log(Verb.MOVED, issue, field="options", before=before, after=after)
    _mark_options_changed(write, issue)


def _mark_options_changed(write: Write, issue: Issue) -> None:
    """A changed set of options asks for the weight again, as a changed range does."""
    issue.versions["options"] = write.events[-1].seq
    issue.save(update_fields=["versions"])


def _lock(write: Write, issue_id: UUID) -> Issue:
    row = Issue.objects.select_for_update(of=("self",)).filter(deal=write.deal, pk=issue_id).first()
    if row is None or row.removed_at is not None:
        raise Rejected("This issue was removed meanwhile. Undo brings it back.")
    return row


def _check_edit(write: Write, issue: Issue, field: str, value: Any) -> None:
    if field == "name":
        _check_name(issue, value)
    elif field in CHOICE_FIELDS and value not in CHOICE_FIELDS[field]:
        raise Rejected("Choose one of the options.", field)
    elif field in RANGE_FIELDS:
        trial = Issue(kind=issue.kind, low=issue.low, high=issue.high, step=issue.step)
        setattr(trial, field, value)
        check_range(trial, field)
    elif field == "multiplier" and (value is None or value <= 0):
        raise Rejected("How many times the amount is paid: a number above 0.", field)
    elif field == "owner":
        _check_owner(write.deal, value)
    elif field == "marker":
        check_level(issue, value, field, write.deal.currency)


def _check_name(issue: Issue, name: str) -> None:
    if not name:
        raise Rejected("An issue needs a name.", "name")
    if len(name) > 120:
        raise Rejected("At most 120 characters.", "name")
    same = Issue.objects.filter(deal=issue.deal, name__iexact=name, removed_at__isnull=True).exclude(pk=issue.pk)
    if same.exists():
        raise Rejected("There is an issue of this name already.", "name")


def check_range(issue: Issue, field: str = "low") -> None:
    """Raise ``Rejected`` unless a numeric issue has a range in order and a step that makes few enough levels."""
    if issue.kind not in NUMERIC_KINDS:
        return
    low, high, step = issue.low, issue.high, issue.step
    if low is None or high is None or step is None:
        raise Rejected("Give the lowest and the highest level, and the step between levels.", field)
    if low >= high:
        raise Rejected("The lowest level must be below the highest.", field)
    if max(abs(low), abs(high)) >= LARGEST:
        raise Rejected("At most 13 digits before the point.", field)
    if step <= 0:
        raise Rejected("The step must be above 0.", "step")
    if (high - low) / step > MAX_STEPS:
        raise Rejected(f"That makes more than {MAX_STEPS} levels. Take a larger step.", "step")


def check_options(issue: Issue, labels: list[str]) -> None:
    """Raise ``Rejected`` unless an issue of choice has two or more options, all named and all different."""
    if issue.kind not in OPTION_KINDS:
        return
    if len(labels) < 2 or not all(labels):
        raise Rejected("An issue of choice needs at least two options, each with a name.", "options")
    if len({label.casefold() for label in labels}) < len(labels):
        raise Rejected("Two options have the same name.", "options")
    if len(labels) > MAX_STEPS or max(map(len, labels)) > 120:
        raise Rejected(f"At most {MAX_STEPS} options, of at most 120 characters.", "options")


def _check_owner(deal: Deal, owner: User | None) -> None:
    if owner and not Membership.objects.filter(user=owner, organisation=deal.organisation_id).exists():
        raise Rejected("The owner must be a member of the organisation.", "owner")


def _check_marker(issue: Issue, currency: str) -> None:
    check_level(issue, issue.marker, "marker", currency)


def check_level(issue: Issue, value: Decimal | None, field: str, currency: str) -> None:
    """A level lies in the range of the issue, or is one of its options."""
    if value is None:
        return
    scale = scale_of(issue, currency)
    if scale.is_numeric:
        if not (issue.low or 0) <= value <= (issue.high or 0):
            raise Rejected(f"Outside the range: {scale.words(issue.low)} to {scale.words(issue.high)}.", field)
    elif value not in {Decimal(number) for number in scale.options}:
        raise Rejected("This option is not there any more. Choose another.", field)
