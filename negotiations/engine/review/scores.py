"""How good the intervals were that we stated: the share that held, and what being wrong cost.

The interval score (Gneiting & Raftery 2007, eq. 43) of a central interval [l, u] that should hold in a share 1 - a of
all cases, when x comes true: (u - l) + 2/a (l - x) if x < l, + 2/a (x - u) if x > u. Less is better; it rewards narrow
intervals and punishes those that miss, so neither vague nor bold estimates win.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negotiations.engine.patterns import calibration
from negotiations.engine.problem import EngineError


@dataclass(frozen=True, slots=True)
class Stated:
    """An interval that we stated, and what came true. `span`: what a case is measured by (its range), above 0."""

    low: float
    high: float
    truth: float
    span: float = 1.0

    def __post_init__(self) -> None:
        if self.low > self.high or self.span <= 0:
            raise EngineError("An interval goes from low to high, and is measured by something above 0.")

    @property
    def inside(self) -> bool:
        return self.low <= self.truth <= self.high


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Of `count` intervals the share that held, the range in which the long-run share lies in 95 of 100 cases, the
    mean interval score and the mean width, both as parts of what each is measured by. None without cases.
    """

    count: int
    inside: float | None
    between: tuple[float, float] | None
    score: float | None
    width: float | None


def interval_score(low: float, high: float, truth: float, nominal: float = 0.8) -> float:
    """The score of one interval, in its own unit. `nominal`: the share of cases in which it should hold."""
    if not 0 < nominal < 1:
        raise EngineError("An interval should hold in more than none and less than all cases.")
    weight = 2 / (1 - nominal)
    return (high - low) + weight * max(0.0, low - truth) + weight * max(0.0, truth - high)


def calibrate(cases: Sequence[Stated], nominal: float = 0.8) -> Calibrated:
    """How good a set of intervals was."""
    if not cases:
        return Calibrated(0, None, None, None, None)
    held = calibration([(case.low, case.high, case.truth) for case in cases])
    score = sum(interval_score(case.low, case.high, case.truth, nominal) / case.span for case in cases)
    width = sum((case.high - case.low) / case.span for case in cases)
    return Calibrated(len(cases), held.coverage, held.between, score / len(cases), width / len(cases))
