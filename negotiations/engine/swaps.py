"""Swaps: from where the talks stand, what to give on one issue and what to get for it on another.

Every pair of single-issue changes is looked at, at once: O(n^2 m^2) array arithmetic, about a millisecond for
10 issues of 10 options. Leverage is what a leg is worth to its receiver per unit that it costs its giver.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from negotiations.engine.linking import permitted, worths
from negotiations.engine.problem import OURS, THEIRS, BoolArray, EngineError, IntArray, Package, Problem

SIDES = (OURS, THEIRS)


class SwapKind(StrEnum):
    """What a swap does for the two sides."""

    WIN_WIN = "win-win"
    """Better for one and no worse for the other."""
    EVEN_FOR_US = "even for us"
    """Within `even` units of equal for us, better for them."""
    EVEN_FOR_THEM = "even for them"
    """Within `even` units of equal for them, better for us."""


class Change(NamedTuple):
    """One issue changed from one option to another, and what that does for each side, in units."""

    issue: int
    before: int
    after: int
    ours: int
    theirs: int

    @property
    def leverage(self) -> float:
        """Units the receiver gains per unit that the giver loses; infinite when it costs the giver nothing."""
        gain, cost = max(self.ours, self.theirs), -min(self.ours, self.theirs)
        return gain / cost if cost > 0 else float("inf")


@dataclass(frozen=True, slots=True)
class Swap:
    """Give on one issue and get on another.

    `ours`, `theirs`: what both changes together do, in units. Where a rule links the two issues that may be more or
    less than the sum of what each change does by itself.
    """

    kind: SwapKind
    give: Change
    get: Change
    ours: int
    theirs: int
    package: Package

    @property
    def joint(self) -> int:
        return self.ours + self.theirs


def changes(problem: Problem, package: Package, *, issues: frozenset[int] | None = None) -> list[Change]:
    """Every change of a single issue (of these, default all) to another of its options.

    Bonuses between issues are counted. A change may break a rule or a cap by itself: another may go with it.
    """
    found = []
    for i, issue in enumerate(problem.issues):
        if issues is not None and i not in issues:
            continue
        now = package[i]
        ours, theirs = issue.contributions[OURS], issue.contributions[THEIRS]
        found += [Change(i, now, v, ours[v] - ours[now], theirs[v] - theirs[now]) for v in issue.allowed if v != now]
    if not any(rule.bonus for rule in problem.rules) or not found:
        return found
    rows = np.array([package, *(_apply(package, change) for change in found)], dtype=np.int64)
    ours_now, theirs_now = ((worth - worth[0])[1:].tolist() for worth in (worths(problem, rows, p) for p in SIDES))
    return [c._replace(ours=a, theirs=b) for c, a, b in zip(found, ours_now, theirs_now, strict=True)]


def improvements(problem: Problem, package: Package) -> list[Change]:
    """Single changes that are better for one side and no worse for the other, best joint gain first."""
    good = [c for c in changes(problem, package) if c.ours >= 0 and c.theirs >= 0 and c.ours + c.theirs > 0]
    good = [c for c in good if problem.allows(_apply(package, c))]
    return sorted(good, key=lambda c: (-(c.ours + c.theirs), c.issue, c.after))


def find(
    problem: Problem,
    package: Package,
    *,
    even: int = 0,
    tradeable: frozenset[int] | None = None,
    per_pair: int | None = 1,
    limit: int | None = 50,
) -> list[Swap]:
    """Swaps worth talking about from a package, best first.

    A swap gives (costs us, helps them) on one issue and gets (helps us, costs them) on another. `even` is how many
    units count as equal. `tradeable` are the issues that may change. `per_pair` keeps the best few of each (give,
    get) pair of issues, so that one pair does not fill the list. Order: larger joint gain, then the product of both
    legs' leverage, then option order. What ends below a floor, uses a removed option or breaks a rule or a cap is
    left out.
    """
    if any(v in issue.removed for v, issue in zip(package, problem.issues, strict=True)):
        raise EngineError("The package uses an option that is removed.")
    all_changes = changes(problem, package, issues=tradeable)
    gives = [c for c in all_changes if c.ours < 0 < c.theirs]
    gets = [c for c in all_changes if c.theirs < 0 < c.ours]
    if not gives or not gets:
        return []
    ours, theirs, possible = together(problem, package, gives, gets)
    kinds = _kinds(ours, theirs, even)
    wanted = np.argwhere(possible & (kinds >= 0) & _above_floors(problem, package, ours, theirs))
    order = wanted[_order(gives, gets, wanted, ours + theirs)]
    return _ranked(package, gives, gets, order, (kinds, ours, theirs), per_pair, limit)


_KINDS = (SwapKind.WIN_WIN, SwapKind.EVEN_FOR_US, SwapKind.EVEN_FOR_THEM)


def together(
    problem: Problem, package: Package, gives: list[Change], gets: list[Change]
) -> tuple[IntArray, IntArray, BoolArray]:
    """What every give with every get does for us and for them, in units, and which of them are possible.

    (gives, gets) each. Rules and caps count as they stand when both are done.
    """
    ours, theirs = _sums(gives, gets, "ours"), _sums(gives, gets, "theirs")
    possible: BoolArray = np.array([c.issue for c in gives])[:, None] != np.array([c.issue for c in gets])[None, :]
    if not problem.linked:
        return ours, theirs, possible
    pairs = np.argwhere(possible)
    rows = np.tile(np.array(package, dtype=np.int64), (len(pairs), 1))
    for side, place in ((gives, 0), (gets, 1)):
        issues, after = np.array([c.issue for c in side]), np.array([c.after for c in side])
        rows[np.arange(len(pairs)), issues[pairs[:, place]]] = after[pairs[:, place]]
    for party, total in ((OURS, ours), (THEIRS, theirs)):
        total[possible] = worths(problem, rows, party) - problem.utility(package, party)
    possible[possible] = permitted(problem, rows)
    return ours, theirs, possible


def _sums(gives: list[Change], gets: list[Change], side: str) -> IntArray:
    rows = np.array([getattr(c, side) for c in gives], dtype=np.int64)
    return rows[:, None] + np.array([getattr(c, side) for c in gets], dtype=np.int64)[None, :]


def _kinds(ours: IntArray, theirs: IntArray, even: int) -> IntArray:
    kinds = np.full(ours.shape, -1, dtype=np.int64)
    kinds[(abs(theirs) <= even) & (ours > 0)] = 2
    kinds[(abs(ours) <= even) & (theirs > 0)] = 1
    kinds[(ours >= 0) & (theirs >= 0) & (ours + theirs > 0)] = 0
    return kinds


def _above_floors(problem: Problem, package: Package, ours: IntArray, theirs: IntArray) -> BoolArray:
    keep = np.ones(ours.shape, dtype=bool)
    for party, delta in ((OURS, ours), (THEIRS, theirs)):
        floor = problem.floors[party]
        if floor is not None:  # a swap that does not harm is welcome even where the package is below the floor
            keep &= (problem.utility(package, party) + delta >= floor) | (delta >= 0)
    return keep


def _ranked(
    package: Package,
    gives: list[Change],
    gets: list[Change],
    order: IntArray,
    tables: tuple[IntArray, IntArray, IntArray],
    per_pair: int | None,
    limit: int | None,
) -> list[Swap]:
    kinds, ours, theirs = tables
    found: list[Swap] = []
    taken: dict[tuple[int, int], int] = {}
    for at in map(tuple, order.tolist()):
        give, get = gives[at[0]], gets[at[1]]
        seen = taken.get((give.issue, get.issue), 0)
        if per_pair is not None and seen >= per_pair:
            continue
        taken[give.issue, get.issue] = seen + 1
        after = _apply(_apply(package, give), get)
        found.append(Swap(_KINDS[int(kinds[at])], give, get, int(ours[at]), int(theirs[at]), after))
        if limit is not None and len(found) >= limit:
            break
    return found


def _order(gives: list[Change], gets: list[Change], pairs: IntArray, joint: IntArray) -> IntArray:
    """Larger joint gain first, then the larger product of leverages, then option order."""
    rows, columns = pairs[:, 0], pairs[:, 1]
    leverage = np.array([c.leverage for c in gives])[rows] * np.array([c.leverage for c in gets])[columns]
    return np.lexsort((columns, rows, -leverage, -joint[rows, columns])).astype(np.int64)


def _apply(package: Package, change: Change) -> Package:
    return (*package[: change.issue], change.after, *package[change.issue + 1 :])
