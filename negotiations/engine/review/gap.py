"""What was left on the table against the best deal as now known, and why: four causes that sum to the whole.

The deal is put right step by step, and each step has its price: what it brings us, in our units.

1. Free gives: what we gave and had nothing for goes back. First, as the log itself says that nothing hung on it; its
   price is what the ledger says that it cost us.
2. Off plan: what goes beyond the concession plan goes back to the plan. Second, as it supposes that the plan would
   have held; a give that was both free and off plan counts once, as free.
3. Missed trade: the best deal that leaves them as well off by what we believed *then* and by what we know *now*. It
   needs nothing but the trade itself: it was there to be seen.
4. Wrong estimate: the best deal that leaves them as well off by what we know now, over that: only better knowledge
   would have shown it.

Parts are differences of one chain of packages, so they sum to the whole exactly, and none is negative. Another order
gives other parts where causes overlap; this one goes from what the log proves to what rests on the estimate. What they
would likely not have signed without (it leaves them below their floor) is not put right, and is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from negotiations.engine import frontier
from negotiations.engine.doubt import Band, Draws, bands
from negotiations.engine.inference import even_draws
from negotiations.engine.problem import OURS, THEIRS, Issue, Package, Problem
from negotiations.engine.review.log import Entry, Kind, Step, steps
from negotiations.engine.solver import Programme

GUESSES = 24
"""Guesses of their side for which the split is made again: some 20-50 ms each."""


class Cause(StrEnum):
    """Why value was left, in the order in which it is attributed."""

    FREE_GIVE = "free give"
    OFF_PLAN = "off plan"
    MISSED_TRADE = "missed trade"
    WRONG_ESTIMATE = "wrong estimate"


@dataclass(frozen=True, slots=True)
class Line:
    """A part of what was left: `amount` in our units (0 or more), the entries and issues it comes from."""

    cause: Cause
    amount: int
    moves: tuple[int, ...]
    issues: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """What was left. `best` is the best deal as now known (None when no deal is better than none).

    `needed`: entries of free gives that they would likely not have signed without.
    """

    whole: int
    lines: tuple[Line, ...]
    best: Package | None
    needed: tuple[int, ...] = ()

    def part(self, cause: Cause) -> int:
        """Our units left for this cause."""
        return sum(line.amount for line in self.lines if line.cause is cause)


def split(
    problem: Problem,
    result: Package | None,
    entries: Sequence[Entry],
    *,
    then: Sequence[Sequence[int]] | None = None,
    planned: Mapping[int, int] | None = None,
) -> Split:
    """What the result left against the best deal as now known. No result: against no deal (the floors).

    `problem` has their side as now known; `then` are their contributions as first believed (units, one row per issue;
    None: as now). `planned`: issue -> the option that our concession plan goes to at most. Two exact programmes.
    """
    if result is None:
        return _without_deal(problem, then)
    mine = steps(entries, OURS)
    lines, here, needed = _free(problem, result, mine)
    more, here = _off_plan(problem, here, mine, entries, planned or {})
    trades, best = _trades(problem, here, then, mine)
    found = (*lines, *more, *trades)
    return Split(problem.utility(best, OURS) - problem.utility(result, OURS), found, best, needed)


def between(
    problem: Problem,
    draws: Draws,
    result: Package | None,
    entries: Sequence[Entry],
    *,
    then: Sequence[Sequence[int]] | None = None,
    planned: Mapping[int, int] | None = None,
    guesses: int = GUESSES,
) -> dict[Cause | None, Band]:
    """The bands of the parts, and of the whole (None), over guesses of their side: in our units."""
    chosen = even_draws(draws, min(guesses, len(draws)))
    rows = []
    for n in range(len(chosen)):
        guess = problem.with_contributions(THEIRS, [table[n].tolist() for table in chosen.tables])
        one = split(guess, result, entries, then=then, planned=planned)
        rows.append([one.whole, *(one.part(cause) for cause in Cause)])
    whole, *parts = bands(np.array(rows, dtype=np.int64))
    return {None: whole, **dict(zip(Cause, parts, strict=True))}


def _without_deal(problem: Problem, then: Sequence[Sequence[int]] | None) -> Split:
    """Against no deal nothing was given: a better deal was missed, or not to be seen."""
    least = problem.disagreement(OURS), problem.disagreement(THEIRS)
    best = _best(problem, least)
    if best is None:
        return Split(0, (), None)
    seen = best if then is None else _best_both(problem, least, then, problem.floors[THEIRS])
    worth = problem.utility(best, OURS) - least[OURS]
    missed = 0 if seen is None else problem.utility(seen, OURS) - least[OURS]
    issues = tuple(range(len(problem.issues)))
    found = [(Cause.MISSED_TRADE, missed), (Cause.WRONG_ESTIMATE, worth - missed)]
    return Split(worth, tuple(Line(cause, n, (), issues) for cause, n in found if n), best)


def _free(problem: Problem, result: Package, mine: Sequence[Step]) -> tuple[list[Line], Package, tuple[int, ...]]:
    """Takes back what was given for nothing and still stands, in the order of the log."""
    lines: list[Line] = []
    needed: list[int] = []
    owed = [0] * len(problem.issues)
    here = result
    for place, step in enumerate(mine):
        for i in sorted(step.entry.free & set(step.issues)):
            cost = _standing(problem.issues[i], i, mine[place:], result[i])
            if cost <= 0:
                continue
            after = _raised(problem, here, i, problem.issues[i].contributions[OURS][result[i]] + owed[i] + cost)
            if _below_floor(problem, after, result):
                needed.append(step.number)
                continue
            owed[i] += cost
            if after != here:
                lines.append(Line(Cause.FREE_GIVE, _gain(problem, here, after), (step.number,), (i,)))
            here = after
    return lines, here, tuple(needed)


def _standing(issue: Issue, i: int, rest: Sequence[Step], result: int) -> int:
    """What the first of these steps cost us on an issue, as far as it was never taken back and is in the result."""
    ours = issue.contributions[OURS]
    back = max(ours[result], *(ours[step.after[i]] for step in rest))
    return ours[rest[0].before[i]] - back


def _raised(problem: Problem, here: Package, i: int, most: int) -> Package:
    """The package with an issue at the option that is best for us among those worth at most so much."""
    ours = problem.issues[i].contributions[OURS]
    fits = [v for v in problem.issues[i].allowed if ours[here[i]] < ours[v] <= most]
    after = tuple(max(fits, key=lambda v: (ours[v], -v)) if k == i and fits else v for k, v in enumerate(here))
    return after if problem.allows(after) or not problem.allows(here) else here


def _below_floor(problem: Problem, after: Package, result: Package) -> bool:
    """Whether they would likely not sign: below their floor, unless what they signed lies there too."""
    floor = problem.floors[THEIRS]
    return floor is not None and problem.utility(after, THEIRS) < min(floor, problem.utility(result, THEIRS))


def _off_plan(
    problem: Problem, here: Package, mine: Sequence[Step], entries: Sequence[Entry], planned: Mapping[int, int]
) -> tuple[list[Line], Package]:
    """Takes back what goes beyond the plan, issue by issue."""
    lines, start = [], here
    for i, deepest in sorted(planned.items()):
        ours = problem.issues[i].contributions[OURS]
        if ours[here[i]] >= ours[deepest]:
            continue
        after = _raised(problem, here, i, ours[deepest])
        if after == here or _below_floor(problem, after, start):
            continue
        moves = tuple(s.number for s in mine if ours[s.after[i]] < min(ours[deepest], ours[s.before[i]]))
        moves = moves or tuple(e.number for e in entries if e.kind is Kind.AGREE and (i in e.issues or not e.issues))
        lines.append(Line(Cause.OFF_PLAN, _gain(problem, here, after), moves, (i,)))
        here = after
    return lines, here


def _trades(
    problem: Problem, here: Package, then: Sequence[Sequence[int]] | None, mine: Sequence[Step]
) -> tuple[list[Line], Package]:
    """The best deals that leave them as well off: by both estimates, and by today's alone."""
    least = problem.utility(here, OURS), problem.utility(here, THEIRS)
    best = _best(problem, least) or here
    seen = best
    if then is not None:
        seen = _best_both(problem, least, then, None, here) or here
    lines = []
    for cause, before, after in ((Cause.MISSED_TRADE, here, seen), (Cause.WRONG_ESTIMATE, seen, best)):
        amount = _gain(problem, before, after)
        if amount > 0:
            issues = tuple(i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b)
            lines.append(Line(cause, amount, _last_on(mine, issues), issues))
    return lines, best if _gain(problem, here, best) > 0 else here


def _last_on(mine: Sequence[Step], issues: Sequence[int]) -> tuple[int, ...]:
    """The last of our steps on each of the issues."""
    last = {i: step.number for step in mine for i in step.issues if i in issues}
    return tuple(sorted(set(last.values())))


def _best(problem: Problem, least: tuple[int, int]) -> Package | None:
    """The best package for us that is worth at least so much to each."""
    found = frontier.solve(problem.with_floors(*least), within_floors=True)
    return found.package(len(found) - 1) if len(found) else None


def _best_both(
    problem: Problem,
    least: tuple[int, int],
    then: Sequence[Sequence[int]],
    floor: int | None,
    here: Package | None = None,
) -> Package | None:
    """The same where it also is worth at least so much by `then`: as much as `here`, or the floor without a deal."""
    issues = tuple(
        replace(issue, contributions=(*issue.contributions, tuple(map(int, row))))
        for issue, row in zip(problem.issues, then, strict=True)
    )
    rules = tuple(
        rule if rule.bonus is None else replace(rule, bonus=(*rule.bonus, rule.bonus[THEIRS])) for rule in problem.rules
    )
    three = replace(problem, parties=(*problem.parties, "then"), issues=issues, rules=rules, floors=(None,) * 3)
    believed = floor if here is None else three.utility(here, 2)
    return Programme(three).best((1, 0, 0), least=(*least, believed))


def _gain(problem: Problem, before: Package, after: Package) -> int:
    return problem.utility(after, OURS) - problem.utility(before, OURS)
