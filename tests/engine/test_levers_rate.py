"""Levers whose gains are summed at a rate between the two sides' units, against trying every package."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiations.engine import levers
from negotiations.engine.levers import Lever
from negotiations.engine.problem import OURS, THEIRS, Issue
from tests.support import reference
from tests.support.seeds import each_seed


@each_seed(40)
@pytest.mark.parametrize("rate", [0.25, 1.0, 3.0])
def test_joint_gain_at_a_rate_equals_enumeration(seed, rate):
    problem = reference.random_problem(seed, issues=3)
    base = next(iter(problem.packages()))
    lever = Lever("l", ("no", "yes"), (0, -problem.unit // 20), (0, problem.unit // 10))
    (found,) = levers.worth(problem, base, [lever], rate=rate)
    ours, theirs = problem.utilities(base)[:2]

    def best(candidate):
        gains = [
            (candidate.utility(package, OURS) - ours, candidate.utility(package, THEIRS) - theirs)
            for package in candidate.packages()
        ]
        return max(a + rate * b for a, b in gains if a >= 0 and b >= 0)

    wider = replace(problem, issues=(*problem.issues, Issue("l", lever.options, (lever.ours, lever.theirs))))
    assert found.joint == pytest.approx(best(wider) - best(problem), abs=2)
