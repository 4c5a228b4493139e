"""Whole packages to put on the table: three equal ones, answers to an offer, deals better for both."""

from collections.abc import Iterable
from typing import Any

from negotiations.engine import counter, improve, packages
from negotiations.engine.problem import OURS, THEIRS, EngineError, Package
from negotiations.queries.findings.worth import amount, band, worth_of
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.worth import worth_bands

EVEN_SHARES = (0.01, 0.02, 0.05, 0.1)  # how far packages may be apart for us and still be called equal: of our best

CHANCES = (0.95, 0.8, 0.6)  # that they do not lose by an improvement: the best one for each of them


def package_sets(plan: PlanInputs) -> list[dict[str, Any]]:
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
            "favourite": round(offer.favourite, 4),
        }
        for offer in chosen.offers
    ]
    content = {"packages": rows, "relaxed": list(chosen.relaxed), "apart": amount(plan, 2 * even)}
    return [content]


def counters(plan: PlanInputs, offer: Package) -> list[dict[str, Any]]:
    """Answers to a package of theirs that keep what our plan is worth to us, less what they gave since our offer.

    Once both sides have made offers: our last one less what their last move gave us (reciprocity). Where nothing is
    known of what they want, only the answer that needs no guess about them.
    """
    theirs = [one.package for one in plan.talk if one.party == THEIRS]
    own = [one.package for one in plan.talk if one.party == OURS]
    before = theirs[-2] if own and len(theirs) > 1 else None
    try:
        answer = counter.reply(plan.problem, offer, before=before, last=own[-1] if own else plan.package)
    except EngineError:
        return []
    found = [_counter(plan, offer, answer, one, bool(own)) for one in answer.counters]
    if all(row.theirs is None for row in plan.issues):
        return [{**found[-1], "answer": counter.Answer.MOST_LIKE_THEIRS.value}]
    return found


def _counter(
    plan: PlanInputs, offer: Package, answer: counter.Reply, one: counter.Counter, offered: bool
) -> dict[str, Any]:
    moved = worth_bands(plan, plan.draws.gains(offer, [one.package]))[0]
    return {
        **worth_of(plan, one.package),
        "answer": one.answer.value,
        "accept": answer.accept,
        "gave": None if answer.gave is None else amount(plan, answer.gave),
        "concession": amount(plan, one.concession) if offered and one.concession is not None else None,
        "changed": [str(plan.issues[i].issue.pk) for i in one.changed],
        "moves": moves(plan, offer, one.package),
        "over_offer": amount(plan, one.ours - plan.problem.utility(offer, OURS)),
        "against_offer": band(moved),
    }


def improvements(plan: PlanInputs, offer: Package | None) -> list[dict[str, Any]]:
    """Packages that cost us nothing and likely cost them nothing, from the one on the page and from their offer.

    For each chance that they do not lose, the one that brings both sides most together; each package once.
    """
    return better_for_both(plan, (("offer", offer), ("package", None if plan.package == offer else plan.package)))


def better_for_both(plan: PlanInputs, bases: Iterable[tuple[str, Package | None]]) -> list[dict[str, Any]]:
    """The same from any packages, each with the name under which it is spoken of (``package_words.BASES``)."""
    found, seen = [], set()
    for name, base in bases:
        if base is None:
            continue
        for chance in CHANCES:
            for one in improve.improvements(plan.problem, base, draws=plan.draws, chance=chance, limit=1):
                if one.package not in seen and one.band is not None:
                    seen.add(one.package)
                    found.append(_improvement(plan, name, base, one, chance))
    return found


def _improvement(plan: PlanInputs, name: str, base: Package, one: improve.Improvement, chance: float) -> dict[str, Any]:
    moved = worth_bands(plan, plan.draws.gains(base, [one.package]))[0]
    harm = one.band.harm if one.band else 1.0
    return {
        **worth_of(plan, one.package),
        "base": name,
        "asked": chance,
        "keeps": round(1 - harm, 4),
        "changed": [str(plan.issues[i].issue.pk) for i in one.changed],
        "moves": moves(plan, base, one.package),
        "more_ours": amount(plan, one.ours),
        "more_theirs": band(moved),
    }


def moves(plan: PlanInputs, base: Package, package: Package) -> list[dict[str, Any]]:
    """What changes from one package to another, issue by issue: from, to, and whether it is ours to give.

    ``gives``: it costs us, or costs us nothing and likely helps them; else it is something that we ask for.
    """
    found = []
    for i, (row, before, after) in enumerate(zip(plan.issues, base, package, strict=True)):
        if before == after:
            continue
        ours = plan.problem.issues[i].contributions[OURS]
        theirs = plan.draws.mean[i]
        found.append(
            {
                "issue": str(row.issue.pk),
                "before": level_text(row.levels[before]),
                "after": level_text(row.levels[after]),
                "gives": ours[after] < ours[before]
                or (ours[after] == ours[before] and bool(theirs[after] > theirs[before])),
            }
        )
    return found
