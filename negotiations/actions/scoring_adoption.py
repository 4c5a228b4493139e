"""What the team makes of a closed round: weights and targets taken into the plan in one write, undone as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import issues, valuations
from negotiations.actions.alternatives import plain
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.models import ScoringRound, Settlement
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.scoring.numbers import HAND, KEEP, MEAN, TeamNumbers, team_numbers

MOST_REASON = 500
THOUSANDTH = Decimal("0.001")
TOP = Decimal(100)


@dataclass(frozen=True)
class Choice:
    """What is taken for an issue: ``mean``, ``keep`` (the plan's), ``hand``, or the id of the person whose it is.

    ``points`` are on the scale of the round's results (100 is the most that anybody gave), for a weight by hand.
    """

    weight: str = MEAN
    points: Decimal | None = None
    target: str = KEEP
    level: Decimal | None = None
    reason: str = ""


Choices = Mapping[UUID, Choice]
Band = tuple[Decimal | None, Decimal, Decimal | None]


def adopt(scoring_round: ScoringRound, choices: Choices, *, by: User, at: datetime) -> Settlement:
    """Take weights and targets of a closed round into the plan; issues not named get the mean weight.

    The spread of the team becomes the interval of our weight; from now on both are weights of the plan like any other,
    seen by everybody on the deal: to adopt is to say them. Raises ``Rejected`` naming ``reason-<issue>``,
    ``points-<issue>`` or ``level-<issue>``, ``Sealed`` while the round is open.
    """
    with writing(scoring_round.deal, Permission.PLAN_EDIT, by=by, at=at) as write:
        write.standing.require(Permission.SECRETS_EDIT)
        write.standing.require(Permission.SECRETS_VIEW)
        row = ScoringRound.objects.get(deal=write.deal, pk=scoring_round.pk)
        rows = load_plan(write.deal)
        team = team_numbers(row, write.standing, rows)
        if team is None:
            raise Rejected("Nobody handed in a sheet: there is nothing to adopt.")
        chosen = {issue.pk: choices.get(issue.pk, Choice()) for issue in team.issues}
        settled = {str(pk): _settled(team, team.place(pk) or 0, one) for pk, one in chosen.items()}
        bands = _bands(team, chosen, {pk: held.swing for pk, held in rows.ours.items()})
        valuations.adopt(write, bands)
        _targets(write, team, chosen)
        settlement = Settlement(deal=write.deal, round=row, choices=settled, settled_by=by, settled_at=at)
        write.add(settlement)
        return settlement


def _settled(team: TeamNumbers, place: int, one: Choice) -> dict[str, Any]:
    """A choice as it is kept. Raises ``Rejected`` for one that says nothing."""
    pk = team.issues[place].pk
    if HAND in (one.weight, one.target) and not one.reason.strip():
        raise Rejected("Say why, when it is neither the mean nor a person's.", f"reason-{pk}")
    if len(one.reason) > MOST_REASON:
        raise Rejected(f"At most {MOST_REASON} characters.", f"reason-{pk}")
    points, level = _points(team, place, one), _level(team, place, one)
    return {
        "weight": one.weight,
        "points": None if points is None else plain(points.quantize(THOUSANDTH)),
        "target": one.target,
        "level": None if level is None else plain(level),
        "reason": one.reason.strip(),
    }


def _points(team: TeamNumbers, place: int, one: Choice) -> Decimal | None:
    pk = team.issues[place].pk
    if one.weight == KEEP:
        kept = team.plan_points(place)
        return None if kept is None else Decimal(repr(kept))
    if one.weight == HAND:
        if one.points is None or not 0 <= one.points <= TOP:
            raise Rejected("Give points from 0 to 100.", f"points-{pk}")
        return one.points
    if one.weight == MEAN:
        return Decimal(repr(float(team.mean[place])))
    return Decimal(repr(float(team.points[_person(team, one.weight, f"points-{pk}"), place])))


def _level(team: TeamNumbers, place: int, one: Choice) -> Decimal | None:
    pk = team.issues[place].pk
    if one.target == KEEP:
        return None
    if one.target == HAND:
        if one.level is None:
            raise Rejected("Give a target.", f"level-{pk}")
        return one.level
    level = (
        team.mean_target(place)
        if one.target == MEAN
        else team.proposed[place].get(_person(team, one.target, f"level-{pk}"))
    )
    if level is None:
        raise Rejected("There is no such target to take.", f"level-{pk}")
    return level


def _person(team: TeamNumbers, key: str, field: str) -> int:
    place = next((p for p, user in enumerate(team.people) if str(user.pk) == key), None)
    if place is None:
        raise Rejected("Choose the mean, the plan's, somebody who handed in, or give your own.", field)
    return place


def _bands(team: TeamNumbers, chosen: Choices, swings: Mapping[UUID, Decimal | None]) -> dict[UUID, Band]:
    """The new swings with their intervals, all on one scale whose top is 100; empty when the plan's weights all stay.

    Weights of issues that the round did not ask about keep their proportion to those of the plan that it did.
    """
    if all(one.weight == KEEP for one in chosen.values()):
        return {}
    bands: dict[UUID, Band] = {}
    for place, issue in enumerate(team.issues):
        one = chosen[issue.pk]
        points = _points(team, place, one)
        if points is None:
            continue
        low, high = (Decimal(repr(end(place))) for end in (team.low, team.high))
        spread = one.weight != KEEP and high > low
        bands[issue.pk] = (min(low, points), points, max(high, points)) if spread else (None, points, None)
    asked = [swings[pk] for pk in bands if swings.get(pk) is not None]
    before, after = (
        sum((held for held in asked if held), Decimal(0)),
        sum((band[1] for band in bands.values()), Decimal(0)),
    )
    for pk, held in swings.items():
        if pk not in bands and held is not None and before:
            bands[pk] = (None, held * after / before, None)
    most = max((end for band in bands.values() for end in band if end is not None), default=TOP)
    factor = TOP / most if most else Decimal(1)
    return {pk: (_rounded(low, factor), (points * factor).quantize(THOUSANDTH), _rounded(high, factor))
            for pk, (low, points, high) in bands.items()}  # fmt: skip


def _rounded(end: Decimal | None, factor: Decimal) -> Decimal | None:
    return None if end is None else (end * factor).quantize(THOUSANDTH)


def _targets(write: Write, team: TeamNumbers, chosen: Choices) -> None:
    for place, issue in enumerate(team.issues):
        level = _level(team, place, chosen[issue.pk])
        if level is not None:
            try:
                issues.change_limit(write, issue.pk, "target", level)
            except Rejected as error:
                raise Rejected(error.message, f"level-{issue.pk}") from None
