"""What can be taken of a closed round into the plan, issue by issue, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accounts.permissions import Permission
from negotiations.levels import number, scale_of
from negotiations.models import Issue, Settlement
from negotiations.queries.reading import opened
from negotiations.queries.scoring.numbers import HAND, KEEP, MEAN
from negotiations.queries.scoring.results import Results, Spread
from negotiations.queries.standing import Standing

Texts = Mapping[str, str]
Option = tuple[str, str]


@dataclass(frozen=True)
class AdoptRow:
    """One issue: what may be chosen for its weight and its target, what is chosen, what was wrong."""

    issue: Issue
    weights: tuple[Option, ...]
    weight: str
    points: str
    targets: tuple[Option, ...]
    target: str
    level: str
    levels: tuple[Option, ...]
    reason: str
    errors: tuple[str, ...]


@dataclass(frozen=True)
class Settled:
    """What was taken for an issue, in words."""

    issue: Issue
    weight: str
    target: str
    reason: str


@dataclass(frozen=True)
class Adopting:
    """``rows`` for whom it is to decide; ``settled`` for every reader of all secrets."""

    rows: tuple[AdoptRow, ...]
    settled: tuple[Settled, ...]
    settlement: Settlement | None


def adopting(found: Results, access: Standing, typed: Texts, errors: Texts) -> Adopting:
    """The choices, and what the last ones came to. No query but for the reader's secrets."""
    may = access.can(Permission.PLAN_EDIT) and access.can(Permission.SECRETS_EDIT)
    rows = tuple(_row(one, found, access, typed, errors) for one in found.spreads) if may else ()
    return Adopting(rows, _settled(found, access), found.settled)


def _row(one: Spread, found: Results, access: Standing, typed: Texts, errors: Texts) -> AdoptRow:
    key = str(one.issue.pk)
    people = [(str(mark.user.pk), f"{mark.user}’s: {mark.points:.0f}") for mark in one.marks]
    kept = (KEEP, "the plan’s" + ("" if one.plan is None else f": {one.plan:.0f}"))
    weights = ((MEAN, f"the mean: {one.mean:.0f}"), *people, kept, (HAND, "by hand"))
    theirs = [(str(user.pk), f"{user}’s: {said.level}") for said in one.proposed for user in said.users]
    mean = [(MEAN, f"the mean: {one.mean_target}")] if one.mean_target else []
    targets = (*mean, *theirs, (KEEP, "the plan’s" + (f": {one.plan_target}" if one.plan_target else "")),
               (HAND, "by hand"))  # fmt: skip
    scale = scale_of(one.issue, access.deal.currency)
    named = [errors.get(f"{name}-{key}", "") for name in ("points", "level", "reason")]
    return AdoptRow(
        issue=one.issue,
        weights=weights,
        weight=typed.get(f"weight-{key}", MEAN),
        points=typed.get(f"points-{key}", ""),
        targets=targets,
        target=typed.get(f"target-{key}", targets[0][0] if len(targets) > 2 else KEEP),
        level=typed.get(f"level-{key}", ""),
        levels=tuple((str(code), label) for code, label in scale.options.items()),
        reason=typed.get(f"reason-{key}", ""),
        errors=tuple(message for message in named if message),
    )


def _settled(found: Results, access: Standing) -> tuple[Settled, ...]:
    if found.settled is None:
        return ()
    choices = opened(found.settled.choices, access)
    people = {str(user.pk): str(user) for user in found.people}
    rows = []
    for one in found.spreads:
        choice = choices.get(str(one.issue.pk))
        if choice is None:
            continue
        scale = scale_of(one.issue, access.deal.currency)
        weight = _whose(choice["weight"], people)
        points = "" if choice["points"] is None else f" {number(Decimal(choice['points']), 0)}"
        level = "" if choice["level"] is None else scale.words(Decimal(choice["level"]))
        target = f"{_whose(choice['target'], people)} {level}" if level else ""
        rows.append(Settled(one.issue, f"{weight}{points}", target, choice["reason"]))
    return tuple(rows)


def _whose(how: str, people: Mapping[str, str]) -> str:
    named = {MEAN: "the mean,", KEEP: "as in the plan,", HAND: "by hand,"}
    return named.get(how) or f"{people.get(how, 'somebody')}’s,"
