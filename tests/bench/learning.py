"""How well their side is learned on made-up talks, and how good package sets are: `python -m tests.bench.learning`.

The other side's true preferences are known here and nowhere else. Baselines run beside it on the same talks.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from functools import partial

import numpy as np

from negotiations.engine import doubt, frontier, inference, packages
from negotiations.engine.doubt import Belief, Direction
from negotiations.engine.evidence import Evidence
from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.weights import Range
from negotiations.engine.window import all_packages
from tests.bench.markets import market
from tests.bench.table import Row, seconds, show, timed
from tests.bench.talks import UNIT, Talk, hard_headed, talk

TALKS = 100
LEVEL, EVEN = 0.6, 0.02
MOST = 60_000
"""Packages of a talk that are looked at: all of them where there are no more."""


def main(talks: int = TALKS) -> bool:
    """Prints both tables; true when every target was met."""
    return all(
        [
            show("Time of learning", time_rows()),
            show(f"Learning their side, {talks} made-up talks", learning_rows(talks)),
            show(f"Free choices of unknown direction, {talks // 2} made-up talks", free_rows(talks // 2)),
            show(
                f"Package sets: how much of the best for them is in the set, {talks // 2} talks", set_rows(talks // 2)
            ),
        ]
    )


def time_rows() -> list[Row]:
    problem = market(10, 8, "opposed", unit=UNIT)
    beliefs = [Belief(Range.point(40), rough=True)] * 10
    dice = np.random.default_rng(0)
    offers = tuple(tuple(dice.integers(5, 8, 10).tolist()) for _ in range(10))
    evidence = Evidence(offers=offers)
    took = seconds(partial(inference.learn, problem, beliefs, evidence, draws=4000, enough=0), times=15)
    return [timed("10 issues, 10 offers, 4,000 draws", took, 0.05)]


class Sample:
    """Random packages of a talk, with their true worth, and those that are worth 0.6 to us."""

    def __init__(self, made: Talk, seed: int) -> None:
        dice = np.random.default_rng(seed)
        sizes = [len(issue.options) for issue in made.problem.issues]
        if made.problem.package_count <= MOST:
            self.rows = all_packages(made.problem)
        else:
            self.rows = np.stack([dice.integers(0, size, MOST) for size in sizes], axis=1)
        own = self.worth(made.problem.table(OURS)) / UNIT
        self.true = self.worth(made.problem.table(THEIRS)) / UNIT
        self.even = np.flatnonzero(np.abs(own - LEVEL) <= EVEN)
        front = frontier.solve(made.problem).utilities
        self.best = float(front[front[:, OURS] >= (LEVEL - EVEN) * UNIT][0, THEIRS]) / UNIT

    def worth(self, tables: list[np.ndarray] | tuple[np.ndarray, ...]) -> np.ndarray:
        return sum(np.asarray(table)[self.rows[:, i]] for i, table in enumerate(tables))

    def quality(self, chosen: np.ndarray | list[int]) -> float:
        """Best true worth among the chosen even packages: 0 the average, 1 the best of them."""
        return self.scaled(float(self.true[chosen].max()))

    def scaled(self, worth: float) -> float:
        """A true worth on the scale where 0 is the average even package and 1 the best there is at that level."""
        mean = float(self.true[self.even].mean())
        return (worth - mean) / (self.best - mean)

    def pick(self, tables: list[np.ndarray] | tuple[np.ndarray, ...]) -> float:
        return self.quality([self.even[int(np.argmax(self.worth(tables)[self.even]))]])


def learning_rows(talks: int) -> list[Row]:
    found: dict[tuple[int, str], list[float]] = defaultdict(list)
    for seed in range(talks):
        made = talk(seed)
        sample = Sample(made, seed)
        if len(sample.even) < 30:
            continue
        sure = [
            Belief(Range.point(40), values=_true_values(made, i), shape=0, rough=True)
            for i in range(len(made.directions))
        ]
        for count in (3, 5, 10):
            _learn_one(found, made, sample, sure, count, seed)
    return _learning_table(found)


def _true_values(made: Talk, issue: int) -> tuple[float, ...]:
    row = np.array(made.problem.issues[issue].contributions[THEIRS], dtype=float)
    return tuple((row / row.max()).tolist()) if row.max() else tuple(row.tolist())


def _learn_one(
    found: dict[tuple[int, str], list[float]], made: Talk, sample: Sample, sure: list[Belief], count: int, seed: int
) -> None:
    evidence = Evidence(offers=made.offers[:count], refused=made.refused(count))
    after = inference.learn(made.problem, made.beliefs, evidence, draws=4000, seed=seed)
    best = inference.learn(made.problem, sure, evidence, draws=2000, seed=seed)
    prior = doubt.sample(made.problem, made.beliefs, draws=1000, seed=seed)
    ways = {
        "ours": after.draws.mean,
        "HardHeaded": hard_headed(made.problem, made.offers[:count]),
        "nothing learned": prior.mean,
        "curves known": best.draws.mean,
    }
    for name, tables in ways.items():
        worth = sample.worth(tables)
        found[count, f"r {name}"].append(float(np.corrcoef(worth, sample.true)[0, 1]) if worth.std() else 0.0)
        found[count, f"eff {name}"].append(sample.pick(tables))
    truth = [issue.span(THEIRS) / UNIT for issue in made.problem.issues]
    bands = after.weights()
    found[count, "cover"].append(float(np.mean([b.low <= w <= b.high for b, w in zip(bands, truth, strict=True)])))
    chances = after.top()
    found[count, "top"].append(float(int(np.argmax(chances)) == int(np.argmax(truth))))
    found[count, "claimed"].append(max(chances))


def _learning_table(found: dict[tuple[int, str], list[float]]) -> list[Row]:
    rows = []
    mean = {key: float(np.mean(values)) for key, values in found.items()}
    for count, pearson, efficiency in ((3, 0.86, 0.75), (5, 0.88, 0.78), (10, 0.90, 0.82)):
        for what, target in (("r", pearson), ("eff", efficiency)):
            label = {"r": "correlation of worths", "eff": "trade-off efficiency"}[what]
            value = mean[count, f"{what} ours"]
            rows.append(Row(f"{count} offers: {label}", f"{value:.2f}", f">= {target:.2f}", value >= target - 0.005))
            others = ("HardHeaded", "nothing learned", "curves known")
            rows.append(
                Row("   beside it", ", ".join(f"{name} {mean[count, f'{what} {name}']:.2f}" for name in others))
            )
        cover = mean[count, "cover"]
        rows.append(Row(f"{count} offers: 80 % bands hold", f"{cover:.0%}", "78-92 %", 0.78 <= cover <= 0.92))
        rows.append(Row("   top issue right / claimed", f"{mean[count, 'top']:.0%} / {mean[count, 'claimed']:.0%}"))
    return rows


def free_rows(talks: int) -> list[Row]:
    """Options without an order: smoothed log-frequency with the concession terms, beside the frequency agent and
    beside taking each issue for ours or its mirror.
    """
    found: dict[tuple[int, str], list[tuple[float, float]]] = defaultdict(list)
    for seed in range(talks):
        made = talk(seed, free=True)
        sample = Sample(made, seed)
        if len(sample.even) < 30:
            continue
        coin = [Belief(Range.point(40), direction=Direction.UNKNOWN, rough=True)] * len(made.directions)
        for count in (3, 5, 10):
            evidence = Evidence(offers=made.offers[:count], refused=made.refused(count))
            ways = {
                "ours": inference.learn(made.problem, made.free_beliefs, evidence, draws=2000, seed=seed).draws.mean,
                "HardHeaded": hard_headed(made.problem, made.offers[:count]),
                "either direction": inference.learn(made.problem, coin, evidence, draws=2000, seed=seed).draws.mean,
            }
            for name, tables in ways.items():
                worth = sample.worth(tables)
                found[count, name].append((float(np.corrcoef(worth, sample.true)[0, 1]), sample.pick(tables)))
    rows = []
    for count in (3, 5, 10):
        mean = {name: np.mean(values, axis=0) for (k, name), values in found.items() if k == count}
        pearson, efficiency = mean.pop("ours")
        best = max(float(other[1]) for other in mean.values())
        rows.append(Row(f"{count} offers: correlation", f"{pearson:.2f}"))
        rows.append(Row(f"{count} offers: efficiency", f"{efficiency:.2f}", "above them", efficiency >= best))
        beside = ", ".join(f"{name} {other[0]:.2f} / {other[1]:.2f}" for name, other in mean.items())
        rows.append(Row("   beside it", beside))
    return rows


def set_rows(talks: int) -> list[Row]:
    found: dict[tuple[int, str], list[float]] = defaultdict(list)
    for seed in range(talks):
        made = talk(seed)
        sample = Sample(made, seed)
        if len(sample.even) < 30:
            continue
        for count in (0, 3, 8):
            evidence = Evidence(offers=made.offers[:count], refused=made.refused(count) if count else ())
            draws = inference.learn(made.problem, made.beliefs, evidence, draws=1000, seed=seed).draws
            for name, value in _sets(made, sample, draws, seed).items():
                found[count, name].append(value)
    rows = []
    for count, target in ((0, 0.81), (3, 0.89), (8, 0.90)):
        mean = {name: float(np.mean(v)) for (k, name), v in found.items() if k == count}
        ours = mean.pop("ours")
        best_other = max(mean["max-min"], mean["top three"])
        rows.append(Row(f"{count} offers seen", f"{ours:.2f}", f">= {target:.2f}", ours >= target - 0.005))
        beside = ", ".join(f"{name} {value:.2f}" for name, value in mean.items())
        rows.append(Row("   beside it", beside, "above them", ours >= best_other))
    return rows


def _sets(made: Talk, sample: Sample, draws: doubt.Draws, seed: int) -> dict[str, float]:
    even = sample.even
    worth = sum(table[:, sample.rows[even, i]] for i, table in enumerate(draws.tables))
    expected = draws.shares @ worth
    top = even[np.argsort(-expected)[:3]]
    dice = np.random.default_rng(seed)
    try:
        found = packages.equal_sets(made.problem, draws, aim=round(LEVEL * UNIT), even=round(EVEN * UNIT))
    except EngineError:
        return {}
    best = max(made.problem.utility(offer.package, THEIRS) for offer in found.offers) / UNIT
    return {
        "ours": sample.scaled(best),
        "single": sample.quality(top[:1]),
        "three random": sample.quality(dice.choice(even, 3, replace=False)),
        "top three": sample.quality(top),
        "max-min": sample.quality(_spread(sample, even, expected)),
    }


def _spread(sample: Sample, even: np.ndarray, expected: np.ndarray) -> list[int]:
    """The best on average, then each time the one that differs most from those chosen (better half only)."""
    good = even[expected >= np.median(expected)]
    chosen = [int(even[int(np.argmax(expected))])]
    while len(chosen) < 3:
        nearest = np.min([(sample.rows[good] != sample.rows[c]).sum(axis=1) for c in chosen], axis=0)
        chosen.append(int(good[int(np.argmax(nearest))]))
    return chosen


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else TALKS) else 1)
