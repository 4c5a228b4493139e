"""What to do next at the table, as a worker finds it: numbers and ids only; words come later.

Three ways to a next move are tried: an answer to their offer that gives back no more than they gave us, one trade or
two from our last offer by which both gain, and their offer made better for both. Left out is what the mandate has no
room for, and what leaves us with less than the answer would. The rest is ranked by what it leaves us over our floor
times the chance that they take it.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from negotiations.engine import balanced, counter, improve, robust
from negotiations.engine.problem import OURS, THEIRS, EngineError, Package
from negotiations.enums import Party
from negotiations.queries.findings.packages import moves
from negotiations.queries.findings.questions import question_part
from negotiations.queries.findings.worth import amount, band
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.worth import worth_bands
from negotiations.queries.sight.inputs import RECIPE, Levels, Stands
from negotiations.queries.sight.limits import Limits
from negotiations.queries.theirs.estimates import Lookback, estimates, last_change
from negotiations.queries.theirs.evidence_words import hundredths

MOVES, QUESTIONS, THEM = STAGES = ("next moves", "the next question", "their side")
BEST = 3
TRADES_TRIED, PAIRED, BETTER_TRIED = 40, 12, 5
MOST_LEGS = 4  # of a move that somebody can say in a sentence; longer ones only where there is no other
ALIKE = 2
SAFE = 0.8  # the chance that they do not lose by what makes their offer better
ANSWER, TRADE, BETTER = "answer", "trade", "better"
WEIGHTS = 5
Tell = Callable[[str, int, int], None]


def find_next(plan: PlanInputs, stands: Stands, limits: Limits, tell: Tell) -> dict[str, Any]:
    """The document of the job. What is agreed is not moved any more. ``tell`` may stop it."""
    tell(MOVES, 0, 100)
    held = _held(plan, stands.agreed)
    ours = _last(held, stands.on(Party.OURS, {}), OURS)
    theirs = _last(held, stands.on(Party.THEIRS, {}), THEIRS)
    document: dict[str, Any] = {
        "recipe": RECIPE,
        "money": plan.in_money,
        "currency": plan.currency,
        "mandate": limits.terms is not None,
        "offered": ours is not None,
        "moves": _best(held, ours or _placed(held, held.package or (), stands.on(Party.OURS, {})), theirs, limits),
    }
    tell(QUESTIONS, 40, 100)
    document["questions"] = question_part(
        plan, lambda done, total: tell(QUESTIONS, 40 + 30 * done // max(total, 1), 100)
    )
    tell(THEM, 70, 100)
    document["theirs"] = _their_side(plan)
    return document


def _held(plan: PlanInputs, agreed: Levels) -> PlanInputs:
    """The plan with every agreed issue at its level."""
    issues = list(plan.problem.issues)
    for i, row in enumerate(plan.issues):
        if row.issue.pk in agreed:
            place = row.index(agreed[row.issue.pk])
            issues[i] = replace(issues[i], removed=frozenset(range(len(row.levels))) - {place})
    return replace(plan, problem=replace(plan.problem, issues=tuple(issues)))


def _last(plan: PlanInputs, since: Levels, party: int) -> Package | None:
    """What a side last had on the table, with what it gave and what was agreed since; None before its first offer."""
    offers = [one.package for one in plan.talk if one.party == party]
    return _placed(plan, offers[-1], since) if offers else None


def _placed(plan: PlanInputs, package: Package, since: Levels) -> Package:
    return tuple(
        row.index(since[row.issue.pk]) if row.issue.pk in since else place
        for row, place in zip(plan.issues, package, strict=True)
    )


def _best(plan: PlanInputs, base: Package, offer: Package | None, limits: Limits) -> list[dict[str, Any]]:
    """The best few of all candidates that the mandate allows, none like another."""
    reply = _reply(plan, base, offer)
    least = plan.problem.worst(OURS) if reply is None else reply.level
    found: dict[Package, str] = {}
    for source, package in _candidates(plan, base, offer, reply):
        worth = plan.problem.utility(package, OURS)
        if package != base and worth >= min(least, plan.problem.utility(base, OURS)) and limits.allows(plan, package):
            found.setdefault(package, source)
    short = [one for one in found if len(_legs(base, one)) <= MOST_LEGS]
    packages = short or list(found)
    if not packages:
        return []
    chances = robust.acceptance(plan.draws, packages, last=offer, floor=plan.problem.floors[THEIRS])
    floor = plan.problem.floors[OURS]
    zero = plan.problem.worst(OURS) if floor is None else floor
    merits = [
        (plan.problem.utility(one, OURS) - zero) * chance.middle for one, chance in zip(packages, chances, strict=True)
    ]
    chosen: list[dict[str, Any]] = []
    told: list[Package] = []
    for k in sorted(range(len(packages)), key=lambda k: (-merits[k], packages[k])):
        if not any(_alike(base, packages[k], other) for other in told):
            told.append(packages[k])
            chosen.append(_part(plan, base, packages[k], found[packages[k]], chances[k], limits))
        if len(chosen) == BEST:
            break
    return chosen


def _reply(plan: PlanInputs, base: Package, offer: Package | None) -> counter.Reply | None:
    if offer is None:
        return None
    earlier = [one.package for one in plan.talk if one.party == THEIRS]
    before = earlier[-2] if len(earlier) > 1 and any(one.party == OURS for one in plan.talk) else None
    try:
        return counter.reply(plan.problem, offer, before=before, last=base)
    except EngineError:
        return None


def _candidates(
    plan: PlanInputs, base: Package, offer: Package | None, reply: counter.Reply | None
) -> Iterator[tuple[str, Package]]:
    if reply is not None:
        for answer in reply.counters:
            yield ANSWER, answer.package
    free = frozenset(
        i for i, row in enumerate(plan.issues) if row.issue.tradeable and row.theirs is not None and any(row.ours)
    )
    swaps = balanced.best_of_pairs(plan.problem, base, tradeable=free)[:TRADES_TRIED]
    for swap in swaps:
        yield TRADE, swap.package
    for one, two in combinations(swaps[:PAIRED], 2):
        both = _both(base, one.package, two.package)
        if not _legs(base, one.package) & _legs(base, two.package) and plan.problem.allows(both):
            yield TRADE, both
    if offer is not None:
        for better in improve.improvements(plan.problem, offer, draws=plan.draws, chance=SAFE, limit=BETTER_TRIED):
            yield BETTER, better.package


def _both(base: Package, first: Package, second: Package) -> Package:
    """Two trades on different issues at once."""
    return tuple(b if a == v else a for v, a, b in zip(base, first, second, strict=True))


def _alike(base: Package, first: Package, second: Package) -> bool:
    """Two moves of which one holds the other, or that have two changes in common."""
    one, two = _legs(base, first), _legs(base, second)
    common = sum(first[i] == second[i] for i in one & two)
    return one <= two or two <= one or common >= ALIKE


def _legs(base: Package, package: Package) -> frozenset[int]:
    """The issues on which they differ."""
    return frozenset(i for i, (now, then) in enumerate(zip(package, base, strict=True)) if now != then)


def _part(
    plan: PlanInputs, base: Package, package: Package, source: str, accept: robust.Acceptance, limits: Limits
) -> dict[str, Any]:
    gain = worth_bands(plan, plan.draws.gains(base, [package]))[0]
    over = limits.over(plan, package)
    return {
        "source": source,
        "moves": moves(plan, base, package),
        "ours": amount(plan, plan.problem.utility(package, OURS) - plan.problem.utility(base, OURS)),
        "theirs": band(gain),
        "over_floor": None if over is None else str(over),
        "accept": [round(value, 4) for value in (accept.low, accept.middle, accept.high)],
        "levels": {str(pk): level_text(level) for pk, level in plan.levels_of(package).items()},
    }


def _their_side(plan: PlanInputs) -> dict[str, Any]:
    """What likely weighs most for them, and what the newest piece of evidence changed: parts of a hundred."""
    back = Lookback(plan)
    found = estimates(back)
    newest = last_change(back)
    return {
        "learned": found.learned,
        "weights": [
            {"issue": str(one.issue), "low": hundredths(one.after.low), "high": hundredths(one.after.high)}
            for one in found.issues[:WEIGHTS]
        ],
        "changes": [
            {
                "issue": str(one.issue),
                "before": [hundredths(one.before.low), hundredths(one.before.high)],
                "after": [hundredths(one.after.low), hundredths(one.after.high)],
            }
            for one in (newest[1] if newest else ())[:BEST]
        ],
        "piece": str(newest[0].row) if newest else None,
    }
