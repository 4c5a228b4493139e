"""Every efficient deal of a plan by the best guess, and the fair ones among them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from negotiations.engine import frontier, solutions
from negotiations.engine.problem import OURS, THEIRS, TooLarge
from negotiations.queries.findings.worth import amount, band, likely, worth_of
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.worth import to_cents, worth_bands

SHOWN_POINTS = 60
MOST_TIES = 100
POINT_BYTES, POINT_SECONDS = 40, 1e-7  # of a point looked at, as the engine counts them
SHIFT = 0.2  # by how much either side's alternative is tried better and worse


@dataclass(frozen=True)
class Efficient:
    """The frontier with its part of the document."""

    frontier: frontier.Frontier
    document: dict[str, Any]
    outlook: solutions.Outlook


def efficient(plan: PlanInputs, progress: Callable[[int, int], None]) -> Efficient:
    """The frontier by the best guess, exact where it fits, thinned for the drawing; named points are never thinned."""
    front, rough = _solve(plan, progress)
    named = solutions.solve(front)
    shown = _thinned(len(front), [index for point in named.points for index in point.indices[:1]])
    found = front.packages(shown) if len(shown) else []
    bands = worth_bands(plan, plan.draws.utilities(found)) if found else []
    places = {index: place for place, index in enumerate(shown)}
    points = [
        {
            "ours": amount(plan, plan.problem.utility(package, OURS)),
            "theirs": band(known),
            "likely": middle,
            "at": list(package),
        }
        for package, known, middle in zip(found, bands, likely(plan, found), strict=True)
    ]
    document = {
        "money": plan.in_money,
        "their_money": plan.prices is not None,
        "currency": plan.currency,
        "issues": [{"id": str(row.issue.pk), "levels": [level_text(v) for v in row.levels]} for row in plan.issues],
        "package": worth_of(plan, plan.package or ()),
        "floor": None if plan.floor is None else str(to_cents(plan.floor.expected)),
        "their_floor": None if plan.their_floor is None else [str(to_cents(value)) for value in plan.their_floor],
        "count": len(front),
        "exact": rough is None,
        "rough": rough,
        "points": points,
        "outlook": named.outlook.value,
        "named": [
            {
                "rules": [rule.value for rule in rules],
                "point": places[named[rules[0]].indices[0]],
                "ties": len(named[rules[0]].indices),
                "packages": len(solutions.packages(front, named[rules[0]], MOST_TIES)),
            }
            for rules in named.together()
        ],
        "shifts": _shifts(plan, front, named),
        "guesses": len(plan.draws),
        "missing": [[str(gap.issue.pk), gap.what, gap.assumed] for gap in plan.missing],
    }
    return Efficient(front, document, named.outlook)


def _shifts(plan: PlanInputs, front: frontier.Frontier, named: solutions.Solutions) -> list[dict[str, Any]]:
    """Where the fair points go when either side has a fifth more or less without this deal than we think."""
    was = {point.rule: point.indices for point in named.points}
    found = []
    for party, whose in ((OURS, "ours"), (THEIRS, "theirs")):
        floor = plan.problem.floors[party]
        for sign in (-1, 1) if floor else ():
            moved = list(named.disagreement)
            moved[party] += sign * round((floor or 0) * SHIFT)
            now = solutions.solve(front, moved)
            points = {
                point.rule.value: amount(plan, point.utilities[OURS])
                for point in now.points
                if was.get(point.rule) != point.indices
            }
            found.append({"whose": whose, "more": sign > 0, "outlook": now.outlook.value, "moved": points})
    return found


def _solve(plan: PlanInputs, progress: Callable[[int, int], None]) -> tuple[frontier.Frontier, dict[str, str] | None]:
    """The frontier, exact where it fits; else so that they could have at most a thousandth more with us no worse,
    and what exact would take: gigabytes, and seconds for each issue that was left."""
    try:
        return frontier.solve(plan.problem, progress=progress), None
    except TooLarge as error:
        rough = {
            "gigabytes": f"{error.points * POINT_BYTES / 1e9:.1f}",
            "seconds": f"{error.points * POINT_SECONDS:.0f}",
        }
        return frontier.approximate(plan.problem, plan.problem.unit // 1000, progress=progress), rough


def _thinned(count: int, keep: Sequence[int]) -> list[int]:
    if count <= SHOWN_POINTS:
        return list(range(count))
    spread = {round(place * (count - 1) / (SHOWN_POINTS - 1)) for place in range(SHOWN_POINTS)}
    return sorted(spread | set(keep))
