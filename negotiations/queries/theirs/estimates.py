"""What we hold likely about their priorities, before and after the evidence. Chances and bands, never a claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

import numpy as np

from negotiations.engine.doubt import Band, Draws
from negotiations.engine.evidence import Evidence as Seen
from negotiations.engine.evidence import Order as Said
from negotiations.engine.evidence import log_likelihood, spans
from negotiations.engine.inference import Posterior
from negotiations.engine.problem import FloatArray
from negotiations.queries.inputs import learning
from negotiations.queries.inputs.plan import SEED
from negotiations.queries.inputs.types import Piece, PlanInputs

NOTICED = 0.008  # a shift of a weight, as a part of 1, below which a piece of evidence is said to tell little
SEEN_CHANGE = 0.005


@dataclass(frozen=True)
class IssueEstimate:
    """One issue: what it weighs for them before and after the evidence (parts of 1), and the chance that it is first.

    ``rises``: the chance that they want its last level rather than its first; None where that was never in doubt.
    ``ends``: these levels in words, the first and the last.
    """

    issue: UUID
    name: str
    before: Band
    after: Band
    top: float
    rises: float | None
    ends: tuple[str, str]


@dataclass(frozen=True)
class Order:
    """The chance that one issue matters more to them than another."""

    first: str
    second: str
    chance: float


@dataclass(frozen=True)
class Effect:
    """What a piece of evidence tells by itself: the issue it moves most, its weight before and with it (parts of 1).

    ``what``: the two numbers are its ``weight``, or chances: that they want its last level (``direction``), that it
    matters more than ``other`` (``order``), that it matters most (``top``).
    """

    issue: UUID
    before: float
    after: float
    what: str = "weight"
    other: UUID | None = None
    level: str = ""  # the last level in words


@dataclass(frozen=True)
class Change:
    """What the newest piece of evidence changed of one issue's weight: medians before and after (parts of 1)."""

    issue: UUID
    name: str
    before: Band
    after: Band


@dataclass(frozen=True)
class Estimates:
    """Issues by weight, the chances of their order, and on how many of our guesses all of it rests."""

    issues: tuple[IssueEstimate, ...]
    orders: tuple[Order, ...]
    matrix: tuple[tuple[float | None, ...], ...]  # [row][column]: the row's issue matters more than the column's
    guesses: int
    effective: int
    moved: bool
    learned: bool


class Lookback:
    """What was known at each point of the evidence; every point is computed once."""

    def __init__(self, plan: PlanInputs) -> None:
        self.plan = plan
        self._known: dict[int, Posterior] = {}

    @property
    def prior(self) -> Posterior:
        """What was believed before any evidence."""
        return self.until(0)

    def until(self, place: int) -> Posterior:
        """What was known once the first ``place`` pieces of evidence were taken in."""
        telling = sum(not piece.seen.empty for piece in self.plan.pieces[:place])
        if telling not in self._known:
            found = learning.learned(self.plan.problem, self.plan.issues, self.plan.pieces[:place], seed=SEED)
            self._known[telling] = found
        return self._known[telling]


def estimates(back: Lookback) -> Estimates:
    """The likely weights of every issue, heaviest first."""
    plan = back.plan
    prior, after = back.prior, plan.posterior or back.prior
    tops, bands, before = after.top(), after.weights(), prior.weights()
    places = sorted(range(len(plan.issues)), key=lambda i: -bands[i].mean)
    issues = tuple(
        IssueEstimate(
            plan.issues[i].issue.pk,
            plan.issues[i].issue.name,
            before[i],
            bands[i],
            tops[i],
            _rises(prior.draws, after.draws, i),
            _ends(plan, i),
        )
        for i in places
    )
    pairs = after.orders()
    orders = tuple(
        Order(plan.issues[a].issue.name, plan.issues[b].issue.name, float(pairs[a, b])) for a, b in pairwise(places)
    )
    matrix = tuple(tuple(None if a == b else float(pairs[a, b]) for b in places) for a in places)
    return Estimates(
        issues, orders, matrix, learning.DRAWS, round(after.effective), after.moved, plan.posterior is not None
    )


def last_change(back: Lookback) -> tuple[Piece, tuple[Change, ...]] | None:
    """The newest piece of evidence that tells something, and which weights it changed; None without one."""
    plan = back.plan
    telling = [place for place, piece in enumerate(plan.pieces) if not piece.seen.empty]
    if not telling or plan.posterior is None:
        return None
    before, after = back.until(telling[-1]).weights(), plan.posterior.weights()
    changes = [
        Change(row.issue.pk, row.issue.name, old, new)
        for row, old, new in zip(plan.issues, before, after, strict=True)
        if abs(new.median - old.median) >= SEEN_CHANGE
    ]
    changes.sort(key=lambda one: -abs(one.after.median - one.before.median))
    return plan.pieces[telling[-1]], tuple(changes)


def effects(back: Lookback) -> dict[UUID, Effect | None]:
    """What each piece of evidence tells by itself, against what was believed beforehand; None: it tells little.

    Of an offer: what it tells given the offer of theirs before it. Our own offers are not among them.
    """
    plan, draws = back.plan, back.prior.draws
    weights = spans(draws)
    found: dict[UUID, Effect | None] = {}
    earlier: Seen | None = None
    for piece in plan.pieces:
        if piece.seen.empty:
            continue
        logs = log_likelihood(draws, piece.seen)
        if piece.seen.offers:
            if earlier is not None:
                both = Seen(earlier.offers + piece.seen.offers, piece.seen.refused)
                logs = log_likelihood(draws, both) - log_likelihood(draws, earlier)
            earlier = Seen(piece.seen.offers)
        shares = draws.shares * np.exp(logs - logs.max())
        shares = shares / shares.sum()
        if piece.seen.orders:
            found[piece.row] = _order_effect(plan, draws, weights, shares, piece.seen.orders[0])
        else:
            found[piece.row] = _effect(plan, draws, weights, shares)
    return found


def _order_effect(plan: PlanInputs, draws: Draws, weights: FloatArray, shares: FloatArray, order: Said) -> Effect:
    ids = [row.issue.pk for row in plan.issues]
    if order.less is None:
        holds = weights.argmax(axis=1) == order.more
    else:
        holds = weights[:, order.more] > weights[:, order.less]
    return Effect(
        ids[order.more],
        float(draws.shares @ holds),
        float(shares @ holds),
        "top" if order.less is None else "order",
        None if order.less is None else ids[order.less],
    )


def _effect(plan: PlanInputs, draws: Draws, weights: FloatArray, shares: FloatArray) -> Effect | None:
    old, new = draws.shares @ weights, shares @ weights
    rises = np.stack([_up(table) for table in draws.tables], axis=1)
    way, then = draws.shares @ rises, shares @ rises
    turned = int(np.argmax(np.abs(then - way)))
    if abs(then[turned] - way[turned]) > 0.1:
        chances = float(way[turned]), float(then[turned])
        return Effect(plan.issues[turned].issue.pk, *chances, "direction", level=_ends(plan, turned)[1])
    moved = int(np.argmax(np.abs(new - old)))
    if abs(new[moved] - old[moved]) < NOTICED:
        return None
    return Effect(plan.issues[moved].issue.pk, float(old[moved]), float(new[moved]))


def _ends(plan: PlanInputs, place: int) -> tuple[str, str]:
    row = plan.issues[place]
    return row.scale.words(row.levels[0]), row.scale.words(row.levels[-1])


def _rises(prior: Draws, after: Draws, place: int) -> float | None:
    known = float(prior.shares @ _up(prior.tables[place]))
    return None if known in {0.0, 1.0} or known > 0.999 else float(after.shares @ _up(after.tables[place]))


def _up(table: Sequence[Sequence[int]] | np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> FloatArray:
    rows = np.asarray(table)
    return np.asarray(rows[:, -1] > rows[:, 0], dtype=np.float64)
