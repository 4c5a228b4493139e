"""What a closed round of blind scoring comes to in numbers, on one scale: 100 is the most that anybody gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median_low
from uuid import UUID

import numpy as np

from accounts.models import User
from negotiations.engine import agreement
from negotiations.engine.problem import FloatArray
from negotiations.enums import IssueKind
from negotiations.levels import Scale, scale_of
from negotiations.models import Issue, ScoringRound
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.scoring.page import asked_of
from negotiations.queries.scoring.sealed import Said, sheets
from negotiations.queries.standing import Standing

# How a weight or a target is settled, besides by the id of the person whose it is.
MEAN, KEEP, HAND = "mean", "keep", "hand"


@dataclass(frozen=True)
class TeamNumbers:
    """``weights[p, i]`` sum to 1 for each person; ``plan[i]`` is the plan's weight among these issues, None without.

    ``proposed[i]`` are the targets proposed for issue i, by person.
    """

    people: tuple[User, ...]
    issues: tuple[Issue, ...]
    scales: tuple[Scale, ...]
    weights: FloatArray
    plan: tuple[float | None, ...]
    proposed: tuple[Mapping[int, Decimal], ...]

    @cached_property
    def factor(self) -> float:
        """Points for one of weight."""
        known = [weight for weight in self.plan if weight is not None]
        return 100.0 / max(float(self.weights.max()), *known, 1e-9)

    @cached_property
    def points(self) -> FloatArray:
        return np.asarray(self.weights * self.factor, dtype=np.float64)

    @cached_property
    def mean(self) -> FloatArray:
        """The linear pool, in points."""
        return np.asarray(self.points.mean(axis=0), dtype=np.float64)

    def plan_points(self, place: int) -> float | None:
        weight = self.plan[place]
        return None if weight is None else weight * self.factor

    def low(self, place: int) -> float:
        return float(self.points[:, place].min())

    def high(self, place: int) -> float:
        return float(self.points[:, place].max())

    def mean_target(self, place: int) -> Decimal | None:
        """The business step nearest to the mean of the targets proposed; the middle one of options with an order."""
        levels = list(self.proposed[place].values())
        scale = self.scales[place]
        if not levels or self.issues[place].kind == IssueKind.CHOICE:
            return None
        if scale.is_numeric:
            return scale.nearest(sum(levels, Decimal(0)) / len(levels)) if scale.levels() else None
        order = list(scale.options)
        known = [order.index(int(level)) for level in levels if int(level) in order]
        return Decimal(order[median_low(known)]) if known else None

    def place(self, issue_id: UUID) -> int | None:
        return next((i for i, issue in enumerate(self.issues) if issue.pk == issue_id), None)


def team_numbers(scoring_round: ScoringRound, access: Standing, rows: PlanRows) -> TeamNumbers | None:
    """The numbers of a closed round; None when nobody handed in. Issues that somebody could not weigh are left out.

    Raises ``Sealed`` while the round is open. An expert's pages must show the own issues only.
    """
    said = sheets(scoring_round, access)
    issues = [issue for issue in asked_of(scoring_round, rows) if all(issue.pk in one.answers.points for one in said)]
    said = tuple(one for one in said if any(one.answers.points[issue.pk] > 0 for issue in issues))
    if not said or not issues:
        return None
    weights = agreement.shares([[float(one.answers.points[issue.pk]) for issue in issues] for one in said])
    scales = tuple(scale_of(issue, rows.deal.currency) for issue in issues)
    return TeamNumbers(
        people=tuple(one.user for one in said),
        issues=tuple(issues),
        scales=scales,
        weights=weights,
        plan=_plan(issues, rows),
        proposed=tuple(_proposed(issue, scale, said) for issue, scale in zip(issues, scales, strict=True)),
    )


def _plan(issues: Sequence[Issue], rows: PlanRows) -> tuple[float | None, ...]:
    swings = [row.swing if (row := rows.ours.get(issue.pk)) is not None else None for issue in issues]
    total = sum((swing for swing in swings if swing is not None), Decimal(0))
    return tuple(float(swing / total) if swing is not None and total else None for swing in swings)


def _proposed(issue: Issue, scale: Scale, said: Sequence[Said]) -> dict[int, Decimal]:
    """Targets by the place of the person; levels that the issue has no longer are left out."""
    found = {}
    for place, one in enumerate(said):
        level = one.answers.targets.get(issue.pk)
        if level is None:
            continue
        if scale.is_numeric:
            there = scale.low is not None and scale.high is not None and scale.low <= level <= scale.high
        else:
            there = int(level) in scale.options
        if there:
            found[place] = level
    return found
