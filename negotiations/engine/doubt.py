"""Their side is never known: seeded draws of what they may want, and what follows for any package or trade.

Each draw takes one weight per issue from its low-likely-high estimate and one value curve from the declared
direction and the doubt about its shape. Every number shown about them is a band over these draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import log

import numpy as np

from negotiations.engine import frequency
from negotiations.engine.linking import bonuses_of
from negotiations.engine.normal import quantile
from negotiations.engine.problem import THEIRS, EngineError, FloatArray, IntArray, Package, Problem, Rule
from negotiations.engine.weights import Range

LOW, MEDIAN, HIGH = 0.1, 0.5, 0.9
_TEN_TO_NINETY = 2 * 1.2815515655446004
FREE_SHAPE = 0.5
"""Spread of ln g (value ** g) when only a direction was declared."""


DICE = 3
"""Random numbers per issue of a draw: for its swing, its shape and its direction; then one per option of a free one."""


class Direction(StrEnum):
    """What they want on an issue, compared with us."""

    OPPOSITE = "opposite"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Belief:
    """What we believe about their side of one issue.

    `swing`: low-likely-high swing points (any scale, the same for all issues). `values`: what each option is likely
    worth to them, 0..1, or None to derive it from our own values by `direction`. `shape`: spread (standard
    deviation) of ln g, each draw using value ** g; 0 when the curve is certain. `rough`: nothing is known about the
    swing but its likely size, so every division of the weights is alike (Dirichlet); low and high are not used.
    `free`: options without an order of whose worth to them nothing is known: each is drawn on its own, and `asked`
    says how often each was asked for (learning fills it in; empty: never). Values and direction are not used then.
    """

    swing: Range
    values: tuple[float, ...] | None = None
    direction: Direction = Direction.OPPOSITE
    shape: float = FREE_SHAPE
    rough: bool = False
    free: bool = False
    asked: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.swing.low < 0:
            raise EngineError("A swing must not be negative.")
        if not all(count >= 0 for count in self.asked):
            raise EngineError("An option cannot be asked for less than never.")
        if self.values is not None and not all(0 <= value <= 1 for value in self.values):
            raise EngineError("Values must lie between 0 and 1.")


@dataclass(frozen=True, slots=True)
class Band:
    """What a number about them is likely to be, in units: 10 %, 50 % and 90 % of the draws lie below.

    `chance` is the part of the draws above 0, `harm` the part below 0 (of a gain: that they gain, that they lose).
    """

    low: float
    median: float
    high: float
    mean: float
    chance: float
    harm: float


@dataclass(frozen=True, eq=False)
class Draws:
    """Sampled guesses of one party's preferences: `tables[i][s, v]` units for draw s, issue i, option v.

    `shares[s]` are the weights of the draws (sum 1): even for a prior, uneven once offers have been seen.
    `bonuses`: what rules between issues add for the party, the same units in every draw.
    """

    tables: tuple[IntArray, ...]
    shares: FloatArray
    unit: int
    bonuses: tuple[tuple[Rule, int], ...] = ()

    def __len__(self) -> int:
        return len(self.shares)

    @cached_property
    def mean(self) -> tuple[FloatArray, ...]:
        """Expected contribution of each option, in units: expected utility is additive again (but for bonuses)."""
        return tuple(self.shares @ table for table in self.tables)

    @cached_property
    def even(self) -> bool:
        return bool((self.shares == self.shares[0]).all())

    def utilities(self, packages: Sequence[Package]) -> IntArray:
        """Worth of each package in each draw: (draws, packages), in units."""
        total = np.zeros((len(self), len(packages)), dtype=np.int64)
        for issue, table in enumerate(self.tables):
            total += table.take([package[issue] for package in packages], axis=1)
        return total + self.bonus(packages) if self.bonuses else total

    def bonus(self, packages: Sequence[Package] | IntArray) -> IntArray:
        """What rules add to each package for the party, in units."""
        return bonuses_of(self.bonuses, np.asarray(packages, dtype=np.int64).reshape(-1, len(self.tables)))

    def gains(self, before: Package, after: Sequence[Package]) -> IntArray:
        """What moving from one package to each of the others gains them: (draws, packages), in units."""
        total = np.zeros((len(self), len(after)), dtype=np.int64)
        for issue, table in enumerate(self.tables):
            options = np.array([package[issue] for package in after])
            moved = np.flatnonzero(options != before[issue])
            if len(moved):
                total[:, moved] += table[:, options[moved]] - table[:, before[issue], None]
        return total + (self.bonus(after) - self.bonus([before])) if self.bonuses else total

    def bands(self, values: IntArray | FloatArray) -> list[Band]:
        """One band for each column of (draws, columns) values."""
        return bands(values, None if self.even else self.shares)

    def worth(self, packages: Sequence[Package]) -> list[Band]:
        """The band of what each package is worth to them."""
        return self.bands(self.utilities(packages))

    def gain(self, before: Package, after: Sequence[Package]) -> list[Band]:
        """The band of what moving from one package to each of the others gains them."""
        return self.bands(self.gains(before, after))


def bands(values: IntArray | FloatArray, shares: FloatArray | None = None) -> list[Band]:
    """Bands of the columns of (draws, columns); `shares` are the weights of the draws (None: even)."""
    table = np.asarray(values, dtype=np.float64)
    even = np.full(len(table), 1 / len(table)) if shares is None else shares
    if shares is None:
        quantiles = np.quantile(table, (LOW, MEDIAN, HIGH), axis=0)
    else:
        quantiles = _weighted_quantiles(table, shares)
    means, chances, harms = even @ table, even @ (table > 0), even @ (table < 0)
    columns = zip(*quantiles.tolist(), means.tolist(), chances.tolist(), harms.tolist(), strict=True)
    return [Band(low, mid, high, mean, min(1.0, up), min(1.0, down)) for low, mid, high, mean, up, down in columns]


def sample(
    problem: Problem, beliefs: Sequence[Belief], *, draws: int = 1000, seed: int = 0, party: int = THEIRS
) -> Draws:
    """Draws of what a party may want, given one belief per issue and our own values for the directions.

    The same seed gives the same draws. Best option of every issue together is worth `problem.unit` in each draw
    (0 when all its swings are 0).
    """
    if len(beliefs) != len(problem.issues):
        raise EngineError("There must be one belief per issue.")
    if draws < 1:
        raise EngineError("There must be at least one draw.")
    dice = np.random.default_rng(seed).random((draws, len(beliefs), dice_per_issue(problem, beliefs)))
    return preferences(problem, beliefs, dice, party)


def dice_per_issue(problem: Problem, beliefs: Sequence[Belief]) -> int:
    """Random numbers that each issue of a draw takes."""
    free = [len(issue.options) for issue, belief in zip(problem.issues, beliefs, strict=True) if belief.free]
    return DICE + max(free, default=0)


def preferences(problem: Problem, beliefs: Sequence[Belief], dice: FloatArray, party: int = THEIRS) -> Draws:
    """The preferences that numbers between 0 and 1 stand for: (draws, issues, `dice_per_issue`) of them.

    Even dice give draws of what is believed; moving a die a little moves the preference a little, which is what
    learning from offers does.
    """
    swings = np.stack([_swing(belief, dice[:, i, 0]) for i, belief in enumerate(beliefs)], axis=1)
    total = swings.sum(axis=1, keepdims=True)
    weights: FloatArray = np.zeros_like(swings)
    np.divide(swings, total, out=weights, where=total > 0)
    tables = []
    for i, belief in enumerate(beliefs):
        values = _values(belief, _own_values(problem, i, party), dice[:, i, 1:])
        tables.append(np.rint(weights[:, i, None] * values * problem.unit).astype(np.int64))
    return Draws(tuple(tables), np.full(len(dice), 1 / len(dice)), problem.unit, _bonuses(problem, party))


def known(problem: Problem, party: int = THEIRS) -> Draws:
    """A single draw without doubt: the contributions that the problem itself has for the party."""
    rows = tuple(row[None, :] for row in problem.table(party))
    return Draws(rows, np.ones(1), problem.unit, _bonuses(problem, party))


def expected(problem: Problem, draws: Draws, party: int = THEIRS) -> Problem:
    """The problem with the party's expected contributions, rounded to units: what the frontier is drawn of."""
    return problem.with_contributions(party, [np.rint(row).astype(np.int64).tolist() for row in draws.mean])


def shape_from_half(half: Range) -> float:
    """Doubt about the shape of a curve, from the 10 %, likely and 90 % position of the level worth half (0..1)."""
    if not 0 < half.low <= half.high < 1:
        raise EngineError("The level worth half must lie between the worst and the best level.")
    exponents = [log(log(0.5) / log(at)) for at in (half.low, half.high)]
    return abs(exponents[1] - exponents[0]) / _TEN_TO_NINETY


def _bonuses(problem: Problem, party: int) -> tuple[tuple[Rule, int], ...]:
    return tuple((rule, rule.bonus[party]) for rule in problem.rules if rule.bonus and rule.bonus[party])


def _own_values(problem: Problem, index: int, party: int) -> FloatArray:
    """Our values of an issue's options stretched to 0..1, for beliefs that only name a direction."""
    us = next(p for p in range(len(problem.parties)) if p != party)
    row = np.array(problem.issues[index].contributions[us], dtype=np.float64)
    span = row.max() - row.min()
    return (row - row.min()) / span if span else np.zeros(len(row))


def _swing(belief: Belief, dice: FloatArray) -> FloatArray:
    """Swing points: triangular between low and high; exponential when nothing is known."""
    low, likely, high = belief.swing.low, belief.swing.likely, belief.swing.high
    if belief.rough:
        return np.asarray(-likely * np.log(np.maximum(1 - dice, 1e-12)), dtype=np.float64)
    if high <= low:
        return np.full(len(dice), float(likely))
    turn = (likely - low) / (high - low)
    rising = low + np.sqrt(dice * (high - low) * (likely - low))
    falling = high - np.sqrt((1 - dice) * (high - low) * (high - likely))
    return np.where(dice < turn, rising, falling)


def _values(belief: Belief, own: FloatArray, dice: FloatArray) -> FloatArray:
    """Value curves of one issue: (draws, options), each 0..1."""
    if belief.free:
        count = len(own)
        if belief.asked and len(belief.asked) != count:
            raise EngineError("There must be one count per option.")
        return frequency.values(belief.asked or (0.0,) * count, dice[:, DICE - 1 : DICE - 1 + count])
    bent = np.exp(belief.shape * quantile(dice[:, :1])) if belief.shape else np.ones((len(dice), 1))
    if belief.values is not None:
        if len(belief.values) != len(own):
            raise EngineError("A belief needs one value per option.")
        return np.asarray(np.array(belief.values)[None, :] ** bent, dtype=np.float64)
    if belief.direction is Direction.SAME:
        base = own[None, :]
    elif belief.direction is Direction.OPPOSITE:
        base = _mirror(own)[None, :]
    else:
        base = np.where(dice[:, 1:2] < 0.5, own[None, :], _mirror(own)[None, :])
    return np.asarray(base**bent, dtype=np.float64)


def _mirror(own: FloatArray) -> FloatArray:
    return np.asarray(1 - own if own.max() > 0 else own, dtype=np.float64)


def _weighted_quantiles(table: FloatArray, shares: FloatArray) -> FloatArray:
    """Quantiles of each column when draws have weights: the smallest value with that much weight at or below it."""
    order = np.argsort(table, axis=0, kind="stable")
    ordered = np.take_along_axis(table, order, axis=0)
    mass = np.cumsum(shares[order], axis=0)
    rows = [np.argmax(mass >= level - 1e-12, axis=0) for level in (LOW, MEDIAN, HIGH)]
    return np.stack([np.take_along_axis(ordered, row[None, :], axis=0)[0] for row in rows])
