"""What the programmes cannot carry, put to an integer solver (HiGHS, through SciPy): exact, but slow per point.

One 0/1 variable per option, one per bonus; forbidden combinations, caps and bounds are linear. Utilities are whole
numbers, so every bound is set half a unit lower and every answer is checked in whole numbers. A point of a frontier
takes two programmes of some 10-100 ms each (epsilon-constraint method).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from negotiations.engine.problem import (
    OURS,
    THEIRS,
    EngineError,
    FloatArray,
    IntArray,
    Package,
    Problem,
    Progress,
    TooLarge,
)

Row = tuple[dict[int, float], float, float]
"""Coefficients by variable, lower and upper bound."""


class Programme:
    """A problem as a 0/1 programme. `best` may be asked for many goals."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.places: list[tuple[int, int]] = [(i, v) for i, issue in enumerate(problem.issues) for v in issue.allowed]
        self.at = {pair: column for column, pair in enumerate(self.places)}
        self.gifts = [rule for rule in problem.rules if rule.bonus]
        self.columns = len(self.places) + len(self.gifts)
        self.rows = [*self._choices(), *self._forbidden(), *self._bonuses(), *self._caps()]

    def best(
        self,
        goal: Sequence[int],
        *,
        least: Sequence[int | None] = (),
        most: Sequence[int | None] = (),
        without: Iterable[Package] = (),
    ) -> Package | None:
        """The package with the largest sum of goal[p] times party p's utility, None when there is none.

        `least[p]`, `most[p]`: bounds of party p's utility, in units. `without`: packages that do not count.
        """
        rows = list(self.rows)
        for bounds, sign in ((least, 1), (most, -1)):
            for party, bound in enumerate(bounds):
                if bound is not None:
                    row = self._utility(party)
                    rows.append((row, bound - 0.5, np.inf) if sign > 0 else (row, -np.inf, bound + 0.5))
        for package in without:
            rows.append(({self.at[pair]: 1.0 for pair in enumerate(package)}, -np.inf, len(package) - 1.0))
        aim = np.zeros(self.columns)
        for party, weight in enumerate(goal):
            for column, value in self._utility(party).items():
                aim[column] -= weight * value
        return self._solved(aim, rows)

    def _solved(self, aim: FloatArray, rows: Sequence[Row]) -> Package | None:
        data = [(k, column, value) for k, (row, _, _) in enumerate(rows) for column, value in row.items()]
        at, columns, values = zip(*data, strict=True)
        matrix = csr_array((values, (at, columns)), shape=(len(rows), self.columns))
        limits = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
        whole = np.ones(self.columns)
        found = milp(aim, constraints=limits, bounds=Bounds(0, 1), integrality=whole, options={"mip_rel_gap": 0.0})
        if found.x is None:
            if found.status != 2:
                raise EngineError(f"The solver gave up: {found.message}")
            return None
        chosen = {i: v for (i, v), value in zip(self.places, found.x, strict=False) if value > 0.5}
        package = tuple(chosen[i] for i in range(len(self.problem.issues)))
        if not self.problem.allows(package):
            raise EngineError("The solver's answer breaks a rule: the numbers are too far apart for it.")
        return package

    def _utility(self, party: int) -> dict[int, float]:
        row = {c: float(self.problem.issues[i].contributions[party][v]) for c, (i, v) in enumerate(self.places)}
        for k, rule in enumerate(self.gifts):
            row[len(self.places) + k] = float(rule.bonus[party]) if rule.bonus else 0.0
        return row

    def _choices(self) -> Iterator[Row]:
        for i, issue in enumerate(self.problem.issues):
            yield {self.at[i, v]: 1.0 for v in issue.allowed}, 1.0, 1.0

    def _matched(self, issue: int, options: frozenset[int]) -> dict[int, float]:
        return {self.at[issue, v]: 1.0 for v in options if (issue, v) in self.at}

    def _forbidden(self) -> Iterator[Row]:
        for rule in self.problem.rules:
            if rule.bonus is None:
                row = {c: x for issue, options in rule.when for c, x in self._matched(issue, options).items()}
                yield row, -np.inf, len(rule.when) - 1.0

    def _bonuses(self) -> Iterator[Row]:
        """A bonus is on exactly when all its issues match."""
        for k, rule in enumerate(self.gifts):
            column = len(self.places) + k
            every: dict[int, float] = {column: -1.0}
            for issue, options in rule.when:
                row = self._matched(issue, options)
                every |= row
                yield {**row, column: -1.0}, 0.0, np.inf
            yield every, -np.inf, len(rule.when) - 1.0

    def _caps(self) -> Iterator[Row]:
        for cap in self.problem.caps:
            yield {c: float(cap.amounts[i][v]) for c, (i, v) in enumerate(self.places)}, -np.inf, cap.most + 0.5


@dataclass(frozen=True, eq=False)
class Solved:
    """A front that was found point by point: one package each; more at the same point are asked for when wanted.

    Points are packed as in `layers`, utilities less `base`.
    """

    programme: Programme
    parties: tuple[int, int]
    base: tuple[int, int]
    found: dict[tuple[int, int], Package]

    @property
    def points(self) -> IntArray:
        return np.sort(np.array([(a << 32) | b for a, b in self.found], dtype=np.int64))

    def paths(self, level: int, other: int) -> Iterator[list[tuple[int, int]]]:
        known = [self.found[level, other]]
        while True:
            yield list(enumerate(known[-1]))
            exact: list[int | None] = [None] * len(self.programme.problem.parties)
            for party, value, base in zip(self.parties, (level, other), self.base, strict=True):
                exact[party] = base + value
            more = self.programme.best([0] * len(exact), least=exact, most=exact, without=known)
            if more is None:
                return
            known.append(more)


def frontier(
    problem: Problem,
    parties: tuple[int, int] = (OURS, THEIRS),
    within_floors: bool = False,
    window: tuple[int | None, int | None] = (None, None),
    most: int = 1_000,
    progress: Progress | None = None,
) -> Solved:
    """The exact front of two parties, from the first one's best to the second one's, within a window of the first's.

    `progress` counts the second party's utility on the way. Raises TooLarge beyond `most` points.
    """
    programme, (first, second) = Programme(problem), parties
    count = len(problem.parties)
    base = tuple(problem.worst(p) - sum(max(0, -r.bonus[p]) for r in problem.rules if r.bonus) for p in parties)
    limits: list[int | None] = list(problem.floors) if within_floors else [None] * count
    aims = [[int(p == party) for p in range(count)] for party in parties]
    if window[0] is not None:
        limits[first] = max(window[0], window[0] if (floor := limits[first]) is None else floor)
    if window[1] is not None:
        above = programme.best(aims[1], least=[window[1] + 1 if p == first else f for p, f in enumerate(limits)])
        if above is not None:
            limits[second] = problem.utility(above, second) + 1
    found: dict[tuple[int, int], Package] = {}
    while (best := programme.best(aims[0], least=limits)) is not None:
        held = list(limits)
        held[first] = problem.utility(best, first)
        best = programme.best(aims[1], least=held) or best
        at = problem.utility(best, first), problem.utility(best, second)
        found[at[0] - base[0], at[1] - base[1]] = best
        if len(found) > most:
            raise TooLarge(
                f"The frontier has more than {most:,} points and its caps too many different totals: each point takes "
                "a run of the solver. Ask for a part of it (a window of our worth), or round the amounts of the caps.",
                len(found),
            )
        if progress:
            progress(at[1] - base[1], problem.best(second) - base[1])
        limits[second] = at[1] + 1
    return Solved(programme, parties, (base[0], base[1]), found)
