"""What counterparts put on the table: from their best package down to what still meets their aspiration.

They do not know our weights. From their best package they give way on every issue alike, by what it costs them, with a
taste of their own per issue; options that are worse for them and no better for us are never offered. So the offers of
one preference are a path, worked out once, and an aspiration is a place on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from negotiations.engine.doubt import Draws
from negotiations.engine.problem import LARGEST, OURS, THEIRS, BoolArray, IntArray, Package, Problem, Rule
from negotiations.engine.rehearsal.ladder import Ladder

TASTES = (50, 200)
"""Per cent by which a counterpart feels a loss on an issue: it gives first where it minds least."""


@dataclass(frozen=True, eq=False)
class Paths:
    """The offers of each preference, best for them first: arrays (preferences, places), worths in units.

    The last preference is the fixed pie. `least`: the worst for them up to here (rules may make a later place better
    again). `fits`: the offer holds nothing that is out of the question for us. `possible`: the last place up to here
    whose package no rule forbids, else the first such. `options[i]`: the option of issue i.
    """

    ours: IntArray
    theirs: IntArray
    least: IntArray
    fits: BoolArray
    possible: IntArray
    options: tuple[IntArray, ...]
    tables: tuple[IntArray, ...]

    @property
    def worst(self) -> IntArray:
        """What each preference has at the least: every issue at its worst for it."""
        return np.asarray(np.sum([table.min(axis=1) for table in self.tables], axis=0), dtype=np.int64)

    def worths(self, problem: Problem, packages: Sequence[Package]) -> IntArray:
        """What our packages are worth to each preference: (preferences, packages), in units."""
        rows = np.array(packages, dtype=np.int64)
        total = np.zeros((len(self.theirs), len(packages)), dtype=np.int64)
        for i, table in enumerate(self.tables):
            total += table[:, rows[:, i]]
        bonus = [[r.bonus[THEIRS] for r in problem.rules if r.bonus and r.matches(p)] for p in packages]
        return total + np.array([sum(row) for row in bonus], dtype=np.int64)

    def gets(self, ladder: Ladder) -> BoolArray:
        """Whether an offer holds what a step asks for: (steps + 1, preferences, places); the last row is not used."""
        found = np.ones((len(ladder.steps) + 1, *self.theirs.shape), dtype=bool)
        for n, step in enumerate(ladder.steps):
            for i, wanted in step.gets.items():
                found[n] &= np.isin(self.options[i], sorted(wanted))
        return found


def paths(problem: Problem, draws: Draws, *, seed: int) -> Paths:
    """The path of every draw, and of the fixed pie. An issue with one option left is off the table for both sides."""
    own = [np.array(issue.contributions[OURS], dtype=np.int64) for issue in problem.issues]
    tables = [np.vstack([table, row.max() - row]) for table, row in zip(draws.tables, own, strict=True)]
    tastes = _tastes(len(tables[0]), len(own), seed)
    states, keys, costs = [], [], []
    for i, (table, row) in enumerate(zip(tables, own, strict=True)):
        offered = _falling(table, row, problem.issues[i].allowed)
        worth = np.take_along_axis(table, offered, axis=1)
        states.append(offered)
        costs.append(worth[:, :-1] - worth[:, 1:])
        keys.append((worth[:, :1] - worth[:, 1:]) * tastes[:, i, None])
    order = np.argsort(np.concatenate(keys, axis=1), axis=1, kind="stable")
    options = _along(states, order)
    return _assembled(problem, tuple(tables), own, options)


def _falling(table: IntArray, own: IntArray, allowed: Sequence[int]) -> IntArray:
    """The options of one issue in the order in which each preference would offer them: (preferences, options).

    Worse for them each time and better for us; where an option would not be, the one before stands again.
    """
    if len(allowed) == 1:
        return np.full((len(table), 1), allowed[0], dtype=np.int64)
    order = np.lexsort((np.broadcast_to(-own, table.shape), -table), axis=1)
    ours = own[order]
    best = np.maximum.accumulate(ours, axis=1)
    fresh = np.ones(order.shape, dtype=bool)
    fresh[:, 1:] = ours[:, 1:] > best[:, :-1]
    last = np.maximum.accumulate(np.where(fresh, np.arange(order.shape[1]), 0), axis=1)
    return np.take_along_axis(order, last, axis=1)


def _along(states: list[IntArray], order: IntArray) -> tuple[IntArray, ...]:
    """The option of every issue at each place of the merged path: (preferences, places), the first is their best."""
    found, first = [], 0
    for state in states:
        moves = state.shape[1] - 1
        mine = (order >= first) & (order < first + moves)
        place = np.concatenate([np.zeros((len(order), 1), dtype=np.int64), np.cumsum(mine, axis=1)], axis=1)
        found.append(np.take_along_axis(state, place, axis=1))
        first += moves
    return tuple(found)


def _assembled(
    problem: Problem, tables: tuple[IntArray, ...], own: list[IntArray], options: tuple[IntArray, ...]
) -> Paths:
    ours, theirs = np.zeros(options[0].shape, dtype=np.int64), np.zeros(options[0].shape, dtype=np.int64)
    fits = np.ones(options[0].shape, dtype=bool)
    for i, option in enumerate(options):
        ours += own[i][option]
        theirs += np.take_along_axis(tables[i], option, axis=1)
        fits &= np.isin(option, problem.issues[i].allowed)
    can = np.ones(options[0].shape, dtype=bool)
    for rule in problem.rules:
        matched = _matched(rule, options)
        if rule.bonus is None:
            can &= ~matched
        else:
            for total, bonus in zip((ours, theirs), rule.bonus, strict=True):
                total += matched * bonus
    for cap in problem.caps:
        used = np.sum([np.array(row)[option] for row, option in zip(cap.amounts, options, strict=True)], axis=0)
        fits &= used <= cap.most
    last = np.maximum.accumulate(np.where(can, np.arange(len(ours[0])), 0), axis=1)
    possible = np.maximum(last, can.argmax(axis=1)[:, None])
    least = np.minimum.accumulate(np.where(can, theirs, LARGEST), axis=1)
    return Paths(ours, theirs, least, fits & can, possible, options, tables)


def _matched(rule: Rule, options: tuple[IntArray, ...]) -> BoolArray:
    found = np.ones(options[0].shape, dtype=bool)
    for issue, wanted in rule.when:
        found &= np.isin(options[issue], sorted(wanted))
    return found


def _tastes(preferences: int, issues: int, seed: int) -> IntArray:
    """Whole per cents, the same for a preference whatever else is asked."""
    raw = np.random.Philox(key=seed + 1).random_raw(preferences * issues).reshape(preferences, issues)
    low, high = TASTES
    return (low + (raw % np.uint64(high - low + 1)).astype(np.int64)).astype(np.int64)
