"""Signs in their offers: one unlike what was to be expected, and steps that get smaller. Chances, never a claim."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from uuid import UUID

from negotiations.engine import inference, patterns
from negotiations.engine.problem import THEIRS, Package
from negotiations.enums import Party
from negotiations.queries.inputs.types import PlanInputs
from negotiations.queries.theirs.estimates import Lookback
from negotiations.queries.theirs.evidence import Offer

UNLIKE = 0.02  # an offer less ordinary than this is worth a question
NEAR_FLOOR = 0.05  # of their best package: that close above their floor is at their limit


@dataclass(frozen=True)
class Unlike:
    """Their latest offer is unlike what was to be expected: how ordinary it is (0..1), and what is odd about it.

    ``taken_back``: issues on which it asks for more again; ``given``: issues on which it gives the most.
    """

    ordinary: float
    taken_back: tuple[UUID, ...]
    given: tuple[UUID, ...]


@dataclass(frozen=True)
class Shrinking:
    """Their steps on an issue get smaller: the last levels, and where such steps would end.

    For a limit nearby: ``near_floor``, the chance that their offer is hardly above what they have without us (None
    while that is not known), and ``rest_still``: nothing moved on the other issues meanwhile. For a tactic:
    ``elsewhere``, issues on which they gave meanwhile, ``even_days``: they answer at even intervals.
    """

    issue: UUID
    levels: tuple[Decimal, ...]
    limit: Decimal
    near_floor: float | None
    elsewhere: tuple[UUID, ...]
    even_days: bool

    @property
    def rest_still(self) -> bool:
        return not self.elsewhere


def unlike(back: Lookback) -> Unlike | None:
    """Whether their latest offer is an aberration, by what was known before it; None while it is ordinary."""
    plan = back.plan
    places = [place for place, piece in enumerate(plan.pieces) if piece.seen.offers]
    if not places:
        return None
    before = back.until(places[-1])
    offers = [offer for place in places for offer in plan.pieces[place].seen.offers]
    ordinary = inference.surprise(before.draws, offers[:-1], offers[-1])
    if ordinary >= UNLIKE:
        return None
    moves = _moves(plan, offers[-2], offers[-1]) if len(offers) > 1 else {}
    most = max(moves.values(), default=0.0)
    return Unlike(
        ordinary,
        tuple(pk for pk, gain in moves.items() if gain < 0),
        tuple(pk for pk, gain in moves.items() if gain > 0 and gain >= most / 2),
    )


def shrinking(plan: PlanInputs, offers: tuple[Offer, ...]) -> tuple[Shrinking, ...]:
    """The issues on which their last three steps or more get smaller, each by a quarter at least."""
    theirs = [one for one in offers if one.row.party == Party.THEIRS]
    found = []
    for row in plan.issues:
        if not row.scale.is_numeric:
            continue
        spoken = [one.standing[row.issue.pk] for one in theirs if row.issue.pk in one.standing]
        levels = [level for level, _ in groupby(spoken)]
        sign = patterns.shrinking([float(level) for level in levels])
        if sign is None:
            continue
        limit = row.scale.nearest(Decimal(repr(sign.limit)))
        found.append(
            Shrinking(
                row.issue.pk,
                tuple(levels[-4:]),
                limit,
                _near_floor(plan),
                _elsewhere(plan, row.issue.pk),
                patterns.fixed_rhythm(_gaps(theirs)),
            )
        )
    return tuple(found)


def _moves(plan: PlanInputs, before: Package, after: Package) -> dict[UUID, float]:
    """What the step gives us on each issue, as a part of our whole; below 0 where they took something back."""
    found = {}
    for i, row in enumerate(plan.issues):
        if before[i] != after[i]:
            ours = plan.problem.issues[i].contributions[0]
            found[row.issue.pk] = (ours[after[i]] - ours[before[i]]) / plan.problem.unit
    return found


def _near_floor(plan: PlanInputs) -> float | None:
    offers = [offer for piece in plan.pieces for offer in piece.seen.offers]
    floor = plan.problem.floors[THEIRS]
    if floor is None or not offers:
        return None
    above = plan.draws.utilities(offers[-1:])[:, 0] - floor
    return float(plan.draws.shares @ (above <= NEAR_FLOOR * plan.problem.unit))


def _elsewhere(plan: PlanInputs, issue: UUID) -> tuple[UUID, ...]:
    """Other issues on which they gave within the last four offers."""
    packages = [piece.seen.offers[0] for piece in plan.pieces if piece.seen.offers][-4:]
    found: dict[UUID, None] = {}
    for before, after in pairwise(packages):
        found.update(dict.fromkeys(pk for pk, gain in _moves(plan, before, after).items() if gain > 0 and pk != issue))
    return tuple(found)


def _gaps(theirs: list[Offer]) -> list[float]:
    """Days between their offers."""
    times = [one.row.happened_at for one in theirs]
    return [(after - before).total_seconds() / 86_400 for before, after in pairwise(times)]
