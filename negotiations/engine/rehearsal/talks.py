"""Talks, many at once: we go down our ladder, they come down their path, until somebody agrees or leaves.

A round: we table our package; they take it when it is worth what they would ask for; or leave, when it is below their
floor and has stood still for longer than their patience; or offer. We then take the offer when it is worth what we
would table next (in the last round: what our last step is worth); or leave; or take the next step when it is due.
Everything is whole numbers, so that a run comes out the same whoever computes it and beside whichever other runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from negotiations.engine.problem import OURS, BoolArray, IntArray, Problem
from negotiations.engine.rehearsal.counterparts import KINDS, MILLION, Counterparts, Kind, paces
from negotiations.engine.rehearsal.ladder import Ladder, Trigger
from negotiations.engine.rehearsal.offers import Paths


class End(IntEnum):
    """How talks ended."""

    OUR_PACKAGE = 0  # they took what we had tabled
    THEIR_OFFER = 1  # we took what they offered
    THEY_LEFT = 2
    WE_LEFT = 3
    IMPASSE = 4  # the rounds were over


@dataclass(frozen=True, eq=False)
class Talks:
    """How each run went. `ours`, `theirs`: worth of the deal in units (0 without one). By run and round: what our
    steps gave (`given`, our units), and how much of it their offers had not matched since our last step (`leak`).
    By run and step: whether it was taken, whether its get was refused, whether it was taken only because it was late.
    """

    end: IntArray
    round: IntArray
    ours: IntArray
    theirs: IntArray
    given: IntArray
    leak: IntArray
    taken: BoolArray
    refused: BoolArray
    forced: BoolArray


class Table:
    """The talks under way: one row per run."""

    def __init__(self, problem: Problem, paths: Paths, ladder: Ladder, people: Counterparts, floor: IntArray) -> None:
        self.ladder, self.paths, self.people, self.floor = ladder, paths, people, floor
        self.rounds, self.steps, runs = ladder.rounds, len(ladder.steps), len(people.kind)
        packages = ladder.packages()
        self.ours = np.array([problem.utility(package, OURS) for package in packages], dtype=np.int64)
        self.theirs = paths.worths(problem, packages)[people.draw]  # (runs, packages)
        self.our_floor = problem.disagreement(OURS)
        self.gets = paths.gets(ladder)
        self.trigger = np.array([list(Trigger).index(step.trigger) for step in ladder.steps] + [-1])
        self.amount = np.array([step.amount for step in ladder.steps] + [0], dtype=np.int64)
        never = ladder.rounds + 2
        self.latest = np.array([step.latest or never for step in ladder.steps] + [never], dtype=np.int64)
        self.place = paths.possible[people.draw, 0]
        self.best = paths.theirs[people.draw, self.place]
        self.room = np.maximum(0, self.best - floor) * people.reach // 100
        self.gone = paces(ladder.rounds)[people.kind, people.pace]  # (runs, rounds + 1)
        self.mirrors = people.kind == KINDS.index(Kind.TIT_FOR_TAT)
        self.path = paths.least[people.draw]
        zero = np.zeros(runs, dtype=np.int64)
        self.step, self.still, self.their_still = zero.copy(), zero.copy(), zero.copy()
        self.value, self.at_step = np.full(runs, -(2**62)), paths.ours[people.draw, self.place]
        self.live = np.ones(runs, dtype=bool)
        self.found = Talks(
            end=np.full(runs, End.IMPASSE, dtype=np.int64),
            round=np.full(runs, self.rounds, dtype=np.int64),
            ours=zero.copy(),
            theirs=zero.copy(),
            given=np.zeros((runs, self.rounds + 1), dtype=np.int64),
            leak=np.zeros((runs, self.rounds + 1), dtype=np.int64),
            taken=np.zeros((runs, self.steps), dtype=bool),
            refused=np.zeros((runs, self.steps), dtype=bool),
            forced=np.zeros((runs, self.steps), dtype=bool),
        )

    def play(self) -> Talks:
        for t in range(1, self.rounds + 1):
            if not self.live.any():
                break
            self.they_answer(t)
            self.we_answer(t)
        return self.found

    def they_answer(self, t: int) -> None:
        """They take our package, leave, or come down their path."""
        runs = np.arange(len(self.step))
        worth = self.theirs[runs, self.step]
        fallen = self.room * self.gone[:, t] // MILLION
        given = np.maximum(0, worth - self.theirs[:, 0]) * self.people.returns // 100
        asked = self.best - np.where(self.mirrors, np.minimum(given, self.room), fallen)
        asked = np.maximum(asked, self.floor)
        self.close(worth >= asked, End.OUR_PACKAGE, t, self.ours[self.step], worth)
        self.close((worth < self.floor) & (self.still >= self.people.patience), End.THEY_LEFT, t)
        place = np.maximum(0, (self.path >= asked[:, None]).sum(axis=1) - 1)
        self.place = np.maximum(self.place, self.paths.possible[self.people.draw, place])
        value = self.paths.ours[self.people.draw, self.place]
        self.their_still = np.where(value > self.value, 0, self.their_still + 1)
        self.value = value

    def we_answer(self, t: int) -> None:
        """We take their offer, leave, or take the next step."""
        draw, place, last = self.people.draw, self.place, t == self.rounds
        due, met, late = self.due(t), self.gets[self.step, draw, place], t + 1 >= self.latest[self.step]
        ahead = (self.step < self.steps) & ~np.bool_(last)
        steps = ahead & ((due & met) | late)
        following = np.minimum(self.step + steps, self.steps)
        wanted = np.full(len(due), self.ours[-1]) if last else self.ours[following]
        offer = self.paths.theirs[draw, place]
        self.close(self.paths.fits[draw, place] & (self.value >= wanted), End.THEIR_OFFER, t, self.value, offer)
        if self.ladder.patience is not None:
            tired = (self.their_still >= self.ladder.patience) & (self.value < self.our_floor)
            self.close(tired, End.WE_LEFT, t)
        refusing = np.flatnonzero(self.live & ahead & due & ~met & ~late)
        self.found.refused[refusing, self.step[refusing]] = True
        self.advance(t, np.flatnonzero(self.live & steps), due & met)
        self.still = np.where(steps, 0, self.still + 1)

    def due(self, t: int) -> BoolArray:
        """Whether the trigger of the next step has come."""
        trigger, amount = self.trigger[self.step], self.amount[self.step]
        met = [t + 1 >= amount, self.value - self.at_step >= amount, self.their_still >= amount]
        return np.asarray(np.choose(np.maximum(trigger, 0), met), dtype=bool)

    def advance(self, t: int, rows: IntArray, earned: BoolArray) -> None:
        """Take the next step in these runs, to be tabled in the next round."""
        if not len(rows):
            return
        now = self.step[rows]
        given = np.maximum(0, self.ours[now] - self.ours[now + 1])
        got = np.maximum(0, self.value[rows] - self.at_step[rows])
        self.found.given[rows, t + 1] = given
        self.found.leak[rows, t + 1] = np.maximum(0, given - got)
        self.found.taken[rows, now] = True
        self.found.forced[rows, now] = ~earned[rows]
        self.at_step[rows] = self.value[rows]
        self.step[rows] += 1

    def close(
        self, those: BoolArray, end: End, t: int, ours: IntArray | None = None, theirs: IntArray | None = None
    ) -> None:
        """End the runs among those that are still open."""
        rows = np.flatnonzero(those & self.live)
        self.found.end[rows], self.found.round[rows] = end, t
        if ours is not None and theirs is not None:
            self.found.ours[rows], self.found.theirs[rows] = ours[rows], theirs[rows]
        self.live[rows] = False
