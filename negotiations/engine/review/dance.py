"""The negotiation dance: both sides' offers as points (our worth, their likely worth), with the frontier and floors.

Ours is exact, theirs a band over the guesses as they now are. The frontier is drawn twice: as now known, and as it
looked with what was believed before the talks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.engine import frontier
from negotiations.engine.doubt import Band, Draws
from negotiations.engine.problem import OURS, THEIRS, Problem, TooLarge
from negotiations.engine.review.log import Entry
from negotiations.engine.thinning import thin

POINTS = 80
ROUGH = 1000
"""Where an exact frontier would take too long: to within a thousandth of their worth."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a side had on the table after an entry: our units, their band, and the gap between both last offers for us
    (what ours asks more than theirs gives; None until both have spoken; 0 or less when they meet).
    """

    number: int
    party: int
    time: float
    ours: int
    theirs: Band
    gap: int | None


@dataclass(frozen=True, slots=True)
class Dance:
    """`now` and `then`: points (our units, their likely units) of the frontier, ascending for us; `then` in the units
    of the belief of that time (empty: not known). `floors`: ours, theirs (likely), None when not known.
    """

    spots: tuple[Spot, ...]
    now: tuple[tuple[int, int], ...]
    then: tuple[tuple[int, int], ...]
    floors: tuple[int | None, int | None]


def dance(
    problem: Problem, draws: Draws, entries: Sequence[Entry], *, then: Sequence[Sequence[int]] | None = None
) -> Dance:
    """The dance. `then`: their contributions as first believed (units, one row per issue). Two frontiers."""
    before = () if then is None else curve(problem.with_contributions(THEIRS, then))
    floors = (problem.floors[OURS], problem.floors[THEIRS])
    return Dance(tuple(spots(problem, draws, entries)), curve(problem), before, floors)


def spots(problem: Problem, draws: Draws, entries: Sequence[Entry]) -> list[Spot]:
    """Where each offer lay, in the order of the log."""
    made = [(one, one.package) for one in entries if one.package is not None]
    theirs = draws.worth([package for _, package in made]) if made else []
    last: dict[int, int] = {}
    found = []
    for (entry, package), band in zip(made, theirs, strict=True):
        worth = problem.utility(package, OURS)
        last[entry.party] = worth
        gap = last[OURS] - last[THEIRS] if len(last) == 2 else None
        found.append(Spot(entry.number, entry.party, entry.time, worth, band, gap))
    return found


def curve(problem: Problem) -> tuple[tuple[int, int], ...]:
    """The frontier, thinned for drawing, floors not counted."""
    free = problem.with_floors(None, None)
    try:
        found = frontier.solve(free)
    except TooLarge:
        found = frontier.approximate(free, problem.unit // ROUGH)
    return tuple((int(a), int(b)) for a, b in found.utilities[thin(found, POINTS)])
