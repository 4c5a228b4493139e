"""From weights and values to a `Problem`: the one place where real numbers become integers.

Whole-percent weights times values of 0..100 are exact at 10,000 units; swings such as 100/80/60 are exact at
another small unit. That unit is found and used, so that what is equal on paper is equal here. Only input that is
exact at no unit up to a million is rounded, to a millionth: weights first (largest remainders, so that the best
package is worth exactly 1), then each contribution.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, lcm

from negotiations.engine.problem import Cap, EngineError, Issue, Package, Problem, Rule

Number = int | float | Decimal | Fraction

PERCENT_UNIT = 10_000
FINE_UNIT = 1_000_000
_NOISE = Fraction(1, 10**12)


def exact(value: Number) -> Fraction:
    """The fraction that is meant: 0.1 + 0.2 is 3/10 and 5 / 12 is 5/12, in spite of binary floats."""
    fraction = Fraction(value)
    if isinstance(value, float):
        simple = fraction.limit_denominator(10_000)
        if abs(simple - fraction) <= _NOISE:
            return simple
        return Fraction(repr(value))
    return fraction


def build(
    *,
    issues: Sequence[tuple[str, Sequence[str]]],
    weights: Sequence[Sequence[Number]],
    values: Sequence[Sequence[Sequence[Number]]],
    floors: Sequence[Number | None] | None = None,
    parties: Sequence[str] = ("ours", "theirs"),
    removed: Mapping[str, Iterable[int]] | None = None,
    rules: Sequence[Rule] = (),
    caps: Sequence[Cap] = (),
    unit: int | None = None,
) -> Problem:
    """A Problem from what people say.

    `issues`: (key, option keys) each. `weights[p][i]`: any non-negative numbers, normalised here to a sum of 1 per
    party (all zero: the party is indifferent to everything). `values[p][i][v]`: 0..1. `floors[p]`: utility without
    a deal (0..1 scale, any number) or None; rounded up to a unit, so nothing below a floor passes for it.
    Raises EngineError when lengths differ, a weight is negative or a value lies outside 0..1.
    """
    shares = [_shares(row) for row in weights]
    tables = [[[exact(v) for v in row] for row in table] for table in values]
    _check(issues, parties, shares, tables)
    chosen = unit or _unit(shares, tables)
    rows = [_contributions(chosen, s, t) for s, t in zip(shares, tables, strict=True)]
    gone = removed or {}
    built = tuple(
        Issue(key, tuple(options), tuple(rows[p][i] for p in range(len(parties))), frozenset(gone.get(key, ())))
        for i, (key, options) in enumerate(issues)
    )
    limits = tuple(None if f is None else ceil(exact(f) * chosen) for f in floors or [None] * len(parties))
    return Problem(tuple(parties), built, chosen, limits, tuple(rules), tuple(caps))


def from_points(
    *,
    issues: Sequence[tuple[str, Sequence[str]]],
    points: Sequence[Sequence[Sequence[int]]],
    floors: Sequence[int | None] | None = None,
    parties: Sequence[str] = ("ours", "theirs"),
    unit: int = 1,
) -> Problem:
    """A Problem from whole points per party, issue and option (a payoff table), kept as they are.

    Points may be negative and need not start at 0. `unit` points make a utility of 1.0.
    """
    built = tuple(
        Issue(key, tuple(options), tuple(tuple(points[p][i]) for p in range(len(parties))))
        for i, (key, options) in enumerate(issues)
    )
    return Problem(tuple(parties), built, unit, tuple(floors) if floors else (None,) * len(parties))


def coarser(problem: Problem, unit: int) -> Problem:
    """The same negotiation with fewer units to 1.0, for frontiers that are `TooLarge`: approximate.

    Every contribution is rounded, so a package's utility is off by at most half a coarse unit per issue and rule.
    Floors are rounded up. Raises EngineError unless the unit is smaller than now.
    """
    if not 1 <= unit < problem.unit:
        raise EngineError("A coarser unit must be a positive number below the present one.")

    def scaled(value: int) -> int:
        return round(Fraction(value * unit, problem.unit))

    issues = [
        replace(issue, contributions=tuple(tuple(scaled(v) for v in row) for row in issue.contributions))
        for issue in problem.issues
    ]
    rules = [
        rule if rule.bonus is None else replace(rule, bonus=tuple(map(scaled, rule.bonus))) for rule in problem.rules
    ]
    floors = tuple(None if f is None else ceil(Fraction(f * unit, problem.unit)) for f in problem.floors)
    return replace(problem, issues=tuple(issues), unit=unit, floors=floors, rules=tuple(rules))


def to_float(problem: Problem, units: int | float) -> float:
    """Utility as a number around 0..1, for showing."""
    return units / problem.unit


def package_floor(problem: Problem, package: Package, party: int) -> int:
    """The floor that an alternative described as a package of the same issues gives, in units."""
    return problem.utility(package, party)


def _check(
    issues: Sequence[tuple[str, Sequence[str]]],
    parties: Sequence[str],
    shares: Sequence[Sequence[Fraction]],
    tables: Sequence[Sequence[Sequence[Fraction]]],
) -> None:
    if len(shares) != len(parties) or len(tables) != len(parties):
        raise EngineError("There must be weights and values for every party.")
    if any(len(row) != len(issues) for row in (*shares, *tables)):
        raise EngineError("There must be one weight and one row of values per issue.")
    for table in tables:
        for (key, options), row in zip(issues, table, strict=True):
            if len(row) != len(options):
                raise EngineError(f"Issue {key!r} needs one value per option.")
            if any(value < 0 or value > 1 for value in row):
                raise EngineError(f"Values of issue {key!r} must lie between 0 and 1.")


def _shares(weights: Sequence[Number]) -> list[Fraction]:
    fractions: list[Fraction] = [exact(w) for w in weights]
    if any(w < 0 for w in fractions):
        raise EngineError("A weight must not be negative.")
    total = sum(fractions, Fraction(0))
    return [w / total for w in fractions] if total else fractions


def _unit(shares: Sequence[Sequence[Fraction]], tables: Sequence[Sequence[Sequence[Fraction]]]) -> int:
    """The unit at which most is exact: a multiple of every party's own exact unit that is small enough."""
    common, all_exact = 1, True
    for party_shares, table in zip(shares, tables, strict=True):
        need = _exact_unit(party_shares, table)
        if need is None or lcm(common, need) > FINE_UNIT:
            all_exact = False
        else:
            common = lcm(common, need)
    if all_exact and PERCENT_UNIT % common == 0:
        return PERCENT_UNIT
    if all_exact:
        return common * -(-PERCENT_UNIT // common)
    return common * (FINE_UNIT // common)


def _exact_unit(shares: Sequence[Fraction], table: Sequence[Sequence[Fraction]]) -> int | None:
    need = 1
    for share, row in zip(shares, table, strict=True):
        for value in row:
            need = lcm(need, (share * value).denominator)
            if need > FINE_UNIT:
                return None
    return need


def _contributions(unit: int, shares: Sequence[Fraction], table: Sequence[Sequence[Fraction]]) -> list[tuple[int, ...]]:
    scaled = [[share * value * unit for value in row] for share, row in zip(shares, table, strict=True)]
    if all(value.denominator == 1 for row in scaled for value in row):
        return [tuple(int(value) for value in row) for row in scaled]
    whole = _apportion(unit, shares)
    return [tuple(round(w * value) for value in row) for w, row in zip(whole, table, strict=True)]


def _apportion(unit: int, shares: Sequence[Fraction]) -> list[int]:
    """Whole weights that sum to what the shares sum to, each within one unit of its share."""
    floors = [int(share * unit) for share in shares]
    missing = round(sum(shares) * unit) - sum(floors)
    by_remainder = sorted(range(len(shares)), key=lambda i: floors[i] - shares[i] * unit)
    for i in by_remainder[:missing]:
        floors[i] += 1
    return floors
