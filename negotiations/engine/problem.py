"""What is negotiated, as numbers: issues, their options and what each option is worth to each party.

Utilities are integers so that ties are ties: with floats, a dynamic programme and an enumeration disagree about
which packages are equal, and noise of 1e-16 adds frontier points that are not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

Package = tuple[int, ...]
"""One option index for every issue, in the order of `Problem.issues`."""

Progress = Callable[[int, int], None]
"""Called as progress(done, total) while a long computation runs; it may raise `Cancelled` to stop it."""

OURS, THEIRS = 0, 1
LARGEST = 2**31 - 1
"""Largest span of a party's utility, in units: two of them have to fit in one 64-bit integer."""


class EngineError(ValueError):
    """The input makes no sense to the engine; the message says what to change."""


class Cancelled(Exception):
    """Raised by a progress callback to stop a computation."""


class TooLarge(EngineError):
    """It would take too much time or memory: says how much, and what to ask for instead. Nothing was left running.

    `points` is how many would have to be looked at for a single issue: about 40 bytes and 0.1 microseconds each.
    """

    def __init__(self, message: str, points: int) -> None:
        super().__init__(message)
        self.points = points

    @classmethod
    def at(cls, what: str, points: int, done: int, total: int) -> TooLarge:
        """After `done` of `total` issues."""
        gigabytes, seconds = points * 40 / 1e9, points * 1e-7
        return cls(
            f"Exactly, this would take about {points:,} {what} after {done} of {total} issues: some {gigabytes:.1f} GB "
            f"of memory and {seconds:,.1f} seconds for each issue that is left. Ask for the frontier to within an "
            "error instead (approximate), use fewer levels, or link fewer issues.",
            points,
        )


@dataclass(frozen=True, slots=True)
class Issue:
    """A negotiable term with its options.

    `contributions[p][v]` is what option v adds to party p's utility, in units. `removed` are options that are
    knocked out (never "very low": a knock-out is not for sale).
    """

    key: str
    options: tuple[str, ...]
    contributions: tuple[tuple[int, ...], ...]
    removed: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.options:
            raise EngineError(f"Issue {self.key!r} has no option.")
        if any(len(values) != len(self.options) for values in self.contributions):
            raise EngineError(f"Issue {self.key!r} needs one contribution per option and party.")
        if not any(v not in self.removed for v in range(len(self.options))):
            raise EngineError(f"Every option of issue {self.key!r} is removed.")

    @property
    def allowed(self) -> tuple[int, ...]:
        """Indices of the options that are not removed."""
        return tuple(v for v in range(len(self.options)) if v not in self.removed)

    def span(self, party: int) -> int:
        """Units between the worst and the best allowed option for the party: its weight on this issue."""
        values = [self.contributions[party][v] for v in self.allowed]
        return max(values) - min(values)


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that holds between issues: forbids a combination, or adds a bonus to it.

    `when` lists (issue index, options that match); the rule applies to a package that matches all of them.
    `bonus` is None for a forbidden combination, else the units added for each party (negative: a penalty).
    "If A then B" forbids A together with the options that are not B.
    """

    when: tuple[tuple[int, frozenset[int]], ...]
    bonus: tuple[int, ...] | None = None

    def matches(self, package: Sequence[int]) -> bool:
        return all(package[issue] in options for issue, options in self.when)


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit on a total over issues: a budget, working hours, points.

    `amounts[i][v]` is what option v of issue i uses (whole numbers from 0); a package may use `most` in all.
    """

    amounts: tuple[tuple[int, ...], ...]
    most: int
    key: str = ""

    def __post_init__(self) -> None:
        if any(value < 0 for row in self.amounts for value in row):
            raise EngineError("Amounts under a cap must not be negative.")

    def used(self, package: Sequence[int]) -> int:
        return sum(row[v] for row, v in zip(self.amounts, package, strict=True))

    def matters(self, issues: Sequence[Issue]) -> list[int]:
        """Issues whose allowed options use different amounts; none when no package can pass the cap."""
        rows = [[self.amounts[i][v] for v in issue.allowed] for i, issue in enumerate(issues)]
        if sum(map(max, rows)) <= self.most:
            return []
        if sum(map(min, rows)) > self.most:
            return list(range(len(issues)))
        return [i for i, row in enumerate(rows) if max(row) > min(row)]


@dataclass(frozen=True, slots=True)
class Problem:
    """A whole negotiation: parties, issues, and what each party gets without a deal.

    `unit` is how many integer units make a utility of 1.0. `floors[p]` is party p's utility without a deal, in
    units, or None when nothing is known (then the party's worst package stands for it). A floor may lie below
    everything or above everything: it is never clamped.
    """

    parties: tuple[str, ...]
    issues: tuple[Issue, ...]
    unit: int
    floors: tuple[int | None, ...] = (None, None)
    rules: tuple[Rule, ...] = ()
    caps: tuple[Cap, ...] = ()

    def __post_init__(self) -> None:
        if not self.issues:
            raise EngineError("A negotiation needs at least one issue.")
        if self.unit < 1:
            raise EngineError("The unit must be a positive whole number.")
        if len(self.floors) != len(self.parties):
            raise EngineError("There must be one floor (or None) per party.")
        if any(len(issue.contributions) != len(self.parties) for issue in self.issues):
            raise EngineError("Every issue must have contributions for every party.")
        if any(tuple(map(len, cap.amounts)) != self.sizes for cap in self.caps):
            raise EngineError("A cap needs one amount per option of every issue.")
        for rule in self.rules:
            self._check(rule)
        for party in range(len(self.parties)):
            extra = sum(abs(rule.bonus[party]) for rule in self.rules if rule.bonus)
            if self.best(party) - self.worst(party) + extra > LARGEST:
                raise EngineError("Utilities are too large; use a coarser unit.")

    def _check(self, rule: Rule) -> None:
        named = [issue for issue, _ in rule.when]
        if not named or len(set(named)) < len(named) or not set(named) <= set(range(len(self.issues))):
            raise EngineError("A rule must name one or more different issues.")
        if rule.bonus is not None and len(rule.bonus) != len(self.parties):
            raise EngineError("A rule's bonus needs one number per party.")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Options per issue, removed ones included."""
        return tuple(len(issue.options) for issue in self.issues)

    @property
    def package_count(self) -> int:
        """How many packages there are without the removed options (rules and caps not counted)."""
        return prod(len(issue.allowed) for issue in self.issues)

    def best(self, party: int) -> int:
        """Upper bound of the party's utility: every issue at its best, rules not counted."""
        return sum(max(issue.contributions[party][v] for v in issue.allowed) for issue in self.issues)

    def worst(self, party: int) -> int:
        """Lower bound of the party's utility: every issue at its worst, rules not counted."""
        return sum(min(issue.contributions[party][v] for v in issue.allowed) for issue in self.issues)

    def disagreement(self, party: int) -> int:
        """The party's utility without a deal: its floor, or its worst package when no floor is known."""
        floor = self.floors[party]
        return self.worst(party) if floor is None else floor

    def utility(self, package: Sequence[int], party: int) -> int:
        """What the package is worth to the party, in units."""
        total = sum(issue.contributions[party][v] for issue, v in zip(self.issues, package, strict=True))
        return total + sum(rule.bonus[party] for rule in self.rules if rule.bonus and rule.matches(package))

    def utilities(self, package: Sequence[int]) -> tuple[int, ...]:
        """What the package is worth to each party, in units."""
        return tuple(self.utility(package, party) for party in range(len(self.parties)))

    def allows(self, package: Sequence[int]) -> bool:
        """Whether the package uses no removed option and no forbidden combination, and keeps within every cap."""
        if any(v in issue.removed for issue, v in zip(self.issues, package, strict=True)):
            return False
        if any(cap.used(package) > cap.most for cap in self.caps):
            return False
        return not any(rule.bonus is None and rule.matches(package) for rule in self.rules)

    def acceptable(self, package: Sequence[int]) -> bool:
        """Whether the package is allowed and below nobody's floor."""
        values = zip(self.utilities(package), self.floors, strict=True)
        return self.allows(package) and all(floor is None or value >= floor for value, floor in values)

    def packages(self) -> Iterator[Package]:
        """Every allowed package, in lexicographic order. Exponential: for small problems and for tests."""
        for package in product(*(issue.allowed for issue in self.issues)):
            if not self.linked or self.allows(package):
                yield package

    @property
    def linked(self) -> bool:
        """Whether anything holds between issues."""
        return bool(self.rules or self.caps)

    def table(self, party: int) -> list[IntArray]:
        """Contributions of the party as one integer array per issue."""
        return [np.array(issue.contributions[party], dtype=np.int64) for issue in self.issues]

    def names(self, package: Sequence[int]) -> dict[str, str]:
        """The package in words: issue key -> option key."""
        return {issue.key: issue.options[v] for issue, v in zip(self.issues, package, strict=True)}

    def package(self, names: dict[str, str]) -> Package:
        """The package that the words say; the inverse of `names`. Raises EngineError for an unknown word."""
        try:
            return tuple(issue.options.index(names[issue.key]) for issue in self.issues)
        except (KeyError, ValueError) as unknown:
            raise EngineError(f"No such issue or option: {unknown}.") from unknown

    def with_floors(self, *floors: int | None) -> Problem:
        return replace(self, floors=floors)

    def with_contributions(self, party: int, tables: Iterable[Sequence[int]]) -> Problem:
        """The same negotiation with another guess of what one party wants (units, one row per issue)."""
        issues = []
        for issue, row in zip(self.issues, tables, strict=True):
            rows = list(issue.contributions)
            rows[party] = tuple(int(value) for value in row)
            issues.append(replace(issue, contributions=tuple(rows)))
        return replace(self, issues=tuple(issues))

    def without_options(self, removed: dict[int, Iterable[int]]) -> Problem:
        """The same negotiation with more options knocked out: {issue index: option indices}."""
        issues = [
            replace(issue, removed=issue.removed | frozenset(removed.get(i, ()))) for i, issue in enumerate(self.issues)
        ]
        return replace(self, issues=tuple(issues))


def utilities_of(tables: Sequence[IntArray], packages: Sequence[Package] | IntArray) -> IntArray:
    """Utility of many packages at once, in units: one number per package (rules not counted)."""
    rows = np.asarray(packages, dtype=np.int64).reshape(-1, len(tables))
    total = np.zeros(len(rows), dtype=np.int64)
    for issue, table in enumerate(tables):
        total += table[rows[:, issue]]
    return total
