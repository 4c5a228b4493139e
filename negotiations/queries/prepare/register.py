"""A register of the preparation as a page shows it: columns, rows of cells, filters, what can be chosen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.enums import IssueKind, Party
from negotiations.levels import THIN_SPACE, Scale, date_words, number, scale_of
from negotiations.models import Deal, Issue, Meeting, Option, Stakeholder
from negotiations.models.prepared import Prepared
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.prepare.register_fields import BANDS, IN_MONEY, Field, Kind
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.secrets import Secret

CODED = frozenset({Kind.CHOICE, Kind.FLAG})


@dataclass(frozen=True)
class Around:
    """What the rows of a register may point to: live issues in their order, members, meetings by time."""

    deal: Deal
    issues: tuple[Issue, ...]
    people: Mapping[str, User]
    meetings: Mapping[str, Meeting]

    @cached_property
    def their_people(self) -> Mapping[str, Stakeholder]:
        """Those of the other side who are on the map. One query, when it is asked for."""
        rows = Stakeholder.objects.filter(
            deal=self.deal, side=Party.THEIRS, removed_at__isnull=True, erased_at__isnull=True
        )
        return {str(row.pk): row for row in rows.order_by("name", "pk")}

    def issue(self, pk: str) -> Issue | None:
        return next((issue for issue in self.issues if str(issue.pk) == pk), None)

    def scale(self, issue: Issue | None) -> Scale | None:
        """The scale of an issue without its range: what was agreed elsewhere may lie outside."""
        return Scale(issue.kind, issue.unit, self.deal.currency) if issue is not None and issue.is_numeric else None

    def any_scale(self, issue: Issue | None) -> Scale | None:
        """The same of an issue of any kind that is on the plan."""
        found = self.issue(str(issue.pk)) if issue is not None else None
        return self.scale(found) if found is None or found.is_numeric else scale_of(found, self.deal.currency)

    def scale_for(self, field: Field, issue: Issue | None) -> Scale | None:
        if field.kind in IN_MONEY:
            return Scale(IssueKind.MONEY, currency=self.deal.currency)
        if field.kind == Kind.CHANCE:
            return None
        return self.any_scale(issue) if field.kind == Kind.AGREED else self.scale(issue)

    def choices(self, field: Field, issue: Issue | None = None) -> dict[str, str]:
        """What a field can be set to: the value that a form sends, and its words. Empty for a text or a day."""
        nobody = {"": "–"}
        if field.kind == Kind.AGREED:
            scale = self.any_scale(issue)
            levels = scale.options if scale is not None else {}
            return nobody | {str(number): label for number, label in levels.items()} if levels else {}
        if field.kind in CODED:
            return dict(field.choices)
        if field.kind == Kind.ISSUE:
            return nobody | {str(issue.pk): issue.name for issue in self.issues}
        if field.kind == Kind.PERSON:
            return nobody | {pk: str(user) for pk, user in self.people.items()}
        if field.kind == Kind.STAKEHOLDER:
            return nobody | {pk: row.name for pk, row in self.their_people.items()}
        if field.kind == Kind.MEETING:
            return nobody | {pk: meeting_words(meeting) for pk, meeting in self.meetings.items()}
        return {}


def around(deal: Deal) -> Around:
    """Four queries."""
    live = Prefetch("options", queryset=Option.objects.filter(removed_at__isnull=True).order_by("position", "number"))
    issues = Issue.objects.filter(deal=deal, removed_at__isnull=True).prefetch_related(live).order_by("position", "pk")
    members = User.objects.filter(memberships__organisation=deal.organisation_id).order_by("name", "email", "pk")
    meetings = Meeting.objects.filter(deal=deal, removed_at__isnull=True).order_by("starts_at", "pk")
    return Around(
        deal,
        tuple(issues),
        {str(user.pk): user for user in members},
        {str(meeting.pk): meeting for meeting in meetings},
    )


def meeting_words(meeting: Meeting) -> str:
    """``First meeting, 1 Dec``."""
    day = timezone.localtime(meeting.starts_at).date()
    return f"{meeting.title or 'Meeting'}, {day.day} {day:%b}"


def words(field: Field, value: Any, scale: Scale | None = None) -> str:
    """A value of a field in words, a level by the scale of its issue; nothing is an empty text."""
    if value is None or value in ("", {}):
        return ""
    if field.kind in BANDS:
        return band_words(value, scale)
    if field.kind in CODED:
        return field.choices.get(str(value), str(value))
    if field.kind == Kind.MEETING:
        return meeting_words(value)
    if field.kind == Kind.STAKEHOLDER:
        return str(value.name)
    if field.kind in {Kind.LEVEL, Kind.AGREED, Kind.AMOUNT}:
        return scale.words(value) if scale else number(value)
    if field.kind == Kind.PERCENT:
        return f"{number(value)}{THIN_SPACE}%"
    return date_words(value) if isinstance(value, date) else str(value)


def band_words(band: Mapping[str, str], scale: Scale | None = None) -> str:
    """``€900–2,500`` or ``10–30 %``; one number when it is sure."""
    low, high = Decimal(band["low"]), Decimal(band["high"])
    if scale is None:
        return f"{number(low)}–{number(high)}{THIN_SPACE}%" if low != high else f"{number(low)}{THIN_SPACE}%"
    return f"{scale.words(low)}–{number(high)}" if low != high else str(scale.words(low))


@dataclass(frozen=True)
class Part:
    """A column of a row: its cell, and those below it."""

    field: Field
    cell: Cell
    under: tuple[tuple[Field, Cell], ...]


@dataclass(frozen=True)
class Line:
    """A row of the table. ``more`` is what the noun's own page adds to it."""

    row: Any
    parts: tuple[Part, ...]
    remove_url: str  # empty for those who may not
    url: str = ""  # its detail, where it has one
    is_open: bool = False
    more: Any = None


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list: ``chosen`` of ``choices`` (value, words), empty for all of them."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str

    @classmethod
    def asked(cls, query: Mapping[str, str], name: str, label: str, choices: Iterable[tuple[Any, str]]) -> "Filter":
        """As the address has it; nonsense is none."""
        known = tuple((str(value), words) for value, words in choices)
        value = query.get(name, "")
        return cls(name, label, known, value if value in dict(known) else "")

    def takes(self, *values: object) -> bool:
        """Whether a row with one of these values stays in the list."""
        return not self.chosen or self.chosen in {str(value) for value in values}


@dataclass(frozen=True)
class Table:
    """``total`` counts the rows without the filters; ``suffix`` keeps the filters on every address."""

    columns: tuple[Field, ...]
    lines: tuple[Line, ...]
    filters: tuple[Filter, ...]
    total: int
    suffix: str
    may_add: bool

    @property
    def width(self) -> int:
        return len(self.columns) + 1

    @property
    def narrowed(self) -> bool:
        return any(one.chosen for one in self.filters)


@dataclass(frozen=True)
class Maker:
    """Makes the lines of one register for one reader. ``noun`` names its URLs and its parameter, as ``fact``."""

    access: Standing
    around: Around
    fields: Sequence[Field]
    noun: str
    outcome: Outcome | None = None
    suffix: str = ""
    permission: Permission = Permission.PLAN_EDIT
    fixed: frozenset[str] = frozenset()  # fields that are shown and never edited
    area: str = "prepare"  # what the names of its URLs begin with

    def url(self, name: str, row: Prepared, **more: Any) -> str:
        key = {"deal_id": row.deal_id, f"{self.noun}_id": row.pk, **more}
        return reverse(f"negotiations:{self.area}-{self.noun.replace('_', '-')}-{name}", kwargs=key) + self.suffix

    def may(self, row: Prepared) -> bool:
        return self.access.can(self.permission, self.around.issue(str(row.issue_id)))

    def line(self, row: Prepared, **more: Any) -> Line:
        below: dict[str, list[tuple[Field, Cell]]] = {}
        for field in self.fields:
            if field.under and _shown(row, field):
                below.setdefault(field.under, []).append((field, self.cell(row, field)))
        columns = (field for field in self.fields if not field.under)
        parts = tuple(Part(field, self.cell(row, field), tuple(below.get(field.name, ()))) for field in columns)
        return Line(row, parts, self.url("remove", row) if self.may(row) else "", **more)

    def cell(self, row: Prepared, field: Field) -> Cell:
        is_secret = field.name in row.secret_fields
        value = getattr(row, field.name)
        if isinstance(value, Secret):
            value = opened(value, self.access)
        if field.kind == Kind.ISSUE and value is not None and value.removed_at is not None:
            value = None  # an issue that was taken off the plan
        if field.kind == Kind.STAKEHOLDER and value is not None and str(value.pk) not in self.around.their_people:
            value = None  # somebody who was erased, or taken off the map
        text = words(field, value, self.around.scale_for(field, row.issue))
        choices = self.around.choices(field, row.issue)
        made = Cell(
            id=cell_id(row, field.name),
            url=self.url("edit", row, field=field.name),
            field=field.name,
            label=f"{field.label}, {row.title if not row.secret_fields else 'secret'}"[:120],
            text=text,
            stored=text,
            version=row.version_of(field.name),
            editable=self.may(row) and field.name not in self.fixed,
            secret=is_secret,
            choices=tuple(choices.items()),
            chosen=_chosen(value) if choices else "",
            hint=field.hint if field.under or not field.typed else "–",
        )
        return settled(made, self.outcome)


def _shown(row: Prepared, field: Field) -> bool:
    name, value = field.when
    return not name or bool(getattr(row, field.name)) or str(getattr(row, name)) == value


def _chosen(value: Any) -> str:
    """What the option of a select that stands for this value sends."""
    if isinstance(value, Decimal):
        return str(int(value))  # an option's number
    return "" if value is None else str(value.pk) if hasattr(value, "pk") else str(value)


def cell_id(row: Prepared, name: str) -> str:
    return f"cell-{name.replace('_', '-')}-{row.pk}"


def table(
    make: Maker,
    rows: Iterable[Prepared],
    filters: Iterable[Filter] = (),
    *,
    total: int,
    line: Callable[[Any], Line] | None = None,
) -> Table:
    """The rows as lines, each made by ``line`` where the noun adds something of its own."""
    return Table(
        columns=tuple(field for field in make.fields if not field.under),
        lines=tuple((line or make.line)(row) for row in rows),
        filters=tuple(filters),
        total=total,
        suffix=make.suffix,
        may_add=make.access.can_somewhere(make.permission),
    )


def live(rows: QuerySet[Any], *names: str) -> QuerySet[Any]:
    """The rows that are not taken out, in their order, with what they point to."""
    return rows.filter(removed_at__isnull=True).select_related("issue", *names).order_by("number", "pk")


def issue_filter(around: Around, query: Mapping[str, str]) -> Filter:
    return Filter.asked(query, "issue", "All issues", ((issue.pk, issue.name) for issue in around.issues))


def suffix_of(filters: Iterable[Filter]) -> str:
    """The filters as the end of an address."""
    said = "&".join(f"{one.name}={one.chosen}" for one in filters if one.chosen)
    return f"?{said}" if said else ""
