"""How fast the engine is, and whether the targets are met: `python -m tests.bench.engine`."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial

import numpy as np

from negotiations.engine import cloud, counter, doubt, frontier, improve, packages, questions, robust, solutions, swaps
from negotiations.engine.doubt import Belief
from negotiations.engine.frontier import Frontier
from negotiations.engine.layers import DenseLayer
from negotiations.engine.problem import Problem, Rule, utilities_of
from negotiations.engine.weights import Range
from negotiations.engine.window import all_packages
from tests.bench.markets import KINDS, market
from tests.bench.table import Row, seconds, show, timed


def main() -> bool:
    """Prints every table; true when every target was met."""
    met = [
        show("Exact frontier with the four named points and their packages", frontier_rows()),
        show("Worst cases", worst_rows()),
        show("Against enumeration in numpy, 6 issues of 10 options, same run", enumeration_rows()),
        show("Growth from 10 to 60 issues of 10 options, opposed", growth_rows()),
        show("Rules between issues", rule_rows()),
        show("What suggestions are made of", suggestion_rows()),
    ]
    return all(met)


def solved(problem: Problem) -> Frontier:
    found = frontier.solve(problem)
    named = solutions.solve(found)
    found.packages([point.index for point in named.points])
    return found


def frontier_rows() -> list[Row]:
    rows = []
    for issues, limit in ((10, 0.004), (20, 0.015)):
        problem = market(issues, 10, "opposed")
        size = len(solved(problem))
        took = seconds(partial(solved, problem), times=15)
        rows.append(timed(f"{issues} x 10 opposed (10^{issues} packages)", took, limit, f"{size:,} points"))
    return rows


def worst_rows() -> list[Row]:
    rows = []
    for unit, limit in ((10_000, 0.015), (1_000_000, 0.3)):
        for kind in KINDS:
            problem = market(40, 20, kind, unit=unit)
            found = frontier.solve(problem)
            took = seconds(partial(frontier.solve, problem), times=4)
            rows.append(timed(f"40 x 20 {kind} at 1/{unit:,}", took, limit, f"{len(found):,} points"))
            size = kept_bytes(found) / 1e6
            rows.append(Row("   memory kept", f"{size:.1f} MB", "<= 200 MB", size <= 200))
    for kind in KINDS:
        took = seconds(partial(frontier.solve, market(60, 20, kind, unit=1_000_000)), times=1)
        rows.append(timed(f"60 x 20 {kind} at 1/1,000,000", took))
    return rows


def kept_bytes(found: Frontier) -> int:
    layers = sum(layer.best.nbytes if isinstance(layer, DenseLayer) else layer.points.nbytes for layer in found.layers)
    return layers + found.utilities.nbytes


def enumerated(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """All packages, their utilities, and the mask of the undominated ones by sorting (numpy's C code throughout)."""
    rows = all_packages(problem)
    ours, theirs = (utilities_of(problem.table(p), rows) for p in (0, 1))
    order = np.lexsort((theirs, ours))[::-1]
    best = np.maximum.accumulate(theirs[order])
    first = np.concatenate([[True], theirs[order][1:] > best[:-1]])
    same = np.zeros(len(rows), dtype=bool)
    front = {(int(ours[i]), int(theirs[i])) for i in order[first]}
    keep = np.array(sorted(front))
    level = np.searchsorted(keep[:, 0], ours)
    inside = level < len(keep)
    same[inside] = (keep[level[inside], 0] == ours[inside]) & (keep[level[inside], 1] == theirs[inside])
    return rows[same], keep


def enumeration_rows() -> list[Row]:
    rows = []
    for kind in ("opposed", "near-equal"):
        problem = market(6, 10, kind)
        slow = seconds(partial(enumerated, problem), times=1)
        fast = seconds(partial(frontier.solve, problem), times=15)
        found = frontier.solve(problem)
        packages_, points = enumerated(problem)
        ties = sorted(package for i in range(len(found)) for package in found.ties(i, None))
        equal = points.tolist() == found.utilities.tolist() and ties == [tuple(row) for row in packages_.tolist()]
        rows.append(timed(f"{kind}: enumeration of 10^6", slow))
        rows.append(timed(f"{kind}: programme", fast, None, f"{len(found):,} points, {len(ties):,} packages"))
        rows.append(Row(f"{kind}: faster by", f"{slow / fast:,.0f} x", ">= 200 x", slow / fast >= 200))
        rows.append(Row(f"{kind}: same points and packages", "yes" if equal else "no", "yes", equal))
    return rows


def growth_rows() -> list[Row]:
    sizes, times, fronts = (10, 20, 30, 40, 50, 60), [], []
    rows = []
    for issues in sizes:
        problem = market(issues, 10, "opposed", unit=1_000_000)
        times.append(seconds(partial(frontier.solve, problem)))
        fronts.append(len(frontier.solve(problem)))
        rows.append(timed(f"{issues} issues", times[-1], None, f"{fronts[-1]:,} points"))
    for what, values in (("time", times), ("points", fronts)):
        power = np.polyfit(np.log(sizes), np.log(values), 1)[0]
        rows.append(Row(f"{what} grows with issues to the power", f"{power:.1f}"))
    return rows + streaming_rows()


def streaming_rows() -> list[Row]:
    """The level array cannot be faster than reading and writing what it passes over."""
    problem = market(40, 20, "zero-sum", unit=1_000_000)
    took = seconds(lambda: frontier.solve(problem), times=3)
    found = frontier.solve(problem)
    touched = sum(
        len(layer.best) * len(stage.level)
        for layer, stage in zip(found.layers[:-1], found.reduced.stages, strict=True)
        if isinstance(layer, DenseLayer)
    )
    row, other = np.zeros(1_000_000, dtype=np.int32), np.zeros(1_000_000, dtype=np.int32)
    stream = seconds(lambda: np.maximum(row, other, out=other), times=20) / 1_000_000
    return [
        Row("streaming one level once", f"{stream * 1e9:.2f} ns"),
        Row("zero-sum 40 x 20: time / streaming every shift once", f"{took / (touched * stream):.1f}"),
    ]


def ruled(problem: Problem, seed: int) -> Problem:
    """Five random rules on pairs of issues: forbidden combinations and bonuses."""
    dice = np.random.default_rng(seed)
    rules = []
    for _ in range(5):
        pair = dice.choice(len(problem.issues), 2, replace=False).tolist()
        when = tuple((i, frozenset(dice.choice(6, 2 + k, replace=False).tolist())) for k, i in enumerate(pair))
        bonus = None if dice.random() < 0.6 else tuple(dice.integers(-300, 300, 2).tolist())
        rules.append(Rule(when, bonus))
    return replace(problem, rules=tuple(rules))


def rule_rows() -> list[Row]:
    free = market(12, 6, "opposed")
    ratios, plains = [], []
    for seed in range(8):  # side by side, so that whatever else runs slows both down
        both = [seconds(partial(frontier.solve, problem), times=1) for problem in (free, ruled(free, seed)) * 12]
        plains.append(min(both[::2]))
        ratios.append(min(both[1::2]) / plains[-1])
    middle = float(np.median(ratios))
    return [
        timed("12 x 6 without rules", min(plains)),
        Row("five rules, eight draws of them", f"{middle:.1f} x (most {max(ratios):.1f} x)", "<= 3 x", middle <= 3),
    ]


def cloud_rows() -> list[Row]:
    problem = market(8, 6, "opposed")
    draws = doubt.sample(problem, [Belief(Range(5, 30, 100))] * 8, draws=1000)
    took = seconds(lambda: cloud.solve(problem, draws).nash((0, 0)), times=5)
    return [timed("frontier and Nash value of 1,000 guesses, 8 x 6", took, 0.3)]


def suggestion_rows() -> list[Row]:
    rows = [*cloud_rows(), doubtful_row()]
    for issues, limit in ((10, 0.005), (20, None)):
        problem = market(issues, 10, "opposed")
        middle = (5,) * issues
        took = seconds(partial(swaps.find, problem, middle, even=100))
        rows.append(timed(f"swaps from a package, {issues} x 10", took, limit))
        beliefs = [Belief(Range(10, 40, 90))] * issues
        draws = doubt.sample(problem, beliefs, draws=1000)
        took = seconds(partial(doubt.sample, problem, beliefs))
        rows.append(timed(f"1,000 draws of their side, {issues} x 10", took))
        aim = problem.unit * 6 // 10
        took = seconds(
            partial(packages.equal_sets, problem, draws, aim=aim, even=200),
            times=3,
        )
        rows.append(timed(f"three equal packages, {issues} x 10", took))
    return rows


def doubtful_row() -> Row:
    """Everything that "Suggest trades" needs at 10 x 8, from the beliefs on."""
    problem = market(10, 8, "opposed")
    beliefs = [Belief(Range(5, 30, 100))] * 10

    def run() -> None:
        draws = doubt.sample(problem, beliefs, draws=1000)
        likely = doubt.expected(problem, draws)
        named = solutions.solve(frontier.solve(likely))
        now = (4,) * 10
        trades = swaps.find(likely, now, even=200)
        draws.gain(now, [trade.package for trade in trades])
        aim = named[solutions.Rule.NASH].utilities[0]
        found = packages.equal_sets(likely, draws, aim=aim, even=200)
        proposed = [now, *(trade.package for trade in trades[:8]), *(offer.package for offer in found.offers)]
        robust.acceptance(draws, proposed)
        robust.ranks(draws, proposed)
        robust.regrets(draws, proposed)
        robust.tail_mean(draws.gains(now, proposed), draws.shares)
        cloud.solve(likely, draws).acceptability(likely, draws, proposed)
        counter.reply(likely, (7,) * 10, aim=aim)
        improve.improvements(likely, now, draws=draws)
        questions.rank(likely, draws)

    return timed("a whole run under doubt, 10 x 8, 1,000 draws", seconds(run, times=3), 1.0)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
