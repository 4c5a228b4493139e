"""What a job computes for a plan: the efficient deals, and what to suggest. Numbers and ids only; words come later.

Money and points are texts to the cent, worth to them is always ``[low, median, high, chance]``, packages are option
places within ``document["issues"]``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from negotiations.engine import classes, counter, frontier, packages, solutions
from negotiations.engine.problem import OURS, THEIRS, EngineError, IntArray, Package
from negotiations.enums import SuggestionKind
from negotiations.queries.engine_types import PlanInputs, level_text
from negotiations.queries.finding_swaps import swap_contents
from negotiations.queries.worth import WorthBand, to_cents, worth_bands

STAGES = ("efficient deals", "trades", "three packages", "counter-offers")
SHOWN_POINTS = 60
EVEN_SHARES = (0.01, 0.02, 0.05, 0.1)  # how far packages may be apart for us and still be called equal: of our best

Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Found:
    """One suggestion, not yet a row."""

    kind: SuggestionKind
    content: dict[str, Any]


def find_trades(plan: PlanInputs, offer: Package | None, tell: Tell) -> tuple[dict[str, Any], list[Found]]:
    """The document and the suggestions of a job. ``tell(stage, done, 100)`` is called on the way and may stop it."""
    if plan.package is None:
        raise ValueError("A public reading of the plan cannot be traded on.")
    tell(STAGES[0], 0, 100)
    document, outlook = _efficient(plan, lambda done, total: tell(STAGES[0], 60 * done // total, 100))
    tell(STAGES[1], 60, 100)
    found = [*_compatible(plan), *(Found(SuggestionKind.SWAP, content) for content in swap_contents(plan))]
    tell(STAGES[2], 75, 100)
    if outlook != solutions.Outlook.NO_DEAL:
        found += _package_set(plan)
    tell(STAGES[3], 95, 100)
    if offer is not None:
        found += _counters(plan, offer)
        document["offer_worth"] = worth_of(plan, offer)
    return document, found


def amount(plan: PlanInputs, units: float) -> str:
    """Our units as text, money or points."""
    return str(to_cents(plan.worth(units)))


def band(found: WorthBand | None) -> list[str] | None:
    """A band as texts; None when theirs cannot be put in the plan's money."""
    return None if found is None else found.texts()


def worth_of(plan: PlanInputs, package: Package) -> dict[str, Any]:
    """What every package is shown with: both worths, what passes a walk-away, and how far above the floor it is."""
    ours = plan.worth(plan.problem.utility(package, OURS))
    base = plan.package or package
    values = np.concatenate([plan.draws.utilities([package]), plan.draws.gains(base, [package])], axis=1)
    theirs, gain = worth_bands(plan, values)
    return {
        "ours": str(to_cents(ours)),
        "theirs": band(theirs),
        "likely": _likely(plan, [package])[0],
        "levels": {str(pk): level_text(level) for pk, level in plan.levels_of(package).items()},
        "gain": band(gain),  # against the package on the page
        "outside": [str(pk) for pk in plan.outside(package)],
        "over_floor": None if plan.floor is None else str(to_cents(ours - plan.floor.expected)),
    }


def _efficient(plan: PlanInputs, progress: Callable[[int, int], None]) -> tuple[dict[str, Any], solutions.Outlook]:
    front, exact = _solve(plan, progress)
    named = solutions.solve(front)
    shown = _thinned(len(front), [index for point in named.points for index in point.indices[:1]])
    found = front.packages(shown) if len(shown) else []
    bands = worth_bands(plan, plan.draws.utilities(found)) if found else []
    places = {index: place for place, index in enumerate(shown)}
    points = [
        {
            "ours": amount(plan, plan.problem.utility(package, OURS)),
            "theirs": band(known),
            "likely": likely,
            "at": list(package),
        }
        for package, known, likely in zip(found, bands, _likely(plan, found), strict=True)
    ]
    document = {
        "money": plan.in_money,
        "their_money": plan.prices is not None,
        "currency": plan.currency,
        "issues": [{"id": str(row.issue.pk), "levels": [level_text(v) for v in row.levels]} for row in plan.issues],
        "package": worth_of(plan, plan.package or ()),
        "floor": None if plan.floor is None else str(to_cents(plan.floor.expected)),
        "their_floor": None if plan.their_floor is None else [str(to_cents(value)) for value in plan.their_floor],
        "count": len(front),
        "exact": exact,
        "points": points,
        "outlook": named.outlook.value,
        "named": [
            {
                "rules": [rule.value for rule in rules],
                "point": places[named[rules[0]].indices[0]],
                "ties": len(named[rules[0]].indices),
            }
            for rules in named.together()
        ],
        "guesses": len(plan.draws),
        "missing": [[str(gap.issue.pk), gap.what, gap.assumed] for gap in plan.missing],
    }
    return document, named.outlook


def _likely(plan: PlanInputs, found: Sequence[Package]) -> list[str]:
    return [str(to_cents(plan.their_worth(plan.problem.utility(package, THEIRS)))) for package in found]


def _solve(plan: PlanInputs, progress: Callable[[int, int], None]) -> tuple[frontier.Frontier, bool]:
    """The frontier, exact where it fits; else of the same plan with worths rounded to a ten-thousandth."""
    try:
        return frontier.solve(plan.problem, progress=progress), True
    except frontier.TooLarge:
        factor = max(1, plan.problem.unit // 10_000)
        rough = plan.problem
        for party in (OURS, THEIRS):
            rows = [[round(v / factor) * factor for v in issue.contributions[party]] for issue in rough.issues]
            rough = rough.with_contributions(party, rows)
        return frontier.solve(rough, progress=progress), False


def _thinned(count: int, keep: Sequence[int]) -> list[int]:
    if count <= SHOWN_POINTS:
        return list(range(count))
    spread = {round(place * (count - 1) / (SHOWN_POINTS - 1)) for place in range(SHOWN_POINTS)}
    return sorted(spread | set(keep))


def _compatible(plan: PlanInputs) -> list[Found]:
    """Issues on which one level is best for both, or costs one of them nothing: to be settled first."""
    wanted = {classes.Kind.COMPATIBLE, classes.Kind.FREE_FOR_US, classes.Kind.FREE_FOR_THEM}
    package = plan.package or ()
    found = []
    for row, one in zip(plan.issues, classes.classify(plan.problem), strict=True):
        if one.kind not in wanted or row.theirs is None or not row.issue.tradeable or len(row.levels) < 2:
            continue
        issue, table = plan.problem.issues[one.issue], plan.draws.tables[one.issue]
        best = one.best or _best_options(issue.contributions, issue.allowed, one.kind)
        after, before = (package[one.issue] if package[one.issue] in best else best[0]), package[one.issue]
        ours = issue.contributions[OURS]
        moved = worth_bands(plan, (table[:, after] - table[:, before])[:, None])[0]
        swing = worth_bands(plan, (table[:, after] - table.min(axis=1))[:, None])[0]
        content = {
            "issue": str(row.issue.pk),
            "before": level_text(row.levels[before]),
            "after": level_text(row.levels[after]),
            "kind": one.kind.value,
            "ours": amount(plan, ours[after] - ours[before]),
            "theirs": band(moved),
            "ours_whole": amount(plan, ours[after] - min(ours)),
            "theirs_whole": band(swing),
            "agree": f"{_share_of_best(table, after):.4f}",
            "levels": {str(row.issue.pk): level_text(row.levels[after])},
            "outside": [str(pk) for pk in plan.outside(_with(package, one.issue, after))],
        }
        found.append(Found(SuggestionKind.COMPATIBLE, content))
    return sorted(found, key=lambda one: -float(one.content["ours_whole"]))


def _best_options(
    contributions: Sequence[Sequence[int]], allowed: Sequence[int], kind: classes.Kind
) -> tuple[int, ...]:
    """Where one side does not mind, the options best for the other."""
    row = contributions[THEIRS if kind == classes.Kind.FREE_FOR_US else OURS]
    top = max(row[v] for v in allowed)
    return tuple(v for v in allowed if row[v] == top)


def _share_of_best(table: IntArray, option: int) -> float:
    return float((table[:, option] >= table.max(axis=1)).mean())


def _with(package: Package, place: int, option: int) -> Package:
    return (*package[:place], option, *package[place + 1 :])


def _package_set(plan: PlanInputs) -> list[Found]:
    """Three packages worth to us what the package on the page is, or our floor where that is less than no deal."""
    best = plan.problem.best(OURS)
    floor = plan.problem.floors[OURS]
    aim = plan.problem.utility(plan.package or (), OURS)
    aim = min(best, aim if floor is None else max(aim, floor))
    for share in EVEN_SHARES:
        try:
            even = max(1, int(share * plan.problem.unit))
            chosen = packages.equal_sets(plan.problem, plan.draws, aim=aim, even=even)
        except EngineError:
            continue
        if len(chosen.offers) == 3 or share == EVEN_SHARES[-1]:
            break
    else:
        return []
    if len(chosen.offers) < 2:
        return []
    rows = [
        {
            **worth_of(plan, offer.package),
            "leads": [str(plan.issues[i].issue.pk) for i in offer.leads],
        }
        for offer in chosen.offers
    ]
    content = {"packages": rows, "relaxed": list(chosen.relaxed), "apart": amount(plan, 2 * even)}
    return [Found(SuggestionKind.PACKAGE_SET, content)]


def _counters(plan: PlanInputs, offer: Package) -> list[Found]:
    """Answers to a package of theirs that keep what our plan is worth to us."""
    try:
        answer = counter.reply(plan.problem, offer, last=plan.package)
    except EngineError:
        return []
    got = plan.problem.utility(offer, OURS)
    found = []
    for one in answer.counters:
        moved = worth_bands(plan, plan.draws.gains(offer, [one.package]))[0]
        content = {
            **worth_of(plan, one.package),
            "answer": one.answer.value,
            "accept": answer.accept,
            "changed": [str(plan.issues[i].issue.pk) for i in one.changed],
            "over_offer": amount(plan, one.ours - got),
            "against_offer": band(moved),
        }
        found.append(Found(SuggestionKind.COUNTER, content))
    return found
