"""The next best question: which answer would help our next offer most.

Expected value of information: what our best offer is worth on average after the answer, less what it is worth now.
An offer's worth is our gain times the chance that they take it, over the draws of what they want. Questions about
what we know already, or about what would not change our offer, come out worth nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from negotiations.engine import doubt, frontier
from negotiations.engine.doubt import Draws
from negotiations.engine.evidence import spans
from negotiations.engine.problem import OURS, THEIRS, FloatArray, Package, Problem, Progress
from negotiations.engine.robust import chance_to_take

HONEST = 0.85
"""Chance that an answer is true: people bluff and err."""
GUESSES, PER_GUESS = 12, 40


class Topic(StrEnum):
    """What a question is about."""

    ORDER = "order"
    """Which of two issues matters more to them?"""
    DIRECTION = "direction"
    """Which end of an issue do they want?"""
    PACKAGES = "packages"
    """Which of two packages would they rather have?"""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `issues` for ORDER (two) and DIRECTION (one), `packages` for PACKAGES.

    `value`: units that our next offer would be worth more on average for knowing the answer. `chance`: how likely
    the first answer is now (the first issue matters more; they want its last option; they prefer the first package).
    `offers`: our best next offer now, after the first answer, after the second.
    """

    topic: Topic
    issues: tuple[int, ...]
    packages: tuple[Package, ...]
    value: float
    chance: float
    offers: tuple[Package, Package, Package]


def rank(
    problem: Problem,
    draws: Draws,
    *,
    last: Package | None = None,
    floor: int | None = None,
    limit: int = 10,
    progress: Progress | None = None,
) -> list[Question]:
    """Questions worth asking, most valuable first; those worth nothing are left out (no package for us: all are).

    `last`: their last offer, `floor`: their floor in units, where known: they decide what they will take now.
    10 issues and 1,000 draws take about 0.1 s; `progress` counts the frontiers solved for it.
    """
    offers = _offers(problem, draws, progress)
    if not offers:
        return []
    worth = _worth(problem, draws, offers, last, floor)
    found = []
    for topic, issues, packages, truth in _candidates(problem, draws, offers, worth):
        says = HONEST * truth + (1 - HONEST) * (1 - truth)
        value = information(worth, draws.shares, says)
        if value > 1e-6 * problem.unit:
            weighed = (draws.shares, draws.shares * says, draws.shares * (1 - says))
            now, first, second = (offers[int(np.argmax(shares @ worth))] for shares in weighed)
            found.append(Question(topic, issues, packages, value, float(draws.shares @ truth), (now, first, second)))
    return sorted(found, key=lambda question: -question.value)[:limit]


def information(worth: FloatArray, shares: FloatArray, says_first: FloatArray) -> float:
    """Expected gain from an answer: `worth[s, x]` of offer x in draw s, `says_first[s]` chance of the first answer."""
    first = (shares * says_first) @ worth
    second = (shares * (1 - says_first)) @ worth
    return max(0.0, float(first.max() + second.max() - (first + second).max()))


def _offers(problem: Problem, draws: Draws, progress: Progress | None) -> list[Package]:
    """Offers to choose among: frontier packages under the average guess and some single ones."""
    found: dict[Package, None] = {}
    order = np.argsort(-draws.shares, kind="stable") if not draws.even else np.arange(len(draws))
    guesses = [None, *order[: GUESSES - 1].tolist()]
    for done, s in enumerate(guesses, 1):
        rows = [table[s].tolist() for table in draws.tables] if s is not None else None
        guess = doubt.expected(problem, draws) if rows is None else problem.with_contributions(THEIRS, rows)
        front = frontier.solve(guess)
        ours = front.utilities[:, OURS]
        good = np.flatnonzero(ours >= problem.disagreement(OURS))
        if len(good):
            at = np.unique(np.linspace(0, len(good) - 1, PER_GUESS).round().astype(np.int64))
            found.update(dict.fromkeys(front.packages(good[at])))
        if progress:
            progress(done, len(guesses))
    return list(found)


def _worth(
    problem: Problem, draws: Draws, offers: Sequence[Package], last: Package | None, floor: int | None
) -> FloatArray:
    """Our gain times the chance that they take it, per draw and offer, in units."""
    stay = problem.disagreement(OURS)
    gains = np.array([max(0, problem.utility(offer, OURS) - stay) for offer in offers])
    return np.asarray(chance_to_take(draws, offers, last, floor) * gains, dtype=np.float64)


def _candidates(
    problem: Problem, draws: Draws, offers: Sequence[Package], worth: FloatArray
) -> list[tuple[Topic, tuple[int, ...], tuple[Package, ...], FloatArray]]:
    weights = spans(draws)
    count = len(problem.issues)
    found: list[tuple[Topic, tuple[int, ...], tuple[Package, ...], FloatArray]] = []
    for i in range(count):
        rises = (draws.tables[i][:, -1] > draws.tables[i][:, 0]).astype(np.float64)
        if 0 < float(draws.shares @ rises) < 1:
            found.append((Topic.DIRECTION, (i,), (), rises))
        for j in range(i + 1, count):
            found.append((Topic.ORDER, (i, j), (), (weights[:, i] > weights[:, j]).astype(np.float64)))
    top = np.argsort(-(draws.shares @ worth), kind="stable")[:6].tolist()
    theirs = draws.utilities(offers)
    for place, x in enumerate(top):
        for y in top[place + 1 :]:
            prefers = (theirs[:, x] > theirs[:, y]).astype(np.float64)
            found.append((Topic.PACKAGES, (), (offers[x], offers[y]), prefers))
    return found
