"""What a job reads in the offers of both sides, and the claim/create meter. Numbers and ids only; words come later.

Ours is exact; whatever has their side in it is a band ``[low, median, high, chance]`` or a chance.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from negotiations.engine import exchange, meter, outcome, patterns, steps
from negotiations.engine.doubt import Band, bands
from negotiations.engine.exchange import Offer, Step
from negotiations.engine.outcome import Outcome
from negotiations.engine.problem import OURS, THEIRS, FloatArray, Package, Progress
from negotiations.queries.inputs.types import PlanInputs, level_text
from negotiations.queries.plan.worth import to_cents, worth_bands

EVEN_SHARE = 100  # a hundredth of our best package counts as nothing when steps are named
FITTED = 200  # guesses for which the shape of their way down is fitted
SIDES = {OURS: "ours", THEIRS: "theirs"}


def meter_part(plan: PlanInputs, _: Progress | None = None) -> dict[str, Any]:
    """Claim or create: where to stand, -1..1, as a band with its signed reasons, largest first."""
    made = exchange.steps_of(plan.problem, plan.draws, plan.talk)
    seen = meter.Seen(
        returned=exchange.returns(made),
        unanswered=exchange.unanswered(made, plan.draws.shares, even=_even(plan)),
        threats=plan.spoken.threats,
        told=plan.spoken.told,
        heard=plan.spoken.heard,
    )
    found = meter.read(plan.problem, plan.draws, horizon=plan.horizon, seen=seen)
    return {
        "band": [_share(found.low), _share(found.median), _share(found.high)],
        "lean": found.lean.value,
        "reasons": [
            {
                "part": one.part.value,
                "figure": None if one.figure is None else [_share(value) for value in one.figure],
                "band": [_share(one.low), _share(one.median), _share(one.high)],
            }
            for one in found.reasons
        ],
        "alarms": [one.value for one in found.alarms],
    }


def talks_part(plan: PlanInputs, progress: Progress | None = None) -> dict[str, Any] | None:
    """How the talks go; None while there is no offer."""
    if not plan.talk:
        return None
    made = exchange.steps_of(plan.problem, plan.draws, plan.talk)
    shares, even = plan.draws.shares, _even(plan)
    returned = exchange.returned(made, shares)
    influence = exchange.influence(made, shares)
    worths = worth_bands(plan, plan.draws.utilities([one.package for one in plan.talk]))
    sides = {}
    for party, name in SIDES.items():
        sides[name] = _side(plan, party)
        if progress:
            progress(party + 1, len(SIDES))
    return {
        "offers": [
            {
                "party": SIDES[one.party],
                "hours": f"{one.time:.2f}",
                "ours": _amount(plan, plan.problem.utility(one.package, OURS)),
                "theirs": None if worth is None else worth.texts(),
                "at": list(one.package),
            }
            for one, worth in zip(plan.talk, worths, strict=True)
        ],
        "steps": [_step(plan, one, even) for one in made],
        "sides": sides,
        "returned": _band(returned),
        "mirroring": _optional(exchange.mirroring(made, shares)),
        "unanswered": exchange.unanswered(made, shares, even=even),
        "influence": None
        if influence is None
        else {
            "own": [_share(influence.own), _share(influence.own_error)],
            "other": [_share(influence.other), _share(influence.other_error)],
            "steps": influence.steps,
        },
        "habits": habits(plan),
    }


def _step(plan: PlanInputs, step: Step, even: int) -> dict[str, Any]:
    """One step: its kind by its own side, its class by both, what the receiver had of it."""
    classes = steps.class_chances(plan.problem, plan.draws, step.before, step.after, by=step.party, even=even)
    if step.party == OURS:
        kinds = {steps.own_step(plan.problem, step.before, step.after): 1.0}
        worth = worth_bands(plan, step.given[:, None])[0]
        given: Any = None if worth is None else worth.texts()
    else:
        kinds = steps.own_chances(plan.draws, step.before, step.after)
        given = _amount(plan, float(step.given[0]))
    ours = plan.problem.utility(step.after, OURS) - plan.problem.utility(step.before, OURS)
    return {
        "place": step.place,
        "party": SIDES[step.party],
        "kinds": {kind.value: _share(chance) for kind, chance in kinds.items() if chance},
        "classes": {kind.value: _share(chance) for kind, chance in classes.items() if chance},
        "given": given,
        "ours": _amount(plan, ours),
        "changed": [
            str(row.issue.pk)
            for row, before, after in zip(plan.issues, step.before, step.after, strict=True)
            if before != after
        ],
    }


def _side(plan: PlanInputs, party: int) -> dict[str, Any] | None:
    """How one side has come down, and where its last offer lies. None without an offer of it."""
    offers = [one for one in plan.talk if one.party == party]
    if not offers:
        return None
    packages = [one.package for one in offers]
    where = outcome.measure(plan.problem, plan.draws, packages[-1])
    rolled = outcome.logrolling(plan.problem, plan.draws, packages)
    rate, bend = _way(plan, offers, party)
    return {
        "offers": len(offers),
        "rate": rate,
        "exponent": bend,
        "trading": _optional(rolled),
        "shrinking": _shrinking(plan, packages),
        "last": _outcome(plan, where),
    }


def _way(plan: PlanInputs, offers: Sequence[Offer], party: int) -> tuple[list[str] | None, list[str] | None]:
    """The part of the way to the floor that was given up, and the exponent of the way: bands, ours without width."""
    packages = [one.package for one in offers]
    if party == OURS:
        worth = np.array([[plan.problem.utility(package, OURS) for package in packages]], dtype=np.float64)
        shares = np.ones(1)
    else:
        worth = plan.draws.utilities(packages).astype(np.float64)
        shares = plan.draws.shares
    floor = plan.problem.disagreement(party)
    rates = [patterns.concession_rate(row, floor) for row in worth.tolist()]
    kept = np.linspace(0, len(worth) - 1, min(FITTED, len(worth))).round().astype(np.int64)
    times = [one.time for one in offers]
    bends = [patterns.exponent(times, row) for row in worth[kept].tolist()]
    return _known(rates, shares), _known(bends, shares[kept] / shares[kept].sum())


def habits(plan: PlanInputs) -> dict[str, Any]:
    """How easily they can read us: our waits, our step sizes, and whether we meet half-way on the main number."""
    turns = itertools.pairwise(plan.talk)
    waits = [two.time - one.time for one, two in turns if (one.party, two.party) == (THEIRS, OURS)]
    worth = [plan.problem.utility(one.package, OURS) for one in plan.talk if one.party == OURS]
    sizes = [float(abs(b - a)) for a, b in itertools.pairwise(worth)]
    main = _main_number(plan)
    split = None if main is None else patterns.split_share(_answers(plan, main))
    found = patterns.readability(waits, sizes, split)
    return {
        "whole": _optional(found.whole),
        "timing": _optional(found.timing),
        "size": _optional(found.size),
        "splits": _optional(split),
        "issue": None if main is None else str(plan.issues[main].issue.pk),
        "rhythm": patterns.fixed_rhythm(waits),
    }


def _answers(plan: PlanInputs, issue: int) -> list[tuple[float, float, float]]:
    """Our level, theirs that came after it, and the level with which we answered."""
    last: dict[int, float] = {}
    found = []
    for one in plan.talk:
        level = float(plan.issues[issue].levels[one.package[issue]])
        if one.party == OURS and len(last) == len(SIDES):
            found.append((last[OURS], last[THEIRS], level))
            del last[THEIRS]
        last[one.party] = level
    return found


def _main_number(plan: PlanInputs) -> int | None:
    """The issue with a number of the largest weight for us: what is halved when people split the difference."""
    numbers = [i for i, row in enumerate(plan.issues) if row.scale.is_numeric and len(row.levels) > 2]
    return max(numbers, key=lambda i: plan.problem.issues[i].span(OURS), default=None)


def _shrinking(plan: PlanInputs, packages: Sequence[Package]) -> list[dict[str, str]]:
    """The issues on which the steps get smaller and smaller, and the level where they would end."""
    found = []
    for i, row in enumerate(plan.issues):
        if not row.scale.is_numeric:
            continue
        levels = [float(row.levels[package[i]]) for package in packages]
        moved = [level for level, before in zip(levels, [None, *levels], strict=False) if level != before]
        one = patterns.shrinking(moved)
        if one is not None:
            limit = min(row.levels, key=lambda level: abs(float(level) - one.limit))
            found.append({"issue": str(row.issue.pk), "ratio": _share(one.ratio), "limit": level_text(limit)})
    return found


def _outcome(plan: PlanInputs, where: Outcome) -> dict[str, Any]:
    """Distances as parts of the whole (1.0 = everything at its best for a side)."""

    def part(band: Band | None) -> list[str] | None:
        if band is None:
            return None
        return [_share(value / plan.problem.unit) for value in (band.low, band.median, band.high)]

    return {
        "frontier": part(where.frontier),
        "left": part(where.left),
        "nash": part(where.nash),
        "kalai_smorodinsky": part(where.kalai_smorodinsky),
        "efficient": _share(where.efficient),
    }


def _known(values: Sequence[float | None], shares: FloatArray) -> list[str] | None:
    """The band of the values that are known; None where they are not in half of the guesses or more."""
    kept = np.array([value is not None for value in values])
    mass = float(shares[kept].sum()) if kept.any() else 0.0
    if mass <= 0.5:
        return None
    numbers = np.array([value for value in values if value is not None], dtype=np.float64)
    return _band(bands(numbers[:, None], shares[kept] / mass)[0])


def _even(plan: PlanInputs) -> int:
    return plan.problem.unit // EVEN_SHARE


def _amount(plan: PlanInputs, units: float) -> str:
    return str(to_cents(plan.worth(units)))


def _band(band: Band | None) -> list[str] | None:
    return None if band is None else [_share(band.low), _share(band.median), _share(band.high)]


def _share(value: float) -> str:
    return f"{value + 0.0:.4f}"


def _optional(value: float | None) -> str | None:
    return None if value is None else _share(value)
