"""How fast a rehearsal is: `python -m tests.bench.rehearsal`."""

from __future__ import annotations

import sys
from functools import partial

from negotiations.engine import doubt
from negotiations.engine.doubt import Belief
from negotiations.engine.rehearsal.counterparts import EVEN_MIX
from negotiations.engine.rehearsal.ladder import draft
from negotiations.engine.rehearsal.rehearse import Setting, rehearse
from negotiations.engine.weights import Range
from tests.bench.markets import market
from tests.bench.table import Row, seconds, show, timed

RUNS, ISSUES, ROUNDS = 10_000, 8, 10


def rehearsal_rows() -> list[Row]:
    """10,000 runs of an 8-issue plan on one core, one plan and two on the same counterparts."""
    rows = []
    for options in (6, 13):
        problem = market(ISSUES, options, "opposed").with_floors(3000, None)
        draws = doubt.sample(problem, [Belief(Range(5, 30, 100))] * ISSUES, draws=400)
        setting = Setting(problem, draws, Range(1500, 3000, 4500), EVEN_MIX, 1)
        plan = draft(problem, [(options - 1,) * ISSUES, (options // 2,) * ISSUES, (1,) * ISSUES], rounds=ROUNDS)
        for ladders in ([plan], [plan, plan]):
            took = seconds(partial(rehearse, setting, ladders, first=0, runs=RUNS), times=2)
            what = f"{RUNS:,} runs, {ISSUES} x {options}, {ROUNDS} rounds, {len(ladders)} plan(s)"
            rows.append(timed(what, took, 5.0, f"{RUNS * len(ladders) / took:,.0f} talks a second"))
    return rows


def main() -> bool:
    """Prints the table; true when every target was met."""
    return show("Rehearsal", rehearsal_rows())


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
