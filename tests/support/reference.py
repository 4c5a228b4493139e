"""Slow, obvious twins of the engine's fast functions: plain enumeration and exact fractions, for small problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from random import Random

from negotiations.engine.problem import OURS, THEIRS, Cap, Issue, Package, Problem

Point = tuple[int, ...]


def random_problem(
    seed: int,
    *,
    issues: int | None = None,
    options: int = 4,
    high: int = 8,
    low: int = 0,
    parties: int = 2,
    floors: bool = False,
) -> Problem:
    """A small problem of whole points; few distinct values, so that ties and dominated options are common."""
    dice = Random(seed)
    count = issues or dice.randint(1, 5)
    made = []
    for i in range(count):
        size = dice.randint(1, options)
        rows = tuple(tuple(dice.randint(low, high) for _ in range(size)) for _ in range(parties))
        removed = frozenset(v for v in range(1, size) if dice.random() < 0.15)
        made.append(Issue(f"issue {i}", tuple(f"option {v}" for v in range(size)), rows, removed))
    top = high * count
    limits = tuple(dice.randint(low * count, top) if floors and dice.random() < 0.8 else None for _ in range(parties))
    return Problem(tuple(f"party {p}" for p in range(parties)), tuple(made), max(1, top), limits)


def capped(problem: Problem, seed: int, *, caps: int | None = None, high: int = 5) -> Problem:
    """The problem with one or two caps that some packages pass and some do not."""
    dice = Random(seed + 2)
    made = []
    for _ in range(dice.randint(1, 2) if caps is None else caps):
        amounts = tuple(tuple(dice.randint(0, high) for _ in issue.options) for issue in problem.issues)
        made.append(Cap(amounts, dice.randint(0, high * len(problem.issues))))
    return replace(problem, caps=tuple(made))


def merged(problem: Problem) -> tuple[Problem, list[list[int]], list[list[Package]]]:
    """The problem with linked issues merged into one and nothing between issues left.

    Also the old issues behind each new one, and the old options behind each of its options. The twin of `states`.
    """
    groups = [{i} for i in range(len(problem.issues))]
    for links in [[i for i, _ in rule.when] for rule in problem.rules] + [[*range(len(groups))] for _ in problem.caps]:
        together = set().union(*(g for g in groups if g & set(links)))
        groups = [g for g in groups if not g & together] + [together]
    made, choices = [], []
    for group in map(sorted, groups):
        options = [c for c in product(*(problem.issues[i].allowed for i in group)) if _merges(problem, group, c)]
        rows = tuple(tuple(_worth(problem, group, c, p) for c in options) for p in range(len(problem.parties)))
        made.append(Issue("+".join(problem.issues[i].key for i in group), tuple(map(str, options)), rows))
        choices.append(options)
    return replace(problem, issues=tuple(made), rules=(), caps=()), [sorted(g) for g in groups], choices


def _merges(problem: Problem, group: list[int], choice: Package) -> bool:
    at = dict(zip(group, choice, strict=True))
    rules = [rule for rule in problem.rules if rule.bonus is None and {i for i, _ in rule.when} <= set(group)]
    broken = any(all(at[i] in options for i, options in rule.when) for rule in rules)
    return not broken and (len(at) < len(problem.issues) or all(cap.used(choice) <= cap.most for cap in problem.caps))


def _worth(problem: Problem, group: list[int], choice: Package, party: int) -> int:
    at = dict(zip(group, choice, strict=True))
    rules = [rule for rule in problem.rules if rule.bonus and {i for i, _ in rule.when} <= set(group)]
    bonus = sum(rule.bonus[party] for rule in rules if rule.bonus and all(at[i] in o for i, o in rule.when))
    return sum(problem.issues[i].contributions[party][v] for i, v in at.items()) + bonus


def enumerate_points(problem: Problem) -> dict[Point, list[Package]]:
    """Every utility pair that some allowed package has, with all its packages."""
    found: dict[Point, list[Package]] = {}
    for package in product(*(range(size) for size in problem.sizes)):
        if problem.allows(package):
            found.setdefault(problem.utilities(package), []).append(package)
    return found


def dominates(a: Point, b: Point) -> bool:
    return a != b and all(x >= y for x, y in zip(a, b, strict=True))


def frontier(problem: Problem) -> dict[Point, list[Package]]:
    """The undominated points with all their packages, by comparing all with all."""
    points = enumerate_points(problem)
    return {p: points[p] for p in sorted(points) if not any(dominates(q, p) for q in points)}


def acceptable(problem: Problem, disagreement: Point) -> list[Point]:
    """Points of all packages, dominated ones too, that nobody loses by against the disagreement."""
    return [p for p in enumerate_points(problem) if all(u >= d for u, d in zip(p, disagreement, strict=True))]


def _best(points: Iterable[Point], merit: Callable[[Point], object]) -> set[Point]:
    kept = list(points)
    if not kept:
        return set()
    top = max(merit(p) for p in kept)  # type: ignore[type-var]
    return {p for p in kept if merit(p) == top}


def nash(problem: Problem, disagreement: Point) -> set[Point]:
    """All points with the largest product of gains among those by which everybody gains."""
    gains = [p for p in acceptable(problem, disagreement) if all(u > d for u, d in zip(p, disagreement, strict=True))]

    def merit(p: Point) -> int:
        value = 1
        for u, d in zip(p, disagreement, strict=True):
            value *= u - d
        return value

    return _best(gains, merit)


def kalai_smorodinsky(problem: Problem, disagreement: Point) -> set[Point]:
    """All points with the largest sorted tuple of fractions of the ideal gain (parties that can gain only)."""
    points = acceptable(problem, disagreement)
    if not points:
        return set()
    ideal = [max(p[i] for p in points) - disagreement[i] for i in range(len(disagreement))]

    def merit(p: Point) -> list[Fraction]:
        return sorted(Fraction(u - d, best) for u, d, best in zip(p, disagreement, ideal, strict=True) if best)

    return _best(points, merit)


def egalitarian(problem: Problem, disagreement: Point) -> set[Point]:
    return _best(
        acceptable(problem, disagreement),
        lambda p: sorted(u - d for u, d in zip(p, disagreement, strict=True)),
    )


def best_joint(problem: Problem, disagreement: Point) -> set[Point]:
    return _best(acceptable(problem, disagreement), sum)


def swaps(problem: Problem, package: Package, even: int) -> set[tuple[int, int, int, int, str]]:
    """(give issue, its option, get issue, its option, kind) for every swap, by trying all."""
    found = set()
    base = problem.utilities(package)
    for i, j in product(range(len(package)), repeat=2):
        if i == j:
            continue
        for a, b in product(problem.issues[i].allowed, problem.issues[j].allowed):
            give, get = list(package), list(package)
            give[i], get[j] = a, b
            both = list(give)
            both[j] = b
            mine, yours = (problem.utility(give, p) - base[p] for p in (OURS, THEIRS))
            if not mine < 0 < yours:
                continue
            mine, yours = (problem.utility(get, p) - base[p] for p in (OURS, THEIRS))
            if not yours < 0 < mine:
                continue
            kind = _kind(problem, package, tuple(both), even)
            if kind:
                found.add((i, a, j, b, kind))
    return found


def _kind(problem: Problem, before: Package, after: Package, even: int) -> str | None:
    if not problem.allows(after):
        return None
    new = problem.utilities(after)
    ours, theirs = (new[p] - problem.utility(before, p) for p in (OURS, THEIRS))
    for value, delta, floor in zip(new, (ours, theirs), problem.floors, strict=True):
        if floor is not None and value < floor and delta < 0:
            return None
    if ours >= 0 and theirs >= 0 and ours + theirs > 0:
        return "win-win"
    if abs(ours) <= even and theirs > 0:
        return "even for us"
    if abs(theirs) <= even and ours > 0:
        return "even for them"
    return None


def window(problem: Problem, low: int, high: int) -> list[Package]:
    """Every allowed package worth low..high units to us, in lexicographic order."""
    points = enumerate_points(problem)
    return sorted(package for p, packages in points.items() if low <= p[OURS] <= high for package in packages)


def best_set_value(worth: list[list[int]], allowed: Callable[[tuple[int, ...]], bool], count: int) -> Fraction:
    """Largest mean over guesses of the best of a set, over all allowed sets; worth[guess][candidate]."""
    sets = (s for s in combinations(range(len(worth[0])), count) if allowed(s))
    return max(Fraction(sum(max(row[c] for c in s) for row in worth), len(worth)) for s in sets)


def improvements(problem: Problem, agreed: Package) -> set[Point]:
    """Undominated points that nobody loses by and somebody gains by against the agreed package."""
    base = problem.utilities(agreed)
    return {p for p in frontier(problem) if dominates(p, base)}
