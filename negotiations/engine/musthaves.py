"""What our own must-haves cost us: relax each one, solve again, compare.

The price of a must-have is what we could get more without it while the other side keeps exactly what they have now:
so it is ours to give up, and nothing is taken from them to make it look dear.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from negotiations.engine import frontier, solutions
from negotiations.engine.problem import OURS, THEIRS, EngineError, Package, Problem, Progress
from negotiations.engine.solutions import Rule


@dataclass(frozen=True, slots=True)
class MustHave:
    """A constraint of our own: options that it knocks out, as (issue, option), and indices of its rules and caps.

    `floor`: it is our package floor, below which we would rather have no deal.
    """

    key: str
    removes: tuple[tuple[int, int], ...] = ()
    rules: tuple[int, ...] = ()
    caps: tuple[int, ...] = ()
    floor: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """What one must-have costs.

    `cost`: units that we could have more without it; None when with it there is no deal at all (then `opens` is
    true when there is one without it). `package` and its `utilities` are the deal that would become possible, or
    None when nothing would change. `changed`: issues on which it differs from the deal that we get now.
    """

    key: str
    cost: int | None
    opens: bool
    package: Package | None
    utilities: tuple[int, ...] | None
    changed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PriceList:
    """The deal that we get now (None without one), each must-have's price, dearest first, and that of all together."""

    package: Package | None
    utilities: tuple[int, ...] | None
    prices: tuple[Price, ...]
    together: Price


def relaxed(problem: Problem, wishes: Sequence[MustHave]) -> Problem:
    """The problem without these must-haves. An option that another must-have knocks out too should be in both."""
    back: dict[int, set[int]] = {}
    for wish in wishes:
        for issue, option in wish.removes:
            back.setdefault(issue, set()).add(option)
    gone = {index for wish in wishes for index in wish.rules}
    issues = [replace(issue, removed=issue.removed - back.get(i, set())) for i, issue in enumerate(problem.issues)]
    rules = tuple(rule for index, rule in enumerate(problem.rules) if index not in gone)
    lifted = {index for wish in wishes for index in wish.caps}
    caps = tuple(cap for index, cap in enumerate(problem.caps) if index not in lifted)
    free = replace(problem, issues=tuple(issues), rules=rules, caps=caps)
    return free.with_floors(None, *problem.floors[1:]) if any(wish.floor for wish in wishes) else free


def price(
    problem: Problem, wishes: Sequence[MustHave], *, rule: Rule = Rule.NASH, progress: Progress | None = None
) -> PriceList:
    """The price of every must-have, with `rule` naming the deal that we would get now.

    An option knocked out by several must-haves comes back only when all of them are relaxed. Each price takes one
    exact frontier, which `progress` counts. Raises EngineError for an option, rule or cap that does not exist,
    and TooLarge.
    """
    _check(problem, wishes)
    now = frontier.solve(problem)
    named = solutions.solve(now)
    package = now.package(named[rule].index) if named.points else None
    single = []
    for done, wish in enumerate(wishes, 1):
        single.append(_price(problem, _without(wish, wishes), wish.key, package))
        if progress:
            progress(done, len(wishes))
    everything = _price(problem, tuple(wishes), "together", package)
    order = sorted(single, key=lambda one: (-(one.opens), -(one.cost or 0)))
    return PriceList(package, package and problem.utilities(package), tuple(order), everything)


def _without(wish: MustHave, wishes: Sequence[MustHave]) -> tuple[MustHave, ...]:
    """The part of a must-have that is its own: what others need too stays."""
    others = [other for other in wishes if other is not wish]
    options = tuple(pair for pair in wish.removes if not any(pair in other.removes for other in others))
    rules = tuple(index for index in wish.rules if not any(index in other.rules for other in others))
    caps = tuple(index for index in wish.caps if not any(index in other.caps for other in others))
    return (MustHave(wish.key, options, rules, caps, wish.floor),)


def _price(problem: Problem, wishes: tuple[MustHave, ...], key: str, package: Package | None) -> Price:
    free = relaxed(problem, wishes)
    held = free.disagreement(THEIRS) if package is None else problem.utility(package, THEIRS)
    front = frontier.solve(free.with_floors(free.floors[OURS], held), within_floors=True)
    if not len(front):
        return Price(key, None, False, None, None, ())
    best = front.package(len(front) - 1)
    if package is None:
        return Price(key, None, True, best, free.utilities(best), ())
    cost = free.utility(best, OURS) - problem.utility(package, OURS)
    if cost <= 0:
        return Price(key, 0, False, None, None, ())
    changed = tuple(i for i, (a, b) in enumerate(zip(best, package, strict=True)) if a != b)
    return Price(key, cost, False, best, free.utilities(best), changed)


def _check(problem: Problem, wishes: Sequence[MustHave]) -> None:
    for wish in wishes:
        if any(not 0 <= index < len(problem.rules) for index in wish.rules):
            raise EngineError(f"Must-have {wish.key!r} names a rule that does not exist.")
        if any(not 0 <= index < len(problem.caps) for index in wish.caps):
            raise EngineError(f"Must-have {wish.key!r} names a cap that does not exist.")
        for issue, option in wish.removes:
            if not 0 <= issue < len(problem.issues) or option not in problem.issues[issue].removed:
                raise EngineError(f"Must-have {wish.key!r} names an option that is not removed.")
