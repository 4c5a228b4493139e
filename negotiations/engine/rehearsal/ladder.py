"""Our concession plan as a ladder: an opening package, and steps that each give something for something, in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

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


def draft(problem: Problem, packages: Iterable[Package], *, rounds: int, lowest: int | None = None) -> Ladder:
    """A first ladder through waypoints, one step an issue at a time; the last falls on the round before the last.

    Between two waypoints goes first what is worth most to them for what it costs us (its exchange leverage); a move
    that costs us nothing goes at once. No step goes below `lowest` units for us.
    """
    stops = list(packages)
    here, moves = stops[0], list[dict[int, int]]()
    for after in stops[1:]:
        changed = [i for i, (v, w) in enumerate(zip(here, after, strict=True)) if v != w]
        for i in sorted(changed, key=lambda i: (_dearness(problem, i, here[i], after[i]), i)):
            package = (*here[:i], after[i], *here[i + 1 :])
            if lowest is None or problem.utility(package, OURS) >= lowest:
                here = package
                moves.append({i: after[i]})
    moves = _gathered(moves, max(1, rounds - 2))
    last = max(2, rounds - 1)
    steps = [
        Step(gives, Trigger.ROUND, 2 + (n * (last - 2)) // max(1, len(moves) - 1)) for n, gives in enumerate(moves)
    ]
    return Ladder(stops[0], tuple(steps), rounds)


def _dearness(problem: Problem, issue: int, before: int, after: int) -> float:
    """What a move costs us for each unit that it gives them; the smaller the better a trade it is."""
    ours, theirs = problem.issues[issue].contributions[:2]
    cost, gain = ours[before] - ours[after], theirs[after] - theirs[before]
    if cost <= 0:
        return -1.0
    return cost / gain if gain > 0 else float("inf")


def _gathered(moves: list[dict[int, int]], most: int) -> list[dict[int, int]]:
    """Neighbouring moves put together until there are no more than `most`."""
    size = -(-len(moves) // most) if moves else 1
    return [{k: v for move in moves[n : n + size] for k, v in move.items()} for n in range(0, len(moves), size)]
