"""What business steps cost: the fair deal with numbers in steps against the same with any number allowed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from negotiations.engine import continuous
from negotiations.engine.problem import OURS, THEIRS, Cap, EngineError, Problem, Rule
from negotiations.queries.findings.worth import amount
from negotiations.queries.inputs.types import PlanInputs

STRAIGHT = 1.0  # units: contributions are whole numbers, so a straight line is so only to within one


def steps_part(plan: PlanInputs, progress: Callable[[int, int], None]) -> dict[str, Any] | None:
    """Which issues could take any value, and what their steps cost us at most at the fair deal by Nash.

    None where no issue is straight for both sides and free of rules, or where there is no fair deal to compare with.
    """
    places = [place for place in range(len(plan.issues)) if _is_line(plan, place)]
    if not places:
        return None
    problem, lines = plan.problem, [_line(plan, place) for place in places]
    stay = (float(problem.disagreement(OURS)), float(problem.disagreement(THEIRS)))
    steps = [float(plan.issues[place].issue.step or 1) for place in places]
    try:
        curve = continuous.solve(lines, _without(problem, places), progress=progress)
        cost = continuous.step_cost(curve, steps, stay)
    except EngineError:  # too large for it, or nothing left: the sentence is left out then
        return None
    if cost is None or cost.ours is None:
        return None
    return {"issues": [str(plan.issues[place].issue.pk) for place in places], "ours": amount(plan, cost.ours)}


def _is_line(plan: PlanInputs, place: int) -> bool:
    """A range with room between its ends, worth the same a step to either side, of which no rule speaks."""
    row, issue = plan.issues[place], plan.problem.issues[place]
    if not row.scale.is_numeric or not row.issue.tradeable or row.theirs is None or len(issue.allowed) < 3:
        return False
    ruled = any(named == place for rule in plan.problem.rules for named, _ in rule.when)
    capped = any(any(cap.amounts[place]) for cap in plan.problem.caps)
    return not ruled and not capped and all(_is_straight(plan, place, party) for party in (OURS, THEIRS))


def _is_straight(plan: PlanInputs, place: int, party: int) -> bool:
    issue = plan.problem.issues[place]
    levels = np.array([float(plan.issues[place].levels[v]) for v in issue.allowed])
    worths = np.array([issue.contributions[party][v] for v in issue.allowed], dtype=np.float64)
    line = np.interp(levels, levels[[0, -1]], worths[[0, -1]])
    return bool(np.abs(worths - line).max() <= STRAIGHT)


def _line(plan: PlanInputs, place: int) -> continuous.Line:
    issue = plan.problem.issues[place]
    ends = (issue.allowed[0], issue.allowed[-1])
    levels = [float(plan.issues[place].levels[v]) for v in ends]
    ours, theirs = ([float(issue.contributions[party][v]) for v in ends] for party in (OURS, THEIRS))
    return continuous.Line(issue.key, tuple(levels), tuple(ours), tuple(theirs))


def _without(problem: Problem, places: list[int]) -> Problem | None:
    """The other issues with their rules and caps; None when there are none."""
    rest = [place for place in range(len(problem.issues)) if place not in places]
    if not rest:
        return None
    at = {place: number for number, place in enumerate(rest)}
    rules = [Rule(tuple((at[issue], options) for issue, options in rule.when), rule.bonus) for rule in problem.rules]
    caps = [Cap(tuple(cap.amounts[place] for place in rest), cap.most, cap.key) for cap in problem.caps]
    issues = tuple(problem.issues[place] for place in rest)
    nobody = (None,) * len(problem.parties)  # the floors hold for the whole package, not for a part of it
    return replace(problem, issues=issues, floors=nobody, rules=tuple(rules), caps=tuple(caps))
