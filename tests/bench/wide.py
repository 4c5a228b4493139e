"""How fast the wider engine is: caps, more parties, the k best, continuous issues: `python -m tests.bench.wide`."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial

import numpy as np

from negotiations.engine import continuous, cost, frontier, kbest, many, solver, states
from negotiations.engine.continuous import Line
from negotiations.engine.linking import permitted, worths
from negotiations.engine.problem import Cap, Issue, Problem
from negotiations.engine.window import all_packages
from tests.bench.engine import ruled
from tests.bench.markets import market
from tests.bench.table import Row, seconds, show, timed


def main() -> bool:
    """Prints every table; true when every target was met."""
    met = [
        show("Caps on totals, and rules with them", cap_rows()),
        show("Three and four parties", party_rows()),
        show("Parts of a frontier, the best few, and an error instead of exactness", part_rows()),
        show("Continuous issues", line_rows()),
    ]
    return all(met)


def capped(problem: Problem, steps: int, caps: int = 1, seed: int = 0) -> Problem:
    """Caps of about `steps` distinct totals, half of what the dearest package would use."""
    dice = np.random.default_rng(seed)
    made = []
    for _ in range(caps):
        high = max(1, 2 * steps // len(problem.issues))
        amounts = tuple(tuple(dice.integers(0, high + 1, len(i.options)).tolist()) for i in problem.issues)
        made.append(Cap(amounts, sum(map(max, amounts)) // 2))
    return replace(problem, caps=tuple(made))


def same_as_enumeration(problem: Problem) -> bool:
    """Points of the programme and of all packages, looked at one by one in numpy."""
    rows = all_packages(problem)
    rows = rows[permitted(problem, rows)]
    ours, theirs = (worths(problem, rows, p) for p in (0, 1))
    order = np.lexsort((theirs, ours))[::-1]
    best = np.maximum.accumulate(theirs[order])
    first = np.concatenate([[True], theirs[order][1:] > best[:-1]])
    slow = np.stack([ours[order][first], theirs[order][first]], axis=1)[::-1]
    return bool(np.array_equal(frontier.solve(problem).utilities, slow))


def cap_rows() -> list[Row]:
    free = market(12, 6, "opposed")
    plain = seconds(partial(frontier.solve, free), times=10)
    rows = [timed("12 x 6 without caps", plain)]
    for steps, caps in ((30, 1), (100, 1), (300, 1), (20, 2)):
        problem = capped(free, steps, caps)
        took = seconds(partial(frontier.solve, problem), times=3)
        most = max(turn.after for turn in states.turns(problem))
        name = f"{'a cap' if caps == 1 else 'two caps'} of {most:,} states"
        rows.append(timed(name, took, None, f"{took / plain:.0f} x, {len(frontier.solve(problem)):,} points"))
    both = ruled(capped(free, 50), 3)
    rows.append(timed("five rules and a cap", seconds(partial(frontier.solve, both), times=3)))
    small = [ruled(capped(market(7, 6, "opposed", seed=seed), 40, 1 + seed % 2), seed) for seed in range(4)]
    small += [ruled(market(7, 6, "opposed", seed=seed), seed) for seed in range(4)]
    equal = all(map(same_as_enumeration, small))
    rows.append(
        Row("7 x 6, eight with rules and caps: same points as enumeration", "yes" if equal else "no", "yes", equal)
    )
    tiny = capped(market(5, 4, "opposed", unit=100), 30)
    points = len(frontier.solve(tiny))
    took = seconds(partial(solver.frontier, tiny), times=1)
    rows.append(timed("the integer solver (HiGHS), per point, 5 x 4", took / points, None, f"{points} points"))
    return rows


def party_rows() -> list[Row]:
    rows = []
    for issues, options, parties in ((6, 5, 3), (8, 5, 3), (10, 6, 3), (5, 5, 4)):
        dice = np.random.default_rng(1)
        weights = dice.dirichlet(np.full(issues, 4.0), parties) * 10_000
        made = []
        for i in range(issues):
            shares = dice.random((parties, options))  # what one gains the others lose
            worth = np.rint(weights[:, i, None] * shares / shares.sum(axis=0))
            made.append(Issue(str(i), tuple(map(str, range(options))), tuple(map(tuple, worth.astype(int).tolist()))))
        problem = Problem(tuple(map(str, range(parties))), tuple(made), 10_000, (None,) * parties)
        found = many.solve(problem)
        took = seconds(partial(many.solve, problem), times=2)
        rows.append(timed(f"{parties} parties, {issues} x {options}", took, None, f"{len(found):,} points"))
    return rows


def part_rows() -> list[Row]:
    problem = market(40, 20, "near-equal", unit=1_000_000)
    whole = frontier.solve(problem)
    rows = [
        timed(
            "40 x 20 near-equal, whole",
            seconds(partial(frontier.solve, problem), times=2),
            None,
            f"{len(whole):,} points",
        )
    ]
    low, high = 500_000, 520_000
    part = partial(frontier.solve, problem, window=(low, high))
    rows.append(timed("   worth 50-52 % to us only", seconds(part, times=2), None, f"{len(part()):,} points"))
    near = partial(frontier.approximate, problem, 1_000)
    rows.append(timed("   to within a thousandth", seconds(near, times=2), None, f"{len(near()):,} points"))
    fine = market(60, 20, "opposed", unit=100_000_000)
    said = cost.estimate(fine)
    near = partial(frontier.approximate, fine, 100_000)
    rows.append(
        timed(
            "60 x 20 at 1/100,000,000 to within a thousandth", seconds(near, times=1), None, f"{len(near()):,} points"
        )
    )
    rows.append(Row("   said before for the exact one", f"at most {said.megabytes:,.0f} MB, {said.seconds:,.0f} s"))
    for unit in (10_000, 1_000_000):
        deal = market(10, 10, "opposed", unit=unit)
        took = seconds(partial(kbest.best, deal, 20, window=(unit // 2, unit * 6 // 10)), times=3)
        rows.append(timed(f"the 20 best of 10^10 packages at 1/{unit:,}, in a window", took))
    return rows


def line_rows() -> list[Row]:
    dice = np.random.default_rng(0)
    lines = []
    for k in range(10):
        ours, theirs = dice.uniform(50, 1000, 2)
        bend = dice.uniform(0.5, 0.9)
        lines.append(Line(str(k), (0, 1, 2), (0, ours * bend, ours), (theirs, theirs * bend, 0)))
    rows = [timed("10 lines of two parts", seconds(partial(continuous.solve, lines), times=5))]
    options = market(10, 10, "opposed")
    curve = continuous.solve(lines, options)
    note = f"{len(curve.base):,} points, {len(curve.pieces):,} pieces"
    rows.append(
        timed(
            "   with 10 x 10 separate options", seconds(partial(continuous.solve, lines, options), times=2), None, note
        )
    )
    loss = continuous.step_cost(continuous.solve(lines[:3]), (0.1,) * 3, (0, 0))
    if loss is not None:
        rows.append(
            Row(
                "   3 lines in steps of a twentieth cost either side at most",
                f"{loss.either / (loss.nash.ours):.2%} of ours",
            )
        )
    return rows


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
