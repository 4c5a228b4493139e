"""Our concession plan as a ladder: an opening package, and steps that each give something for something, in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from negotiations.engine.problem import OURS, EngineError, Package, Problem

MOST_ROUNDS, MOST_STEPS = 40, 30


class Trigger(StrEnum):
    """What has to happen before a step is offered."""

    ROUND = "round"  # from round `amount` on
    MOVED = "moved"  # their offers rose by at least `amount` of our units since our last step
    DEADLOCK = "deadlock"  # their offers stood still for `amount` rounds


@dataclass(frozen=True, slots=True)
class Step:
    """One concession.

    `gives` maps issue to the option of our next package. `gets` maps issue to the options of which their last offer
    must hold one before we give. From round `latest` on the step is taken whatever they did (None: never).
    """

    gives: Mapping[int, int]
    trigger: Trigger = Trigger.ROUND
    amount: int = 1
    gets: Mapping[int, frozenset[int]] = field(default_factory=dict)
    latest: int | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The opening package and the steps from it. `rounds`: when talks end without a deal. `patience`: rounds without
    a better offer of theirs after which we leave, if that offer is below our floor (None: never)."""

    opening: Package
    steps: tuple[Step, ...]
    rounds: int
    patience: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.rounds <= MOST_ROUNDS:
            raise EngineError(f"A rehearsal has 1 to {MOST_ROUNDS} rounds.")
        if len(self.steps) > MOST_STEPS:
            raise EngineError(f"A ladder has at most {MOST_STEPS} steps.")

    def packages(self) -> tuple[Package, ...]:
        """Our package before the first step, and after each."""
        found = [self.opening]
        for step in self.steps:
            found.append(tuple(step.gives.get(i, v) for i, v in enumerate(found[-1])))
        return tuple(found)


def at_least(problem: Problem, issue: int, option: int) -> frozenset[int]:
    """The options of an issue that are worth as much to us as one of them, or more: what a get accepts."""
    worths = problem.issues[issue].contributions[OURS]
    return frozenset(v for v, worth in enumerate(worths) if worth >= worths[option])


def draft(problem: Problem, packages: Iterable[Package], *, rounds: int) -> Ladder:
    """A first ladder through waypoints that are each worth less to us, one step an issue at a time.

    Between two waypoints the issue that costs us least for what it moves goes first; rounds are shared out evenly, and
    the last step falls on the round before the last.
    """
    stops = list(packages)
    moves: list[dict[int, int]] = []
    for before, after in pairwise(stops):
        changed = [i for i, (v, w) in enumerate(zip(before, after, strict=True)) if v != w]
        moves += [{i: after[i]} for i in sorted(changed, key=lambda i: (_cost(problem, i, before, after), i))]
    moves = _gathered(moves, max(1, rounds - 2))
    last = max(2, rounds - 1)
    steps = [
        Step(gives, Trigger.ROUND, 2 + (n * (last - 2)) // max(1, len(moves) - 1)) for n, gives in enumerate(moves)
    ]
    return Ladder(stops[0], tuple(steps), rounds)


def _cost(problem: Problem, issue: int, before: Package, after: Package) -> int:
    worths = problem.issues[issue].contributions[OURS]
    return worths[before[issue]] - worths[after[issue]]


def _gathered(moves: list[dict[int, int]], most: int) -> list[dict[int, int]]:
    """Neighbouring moves put together until there are no more than `most`."""
    size = -(-len(moves) // most) if moves else 1
    return [{k: v for move in moves[n : n + size] for k, v in move.items()} for n in range(0, len(moves), size)]
