"""What a worker writes down of a review: numbers and ids only; words come when it is shown.

Amounts are texts in the plan's money or points. Ours are exact, whatever has their side in it is a band
``[low, median, high]``. Entries are named by their number in the log.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from negotiations.engine.doubt import Band
from negotiations.engine.exchange import Offer
from negotiations.engine.problem import OURS, THEIRS, Package
from negotiations.engine.review import checks, dance, gap, pattern, plan, timeline
from negotiations.engine.review.gap import Cause
from negotiations.engine.review.log import packages
from negotiations.models import Deal
from negotiations.queries.findings.talks import SIDES, habits
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.rows import PlanRows
from negotiations.queries.plan.worth import to_cents, worth_bands
from negotiations.queries.rehearsals.ladders import ConcessionRows, followed, ladder_of
from negotiations.queries.review.checks import alternatives_part, calibration_part
from negotiations.queries.review.log import ReviewInputs
from negotiations.secrets import Reader

Found = dict[str, Any]


def review_document(
    rows: PlanRows, given: ReviewInputs, ladders: Sequence[ConcessionRows], reader: Reader, *, closed_on: Any
) -> Found:
    """The whole review. Some seconds: one split for each of two dozen guesses."""
    ladder = _ladder_part(given, ladders)
    return {
        "about": _about(rows.deal, given),
        "result": _result_part(given),
        "issues": _issues_part(given),
        "dance": _dance_part(given),
        "sides": {name: _side(given, party) for party, name in SIDES.items()},
        "reciprocity": _reciprocity(given),
        "turns": [
            {"number": p.number, "party": SIDES[p.party], "turn": p.turn.value, "share": _share(p.share)}
            for p in timeline.turning_points(given.problem, given.entries)
        ],
        "time": [
            {"issue": _issue(given, one.issue), "hours": f"{one.hours:.3f}", "share": _share(one.share),
             "weight": _share(one.weight)}
            for one in timeline.time_per_issue(given.problem, given.entries)
        ],
        "gap": _gap_part(given, ladders),
        "calibration": calibration_part(rows.deal, given, reader),
        "alternatives": alternatives_part(rows, given, reader, closed_on),
        "plan": ladder,
        "habits": habits(replace(given.plan, talk=_talk(given))),
    }  # fmt: skip


def _about(deal: Deal, given: ReviewInputs) -> Found:
    return {
        "money": given.plan.in_money,
        "currency": deal.currency,
        "issues": [str(row.issue.pk) for row in given.plan.issues],
        "entries": len(given.entries),
        "rounds": plan.rounds(given.entries),
        "estimate_changed": given.then is not None,
    }


def _result_part(given: ReviewInputs) -> Found | None:
    """What the result is worth, against target, floor, their first offer, our opening, and the room there was."""
    if given.result is None:
        return None
    found = checks.result(given.problem, given.result, given.target)
    firsts = {party: packages(given.entries, party)[:1] for party in (OURS, THEIRS)}
    against = {
        name: None if not first else amount(given.plan, found.worth - given.problem.utility(first[0][1], OURS))
        for name, first in (("opening", firsts[OURS]), ("savings", firsts[THEIRS]))
    }
    theirs, floor = worth_bands(given.plan, given.plan.draws.utilities([given.result]))[0], given.plan.floor
    return {
        "levels": levels(given.plan, given.result),
        "worth": amount(given.plan, found.worth),
        "target": _optional(given.plan, found.target),
        "floor": None if floor is None else str(to_cents(given.plan.worth(found.worth) - floor.expected)),
        "claimed": _share(found.claimed),
        "theirs": None if theirs is None else theirs.texts(),
        **against,
    }


def _issues_part(given: ReviewInputs) -> list[Found]:
    """Issue by issue: target, both openings, the result, who asked for a change, and in which entries it moved."""
    ours, theirs = packages(given.entries, OURS), packages(given.entries, THEIRS)
    found = []
    for i, row in enumerate(given.plan.issues):
        worth = given.problem.issues[i].contributions[OURS]
        end = None if given.result is None else given.result[i]
        moved = [entry.number for entry in given.entries if entry.package is not None and i in entry.issues]
        spoken = [entry for entry in given.entries if i in entry.issues]
        found.append(
            {
                "issue": str(row.issue.pk),
                "target": level_text(row.levels[given.target[i]]),
                "opening": level_text(row.levels[ours[0][1][i]]) if ours else None,
                "their_opening": level_text(row.levels[theirs[0][1][i]]) if theirs else None,
                "result": None if end is None else level_text(row.levels[end]),
                "against_target": None if end is None else amount(given.plan, worth[end] - worth[given.target[i]]),
                "asked": SIDES[spoken[0].party] if spoken else None,
                "moves": moved,
            }
        )
    return found


def _dance_part(given: ReviewInputs) -> Found:
    found = dance.dance(given.problem, given.plan.draws, given.entries)
    offered = [entry.package for entry in given.entries if entry.package is not None]
    theirs = worth_bands(given.plan, given.plan.draws.utilities(offered)) if offered else []
    then = given.then
    before = dance.curve(then.problem) if then else ()
    return {
        "spots": [
            {
                "number": spot.number,
                "party": SIDES[spot.party],
                "hours": f"{spot.time:.2f}",
                "ours": amount(given.plan, spot.ours),
                "theirs": None if band is None else band.texts(),
                "gap": _optional(given.plan, spot.gap),
            }
            for spot, band in zip(found.spots, theirs, strict=True)
        ],
        "now": [[amount(given.plan, a), _theirs(given.plan, b)] for a, b in found.now],
        "then": [[amount(given.plan, a), _theirs(then, b)] for a, b in before] if then else [],
        "floors": [
            None if given.plan.floor is None else str(to_cents(given.plan.floor.expected)),
            None if given.plan.their_floor is None else [str(to_cents(value)) for value in given.plan.their_floor],
        ],
    }


def _side(given: ReviewInputs, party: int) -> Found | None:
    found = pattern.pattern(given.problem, given.plan.draws, given.entries, party)
    if found is None:
        return None
    return {
        "steps": [
            {
                "number": step.number,
                "issues": [_issue(given, i) for i in step.issues],
                "own": _worth(given, step.own, party == OURS),
                "given": _worth(given, step.given, party == THEIRS),
                "kinds": {kind.value: _share(chance) for kind, chance in step.kinds.items()},
            }
            for step in found.steps
        ],
        "rate": _share(found.rate),
        "shrinking": found.shrinking,
        "largest": found.largest,
    }


def _reciprocity(given: ReviewInputs) -> Found | None:
    found = pattern.reciprocity(given.problem, given.plan.draws, given.entries)
    if found is None:
        return None
    return {
        "ours": _worth(given, found.ours, False),
        "theirs": _worth(given, found.theirs, True),
        "ratio": None
        if found.ratio is None
        else [_share(v) for v in (found.ratio.low, found.ratio.median, found.ratio.high)],
        "unanswered": list(found.unanswered),
    }


def _gap_part(given: ReviewInputs, ladders: Sequence[ConcessionRows]) -> Found:
    """What was left and why; ``between``: each part over the guesses."""
    planned = {}
    used = followed(ladders)
    if used is not None and given.result is not None:
        ladder = ladder_of(used, given.plan)
        planned = plan.deepest(given.problem, ladder, given.result, plan.rounds(given.entries))
    asked: Found = {"then": given.believed, "planned": planned}
    found = gap.split(given.problem, given.result, given.entries, **asked)
    bands = gap.between(given.problem, given.plan.draws, given.result, given.entries, **asked)
    return {
        "whole": amount(given.plan, found.whole),
        "parts": {cause.value: amount(given.plan, found.part(cause)) for cause in Cause},
        "between": {
            "whole" if cause is None else cause.value: [amount(given.plan, v) for v in (b.low, b.median, b.high)]
            for cause, b in bands.items()
        },
        "lines": [
            {
                "cause": line.cause.value,
                "amount": amount(given.plan, line.amount),
                "moves": list(line.moves),
                "issues": [_issue(given, i) for i in line.issues],
            }
            for line in found.lines
        ],
        "best": None if found.best is None else levels(given.plan, found.best),
        "needed": list(found.needed),
    }


def _ladder_part(given: ReviewInputs, ladders: Sequence[ConcessionRows]) -> Found | None:
    """The concession plan in use against the log."""
    rows = followed(ladders)
    if rows is None:
        return None
    steps = plan.taken(given.problem, ladder_of(rows, given.plan), given.entries)
    return {
        "name": rows.name,
        "steps": [
            {
                "gives": {str(pk): level_text(level) for pk, level in row.gives.items()},
                "gets": {str(pk): level_text(level) for pk, level in row.gets.items()},
                "number": one.number,
                "round": one.round,
                "early": one.early,
                "unpaid": one.unpaid,
            }
            for row, one in zip(rows.steps, steps, strict=True)
        ],
    }


def _talk(given: ReviewInputs) -> tuple[Offer, ...]:
    return tuple(Offer(one.party, one.package, one.time) for one in given.entries if one.package is not None)


def levels(plan: PlanInputs, package: Package) -> dict[str, str]:
    """A package as documents keep it."""
    return {str(pk): level_text(level) for pk, level in plan.levels_of(package).items()}


def amount(plan: PlanInputs, units: float) -> str:
    """Our units as money or points, to the cent."""
    return str(to_cents(plan.worth(units)))


def _theirs(plan: PlanInputs, units: float) -> str:
    return str(to_cents(plan.their_worth(units)))


def _worth(given: ReviewInputs, band: Band, ours: bool) -> list[str]:
    """A band of our units or of theirs."""
    words = amount if ours else _theirs
    return [words(given.plan, value) for value in (band.low, band.median, band.high)]


def _issue(given: ReviewInputs, place: int) -> str:
    return str(given.plan.issues[place].issue.pk)


def _optional(plan: PlanInputs, units: int | None) -> str | None:
    return None if units is None else amount(plan, units)


def _share(value: float | None) -> str | None:
    return None if value is None else str(Decimal(repr(round(value, 4))))
