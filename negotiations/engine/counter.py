"""What to answer to a package of theirs.

Two answers: the one that is best for them at the level that we aim at (needs an estimate of their side), and the
one most like what they asked for (needs none; Faratin, Sierra & Jennings 2002). The level keeps reciprocity, real
concession and value creation (Vetschera, Filzmoser & Mitterhofer 2014): we give back no more than they gave us.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from negotiations.engine import frontier
from negotiations.engine.problem import OURS, THEIRS, EngineError, Package, Problem

_LIKENESS = 1_000


class Answer(StrEnum):
    """Why a counter-offer was chosen."""

    BEST_FOR_THEM = "best for them"
    MOST_LIKE_THEIRS = "most like theirs"


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter-offer.

    `ours`, `theirs`: worth in units (theirs by the problem's estimate). `concession`: what it costs us against our
    last offer (negative: we ask for more), None without one. `movement`: what it gives them against our last offer,
    None without one. `changed`: issues on which it differs from their offer.
    """

    answer: Answer
    package: Package
    ours: int
    theirs: int
    concession: int | None
    movement: int | None
    changed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """How to answer. `level`: what the answer should be worth to us, in units.

    `accept`: their offer already gives us that level; the counters then only look for a better deal for both.
    `gave`: what their last move was worth to us (None when it was their first offer).
    """

    level: int
    accept: bool
    gave: int | None
    counters: tuple[Counter, ...]


def reply(
    problem: Problem,
    offer: Package,
    *,
    before: Package | None = None,
    last: Package | None = None,
    aim: int | None = None,
) -> Reply:
    """Counter-offers to `offer`, given their offer `before` it and our `last` offer, where there were any.

    `aim`: what we want at least, in units; default: our last offer less what they gave, else halfway between their
    offer and our best. The level is never below our floor nor below their offer. Raises EngineError when no package
    is worth our floor to us. The problem's contributions of theirs should be the expected ones.
    """
    got = problem.utility(offer, OURS)
    gave = None if before is None else max(0, got - problem.utility(before, OURS))
    level = _level(problem, got, gave, last, aim)
    found: dict[Package, Counter] = {}
    for answer, target in ((Answer.BEST_FOR_THEM, problem), (Answer.MOST_LIKE_THEIRS, _likeness(problem, offer))):
        package = _best(target, level)
        if package not in found:
            found[package] = _counter(problem, answer, package, offer, last)
    return Reply(level, got >= level, gave, tuple(found.values()))


def _level(problem: Problem, got: int, gave: int | None, last: Package | None, aim: int | None) -> int:
    floor = problem.floors[OURS]
    front = frontier.solve(problem)
    if not len(front):
        raise EngineError("The rules leave no package at all.")
    most = int(front.utilities[-1, OURS])
    least = min(got, most) if floor is None else max(min(got, most), floor)  # they may ask for what a rule forbids
    if aim is not None:
        wanted = aim
    elif last is not None:
        wanted = problem.utility(last, OURS) - (gave or 0)
    else:
        wanted = (least + most + 1) // 2
    if least > most:
        raise EngineError("No package is worth our floor to us.")
    return min(max(wanted, least), most)


def _best(target: Problem, level: int) -> Package:
    """The package worth at least the level to us with the most of the other measure, the more for us among ties."""
    front = frontier.solve(target.with_floors(level, None), within_floors=True)
    if not len(front):
        raise EngineError("No package is worth that much to us.")
    return front.package(0)


def _likeness(problem: Problem, offer: Package) -> Problem:
    """The problem with "how like their offer" in place of their utility: the same option counts double."""
    rows = []
    for issue, asked in zip(problem.issues, offer, strict=True):
        own = np.array(issue.contributions[OURS], dtype=np.float64)
        span = float(own.max() - own.min()) or 1.0
        near = np.rint(_LIKENESS * (1 - np.abs(own - own[asked]) / span)).astype(np.int64)
        near[asked] += _LIKENESS
        rows.append(near.tolist())
    rules = [rule if rule.bonus is None else replace(rule, bonus=(rule.bonus[OURS], 0)) for rule in problem.rules]
    return replace(problem.with_contributions(THEIRS, rows), rules=tuple(rules))


def _counter(problem: Problem, answer: Answer, package: Package, offer: Package, last: Package | None) -> Counter:
    ours, theirs = problem.utility(package, OURS), problem.utility(package, THEIRS)
    concession = None if last is None else problem.utility(last, OURS) - ours
    movement = None if last is None else theirs - problem.utility(last, THEIRS)
    changed = tuple(i for i, (now, then) in enumerate(zip(package, offer, strict=True)) if now != then)
    return Counter(answer, package, ours, theirs, concession, movement, changed)
