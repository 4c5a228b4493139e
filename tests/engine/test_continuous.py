"""Continuous issues: against linear programming, a fine scan and enumeration of the separate options."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from negotiations.engine import continuous
from negotiations.engine.continuous import Line
from negotiations.engine.problem import Cap, EngineError, Issue, Problem
from tests.engine.test_states import linked
from tests.support import reference
from tests.support.seeds import each_seed


def random_line(dice, key="x", high=40):
    """One to four straight parts, concave for both; either side may want more, less, or a level in between."""
    count = dice.randint(2, 5)
    levels = sorted(dice.sample(range(20), count))
    rows = []
    for _ in range(2):
        slopes = sorted((dice.randint(-3, 3) for _ in range(count - 1)), reverse=True)
        row = [dice.randint(0, high)]
        for slope, a, b in zip(slopes, levels, levels[1:], strict=False):
            row.append(row[-1] + slope * (b - a))
        rows.append(tuple(row))
    return Line(key, tuple(levels), *rows)


def random_lines(seed, most=4):
    dice = Random(seed)
    return [random_line(dice, str(k)) for k in range(dice.randint(1, most))]


def programme(lines, ours):
    """The most for them while we have at least so much, by linear programming; None when we cannot."""
    gains = np.concatenate([line.ours for line in lines])
    theirs = np.concatenate([line.theirs for line in lines])
    one = np.zeros((len(lines), len(gains)))
    at = 0
    for k, line in enumerate(lines):
        one[k, at : at + len(line.levels)] = 1
        at += len(line.levels)
    found = linprog(-theirs, A_ub=[-gains], b_ub=[-ours], A_eq=one, b_eq=np.ones(len(lines)))
    return -found.fun if found.status == 0 else None


def check(curve, deal):
    """The levels and options are worth what is said, and at most one line is inside a straight part."""
    worths = [line.worth(level) for line, level in zip(curve.lines, deal.levels, strict=True)]
    ours, theirs = (sum(w[k] for w in worths) for k in (0, 1))
    if curve.options is not None:
        more = curve.options.problem.utilities(deal.package)
        ours, theirs = ours + more[0], theirs + more[1]
    assert ours == pytest.approx(deal.ours)
    assert theirs == pytest.approx(deal.theirs)
    inside = [
        k
        for k, (line, level) in enumerate(zip(curve.lines, deal.levels, strict=True))
        if min(abs(level - corner) for corner in line.levels) > 1e-6
    ]
    assert len(inside) <= 1
    assert not inside or inside == [deal.between]


@each_seed(30)
def test_lines_alone_are_what_linear_programming_says(seed):
    lines = random_lines(seed)
    curve = continuous.solve(lines)
    (corners,) = curve.vertices
    for share in (-0.1, 0, 0.2, 0.5, 0.77, 1):
        ours = corners[0][0] + share * (corners[-1][0] - corners[0][0])
        deal = curve.at(ours)
        assert deal.theirs == pytest.approx(programme(lines, ours))
        assert deal.ours >= ours - 1e-6
        check(curve, deal)
    assert corners[-1][0] == pytest.approx(sum(max(line.ours) for line in lines))
    assert programme(lines, corners[-1][0] + 1) is None
    with pytest.raises(EngineError, match="that much"):
        curve.at(corners[-1][0] + 1)


@each_seed(60)
def test_with_separate_options_it_is_the_best_over_all_packages(seed):
    lines, problem = random_lines(seed, 3), linked(seed, issues=3, high=60)
    points = reference.enumerate_points(problem)
    if not points:
        with pytest.raises(EngineError):
            continuous.solve(lines, problem)
        return
    alone, curve = continuous.solve(lines), continuous.solve(lines, problem)
    most = max(p[0] for p in points) + alone.reach[-1]
    least = min(p[0] for p in points) + alone.reach[0]
    for ours in np.linspace(least, most, 23).tolist():
        slow = -np.inf
        for a, b in points:
            if ours - a <= alone.reach[-1] + 1e-9:
                slow = max(slow, b + float(np.interp(ours - a, alone.reach, alone.keep)))
        deal = curve.at(ours)
        assert deal.theirs == pytest.approx(slow)
        check(curve, deal)
    flat = [corner for corners in curve.vertices for corner in corners]
    assert all(b[0] >= a[0] - 1e-9 and b[1] <= a[1] + 1e-9 for a, b in pairwise(flat))


@each_seed(16)
def test_the_nash_deal_is_the_largest_product_of_a_fine_scan(seed):
    problem = reference.random_problem(seed, issues=2, high=30) if seed % 2 else None
    curve = continuous.solve(random_lines(seed), problem)
    flat = [corner for corners in curve.vertices for corner in corners]
    stay = (flat[0][0] + (seed % 3) * 2 - 1.0, flat[-1][1] + (seed % 4) - 1.0)
    deal = curve.nash(stay)
    best = 0.0
    for ours in np.linspace(flat[0][0], flat[-1][0], 500).tolist():
        at = curve.at(ours)
        if min(at.ours - stay[0], at.theirs - stay[1]) > 0:
            best = max(best, (at.ours - stay[0]) * (at.theirs - stay[1]))
    if deal is None:
        assert best == pytest.approx(0, abs=1e-6)
        return
    check(curve, deal)
    product = (deal.ours - stay[0]) * (deal.theirs - stay[1])
    assert best <= product + 1e-6
    assert product <= best * 1.02 + 0.5


@each_seed(30)
def test_finer_steps_cost_less_and_in_the_end_nothing(seed):
    """Steps of 1 hold all levels of whole steps of 2 and 4; worths are whole at every level."""
    dice = Random(seed)
    lines = [replace(random_line(dice, str(k)), levels=(0.0, 8.0), ours=(0, 80), theirs=(240, 0)) for k in range(2)]
    lines[1] = Line("1", (0, 4, 8), (0, 8 * dice.randint(5, 9), 8 * 9), (160, 120, 0))
    options = reference.random_problem(seed, issues=2, high=30)
    for problem in (None, reference.capped(options, seed) if seed % 2 else options):
        try:
            curve = continuous.solve(lines, problem)
        except EngineError:
            continue
        found = [continuous.step_cost(curve, (step, step), (0, 0)) for step in (8, 4, 2, 1)]
        costs = [one.either for one in found if one is not None]
        assert len(costs) == 4
        assert costs == sorted(costs, reverse=True)
        assert costs[-1] <= 20
        for one in found:
            assert all(cost is None or cost >= one.either - 1e-9 for cost in (one.ours, one.theirs))


def test_what_the_steps_cost_by_hand():
    """Price against nothing else: ours 0..100, theirs 100..0. Nash is the middle; steps of 60 have 0, 60 and 100."""
    curve = continuous.solve([Line("price", (0, 100), (0, 100), (100, 0))])
    cost = continuous.step_cost(curve, (60,), (0, 0))
    assert (cost.nash.ours, cost.nash.theirs) == (50, 50)
    assert (cost.ours, cost.theirs, cost.either) == (50, 10, 10)
    assert cost.nash.between == 0
    assert continuous.step_cost(curve, (60,), (80, 80)) is None


def test_two_lines_are_settled_by_ratio():
    """Payment is dear to them and cheap for us, price the other way round: both go where they matter more."""
    lines = [Line("price", (0, 10), (0, 80), (20, 0)), Line("payment", (0, 60), (20, 0), (0, 80))]
    curve = continuous.solve(lines)
    assert curve.vertices == [[(0.0, 100.0), (80.0, 80.0), (100.0, 0.0)]]
    assert curve.at(80).levels == (10, 60)
    assert curve.at(40) == continuous.Deal((), (5, 60), 0, 40, 90)
    assert curve.nash((0, 0)).levels == (10, 60)


def test_what_both_want_is_settled_and_what_one_does_not_mind_is_given():
    same = Line("quality", (0, 1, 2), (0, 5, 4), (0, 7, 3))
    free = Line("colour", (0, 1), (3, 3), (0, 4))
    curve = continuous.solve([same, free])
    assert curve.vertices == [[(8.0, 11.0)] * 2]
    assert curve.at(0).levels == (1, 1)
    assert curve.at(0).between is None


@pytest.mark.parametrize(
    ("levels", "ours", "theirs", "words"),
    [
        ((0, 1, 2), (0, 1, 5), (2, 1, 0), "business steps"),
        ((0, 1, 2), (0, 1, 2), (5, 1, 0), "business steps"),
        ((0, 0), (0, 1), (1, 0), "rise"),
        ((0,), (0,), (1,), "two or more"),
    ],
)
def test_lines_without_sense_are_refused(levels, ours, theirs, words):
    with pytest.raises(EngineError, match=words):
        Line("x", levels, ours, theirs)


def test_nothing_to_solve_and_no_step():
    with pytest.raises(EngineError):
        continuous.solve([])
    with pytest.raises(EngineError):
        continuous.stepped(Line("x", (0, 1), (0, 1), (1, 0)), 0)
    issue = continuous.stepped(Line("x", (0, 1), (0, 10), (10, 0)), 0.4)
    assert issue.options == ("0", "0.4", "0.8", "1")
    assert issue.contributions == ((0, 4, 8, 10), (10, 6, 2, 0))


@settings(max_examples=50)
@given(seed=st.integers(0, 10_000), scale=st.integers(2, 20), data=st.data())
def test_scale_and_order_of_lines_change_nothing(seed, scale, data):
    lines = random_lines(seed)
    (corners,) = continuous.solve(lines).vertices
    larger = [
        replace(line, ours=tuple(u * scale for u in line.ours), theirs=tuple(u * scale for u in line.theirs))
        for line in lines
    ]
    (scaled,) = continuous.solve(larger).vertices
    assert np.allclose(np.array(corners) * scale, scaled)
    plain, turned = continuous.solve(lines), continuous.solve(data.draw(st.permutations(lines)))
    for one, other in ((plain, turned), (turned, plain)):  # equal ratios may come in another order
        assert np.allclose(np.interp(one.reach, other.reach, other.keep), one.keep)


def test_a_cap_on_the_separate_options_holds():
    issues = tuple(Issue(str(i), ("a", "b"), ((0, 10), (10, 0))) for i in range(3))
    problem = Problem(("ours", "theirs"), issues, 30, caps=(Cap(((0, 1),) * 3, 2),))
    curve = continuous.solve([Line("price", (0, 1), (0, 5), (5, 0))], problem)
    assert curve.vertices[-1][-1] == (25.0, 10.0)
    assert sum(curve.at(25).package) == 2
