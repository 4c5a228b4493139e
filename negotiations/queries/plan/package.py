"""The package on the page: what it is worth to us against the floor, and likely to them. Secret as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from accounts.permissions import Permission
from negotiations.charts.scale import OursScale, TheirsScale, ours_scale, theirs_scale
from negotiations.engine.problem import OURS, Package
from negotiations.models import IssueLimits
from negotiations.queries.inputs.own_doubt import own_worth
from negotiations.queries.inputs.plan import PlanInputs, plan_inputs
from negotiations.queries.mandate.check import within_mandate
from negotiations.queries.mandate.state import mandate_state
from negotiations.queries.people.serving import Served, serving_of
from negotiations.queries.plan import worth
from negotiations.queries.plan.cells import Cell, Outcome, settled
from negotiations.queries.plan.floors import expected_value, expired
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.power.future import FutureWords, future_words
from negotiations.queries.reading import opened
from negotiations.queries.rules.words import name_rules
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Amounts, Names, of_hundred

PRESETS = {"": "Planned", "target": "Targets", "realistic": "Realistic", "marker": "Markers", "walk_away": "Walk-aways"}
HERE = {
    "": "this package",
    "target": "these targets",
    "realistic": "realistic",
    "marker": "our markers",
    "walk_away": "our walk-aways",
}


@dataclass(frozen=True)
class PackageLine:
    """The level of one issue in the package. ``chosen``: somebody picked it; else it follows the target."""

    cell: Cell
    name: str
    words: str
    chosen: bool
    outside: bool


@dataclass(frozen=True)
class PackagePanel:
    """The package of the page, or one of the presets to look at."""

    inputs: PlanInputs
    preset: str
    presets: tuple[tuple[str, str], ...]
    lines: tuple[PackageLine, ...]
    ours: str
    ours_band: str  # where the team's spread leaves doubt about our own weights
    over_floor: str
    below_floor: bool
    floor: str
    floor_name: str
    theirs: str
    chance: str  # how many of a hundred guesses
    ours_drawing: OursScale
    theirs_drawing: TheirsScale | None
    outside: int
    broken: tuple[str, ...]  # what the rules say that it breaks
    rule_count: int
    served: Served
    in_force: bool  # of the mandate
    future: FutureWords | None  # the deals that may follow: beside the worth, never in it
    limits: tuple[str, ...]  # why the package is outside of it; else why there is none in force


def package_panel(
    rows: PlanRows, access: Standing, *, today: date, preset: str = "", outcome: Outcome | None, suffix: str = ""
) -> PackagePanel | None:
    """The panel for a reader of all secrets; None for others, and while there is no issue."""
    if not access.can(Permission.SECRETS_VIEW):
        return None
    plan = plan_inputs(rows, access, today=today, levels=13, draws=300)
    if plan is None or plan.package is None:
        return None
    preset = preset if preset in PRESETS else ""
    package = plan.package_of(_preset_levels(rows, access, preset)) if preset else plan.package
    value = worth.package_worth(plan, package)
    amounts = Amounts(plan.in_money, plan.currency)
    marker = value.against_marker
    outside = set(plan.outside(package))
    mandate = mandate_state(rows.deal, access, today=today)
    return PackagePanel(
        inputs=plan,
        preset=preset,
        presets=tuple(PRESETS.items()),
        lines=_lines(rows, access, plan, package, outside, outcome, suffix),
        ours=amounts.ours(value.ours),
        ours_band=_own(plan, package, amounts),
        over_floor="" if value.over_floor is None else amounts.ours(value.over_floor, signed=True),
        below_floor=value.over_floor is not None and value.over_floor < 0,
        floor="" if plan.floor is None else amounts.ours(plan.floor.expected),
        floor_name="" if plan.floor is None else opened(plan.floor.alternative.title, access),
        theirs="" if value.theirs is None else amounts.theirs(value.theirs.texts()),
        chance="" if marker is None or marker.low == marker.high == 0 else of_hundred(marker.chance),
        ours_drawing=_ours(rows, access, plan, value, amounts, preset, today),
        theirs_drawing=_theirs(plan, value, amounts),
        outside=len(outside),
        broken=_broken(rows, access, plan, package, amounts),
        rule_count=len(plan.rules),
        served=serving_of(rows).of(plan.levels_of(package)),
        in_force=mandate.in_force,
        future=future_words(rows, access, in_money=plan.in_money),
        limits=tuple(reason.text for reason in within_mandate(plan, mandate, package)),
    )


def _own(plan: PlanInputs, package: Package, amounts: Amounts) -> str:
    found = own_worth(plan, package)
    return "" if found is None else f"{amounts.ours(found.low)} to {amounts.ours(found.high)}"


def _broken(rows: PlanRows, access: Standing, plan: PlanInputs, package: Package, amounts: Amounts) -> tuple[str, ...]:
    ids = [str(pk) for pk in plan.broken(package)]
    return name_rules(Names(rows.deal), rows.rules, access, amounts).broken(ids) if ids else ()


def _preset_levels(rows: PlanRows, access: Standing, preset: str) -> Mapping[UUID, Decimal]:
    found = {}
    for issue in rows.issues:
        limits = rows.limits.get(issue.pk)
        level = issue.marker if preset == "marker" else _limit(limits, preset, access)
        if level is not None:
            found[issue.pk] = level
    return found


def _limit(limits: IssueLimits | None, name: str, access: Standing) -> Decimal | None:
    return None if limits is None else opened(getattr(limits, name), access)


def _lines(
    rows: PlanRows,
    access: Standing,
    plan: PlanInputs,
    package: Package,
    outside: set[UUID],
    outcome: Outcome | None,
    suffix: str,
) -> tuple[PackageLine, ...]:
    chosen = dict(opened(rows.package.levels, access) or {}) if rows.package else {}
    version = rows.package.version_of("levels") if rows.package else 0
    url = reverse("negotiations:package-edit", kwargs={"deal_id": rows.deal.pk}) + suffix
    levels = plan.levels_of(package)
    lines = []
    for row in plan.issues:
        pk, scale = row.issue.pk, row.scale
        words = scale.words(levels[pk])
        choices = {} if scale.is_numeric else {str(number): label for number, label in scale.options.items()}
        cell = Cell(
            id=f"cell-package-{pk}",
            url=url,
            field="levels",
            label=f"Level in the package, {row.issue.name}",
            text=words,
            stored=words,
            version=version,
            editable=access.can(Permission.SECRETS_EDIT),
            secret=True,
            choices=tuple(choices.items()),
            chosen=str(int(levels[pk])) if choices else "",
            level=str(pk),
        )
        lines.append(
            PackageLine(settled(cell, outcome), row.issue.name, words, str(pk) in chosen, outside=pk in outside)
        )
    return tuple(lines)


def _ours(
    rows: PlanRows,
    access: Standing,
    plan: PlanInputs,
    value: worth.PackageWorth,
    amounts: Amounts,
    preset: str,
    today: date,
) -> OursScale:
    top = plan.worth(sum(max(issue.contributions[OURS]) for issue in plan.problem.issues))
    floor = None if plan.floor is None else plan.floor.expected
    others = []
    for row in rows.alternatives:
        expected = None if expired(row, today) else expected_value(row, plan, access)
        if expected is not None and expected != floor:
            others.append((float(expected), f"{opened(row.title, access)}, {amounts.ours(expected)}"))
    low = min([Decimal(0), *([floor] if floor is not None else [])])
    words = f"Worth to us {amounts.ours(value.ours)}, best {amounts.ours(top)}"
    if floor is not None:
        words += f", floor {amounts.ours(floor)}"
    return ours_scale(
        low=float(low),
        high=float(max(top, floor or top)),
        here=float(value.ours),
        here_label=HERE[preset],
        floor=None if floor is None else float(floor),
        floor_label="" if floor is None else f"floor {amounts.ours(floor)}",
        left="all at worst",
        right=f"best {amounts.ours(top)}",
        others=others,
        words=words,
    )


def _theirs(plan: PlanInputs, value: worth.PackageWorth, amounts: Amounts) -> TheirsScale | None:
    if value.theirs is None:
        return None
    best = sum(table.max(axis=1) for table in plan.draws.tables)
    top = worth.worth_bands(plan, best[:, None])[0] if not isinstance(best, int) else None
    high = float(max(value.theirs.high, top.median if top else value.theirs.high))
    return theirs_scale(
        low=0.0,
        high=high or 1.0,
        band=(float(value.theirs.low), float(value.theirs.median), float(value.theirs.high)),
        label="80 of 100 guesses",
        left="all at their worst",
        right="best for them",
        words=f"Likely worth to them {amounts.theirs(value.theirs.texts())}",
    )
