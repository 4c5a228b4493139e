"""What a closed round tells its readers, in words first: where the team agrees, who differs on what, what it means."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from accounts.models import User
from accounts.permissions import Permission
from negotiations.engine import agreement
from negotiations.engine.problem import FloatArray
from negotiations.models import Issue, ScoringRound, Settlement
from negotiations.queries.inputs.plan import PAGE_DRAWS, PAGE_LEVELS, plan_inputs
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.plan.rows import PlanRows, load_plan
from negotiations.queries.plan.weighing import changed_since
from negotiations.queries.reading import opened
from negotiations.queries.scoring.lists import Listed, overlap, ranked_lists
from negotiations.queries.scoring.numbers import TeamNumbers, team_numbers
from negotiations.queries.standing import Standing

# From this W on: what it is called.
AGREEMENT = (
    (0.9, "The team ranks the issues almost alike"),
    (0.7, "The team largely agrees on what matters most"),
    (0.5, "The team agrees on the main lines, not on the order"),
    (0.3, "The team agrees a little"),
    (0.0, "The team does not agree on what matters"),
)
BY_CHANCE = 0.05
MOST_DIFFERENCES = 6
HOLDS_OUT = 10.0  # points of 100 that the page's package is worth less to somebody than to the team


@dataclass(frozen=True)
class Mark:
    """What one person gave an issue, in points."""

    user: User
    points: float

    @property
    def share(self) -> float:
        return self.points / 100


@dataclass(frozen=True)
class Proposed:
    """A target proposed, in words, and by whom."""

    level: str
    users: tuple[User, ...]


@dataclass(frozen=True)
class Spread:
    """One issue: mean and ends in points, everybody's mark, the plan's points, the targets proposed and the plan's."""

    issue: Issue
    place: int
    mean: float
    low: float
    high: float
    marks: tuple[Mark, ...]
    plan: float | None
    rank: float
    proposed: tuple[Proposed, ...]
    mean_target: str
    plan_target: str
    asked_otherwise: bool

    @property
    def shares(self) -> tuple[float, float, float]:
        return self.low / 100, self.mean / 100, self.high / 100

    @property
    def plan_share(self) -> float:
        return (self.plan or 0.0) / 100


@dataclass(frozen=True)
class Results:
    """``spreads`` by mean, largest first. The rest is for readers of all secrets: "" and empty for an expert."""

    people: tuple[User, ...]
    spreads: tuple[Spread, ...]
    concord: agreement.Concord | None
    agreement: str
    chance: str
    differences: tuple[str, ...]
    plan_match: str
    holdouts: tuple[str, ...]
    lists: tuple[Listed, ...]
    overlap: str
    settled: Settlement | None


def results(scoring_round: ScoringRound, access: Standing, *, today: date) -> Results | None:
    """The results as this reader may see them; None when nobody handed in, or nothing of it may be seen.

    Raises ``Sealed`` while the round is open.
    """
    rows = load_plan(access.deal)
    seen = [issue for issue in rows.issues if access.can(Permission.SECRETS_VIEW, issue)]
    if not seen and not scoring_round.is_open:
        return None
    team = team_numbers(scoring_round, access, rows)
    if team is None:
        return None
    spreads = [
        spread
        for spread in _spreads(scoring_round, team, rows, access)
        if access.can(Permission.SECRETS_VIEW, spread.issue)
    ]
    spreads.sort(key=lambda one: -one.mean)
    if not access.can(Permission.SECRETS_VIEW):
        return Results(team.people, tuple(spreads), None, "", "", (), "", (), (), "", None)
    inputs = plan_inputs(rows, access, today=today, levels=PAGE_LEVELS, draws=PAGE_DRAWS)
    found = agreement.concord(team.weights)
    lists = ranked_lists(team, inputs) if inputs else ()
    return Results(
        people=team.people,
        spreads=tuple(spreads),
        concord=found,
        agreement=_agreement(team, found),
        chance=_chance(found),
        differences=_differences(team),
        plan_match=_plan_match(team),
        holdouts=_holdouts(team, inputs) if inputs else (),
        lists=lists,
        overlap=overlap(lists),
        settled=scoring_round.settlements.filter(removed_at__isnull=True)
        .select_related("settled_by").order_by("-settled_at").first(),
    )  # fmt: skip


def _spreads(scoring_round: ScoringRound, team: TeamNumbers, rows: PlanRows, access: Standing) -> list[Spread]:
    ranks = agreement.ranks(team.mean[None])[0]
    found = []
    for i, issue in enumerate(team.issues):
        scale = team.scales[i]
        limits = rows.limits.get(issue.pk)
        target = limits.target if limits is not None and access.can(Permission.SECRETS_VIEW, issue) else None
        mean = team.mean_target(i)
        levels: dict[str, list[User]] = {}
        for person, level in sorted(team.proposed[i].items(), key=lambda pair: pair[1]):
            levels.setdefault(scale.words(level), []).append(team.people[person])
        row = rows.ours.get(issue.pk)
        found.append(
            Spread(
                issue=issue,
                place=i,
                mean=float(team.mean[i]),
                low=team.low(i),
                high=team.high(i),
                marks=tuple(
                    Mark(user, float(points)) for user, points in zip(team.people, team.points[:, i], strict=True)
                ),
                plan=team.plan_points(i),
                rank=float(ranks[i]),
                proposed=tuple(Proposed(level, tuple(users)) for level, users in levels.items()),
                mean_target=scale.words(mean) if mean is not None else "",
                plan_target=scale.words(opened(target, access)) if target is not None else "",
                asked_otherwise=row is not None and changed_since(row.issue, scoring_round.opened_seq),
            )
        )
    return found


def _agreement(team: TeamNumbers, found: agreement.Concord | None) -> str:
    if len(team.people) == 1:
        return f"Only {team.people[0]} handed in: there is nothing to compare"
    if found is None:
        return "Nobody put the issues in an order"
    return next(words for least, words in AGREEMENT if found.w >= least)


def _chance(found: agreement.Concord | None) -> str:
    if found is None:
        return ""
    if found.chance > BY_CHANCE:
        return f"Among rankings made at random so much agreement is seen in {round(100 * found.chance)} of 100 cases."
    part = "fewer than 1" if found.chance < 0.01 else f"{round(100 * found.chance)}"
    return f"Hardly by chance: {part} of 100 random cases agree so much."


def _differences(team: TeamNumbers) -> tuple[str, ...]:
    found = []
    for one in agreement.differences(team.weights)[:MOST_DIFFERENCES]:
        person, issue = team.people[one.person], team.issues[one.issue]
        mine, others = one.weight * team.factor, one.others * team.factor
        most = "more" if one.weight > one.others else "less"
        moved = f", {abs(one.ranks):g} places {'higher' if one.ranks > 0 else 'lower'}" if abs(one.ranks) >= 1 else ""
        found.append(f"{person} gives {issue.name} {mine:.0f} points, {most} than the others with {others:.0f}{moved}.")
    return tuple(found)


def _plan_match(team: TeamNumbers) -> str:
    """How the weights in the plan match the team's, and where they differ most."""
    known = [i for i, weight in enumerate(team.plan) if weight is not None]
    if len(known) < 2:
        return "The plan has no weights yet to compare with."
    plan = np.array([team.plan[i] for i in known], dtype=np.float64)
    mean = team.mean[known]
    rho = agreement.correlation(plan, mean)
    gaps = agreement.ranks(plan[None])[0] - agreement.ranks(mean[None])[0]
    worst = int(np.argmax(np.abs(gaps)))
    if rho is None or abs(gaps[worst]) < 1:
        return "The plan ranks the issues as the team does."
    name, places = team.issues[known[worst]].name, abs(gaps[worst])
    how = "closely" if rho >= 0.8 else "by and large" if rho >= 0.5 else "hardly"
    higher = "higher" if gaps[worst] > 0 else "lower"
    step = "place" if places == 1 else "places"
    moved = f"the team puts {name} {places:g} {step} {higher}"
    return f"The plan matches the team {how} (rank correlation {rho:.2f}): {moved}."


def _holdouts(team: TeamNumbers, inputs: PlanInputs) -> tuple[str, ...]:
    """Who may turn out to hold out: to whom the page's package is worth far less, or who ranks against the rest."""
    values = _package_values(team, inputs)
    worth, ours = 100 * (team.weights @ values), 100 * float(team.weights.mean(axis=0) @ values)
    found = []
    for p, alone in enumerate(agreement.against_rest(team.weights)):
        person = team.people[p]
        if worth[p] <= ours - HOLDS_OUT and len(team.people) > 1:
            lost = int(np.argmin((team.weights[p] - team.weights.mean(axis=0)) * (values - 0.5)))
            found.append(
                f"{person} may hold out: by {person}'s weights the package on the page is worth {worth[p]:.0f} of 100, "
                f"by the team's {ours:.0f}; {team.issues[lost].name} counts most in that."
            )
        elif alone is not None and alone <= 0 and len(team.people) > 2:
            found.append(f"{person} ranks the issues against the rest (rank correlation {alone:.2f}): ask why.")
    return tuple(found)


def _package_values(team: TeamNumbers, inputs: PlanInputs) -> FloatArray:
    """What the page's package is worth to us on each issue, 0 our worst and 1 our best."""
    found = []
    for issue in team.issues:
        place = inputs.place(issue.pk)
        if place is None or inputs.package is None:
            found.append(0.5)
            continue
        values = [float(value) for value in inputs.issues[place].ours]
        span = max(values) - min(values)
        found.append((values[inputs.package[place]] - min(values)) / span if span else 0.5)
    return np.array(found, dtype=np.float64)
