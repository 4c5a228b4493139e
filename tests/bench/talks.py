"""Made-up talks with a known other side, to measure how well it is learned. Our own generator; no data of anybody.

A deal has 5 to 8 issues of 4 to 6 options. Weights of both sides are Dirichlet(1.5). Our value curves are power
curves; on four issues of five they want the opposite, on the others the same, their curve bent by ln g ~ N(0, 0.5).
They open at .88-1 of their best, on some issues at its best, and end at .5-.8, evenly or with a bend, and change
one or two issues at a time, within .03 of that. Refusals are our own offers, made the same way, that they answered
with another offer. In free talks every issue is a free choice: their worth of an option has nothing to do with ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from negotiations.engine.doubt import Belief, Direction
from negotiations.engine.problem import OURS, THEIRS, Issue, Package, Problem
from negotiations.engine.weights import Range

UNIT = 1_000_000


@dataclass(frozen=True)
class Talk:
    """A deal with the truth about their side, and what was put on the table."""

    problem: Problem
    directions: tuple[Direction, ...]
    offers: tuple[Package, ...]
    ours: tuple[Package, ...]

    @property
    def free_beliefs(self) -> list[Belief]:
        """What we may know beforehand of free choices: nothing."""
        return [Belief(Range.point(40), rough=True, free=True) for _ in self.directions]

    @property
    def beliefs(self) -> list[Belief]:
        """What we may know beforehand: directions, nothing else."""
        return [Belief(Range.point(40), direction=direction, rough=True) for direction in self.directions]

    def refused(self, count: int) -> tuple[tuple[Package, Package], ...]:
        return tuple(zip(self.ours[: count - 1], self.offers[1:count], strict=True))


def talk(seed: int, *, offers: int = 10, free: bool = False) -> Talk:
    dice = np.random.default_rng(seed)
    count, size = int(dice.integers(5, 9)), int(dice.integers(4, 7))
    weights = dice.dirichlet(np.full(count, 1.5), 2)
    directions, issues = [], []
    for i in range(count):
        ours = np.linspace(0, 1, size) ** np.exp(dice.normal(0, 0.4))
        same = dice.random() < 0.2
        directions.append(Direction.SAME if same else Direction.OPPOSITE)
        theirs = (ours if same else 1 - ours) ** np.exp(dice.normal(0, 0.5))
        if free:
            theirs = dice.random(size)
            theirs = (theirs - theirs.min()) / np.ptp(theirs)
        rows = tuple(
            tuple(np.rint(UNIT * weights[p, i] * row).astype(int).tolist())
            for p, row in ((OURS, ours), (THEIRS, theirs))
        )
        issues.append(Issue(f"issue {i}", tuple(map(str, range(size))), rows))
    problem = Problem(("ours", "theirs"), tuple(issues), UNIT)
    return Talk(problem, tuple(directions), _path(problem, THEIRS, offers, dice), _path(problem, OURS, offers, dice))


def _path(problem: Problem, party: int, count: int, dice: np.random.Generator) -> tuple[Package, ...]:
    start, end, bend = dice.uniform(0.88, 1), dice.uniform(0.5, 0.8), np.exp(dice.normal(0, 0.5))
    found: list[Package] = []
    now = tuple(int(np.argmax(issue.contributions[party])) for issue in problem.issues)
    for t in range(count):
        aim = start + (end - start) * (t / max(1, count - 1)) ** bend + dice.normal(0, 0.03)
        now = (_nearest if t else _opening)(problem, party, now, aim * problem.best(party), dice)
        found.append(now)
    return tuple(found)


def _opening(problem: Problem, party: int, best: Package, aim: float, dice: np.random.Generator) -> Package:
    """A package near the aim that asks for its best on some issues and leaves the others anywhere: of 400."""
    tries = []
    for _ in range(400):
        asked = dice.random(len(best)) < 0.6
        options = [int(dice.integers(len(issue.options))) for issue in problem.issues]
        tries.append(tuple(b if a else o for a, b, o in zip(asked, best, options, strict=True)))
    return min(tries, key=lambda package: abs(problem.utility(package, party) - aim))


def _nearest(problem: Problem, party: int, now: Package, aim: float, dice: np.random.Generator) -> Package:
    """Of 60 random edits of one or two issues, the one that comes nearest to the aim."""
    best, distance = now, abs(problem.utility(now, party) - aim)
    for _ in range(60):
        edit = list(now)
        for i in dice.choice(len(now), size=int(dice.integers(1, 3)), replace=False):
            edit[i] = int(dice.integers(len(problem.issues[i].options)))
        off = abs(problem.utility(edit, party) - aim)
        if off < distance:
            best, distance = tuple(edit), off
    return best


def hard_headed(problem: Problem, offers: tuple[Package, ...], learning: float = 0.2) -> list[np.ndarray]:
    """The frequency model of the agent HardHeaded (from its description): the baseline of the literature.

    A weight grows by a share of `learning` for every issue left unchanged; an option's value is how often it was
    asked for, relative to the most asked one.
    """
    count = len(problem.issues)
    weights = np.full(count, 1 / count)
    tallies = [np.ones(len(issue.options)) for issue in problem.issues]
    for t, offer in enumerate(offers):
        for i, v in enumerate(offer):
            tallies[i][v] += 1
            if t and offers[t - 1][i] == v:
                weights[i] = min(1.0, weights[i] + learning / count)
        weights = weights / weights.sum()
    return [weight * tally / tally.max() for weight, tally in zip(weights, tallies, strict=True)]
