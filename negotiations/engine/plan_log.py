"""The concession plan against the log: which planned step we are at, what comes next, what went beyond the plan.

As in a rehearsal, our n-th offer is round n, the opening is round 1, and one step may be taken a round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiations.engine.problem import OURS, THEIRS, Package, Problem
from negotiations.engine.rehearsal.ladder import Ladder, Step, Trigger

EVEN = 200
"""A two-hundredth of our best package counts as nothing."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a side has on the table after an entry, whole. `offer`: it is an offer, so ours opens a round."""

    key: str
    party: int
    package: Package
    offer: bool = True


class Wait(StrEnum):
    """What the next step waits for."""

    NOTHING = "nothing"
    """It may be offered now."""
    ROUND = "round"
    MOVED = "moved"
    DEADLOCK = "deadlock"
    GET = "get"
    """Its time has come, and they have not offered what it asks for."""


@dataclass(frozen=True, slots=True)
class Early:
    """A planned step that was taken before it was due: which, in which entry and round, and what it waited for."""

    step: int
    key: str
    round: int
    wait: Wait


@dataclass(frozen=True, slots=True)
class Against:
    """Where we are. Steps are counted from 0.

    `taken[s]`: our levels are where step s takes them, or beyond. `at`: so many steps from the first are taken.
    `round`: of our latest offer (0 before the opening). `due`: so many steps could have been taken by now.
    `wait`: what the next step (`at`) waits for in the round to come; None when none is left. `missing`: the issues on
    which its get is not met. `over`: our units given beyond what was due by now (0: within the plan). `beyond`: issues
    on which we went further than any step does, with the entry that did.
    """

    round: int
    taken: tuple[bool, ...]
    at: int
    due: int
    wait: Wait | None
    missing: tuple[int, ...]
    early: tuple[Early, ...]
    over: int
    beyond: tuple[tuple[int, str], ...]


def against(problem: Problem, ladder: Ladder, turns: Sequence[Turn]) -> Against:
    """Follow the log along the ladder. O(entries x issues)."""
    walk = _Walk(problem, ladder)
    for turn in turns:
        walk.take(turn)
    return walk.found()


class _Walk:
    def __init__(self, problem: Problem, ladder: Ladder) -> None:
        self.problem, self.ladder = problem, ladder
        self.packages = ladder.packages()
        self.round, self.at, self.due = 0, 0, 0
        self.now: Package | None = None
        self.theirs: Package | None = None
        self.value = self.at_step = 0
        self.still = 0
        self.early: list[Early] = []
        self.beyond: dict[int, str] = {}

    def take(self, turn: Turn) -> None:
        if turn.party == THEIRS:
            self._theirs(turn)
            return
        self.round += turn.offer
        if turn.offer:
            self._come_due()
        self.now = turn.package
        while self.at < len(self.ladder.steps) and self._taken(self.at):
            if self.at >= self.due:
                wait, _ = self._wait(self.at, self.round)
                if wait is not Wait.NOTHING:
                    self.early.append(Early(self.at, turn.key, self.round, wait))
                self.due = self.at + 1
            self.at += 1
            self.at_step = self.value
        self._past(turn)

    def found(self) -> Against:
        steps = self.ladder.steps
        taken = tuple(self.now is not None and self._taken(s) for s in range(len(steps)))
        wait, missing = self._wait(self.at, self.round + 1) if self.at < len(steps) else (None, ())
        return Against(
            self.round, taken, self.at, self.due, wait, missing, tuple(self.early), self._over(),
            tuple(sorted(self.beyond.items())),
        )  # fmt: skip

    def _theirs(self, turn: Turn) -> None:
        value = self.problem.utility(turn.package, OURS)
        if self.theirs is None:
            self.at_step = value
        elif turn.offer:
            self.still = 0 if value > self.value else self.still + 1
        self.theirs, self.value = turn.package, value

    def _come_due(self) -> None:
        """One step a round may come due: the one after those that were taken or due already."""
        if self.due < len(self.ladder.steps) and self.due <= self.at:
            wait, _ = self._wait(self.due, self.round)
            self.due += wait is Wait.NOTHING

    def _wait(self, place: int, round_: int) -> tuple[Wait, tuple[int, ...]]:
        """What a step waits for in a round, and the issues on which its get is not met."""
        step: Step = self.ladder.steps[place]
        missing = tuple(i for i, options in step.gets.items() if self.theirs is None or self.theirs[i] not in options)
        if step.latest is not None and round_ >= step.latest:
            return Wait.NOTHING, ()
        reached = {
            Trigger.ROUND: round_ >= step.amount,
            Trigger.MOVED: self.value - self.at_step >= step.amount,
            Trigger.DEADLOCK: self.still >= step.amount,
        }
        if not reached[step.trigger]:
            return Wait(step.trigger.value), missing
        return (Wait.GET, missing) if missing else (Wait.NOTHING, ())

    def _taken(self, place: int) -> bool:
        """Whether what we have on the table is at what the step gives, or worse for us, on each of its issues."""
        now = self.now or ()
        return all(
            self._worth(i, now[i]) <= self._worth(i, option) for i, option in self.ladder.steps[place].gives.items()
        )

    def _worth(self, issue: int, option: int) -> int:
        return self.problem.issues[issue].contributions[OURS][option]

    def _past(self, turn: Turn) -> None:
        """The issues on which this entry went further than any step does."""
        for i, option in enumerate(turn.package):
            deepest = min(self._worth(i, package[i]) for package in self.packages)
            if self._worth(i, option) < deepest:
                self.beyond.setdefault(i, turn.key)
            else:
                self.beyond.pop(i, None)

    def _over(self) -> int:
        if self.now is None:
            return 0
        planned = self.problem.utility(self.packages[self.due], OURS)
        over = planned - self.problem.utility(self.now, OURS)
        return over if over > self.problem.unit // EVEN else 0
