"""The claim/create meter: whether there is more to win by widening the pie or by taking a larger part of it.

From -1 (claim) over 0 (both) to +1 (create): the sum of signed parts, each with its reason. The room to create is
computed; how much each part may weigh is a judgement (`WEIGHTS`), named here, shown on the page and not fitted to
data. What is not known yet may lie anywhere in its range, so it widens the band instead of being assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from negotiations.engine.doubt import Band, Draws, bands
from negotiations.engine.problem import OURS, EngineError, FloatArray, Problem

FAR = 0.25
"""A middle beyond this with the whole band on one side of 0 is advice to claim or to create; anything else is both."""
_GOLDEN = 0.6180339887498949


class Part(StrEnum):
    """What the meter is made of."""

    ROOM = "room"
    """What trading between issues can add to a pie that is only split."""
    ISSUES = "issues"
    """How many issues there are to trade with."""
    HORIZON = "horizon"
    """How long both will deal with each other."""
    RECIPROCITY = "reciprocity"
    """Whether they give back what we give."""
    THREATS = "threats"
    """Threats and last words of theirs."""
    ONE_WAY = "one way"
    """What only we told or gave."""


WEIGHTS: dict[Part, tuple[tuple[float, float], ...]] = {
    Part.ROOM: ((0.0, -0.45), (0.15, 0.0), (0.4, 0.45)),
    Part.ISSUES: ((1, -0.25), (3, 0.0), (8, 0.2)),
    Part.HORIZON: ((0, -0.15), (1, -0.05), (2, 0.05), (3, 0.15)),
    Part.RECIPROCITY: ((0.0, -0.25), (0.75, 0.0), (1.25, 0.2)),
    Part.THREATS: ((0, 0.0), (3, -0.3)),
    Part.ONE_WAY: ((0, 0.0), (1, 0.0), (4, -0.2)),
}
"""Straight lines through (figure, part), flat beyond the ends. Figures: share of the pie, issues, horizon (0 one-off
to 3 long-term), their gives over ours, threats, ours over theirs of what was told or given freely."""


class Lean(StrEnum):
    """What the meter advises."""

    CLAIM = "claim"
    BOTH = "both"
    CREATE = "create"


class Alarm(StrEnum):
    """Why to stop being open for a while: trust may be exploited."""

    ONE_WAY_GIVING = "one-way giving"
    ONE_WAY_TELLING = "one-way telling"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the talks showed so far; None: not known.

    `returned[s]`: their gives over ours in draw s, in the receiver's worth, not a number where we gave nothing.
    `unanswered`: our gives in a row without one of theirs. `told`, `heard`: how often we told them something about
    what we need, and they us.
    """

    returned: FloatArray | None = None
    threats: int = 0
    unanswered: int = 0
    told: int = 0
    heard: int = 0

    def __post_init__(self) -> None:
        if min(self.threats, self.unanswered, self.told, self.heard) < 0:
            raise EngineError("Counts must not be negative.")


@dataclass(frozen=True, slots=True)
class Reason:
    """One signed part of the meter: 10, 50 and 90 of 100 guesses lie below. `figure` is what it was read from, in the
    same way, None when it is not known and may lie anywhere.
    """

    part: Part
    figure: tuple[float, float, float] | None
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Meter:
    """Where to stand, -1 claim to +1 create, as a band, with its reasons (largest first) and alarms."""

    low: float
    median: float
    high: float
    lean: Lean
    reasons: tuple[Reason, ...]
    alarms: tuple[Alarm, ...]


def read(problem: Problem, draws: Draws, *, horizon: int | None = None, seen: Seen | None = None) -> Meter:
    """The meter of a deal. `horizon`: 0 one-off, 1 short, 2 medium, 3 long; None when nobody said. Deterministic.

    The parts add up in every draw; the sum is kept within -1..1. O(draws x options).
    """
    talks = seen or Seen()
    figures: dict[Part, FloatArray | None] = {
        Part.ROOM: room(problem, draws),
        Part.ISSUES: np.full(len(draws), float(issues_that_count(problem, draws))),
        Part.HORIZON: None if horizon is None else np.full(len(draws), float(horizon)),
        Part.RECIPROCITY: talks.returned,
        Part.THREATS: np.full(len(draws), float(talks.threats)),
        Part.ONE_WAY: np.full(len(draws), float(max(talks.unanswered, talks.told - talks.heard, 0))),
    }
    parts = np.stack([_part(part, figures[part], len(draws), n) for n, part in enumerate(Part)], axis=1)
    shares = None if draws.even else draws.shares
    whole = bands(np.clip(parts.sum(axis=1), -1, 1)[:, None], shares)[0]
    reasons = [
        Reason(part, _figure(figures[part], draws), band.low, band.median, band.high)
        for part, band in zip(Part, bands(parts, shares), strict=True)
    ]
    reasons.sort(key=lambda reason: -max(abs(reason.low), abs(reason.high)))
    return Meter(whole.low, whole.median, whole.high, _lean(whole), tuple(reasons), _alarms(talks))


def room(problem: Problem, draws: Draws) -> FloatArray:
    """What the best deal for both together adds to splitting a fixed pie, per draw, as a part of that pie (0..1).

    Both sides' utilities are stretched to 0..1; what one gains the other loses when it is 0. It is the divergence of
    the weights (half the sum of their differences) where values are straight and opposed, more where options suit
    both. 0 when a side has nothing at stake. Rules between issues are not counted.
    """
    total, yours = np.zeros(len(draws)), np.zeros(len(draws))
    ours = float(sum(issue.span(OURS) for issue in problem.issues))
    for issue, table in zip(problem.issues, draws.tables, strict=True):
        open_ = list(issue.allowed)
        yours += np.ptp(table[:, open_], axis=1)
    for issue, table in zip(problem.issues, draws.tables, strict=True):
        open_ = list(issue.allowed)
        mine = np.array([issue.contributions[OURS][v] for v in open_], dtype=np.float64)
        their = table[:, open_] - table[:, open_].min(axis=1, keepdims=True)
        part = np.divide(their, yours[:, None], out=np.zeros(their.shape), where=yours[:, None] > 0)
        total += ((mine - mine.min())[None, :] / (ours or 1.0) + part).max(axis=1)
    found = np.where((yours > 0) & (ours > 0), np.clip(total - 1, 0, 1), 0.0)
    return np.asarray(found, dtype=np.float64)


def issues_that_count(problem: Problem, draws: Draws) -> int:
    """Issues that are still open and worth something to at least one side."""
    return sum(
        len(issue.allowed) > 1 and (issue.span(OURS) > 0 or bool(np.ptp(table[:, list(issue.allowed)], axis=1).any()))
        for issue, table in zip(problem.issues, draws.tables, strict=True)
    )


def _part(part: Part, figure: FloatArray | None, draws: int, place: int) -> FloatArray:
    """The part in every draw; a figure that is not known goes evenly through its range, out of step with others."""
    xs, ys = zip(*WEIGHTS[part], strict=True)
    even = np.mod((np.arange(draws) + 0.5) * _GOLDEN * (place + 1), 1.0)
    anywhere = min(ys) + (max(ys) - min(ys)) * even
    if figure is None:
        return np.asarray(anywhere, dtype=np.float64)
    return np.asarray(np.where(np.isnan(figure), anywhere, np.interp(figure, xs, ys)), dtype=np.float64)


def _figure(figure: FloatArray | None, draws: Draws) -> tuple[float, float, float] | None:
    if figure is None:
        return None
    known = ~np.isnan(figure)
    if float(draws.shares[known].sum()) <= 0.5:
        return None
    band = bands(figure[known][:, None], draws.shares[known] / draws.shares[known].sum())[0]
    return band.low, band.median, band.high


def _lean(whole: Band) -> Lean:
    if whole.median > FAR and whole.low > 0:
        return Lean.CREATE
    if whole.median < -FAR and whole.high < 0:
        return Lean.CLAIM
    return Lean.BOTH


def _alarms(seen: Seen, enough: int = 2) -> tuple[Alarm, ...]:
    found = []
    if seen.unanswered >= enough:
        found.append(Alarm.ONE_WAY_GIVING)
    if seen.told - seen.heard >= enough:
        found.append(Alarm.ONE_WAY_TELLING)
    return tuple(found)
