"""Named points: golden values, enumeration with exact fractions, and the traps of other libraries."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import frontier, solutions
from negotiations.engine.build import from_points
from negotiations.engine.problem import EngineError, Problem
from negotiations.engine.solutions import Outlook, Rule
from tests.engine import cases
from tests.support import reference
from tests.support.seeds import each_seed

TWINS = {
    Rule.KALAI_SMORODINSKY: reference.kalai_smorodinsky,
    Rule.EGALITARIAN: reference.egalitarian,
    Rule.BEST_JOINT: reference.best_joint,
}


def one_issue(ours, theirs, floors=(None, None)):
    return from_points(issues=[("x", [str(v) for v in range(len(ours))])], points=[[ours], [theirs]], floors=floors)


def chosen(found, named, rule):
    return {tuple(found.utilities[i].tolist()) for i in named[rule].indices}


def worth(problem, point):
    return tuple(round(u / problem.unit, 4) for u in point.utilities)


GOLDEN = [
    (cases.cypress_itex, 18, {Rule.NASH: (0.6705, 0.7215), Rule.KALAI_SMORODINSKY: (0.6705, 0.7215)}),
    (cases.acquisition, 17, {Rule.NASH: (0.94, 0.8973), Rule.KALAI_SMORODINSKY: (0.91, 0.9133)}),
    (cases.travel, 12, {Rule.NASH: (0.802, 0.8824)}),
    (cases.energy, 204, {Rule.NASH: (0.7543, 0.625), Rule.KALAI_SMORODINSKY: (0.684, 0.6825)}),
]


@pytest.mark.parametrize(("make", "size", "points"), GOLDEN, ids=[case[0].__name__ for case in GOLDEN])
def test_published_domains(make, size, points):
    problem = make()
    found = frontier.solve(problem)
    named = solutions.solve(found)
    assert len(found) == size
    assert {rule: worth(problem, named[rule]) for rule in points} == points


def test_cypress_itex_agrees_on_the_package_known_from_the_literature():
    problem = cases.cypress_itex()
    found = frontier.solve(problem)
    named = solutions.solve(found)
    assert named.together()[0] == (Rule.NASH, Rule.KALAI_SMORODINSKY, Rule.EGALITARIAN, Rule.BEST_JOINT)
    assert problem.names(found.package(named[Rule.NASH].index)) == {
        "Price": "$3.47",
        "Delivery": "45 days",
        "Payment": "30 days after delivery",
        "Returns": "5 % spoilage",
    }


def test_acquisition_best_joint_has_two_equal_points():
    """Both (.88, .9573) and (.94, .8973) sum to 1.8373: an answer of one point would hide the other."""
    problem = cases.acquisition()
    named = solutions.solve(frontier.solve(problem))
    found = frontier.solve(problem)
    sums = {tuple(round(u / problem.unit, 4) for u in p) for p in chosen(found, named, Rule.BEST_JOINT)}
    assert sums == {(0.88, 0.9573), (0.94, 0.8973)}


def test_new_recruit():
    problem = cases.new_recruit()
    found = frontier.solve(problem)
    named = solutions.solve(found)
    assert problem.package_count == 390_625
    assert len(found) == 45
    assert len(found.acceptable) == 29
    for rule in (Rule.NASH, Rule.KALAI_SMORODINSKY, Rule.EGALITARIAN):
        assert named[rule].utilities == (7400, 7400)
    assert sum(named[Rule.BEST_JOINT].utilities) == 14_800
    assert named[Rule.BEST_JOINT].utilities == (7400, 7400), "of many equal points the most even one is shown"


@each_seed(400)
def test_same_points_as_enumeration_with_fractions(seed):
    problem = reference.random_problem(seed, low=-3, floors=seed % 3 > 0)
    found = frontier.solve(problem)
    named = solutions.solve(found)
    stay = named.disagreement
    slow_front = set(reference.frontier(problem))
    if not reference.acceptable(problem, stay):
        assert (named.outlook, named.points) == (Outlook.NO_DEAL, ())
        return
    for rule, twin in TWINS.items():
        assert chosen(found, named, rule) == twin(problem, stay) & slow_front
    slow = reference.nash(problem, stay)
    assert (named.outlook is Outlook.BOTH_GAIN) == bool(slow)
    if slow:
        assert chosen(found, named, Rule.NASH) == slow
    for point in named.points:
        assert point.index in point.indices
        assert point.gains == tuple(u - d for u, d in zip(point.utilities, stay, strict=True))


def test_two_losses_do_not_multiply_to_a_gain():
    """Trap: a reference function multiplies (-9)(-9) = 81 and calls it the Nash point when nobody filtered."""
    problem = one_issue([1, 12, 11], [1, 11, 12], floors=(10, 10))
    named = solutions.solve(frontier.solve(problem))
    assert named[Rule.NASH].gains in ((2, 1), (1, 2))
    assert len(named[Rule.NASH].indices) == 2
    hopeless = solutions.solve(frontier.solve(one_issue([1], [1], floors=(10, 10))))
    assert hopeless.outlook is Outlook.NO_DEAL
    with pytest.raises(EngineError, match="acceptable"):
        hopeless[Rule.NASH]


def test_a_floor_below_the_worst_package_is_used_as_it_stands():
    """Trap: a reference library lifts it to the worst package, and Nash moves with it."""
    ours, theirs = [0, 4, 6], [8, 4, 3]
    clamped = solutions.solve(frontier.solve(one_issue(ours, theirs, (0, 0))))
    deep = solutions.solve(frontier.solve(one_issue(ours, theirs, (-20, 0))))
    assert clamped[Rule.NASH].utilities == (6, 3)
    assert deep[Rule.NASH].utilities == (0, 8)


def test_kalai_smorodinsky_is_the_best_smallest_fraction_not_the_smallest_spread():
    """Trap: (52, 48) has the more equal fractions, yet (50, 90) is better for the one who is worse off."""
    problem = one_issue([100, 52, 50, 0], [0, 48, 90, 100], floors=(0, 0))
    assert solutions.solve(frontier.solve(problem))[Rule.KALAI_SMORODINSKY].utilities == (50, 90)


def test_egalitarian_is_not_the_smallest_difference():
    """Trap: a reference names the point with the least |u1 - u2|, (52, 48), after Kalai."""
    problem = one_issue([200, 52, 50, 0], [0, 48, 90, 100], floors=(0, 0))
    assert solutions.solve(frontier.solve(problem))[Rule.EGALITARIAN].utilities == (50, 90)


def test_egalitarian_is_not_the_best_joint():
    """Trap: a third library calls the largest sum Kalai."""
    problem = one_issue([20, 6, 0], [0, 6, 8], floors=(0, 0))
    named = solutions.solve(frontier.solve(problem))
    assert named[Rule.EGALITARIAN].utilities == (6, 6)
    assert named[Rule.BEST_JOINT].utilities == (20, 0)


@pytest.mark.parametrize(
    ("ours", "theirs", "floors", "outlook"),
    [
        ([5, 8], [5, 3], (5, 5), Outlook.NO_GAIN),
        ([5, 8], [5, 3], (4, 5), Outlook.ONE_GAINS),
        ([5, 8, 5], [6, 5, 5], (5, 5), Outlook.ONE_GAINS),
        ([5, 8], [5, 3], (4, 4), Outlook.BOTH_GAIN),
        ([5, 8], [5, 3], (9, 0), Outlook.NO_DEAL),
    ],
)
def test_no_deal_by_which_both_gain_is_said(ours, theirs, floors, outlook):
    assert solutions.solve(frontier.solve(one_issue(ours, theirs, floors))).outlook is outlook


def test_where_only_one_can_gain_nash_takes_the_largest_gain():
    named = solutions.solve(frontier.solve(one_issue([5, 8, 9], [5, 5, 4], (5, 5))))
    assert named[Rule.NASH].utilities == (8, 5)
    either = solutions.solve(frontier.solve(one_issue([5, 8], [6, 5], (5, 5))))
    assert len(either[Rule.NASH].indices) == 2


def test_huge_points_do_not_overflow():
    """Products of gains pass 2^63 here; a silent wrap-around would name the wrong point."""
    big = 2**31 - 1
    problem = one_issue([0, big // 2 + 1, big], [2 * (big // 2), big - 1, 0], floors=(-(2**34), -(2**34)))
    named = solutions.solve(frontier.solve(problem))
    floors = tuple(named.disagreement)
    assert {named[Rule.NASH].utilities} == reference.nash(problem, floors)
    assert {named[Rule.KALAI_SMORODINSKY].utilities} == reference.kalai_smorodinsky(problem, floors)


def test_ties_of_packages_are_listed():
    problem = from_points(
        issues=[("x", ["a", "b"]), ("y", ["a", "b"])], points=[[[0, 1], [0, 1]], [[1, 0], [1, 0]]], floors=[0, 0]
    )
    found = frontier.solve(problem)
    named = solutions.solve(found)
    assert solutions.packages(found, named[Rule.NASH]) == [(0, 1), (1, 0)]
    assert len(solutions.packages(found, named[Rule.NASH], limit=1)) == 1


def test_sensitivity_says_where_a_wrong_floor_moves_the_point():
    problem = one_issue([0, 4, 6, 10], [10, 8, 5, 0], floors=(5, 0))
    shifts = solutions.sensitivity(frontier.solve(problem))
    assert [(s.party, s.floor) for s in shifts] == [(0, 4), (0, 6), (1, 0), (1, 0)]
    for shift in shifts:
        fresh = solutions.solve(frontier.solve(problem.with_floors(*shift.solutions.disagreement)))
        assert fresh == shift.solutions
    assert Rule.BEST_JOINT in shifts[0].moved, "at a floor of 4 the package (4, 8) becomes acceptable"
    assert shifts[2].moved == shifts[3].moved == ()


@settings(max_examples=80)
@given(st.integers(0, 10_000), st.integers(1, 7), st.integers(1, 7))
def test_nash_and_ks_do_not_depend_on_the_scales(seed, first, second):
    problem = reference.random_problem(seed, floors=True)
    scaled: Problem = problem
    for party, factor in ((0, first), (1, second)):
        rows = [[value * factor for value in issue.contributions[party]] for issue in problem.issues]
        scaled = scaled.with_contributions(party, rows)
    factors = (first, second)
    scaled = scaled.with_floors(*(f if f is None else f * k for f, k in zip(problem.floors, factors, strict=True)))
    before, after = (solutions.solve(frontier.solve(p)) for p in (problem, scaled))
    assert before.outlook is after.outlook
    if before.outlook is Outlook.BOTH_GAIN:
        assert before[Rule.NASH].indices == after[Rule.NASH].indices
    if before.points:
        assert before[Rule.KALAI_SMORODINSKY].indices == after[Rule.KALAI_SMORODINSKY].indices


def test_ideal_gain_of_nothing_gives_the_say_to_the_other():
    named = solutions.solve(frontier.solve(one_issue([5, 5], [5, 9], (5, 5))))
    assert named[Rule.KALAI_SMORODINSKY].utilities == (5, 9)
    assert named.ideal == (5, 9)
    assert Fraction(named[Rule.NASH].gains[1]) == 4
