"""The result against what it should have been: target, floor, the room there was, and the alternatives."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negotiations.engine import frontier
from negotiations.engine.problem import OURS, THEIRS, Package, Problem


@dataclass(frozen=True, slots=True)
class Result:
    """Our units. `target`, `floor`: the result less these. `claimed`: the part of the room between our floor and the
    best deal that they would still have signed that we won; below 0 or above 1 when a floor was passed. None where
    there is nothing to hold it against.
    """

    worth: int
    target: int | None
    floor: int | None
    claimed: float | None


@dataclass(frozen=True, slots=True)
class Reality:
    """An alternative against the result, in money (or points). `expected`: value x probability - cost. `margin`: the
    result less that. `even`: the probability at which it would have been as good as the result; above 1: never.
    """

    expected: Decimal
    margin: Decimal
    even: float | None


def result(problem: Problem, package: Package, target: Package | None) -> Result:
    """The result against target and floor, and our part of the room. One exact frontier."""
    worth = problem.utility(package, OURS)
    floor = problem.floors[OURS]
    return Result(
        worth,
        None if target is None else worth - problem.utility(target, OURS),
        None if floor is None else worth - floor,
        claimed(problem, package),
    )


def claimed(problem: Problem, package: Package) -> float | None:
    """Our part of the room: 0 at our floor, 1 at the best deal for us that leaves them at their floor."""
    low = problem.disagreement(OURS)
    front = frontier.solve(problem.with_floors(low, problem.disagreement(THEIRS)), within_floors=True)
    room = int(front.utilities[-1, OURS]) - low if len(front) else 0
    return (problem.utility(package, OURS) - low) / room if room > 0 else None


def reality(worth: Decimal, value: Decimal, probability: Decimal, cost: Decimal) -> Reality:
    """An alternative against a result worth so much. `probability` 0..1."""
    expected = value * probability - cost
    even = float((worth + cost) / value) if value > 0 else None
    return Reality(expected, worth - expected, even)
