"""What an exact frontier may cost at most, before it is started."""

from __future__ import annotations

from dataclasses import dataclass

from negotiations.engine.frontier import Limits
from negotiations.engine.problem import Problem
from negotiations.engine.reduction import reduce

SORTED_BYTES, LEVEL_BYTES = 40, 4
SORTED_SECONDS, LEVEL_SECONDS = 1e-7, 1e-9
"""Per point that is sorted and per level that is shifted, on a common processor."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Upper bounds: no frontier of such a problem takes more; most take far less.

    `states` of rules and caps at once, `points` looked at for one issue, `megabytes`, `seconds`. `safe`: it is
    within the limits whatever the numbers are, so that `frontier.solve` cannot raise TooLarge.
    """

    states: int
    points: int
    megabytes: float
    seconds: float
    safe: bool


def estimate(problem: Problem, parties: tuple[int, int] = (0, 1), limits: Limits | None = None) -> Cost:
    """What `frontier.solve` may cost at most. Takes about a millisecond; raises TooLarge when the states alone do."""
    bounds = limits or Limits()
    reduced = reduce(problem, parties)
    levels = reduced.links.most[-1][0]
    dense = levels + reduced.rest_level[0] <= bounds.levels
    dense &= reduced.links.most[-1][1] + reduced.rest_other[0] < 2**30
    states, packages, kept = 1, 1, 0
    work: list[int] = []
    for link in reduced.links.issues:
        work.append(len(link.options) * min(packages, states * (levels + 1)))
        states, packages = max(1, int(link.to.max(initial=0)) + 1), packages * len(link.options)
    seconds = 0.0
    for stage in reduced.stages:
        options, before = len(stage.level), levels
        levels += stage.level[-1]
        front = min(packages, before + 1)
        if dense and front > bounds.least:  # beyond this many points levels are shifted instead
            front = min(front, max(bounds.least, int(bounds.fill * levels)))
            kept, seconds = kept + levels, seconds + levels * options * LEVEL_SECONDS
        work.append(options * front)
        packages *= options
    seconds += sum(work) * SORTED_SECONDS
    most = max((int(link.to.max(initial=0)) + 1 for link in reduced.links.issues), default=1)
    points = max(work, default=1)
    megabytes = (points * SORTED_BYTES + kept * LEVEL_BYTES) / 1e6
    return Cost(most, points, megabytes, seconds, points <= bounds.points)
