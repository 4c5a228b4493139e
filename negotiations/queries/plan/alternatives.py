"""Alternatives on a page of their own: what each is worth, which one is the floor. Secret as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.charts.scale import OursScale
from negotiations.enums import AlternativeKind
from negotiations.levels import date_words, scale_of
from negotiations.models import Alternative, Issue
from negotiations.queries.history.fields import CHOICES, NAMES, field_words
from negotiations.queries.inputs.plan import load_plan
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.beside import AlternativeLine, alternative_lines
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.plan.floors import their_floor
from negotiations.queries.plan.package import PackagePanel, package_panel
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.tactics.sanctions import Exposure, exposure, load_sanctions, sanction_views
from negotiations.queries.wording import Amounts, rounded

EDITED = ("title", "value", "probability", "cost", "expires_on", "note")
HINTS = {"cost": "none", "expires_on": "never", "note": "none", "value": "not known"}


@dataclass(frozen=True)
class AlternativeCard:
    line: AlternativeLine
    cells: Mapping[str, Cell]
    package: str  # the levels in words, for a package
    remove_url: str


@dataclass(frozen=True)
class LevelField:
    """One issue in the form of a package."""

    issue: Issue
    name: str
    hint: str
    text: str
    choices: tuple[tuple[str, str], ...]
    error: str


@dataclass(frozen=True)
class TheirFloorFields:
    """What we believe they have without this deal, as its form shows it."""

    low: str
    likely: str
    high: str
    source: str
    dated: str
    version: int


@dataclass(frozen=True)
class AlternativePage:
    cards: tuple[AlternativeCard, ...]
    package: PackagePanel | None
    drawing: OursScale | None
    may_edit: bool
    levels: tuple[LevelField, ...]
    kinds: tuple[tuple[str, str], ...]
    in_money: bool
    currency: str
    theirs: "TheirFloorFields"
    exposure: Exposure
    net: str  # what the floor leaves after what they may do, as a range; empty where that cannot be said


def alternative_page(
    access: Standing, *, today: date, outcome: Outcome | None, typed: Mapping[str, str], errors: Mapping[str, str]
) -> AlternativePage:
    """The alternatives for a reader of all secrets; ``typed`` and ``errors`` are those of the form of a new one."""
    access.require(Permission.SECRETS_VIEW)
    rows = load_plan(access.deal)
    package = package_panel(rows, access, today=today, outcome=None)
    plan = package.inputs if package else None
    may = access.can(Permission.SECRETS_EDIT)
    currency = access.deal.currency if plan is None or plan.in_money else ""
    issues = {str(issue.pk): issue for issue in rows.issues}
    risk = exposure(
        sanction_views(load_sanctions(access.deal), access, currency=access.deal.currency),
        currency=access.deal.currency,
    )
    return AlternativePage(
        cards=tuple(
            AlternativeCard(
                line,
                {name: _cell(line.alternative, name, access, may, currency, outcome) for name in EDITED},
                _levels(line.alternative, issues, access),
                _url("alternative-remove", line.alternative),
            )
            for line in alternative_lines(rows, access, plan, today)
        ),
        package=package,
        drawing=package.ours_drawing if package else None,
        may_edit=may,
        levels=tuple(_field(issue, access, typed, errors) for issue in rows.issues),
        kinds=tuple(CHOICES["kind"].items()),
        in_money=bool(currency),
        currency=access.deal.currency,
        theirs=_their_floor(rows, access, currency),
        exposure=risk,
        net=_net(plan, risk),
    )


def _net(plan: PlanInputs | None, risk: Exposure) -> str:
    """What our best alternative leaves when what they may do comes off it: ``€54,000–71,000``."""
    if plan is None or not plan.in_money or plan.floor is None or risk.range is None:
        return ""
    amounts, worth = Amounts(True, plan.currency), plan.floor.expected
    ends = [rounded(worth - Decimal(repr(end)), 3) for end in (risk.range.high, risk.range.low)]
    return amounts.ours(ends[0]) if ends[0] == ends[1] else f"{amounts.ours(ends[0])} to {amounts.ours(ends[1])}"


def _their_floor(rows: PlanRows, access: Standing, currency: str) -> TheirFloorFields:
    row, band = rows.their_floor, their_floor(rows, access)
    low, likely, high = (field_words("value", value, None, currency) for value in band or (None, None, None))
    return TheirFloorFields(
        low=low,
        likely=likely,
        high=high,
        source=opened(row.source, access) if row else "",
        dated=date_words(row.dated) if row and row.dated else "",
        version=row.version_of("band") if row else 0,
    )


def _cell(row: Alternative, name: str, access: Standing, may: bool, currency: str, outcome: Outcome | None) -> Cell:
    value: Any = getattr(row, name)
    if name != "expires_on":
        value = opened(value, access)
    text = field_words(name, value, None, currency)
    cell = Cell(
        id=f"cell-{name.replace('_', '-')}-{row.pk}",
        url=_url("alternative-edit", row, field=name),
        field=name,
        label=NAMES[name],
        text=text,
        stored=text,
        version=row.version_of(name),
        editable=may and not (name == "value" and row.kind == AlternativeKind.PACKAGE),
        secret=True,
        hint=HINTS.get(name, ""),
    )
    return settled(cell, outcome)


def _levels(row: Alternative, issues: Mapping[str, Issue], access: Standing) -> str:
    if row.kind != AlternativeKind.PACKAGE:
        return ""
    levels: dict[str, str] = opened(row.levels, access) or {}
    named = [(issues[pk], Decimal(level)) for pk, level in levels.items() if pk in issues]
    return ", ".join(f"{issue.name} {scale_of(issue, access.deal.currency).words(level)}" for issue, level in named)


def _field(issue: Issue, access: Standing, typed: Mapping[str, str], errors: Mapping[str, str]) -> LevelField:
    scale, name = scale_of(issue, access.deal.currency), f"level-{issue.pk}"
    choices = () if scale.is_numeric else tuple((str(key), label) for key, label in scale.options.items())
    hint = f"{scale.words(issue.low)} to {scale.words(issue.high)}" if scale.is_numeric else ""
    return LevelField(issue, name, hint, typed.get(name, ""), choices, errors.get(name, ""))


def _url(name: str, row: Alternative, **more: str) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": row.deal_id, "alternative_id": row.pk, **more})
