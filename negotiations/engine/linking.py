"""What holds between issues, said in short and applied to many packages at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from negotiations.engine.problem import BoolArray, EngineError, IntArray, Package, Problem, Rule, utilities_of


def if_then(*, given: tuple[int, Iterable[int]], then: tuple[int, Iterable[int]], sizes: Sequence[int]) -> Rule:
    """The rule "if the first issue has one of these options, the second has one of those".

    It forbids the first ones together with all other options of the second issue. `sizes`: options of every issue.
    Raises EngineError when nothing would be forbidden.
    """
    wanted, needed = frozenset(given[1]), frozenset(then[1])
    others = frozenset(range(sizes[then[0]])) - needed
    if not wanted or not others or given[0] == then[0]:
        raise EngineError("An if-then rule needs two issues, options that call for it and options that it forbids.")
    return Rule(((given[0], wanted), (then[0], others)))


def worths(problem: Problem, packages: Sequence[Package] | IntArray, party: int) -> IntArray:
    """Utility of many packages at once, in units, rules counted: one number per package."""
    rows = np.asarray(packages, dtype=np.int64).reshape(-1, len(problem.issues))
    given = tuple((rule, rule.bonus[party]) for rule in problem.rules if rule.bonus)
    return utilities_of(problem.table(party), rows) + bonuses_of(given, rows)


def bonuses_of(given: Sequence[tuple[Rule, int]], rows: IntArray) -> IntArray:
    """What rules add to each package (one a row), given what each of them adds."""
    total = np.zeros(len(rows), dtype=np.int64)
    for rule, bonus in given:
        total += bonus * np.logical_and.reduce([np.isin(rows[:, i], list(options)) for i, options in rule.when])
    return total


def permitted(problem: Problem, rows: IntArray) -> BoolArray:
    """Which packages (one a row) break no rule and no cap; options are not looked at."""
    keep = np.ones(len(rows), dtype=bool)
    for rule in problem.rules:
        if rule.bonus is None:
            keep &= ~np.logical_and.reduce([np.isin(rows[:, i], list(options)) for i, options in rule.when])
    for cap in problem.caps:
        keep &= utilities_of([np.array(row, dtype=np.int64) for row in cap.amounts], rows) <= cap.most
    return keep
