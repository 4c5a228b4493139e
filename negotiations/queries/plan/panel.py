"""Everything about one issue: what it is, its options, its value to us and, as an estimate, to them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from negotiations.charts.curve import CurveChart
from negotiations.enums import IssueKind, Shape
from negotiations.levels import Scale, number, scale_of
from negotiations.models import Issue, Valuation
from negotiations.queries.history.fields import CHOICES, field_words, shapes_for
from negotiations.queries.inputs import issues as issue_values
from negotiations.queries.inputs.plan import PlanInputs
from negotiations.queries.plan.cells import Cell, CellMaker, Group, Outcome, row_version, settled, settled_group
from negotiations.queries.plan.curves import curve_of
from negotiations.queries.plan.issue_preparation import IssuePreparation, issue_preparation
from negotiations.queries.plan.issue_talks import issue_talks
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.weighing import needs_asking_again
from negotiations.queries.standing import Standing

RATED_LEVELS = 11  # of a range: rating more by hand is no gain
KNEE_NAMES = {Shape.PLATEAU: "Good enough from", Shape.PEAKED: "Best at"}


@dataclass(frozen=True)
class OptionLine:
    pk: int
    cell: Cell
    remove_url: str


@dataclass(frozen=True)
class Side:
    """The valuation of one party: its curve as a drawing and as fields."""

    party: str
    shape: Cell
    drawing: CurveChart | None
    at: Cell | None  # the level that bends the curve
    at_label: str
    half: Group | None  # theirs: that level as a guess with its range
    ratings: tuple[Cell, ...]
    swing: Cell | None  # ours
    band: Group | None  # theirs
    direction: Cell | None
    source: Cell | None
    dated: Cell | None
    asks_again: bool


@dataclass(frozen=True)
class Panel:
    issue: Issue
    cells: dict[str, Cell]  # by field
    options: tuple[OptionLine, ...]
    option_url: str
    order_url: str
    remove_url: str
    ours: Side
    theirs: Side
    may_edit: bool
    kind: str
    option_order: str
    problem: Outcome | None  # of adding an option
    preparation: IssuePreparation
    talks: tuple[tuple[str, str], ...]  # its agreed point and its entries: words, and where they lead


def issue_panel(
    issue: Issue,
    rows: PlanRows,
    access: Standing,
    public: PlanInputs | None,
    *,
    outcome: Outcome | None,
    suffix: str,
) -> Panel:
    """The detail of an issue for one reader. Eight queries: who could own it, its preparation, the talks about it."""
    scale = scale_of(issue, rows.deal.currency)
    make = CellMaker(issue, scale, access, outcome, suffix)
    may = access.can(Permission.PLAN_EDIT, issue)
    fields = ["name", "description", "requester", "importance", "tradeable"]
    if issue.is_numeric:
        fields += ["low", "high", "step", "unit", "better"]
    elif issue.kind == IssueKind.ORDERED:
        fields += ["better"]
    if issue.kind == IssueKind.MONEY:
        fields += ["multiplier"]
    cells = {name: _issue_cell(make, issue, name, may) for name in fields}
    people = {"": "Nobody", **{str(user.pk): str(user) for user in _members(access)}} if may else None
    cells["owner"] = _issue_cell(make, issue, "owner", may, people)
    return Panel(
        issue=issue,
        cells=cells,
        options=_options(issue, make, may),
        option_url=make.url("option-create", issue_id=issue.pk),
        order_url=make.url("option-reorder", issue_id=issue.pk),
        remove_url=make.url("issue-remove", issue_id=issue.pk),
        ours=_side(issue, rows.ours[issue.pk], make, may),
        theirs=_side(issue, rows.theirs[issue.pk], make, may, rows.ours[issue.pk]),
        may_edit=may,
        kind=IssueKind(issue.kind).label,
        option_order=",".join(str(option.pk) for option in issue.options.all()),
        problem=outcome if outcome is not None and outcome.cell == f"option-new-{issue.pk}" else None,
        preparation=issue_preparation(
            issue, access, rows.limits.get(issue.pk), rows.deal.currency, timezone.localdate()
        ),
        talks=issue_talks(issue, access),
    )


def _members(access: Standing) -> list[User]:
    return list(
        User.objects.filter(memberships__organisation=access.deal.organisation_id).order_by("name", "email", "pk")
    )


def _issue_cell(make: CellMaker, issue: Issue, name: str, may: bool, choices: Mapping[str, str] | None = None) -> Cell:
    cell = make.cell(
        issue,
        name,
        url=make.url("issue-edit", issue_id=issue.pk, field=name),
        editable=may,
        choices=choices if choices is not None else CHOICES.get(name),
        shape="area" if name == "description" else "text",
    )
    if name == "step" and issue.step is not None and issue.kind == IssueKind.DATE:
        return replace(cell, hint="days")
    return cell


def _options(issue: Issue, make: CellMaker, may: bool) -> tuple[OptionLine, ...]:
    lines = []
    for option in issue.options.all():
        option.issue = issue
        key = {"option_id": option.pk, "issue_id": issue.pk}
        text = option.label
        cell = Cell(
            id=f"cell-option-{option.pk}",
            url=make.url("option-edit", **key),
            field="label",
            label=f"Option {option.label}",
            text=text,
            stored=text,
            version=option.version_of("label"),
            editable=may,
        )
        lines.append(OptionLine(option.pk, settled(cell, make.outcome), make.url("option-remove", **key)))
    return tuple(lines)


def _side(issue: Issue, row: Valuation, make: CellMaker, may: bool, ours: Valuation | None = None) -> Side:
    theirs = ours is not None
    shapes = shapes_for(issue, row.party)
    shape = _cell(make, issue, row, "shape", may, choices=shapes)
    if row.shape not in shapes and shape.state == "":
        shape = replace(shape, chosen=next(iter(shapes)))
    current = Shape(row.shape if row.shape in shapes else next(iter(shapes)))
    at, half = None, None
    if issue.is_numeric and current == Shape.CURVED:
        if theirs:
            half = _group(make, issue, row, ("half_low", "half_level", "half_high"), may, "Level worth half to them")
        else:
            at = _cell(make, issue, row, "half_level", may, hint="a level")
    elif issue.is_numeric and current in KNEE_NAMES:
        at = _cell(make, issue, row, "knee", may, hint="a level")
    rated = current == Shape.RATED
    band = _group(make, issue, row, ("swing_low", "swing", "swing_high"), may, "Weight for them") if theirs else None
    handle = at.input_id if at else half.fields[1].input_id if half else ""
    return Side(
        party=row.party,
        shape=shape,
        drawing=curve_of(issue, row, current, make.scale, ours, field=handle if may else ""),
        at=at,
        at_label=KNEE_NAMES.get(current, "Worth half at"),
        half=half,
        ratings=_ratings(issue, row, make, may) if rated else (),
        swing=None if theirs else _cell(make, issue, row, "swing", may, hint="0–100"),
        band=band,
        direction=_cell(make, issue, row, "direction", may, choices=CHOICES["direction"]) if theirs else None,
        source=_cell(make, issue, row, "source", may, hint="who said it, or what we read") if theirs else None,
        dated=_cell(make, issue, row, "dated", may, hint="date") if theirs else None,
        asks_again=not theirs and needs_asking_again(row),
    )


def _cell(make: CellMaker, issue: Issue, row: Valuation, name: str, may: bool, **extra: Any) -> Cell:
    url = make.url("valuation-edit", issue_id=issue.pk, party=row.party, field=name)
    return make.cell(row, name, url=url, editable=may, key=f"cell-{row.party}-{name.replace('_', '-')}", **extra)


def _group(make: CellMaker, issue: Issue, row: Valuation, names: tuple[str, str, str], may: bool, label: str) -> Group:
    fields = []
    for name, word in zip(names, ("low", "likely", "high"), strict=True):
        text = field_words(name, getattr(row, name), make.scale)
        key = f"cell-{row.party}-{name.replace('_', '-')}"
        fields.append(Cell(key, "", name, word, text, text, row.version_of(name), may))
    group = Group(
        id=f"group-{row.party}-{names[1].replace('_', '-')}",
        url=make.url("valuation-band", issue_id=issue.pk, party=row.party),
        label=label,
        version=row_version(row),
        fields=tuple(fields),
        editable=may,
    )
    return settled_group(group, make.outcome)


def _ratings(issue: Issue, row: Valuation, make: CellMaker, may: bool) -> tuple[Cell, ...]:
    given = {Decimal(key): value for key, value in row.ratings.items()}
    url = make.url("valuation-edit", issue_id=issue.pk, party=row.party, field="ratings")
    cells = []
    for level in rated_levels(make.scale, given):
        value = given.get(level)
        text = "" if value is None else number(Decimal(str(value)))
        cell = Cell(
            id=f"cell-{row.party}-rating-{str(level).replace('.', '-')}",
            url=url,
            field="ratings",
            label=make.scale.words(level),
            text=text,
            stored=text,
            version=row.version_of("ratings"),
            editable=may,
            hint="–",
            level=str(level),
        )
        cells.append(settled(cell, make.outcome))
    return tuple(cells)


def rated_levels(scale: Scale, given: Mapping[Decimal, Any]) -> tuple[Decimal, ...]:
    """The levels to rate: every option, or some of a range with those that have a rating already."""
    return issue_values.grid(scale, RATED_LEVELS, given)
