"""What tells us something about their side, and how well a guess of their preferences explains it.

Likelihoods (design: concession curve, consistency, refusal; Luce choice). A guess explains an offer when the offer is
worth to them about what somebody who starts high and gives way slowly would ask for. Utilities are 0..1 here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from negotiations.engine.doubt import Draws
from negotiations.engine.normal import log_cdf
from negotiations.engine.problem import EngineError, FloatArray, Package

STARTS = (0.85, 0.93, 1.0)
FALLS = (0.05, 0.15, 0.25, 0.35, 0.5)
BENDS = (0.5, 1.0, 2.0)
NOISES = (0.06, 0.12)
"""How they may come down: where they start, by how much in all, early or late, how exactly. Each alike likely."""
STEP_SLACK, STEP_NOISE = 0.02, 0.06
REFUSAL_NOISE = 0.08
LUCE = 10.0
"""How sharply a choice among packages follows their worth, per unit of utility."""


@dataclass(frozen=True, slots=True)
class Preference:
    """They prefer (or would prefer) one package to another; `confidence` that what we heard is true."""

    better: Package
    worse: Package
    confidence: float = 0.9


@dataclass(frozen=True, slots=True)
class Order:
    """Issue `more` matters more to them than issue `less`; `confidence` that it is so. `less` None: than all others."""

    more: int
    less: int | None = None
    confidence: float = 0.8


@dataclass(frozen=True, slots=True)
class Choice:
    """They picked (or leaned to) one package of a set."""

    among: tuple[Package, ...]
    picked: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that was seen and heard, oldest first.

    `offers`: their offers. `refused`: (our offer, their offer that answered it): they would rather have theirs.
    """

    offers: tuple[Package, ...] = ()
    refused: tuple[tuple[Package, Package], ...] = ()
    preferences: tuple[Preference, ...] = ()
    orders: tuple[Order, ...] = ()
    choices: tuple[Choice, ...] = ()

    def __post_init__(self) -> None:
        sure = [item.confidence for item in self.preferences] + [item.confidence for item in self.orders]
        if not all(0.5 <= confidence < 1 for confidence in sure):
            raise EngineError("A confidence must lie between one half and less than one.")

    @property
    def empty(self) -> bool:
        return not (self.offers or self.refused or self.preferences or self.orders or self.choices)


def log_likelihood(draws: Draws, evidence: Evidence) -> FloatArray:
    """How well each draw explains the evidence: one natural logarithm per draw. O(draws x evidence x issues)."""
    total = np.zeros(len(draws))
    if evidence.offers:
        worth = draws.utilities(evidence.offers) / draws.unit
        total += _curve(worth) + _steps(worth)
    if evidence.refused:
        pairs = [package for pair in evidence.refused for package in pair]
        worth = draws.utilities(pairs) / draws.unit
        total += log_cdf((worth[:, 1::2] - worth[:, ::2]) / REFUSAL_NOISE).sum(axis=1)
    for preference in evidence.preferences:
        total += np.log(_softened(_preferred(draws, preference), preference.confidence))
    if evidence.orders:
        weights = spans(draws)
        for order in evidence.orders:
            total += np.log(_softened(_holds(weights, order), order.confidence))
    for choice in evidence.choices:
        score = LUCE * draws.utilities(choice.among) / draws.unit
        top = score.max(axis=1, keepdims=True)
        total += score[:, choice.picked] - top[:, 0] - np.log(np.exp(score - top).sum(axis=1))
    return total


def spans(draws: Draws) -> FloatArray:
    """What each issue weighs in each draw: (draws, issues), parts of 1."""
    rows = np.stack([table.max(axis=1) - table.min(axis=1) for table in draws.tables], axis=1) / draws.unit
    return np.asarray(rows, dtype=np.float64)


def curves(times: FloatArray) -> FloatArray:
    """Every way to come down that is thought of: (ways, times). Time 0 is their first offer, 1 the latest seen."""
    rows = [start - fall * times**bend for start, fall, bend in product(STARTS, FALLS, BENDS)]
    return np.stack(rows)


def curve_logs(worth: FloatArray, noise: float) -> FloatArray:
    """Log-likelihood of each draw's worths under every way to come down: (draws, ways)."""
    return np.asarray(-_squares(worth) / (2 * noise**2) - worth.shape[1] * np.log(noise), dtype=np.float64)


def _squares(worth: FloatArray) -> FloatArray:
    """Sum of squared distances of each draw's worths from every way to come down: (draws, ways)."""
    count = worth.shape[1]
    ways = curves(np.linspace(0, 1, count) if count > 1 else np.zeros(1))
    found = worth @ (-2 * ways.T)
    found += (worth**2).sum(axis=1)[:, None] + (ways**2).sum(axis=1)
    return np.asarray(found, dtype=np.float64)


def _curve(worth: FloatArray) -> FloatArray:
    """They start high and come down in some way: log of the mean over all ways and noises."""
    squares = _squares(worth)
    nearest = squares.min(axis=1)
    logs = []
    for noise in NOISES:
        fit = np.exp((nearest[:, None] - squares) / (2 * noise**2)).mean(axis=1)
        logs.append(np.log(fit) - nearest / (2 * noise**2) - worth.shape[1] * np.log(noise))
    return np.asarray(np.logaddexp.reduce(np.stack(logs)) - np.log(len(NOISES)), dtype=np.float64)


def _steps(worth: FloatArray) -> FloatArray:
    """No offer should be worth more to them than the one before it, a little apart."""
    falls = worth[:, :-1] - worth[:, 1:]
    return np.asarray(log_cdf((falls + STEP_SLACK) / STEP_NOISE).sum(axis=1), dtype=np.float64)


def _preferred(draws: Draws, preference: Preference) -> FloatArray:
    """The chance that a guess has them prefer it. Between two levels of an issue it either does or does not, however
    little the issue weighs; between packages that differ in more they may misjudge what is close.
    """
    gain = (draws.utilities((preference.better,)) - draws.utilities((preference.worse,)))[:, 0] / draws.unit
    if sum(a != b for a, b in zip(preference.better, preference.worse, strict=True)) == 1:
        return np.asarray((gain > 0) + (gain == 0) / 2, dtype=np.float64)
    return np.exp(log_cdf(gain / REFUSAL_NOISE))


def _holds(weights: FloatArray, order: Order) -> FloatArray:
    if order.less is None:
        return np.asarray(weights.argmax(axis=1) == order.more, dtype=np.float64)
    return np.asarray(weights[:, order.more] > weights[:, order.less], dtype=np.float64)


def _softened(held: FloatArray, confidence: float) -> FloatArray:
    """Chance of hearing it: `confidence` where it holds, the rest where it does not."""
    return confidence * held + (1 - confidence) * (1 - held)
