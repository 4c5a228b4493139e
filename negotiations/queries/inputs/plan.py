"""From the rows of a plan to the engine, and nowhere else.

Two readings of the same plan. ``public_inputs`` uses what everybody on the deal may see (ranges, curves, weights) and
never a secret. ``plan_inputs`` adds targets, walk-aways, alternatives and the package, for readers of secrets only.

What is decided here:
- Levels are business steps; a finer range is thinned, but the levels that the plan names are always kept.
- Worth 0 is every issue at its worst over its whole range, 1 every issue at its best, for either side.
- A level beyond our walk-away is outside the mandate: it is removed, never just "very low". The level that the page
  plans is kept all the same, so that a plan outside its own limits can be shown and mended.
- An issue that is not tradeable is held at the level that the page plans for it.
- The floor is the best expected value (value times probability, less cost) among alternatives not expired on ``today``.
- Their floor is the likely one of our estimate; while there is none, their worst package stands for it.
- What they offered, refused, said and chose is learned from: guesses that explain it count more (``learning``).
- Where blind scoring left an interval of our weight, our own figures are drawn from it too (``own_doubt``).
- Rules between issues that must hold leave combinations out; a discount for a combination is added to its worth.
- What nobody has said is assumed, listed in ``missing``, and never an error.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import numpy as np

from accounts.permissions import Permission
from negotiations.engine import build, doubt, money
from negotiations.engine.problem import OURS, THEIRS, Package
from negotiations.enums import IssueKind
from negotiations.levels import Scale, scale_of
from negotiations.models import Issue
from negotiations.queries.inputs import issues as issue_values
from negotiations.queries.inputs import learning, talks
from negotiations.queries.inputs.issues import Missing
from negotiations.queries.inputs.levers import lever_inputs
from negotiations.queries.inputs.own_doubt import interval, own_doubt
from negotiations.queries.inputs.rules import kept_levels, read_rules, rule_inputs, with_rules
from negotiations.queries.inputs.types import Floor, IssueInput, Piece, PlanInputs
from negotiations.queries.plan.floors import best_floor, their_floor
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.power.future import horizon_of
from negotiations.queries.reading import opened
from negotiations.queries.standing import Standing
from negotiations.queries.theirs.evidence import spoken_levels
from negotiations.secrets import Reader

__all__ = ["Floor", "IssueInput", "Missing", "PlanInputs", "PlanRows", "load_plan", "plan_inputs", "public_inputs"]

SEED = 20_261_122  # the same guesses for everybody and every time: a number moves only when the plan does
JOB_LEVELS, PAGE_LEVELS = 41, 13
JOB_DRAWS, PAGE_DRAWS = 1000, 300


def public_inputs(
    rows: PlanRows, *, levels: int = PAGE_LEVELS, draws: int = PAGE_DRAWS,
    named: Mapping[UUID, Sequence[Decimal]] | None = None,
) -> PlanInputs | None:  # fmt: skip
    """The plan without a single secret: for weights, steps and classes, which everybody on the deal may see.

    ``named`` levels are kept in the grid. None while there is no issue (or none with two levels).
    """
    inputs, missing = _issue_inputs(rows, levels, named or {})
    return _assemble(rows, inputs, missing, draws) if inputs else None


def plan_inputs(
    rows: PlanRows,
    reader: Reader,
    *,
    today: date,
    levels: int = JOB_LEVELS,
    draws: int = JOB_DRAWS,
    extra: Mapping[UUID, Decimal] | None = None,
    named: Mapping[UUID, Iterable[Decimal]] | None = None,
) -> PlanInputs | None:
    """The whole plan, for a reader of all secrets (logged). ``extra`` levels, of an offer say, are kept in the grid,
    and so are those ``named`` for an issue.

    None while there is no issue. Raises ``PermissionDenied`` for a person who may see only some of the secrets.
    """
    if isinstance(reader, Standing):
        reader.require(Permission.SECRETS_VIEW)
    planned, stated = planned_levels(rows, reader)
    keep = {issue.pk: [*_limits(rows, issue, reader).values(), planned[issue.pk]] for issue in rows.issues}
    rules = read_rules(rows, reader)
    for pk, level in [*kept_levels(rules, rows.issues), *(extra or {}).items()]:
        keep.get(pk, []).append(level)
    for pk, several in (named or {}).items():
        keep.get(pk, []).extend(several)
    for pk, spoken in spoken_levels(rows, reader).items():
        keep[pk].extend(spoken)
    inputs, missing = _issue_inputs(rows, levels, keep)
    if not inputs:
        return None
    missing += [
        Missing(row.issue, "target", "the middle of the range is planned")
        for row in inputs
        if row.issue.pk not in stated
    ]
    package = tuple(row.index(planned[row.issue.pk]) for row in inputs)
    plan = _assemble(rows, inputs, missing, draws, learning.pieces(rows, inputs, package, reader))
    floor = best_floor(rows, plan, reader, today)
    theirs = their_floor(rows, reader)
    floors = (
        None if floor is None else _ceil(plan.units(floor.expected) + plan.problem.worst(OURS)),
        None if theirs is None else _ceil(plan.their_units(theirs[1]) + plan.problem.worst(THEIRS)),
    )
    beyond = _beyond(rows, inputs, reader)
    problem = plan.problem.with_floors(*floors).without_options(_closed(inputs, package, beyond))
    whole = replace(
        plan, problem=problem, missing=tuple(missing), package=package, floor=floor, their_floor=theirs, beyond=beyond,
        talk=talks.talk_of(rows, inputs, package, reader), horizon=talks.HORIZONS[horizon_of(rows, reader)],
        levers=lever_inputs(rows, reader),
    )  # fmt: skip
    return with_rules(whole, rule_inputs(rules, inputs))


def planned_levels(rows: PlanRows, reader: Reader) -> tuple[dict[UUID, Decimal], set[UUID]]:
    """The package on the page: the level chosen, else target, realistic, marker, else the middle of the range.

    The second part holds the issues for which somebody has said one of these.
    """
    chosen = (opened(rows.package.levels, reader) or {}) if rows.package else {}
    found: dict[UUID, Decimal] = {}
    for issue in rows.issues:
        limits = _limits(rows, issue, reader)
        candidates = [chosen.get(str(issue.pk)), limits.get("target"), limits.get("realistic"), issue.marker]
        scale = scale_of(issue, "")
        live = [Decimal(level) for level in candidates if level is not None and _on(scale, Decimal(level))]
        if live:
            found[issue.pk] = live[0]
    stated = set(found)
    for issue in rows.issues:
        levels = scale_of(issue, "").levels()
        found.setdefault(issue.pk, levels[len(levels) // 2] if levels else Decimal(0))
    return found, stated


def _issue_inputs(
    rows: PlanRows, most: int, keep: Mapping[UUID, Sequence[Decimal]]
) -> tuple[list[IssueInput], list[Missing]]:
    inputs: list[IssueInput] = []
    missing: list[Missing] = []
    own = issue_values.fallback_swing(rows.ours.values())
    guess = issue_values.fallback_swing(rows.theirs.values())
    for issue in rows.issues:
        scale = scale_of(issue, rows.deal.currency)
        levels = issue_values.grid(scale, most, keep.get(issue.pk, ()))
        if not levels:
            continue
        ours, theirs = rows.ours.get(issue.pk), rows.theirs.get(issue.pk)
        values, our_curve = issue_values.our_values(issue, ours, levels)
        likely, their_curve = issue_values.their_values(issue, theirs, levels, values)
        belief, their_weight = issue_values.belief(issue, theirs, likely, guess)
        known = ours is not None and ours.swing is not None
        notes = {
            "our_weight": "" if known else "as much as the average issue",
            "our_curve": our_curve,
            "their_direction" if likely is None else "their_curve": their_curve,
            "their_weight": their_weight,
        }
        missing += [Missing(issue, what, assumed) for what, assumed in notes.items() if assumed]
        swing = ours.swing if ours is not None and ours.swing is not None else own
        inputs.append(IssueInput(issue, scale, levels, values, likely, belief, swing, interval(ours)))
    return inputs, missing


def _assemble(
    rows: PlanRows, inputs: list[IssueInput], missing: list[Missing], draws: int, pieces: tuple[Piece, ...] = ()
) -> PlanInputs:
    half = Decimal("0.5")
    problem = build.build(
        issues=[(str(row.issue.pk), [str(level) for level in row.levels]) for row in inputs],
        weights=[
            [issue_values.meant(row.swing) for row in inputs],
            [issue_values.meant(Decimal(str(row.belief.swing.likely))) for row in inputs],
        ],
        values=[
            [row.ours for row in inputs],
            [row.theirs if row.theirs is not None else [half] * len(row.levels) for row in inputs],
        ],
    )
    posterior = None if learning.together(pieces).empty else learning.learned(problem, inputs, pieces, seed=SEED)
    if posterior is None:
        guesses = doubt.sample(problem, [row.belief for row in inputs], draws=draws, seed=SEED)
    else:
        guesses = learning.picked(posterior, draws, seed=SEED)
        problem = doubt.expected(problem, guesses)
    amounts = {
        i: [level * row.issue.multiplier for level in row.levels]
        for i, row in enumerate(inputs)
        if row.issue.kind == IssueKind.MONEY
    }
    measure = money.numeraire(problem, OURS, list(amounts))
    known = () if measure is None else amounts[measure]
    own = own_doubt(problem, inputs, measure, known, draws=draws, seed=SEED)
    plan = PlanInputs(
        tuple(inputs), problem, guesses, None, None, None, tuple(missing), rows.deal.currency,
        pieces=pieces, posterior=posterior, own=own,
    )  # fmt: skip
    if measure is None:
        return plan
    ours = money.scale(problem, OURS, measure, amounts[measure])
    prices = money.their_prices(guesses, measure, amounts[measure])
    usable = prices[~np.isnan(prices)]
    likely = money.scale(problem, THEIRS, measure, amounts[measure]) if problem.issues[measure].span(THEIRS) else None
    middle = float(np.median(usable)) if len(usable) * 2 >= len(prices) else None
    their_unit = float(likely.per_unit) if likely and middle is not None else middle
    # Where the money issue's weight for them is not known, nothing of theirs can be put in money.
    priced = None if their_unit is None else prices
    return replace(plan, ours=ours, prices=priced, their_unit=their_unit)


def _limits(rows: PlanRows, issue: Issue, reader: Reader) -> dict[str, Decimal]:
    row = rows.limits.get(issue.pk)
    names = ("target", "realistic", "walk_away")
    found = {name: opened(getattr(row, name), reader) for name in names} if row else {}
    return {name: level for name, level in found.items() if level is not None}


def _on(scale: Scale, level: Decimal) -> bool:
    """Whether a level is one of the issue's as it now is: ranges and options change after levels were said."""
    if not scale.is_numeric:
        return int(level) in scale.options
    return scale.low is not None and scale.high is not None and scale.low <= level <= scale.high


def _beyond(rows: PlanRows, inputs: list[IssueInput], reader: Reader) -> tuple[frozenset[int], ...]:
    found = []
    for row in inputs:
        walk_away = _limits(rows, row.issue, reader).get("walk_away")
        known = walk_away is not None and _on(row.scale, walk_away)
        found.append(frozenset(beyond(row, walk_away)) if known and walk_away is not None else frozenset[int]())
    return tuple(found)


def _closed(inputs: list[IssueInput], package: Package, beyond: tuple[frozenset[int], ...]) -> dict[int, Iterable[int]]:
    """Options that are out of the question: past the walk-away, or any other than planned when an issue is fixed."""
    closed: dict[int, Iterable[int]] = {}
    for i, (row, past) in enumerate(zip(inputs, beyond, strict=True)):
        out = past if row.issue.tradeable else range(len(row.levels))
        closed[i] = [v for v in out if v != package[i]]
    return closed


def beyond(row: IssueInput, walk_away: Decimal) -> list[int]:
    """Options worse for us than the walk-away: past it on a range, rated below it among options."""
    if row.scale.is_numeric:
        worst, best = issue_values.ends(row.issue, row.scale)
        return [v for v, level in enumerate(row.levels) if (level < walk_away if best > worst else level > walk_away)]
    limit = row.ours[row.index(walk_away)]
    return [v for v, value in enumerate(row.ours) if value < limit]


def _ceil(units: float) -> int:
    """Up to a whole unit, so that nothing below the floor passes for it; noise of a millionth of a unit is dropped."""
    return -int(-(units - 1e-6) // 1)
