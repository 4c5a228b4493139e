"""Log mathematics and levers: every class by its definition, figures by hand, enumeration where there is a choice."""

from __future__ import annotations

from dataclasses import replace
from math import log
from random import Random

import numpy as np
import pytest

from negotiations.engine import doubt, levers, patterns, steps
from negotiations.engine.build import from_points
from negotiations.engine.doubt import Draws
from negotiations.engine.levers import Lever
from negotiations.engine.problem import OURS, THEIRS, EngineError, Issue
from negotiations.engine.steps import OwnStep, StepClass
from tests.support import reference
from tests.support.seeds import each_seed


def deal():
    options = ["a", "b", "c"]
    return from_points(
        issues=[("price", options), ("payment", options)],
        points=[[[60, 30, 0], [0, 10, 20]], [[0, 10, 20], [60, 30, 0]]],
    )


@pytest.mark.parametrize(
    ("after", "kind"),
    [
        ((1, 1), OwnStep.INSISTENCE),
        ((0, 1), OwnStep.DEMAND),
        ((2, 1), OwnStep.CONCESSION),
        ((2, 0), OwnStep.CONCESSION),
        ((0, 0), OwnStep.TRADE_OFF),
    ],
)
def test_own_steps_need_no_estimate_of_them(after, kind):
    assert steps.own_step(deal(), (1, 1), after) is kind
    blind = deal().with_contributions(THEIRS, [[0, 0, 0]] * 2)
    assert steps.own_step(blind, (1, 1), after) is kind


def test_their_steps_are_seen_from_their_side():
    assert steps.own_step(deal(), (1, 1), (2, 1), THEIRS) is OwnStep.DEMAND


@pytest.mark.parametrize(
    ("own", "other", "kind"),
    [
        (-5, 5, StepClass.CONCESSION),
        (-5, 0, StepClass.CONCESSION),
        (5, -5, StepClass.SELFISH),
        (5, 0, StepClass.SELFISH),
        (5, 5, StepClass.FORTUNATE),
        (-5, -5, StepClass.UNFORTUNATE),
        (0, -5, StepClass.UNFORTUNATE),
        (0, 5, StepClass.NICE),
        (0, 0, StepClass.SILENT),
        (1, -1, StepClass.SILENT),
    ],
)
def test_six_classes(own, other, kind):
    assert steps.step_class(own, other, even=1) is kind


def test_class_chances_count_draws():
    tables = (np.array([[0, 4, 8]] * 3 + [[8, 4, 0]]), np.zeros((4, 3), dtype=np.int64))
    draws = Draws(tables, np.array([0.2, 0.3, 0.1, 0.4]), 10)
    found = steps.class_chances(deal(), draws, (0, 0), (1, 0))
    assert found[StepClass.CONCESSION] == pytest.approx(0.6)
    assert found[StepClass.UNFORTUNATE] == pytest.approx(0.4)
    assert sum(found.values()) == pytest.approx(1)
    theirs = steps.class_chances(deal(), draws, (0, 0), (1, 0), by=THEIRS)
    assert theirs[StepClass.SELFISH] == pytest.approx(0.6)
    assert theirs[StepClass.UNFORTUNATE] == pytest.approx(0.4)


@each_seed(30)
def test_kinds_of_their_steps_are_those_of_each_guess(seed):
    problem = reference.random_problem(seed)
    dice = Random(seed)
    guesses = [
        problem.with_contributions(THEIRS, [[dice.randint(0, 8) for _ in issue.options] for issue in problem.issues])
        for _ in range(7)
    ]
    tables = tuple(
        np.array([guess.issues[i].contributions[THEIRS] for guess in guesses]) for i in range(len(problem.issues))
    )
    before, after = (tuple(dice.randrange(len(issue.options)) for issue in problem.issues) for _ in range(2))
    found = steps.own_chances(Draws(tables, np.full(7, 1 / 7), problem.unit), before, after)
    counts = [steps.own_step(guess, before, after, THEIRS) for guess in guesses]
    assert found == {kind: pytest.approx(counts.count(kind) / 7) for kind in OwnStep}


def test_sensitivity():
    assert steps.sensitivity([StepClass.NICE, StepClass.CONCESSION, StepClass.SELFISH]) == 2
    assert steps.sensitivity([StepClass.NICE]) is None


def test_logrolling_counts_trades():
    """(0, 2) -> (1, 0) gives 10 and 60 to them and costs us 50; (2, 0) -> (0, 0) is no trade; (1, 2) -> (0, 1) is."""
    assert steps.logrolling(deal(), [(1, 2), (0, 1)]) == 1
    assert steps.logrolling(deal(), [(1, 2), (0, 1), (0, 1)]) == 0.5
    assert steps.logrolling(deal(), [(0, 2), (1, 0)]) == 0
    assert steps.logrolling(deal(), [(0, 2)]) is None


@each_seed(60)
def test_distance_by_trying_all(seed):
    problem = reference.random_problem(seed)
    dice = Random(seed)
    offer = tuple(dice.choice(issue.allowed) for issue in problem.issues)
    base = problem.utilities(offer)
    gains = [tuple(u - b for u, b in zip(p, base, strict=True)) for p in reference.enumerate_points(problem)]
    kept = [g for g in gains if min(g) >= 0]
    found = steps.distance(problem, offer)
    assert found == steps.Distance(max(min(g) for g in kept), max(sum(g) for g in kept))


def test_straight_distance_and_reciprocity():
    assert steps.straight((0, 0), (3, 4)) == 5
    assert steps.reciprocity([10, 10, 10], [6, 6, 6]) == pytest.approx(0.6)
    assert steps.reciprocity([99, 10, 10, 10], [0, 3, -5, 3], last=3) == pytest.approx(0.2)
    assert steps.reciprocity([0, -1], [5, 5]) is None
    with pytest.raises(EngineError):
        steps.reciprocity([1], [1, 2])


def test_gives_are_measured_in_the_receivers_worth():
    draws = doubt.known(deal())
    assert steps.gives(draws, deal(), [(0, 2), (1, 2), (1, 0)], OURS).tolist() == [10, 60]
    assert steps.gives(draws, deal(), [(2, 0), (1, 0), (1, 2)], THEIRS).tolist() == [30, 20]
    assert steps.gives(draws, deal(), [(2, 0)], THEIRS).tolist() == []


def test_concession_rate():
    assert patterns.concession_rate([100, 90, 70], 40) == pytest.approx(0.5)
    assert patterns.concession_rate([40, 40], 40) is None
    assert patterns.concession_rate([], 0) is None


@pytest.mark.parametrize("e", [0.2, 0.5, 1.0, 2.0, 5.0])
def test_exponent_is_found_again(e):
    times = [0, 0.2, 0.4, 0.6, 0.8, 1.0]
    worths = [0.95 - 0.35 * t ** (1 / e) for t in times]
    assert patterns.exponent(times, worths) == pytest.approx(e, rel=0.02)
    shifted = [100 + 7 * t for t in times]
    assert patterns.exponent(shifted, worths) == pytest.approx(e, rel=0.02)


def test_exponent_of_nothing():
    assert patterns.exponent([0, 1], [1, 0.5]) is None
    assert patterns.exponent([0, 0.5, 1], [1, 1, 1]) is None
    with pytest.raises(EngineError):
        patterns.exponent([0], [1, 0])


def test_shrinking_steps_and_where_they_end():
    """Steps of 16, 8 and 4: 2 + 1 + ... = 4 more would follow."""
    found = patterns.shrinking([200, 184, 176, 172])
    assert found.ratio == pytest.approx(0.5)
    assert found.limit == pytest.approx(168)
    assert patterns.shrinking([100, 116, 124, 128]).limit == pytest.approx(132)
    assert patterns.shrinking([200, 184, 168, 152]) is None
    assert patterns.shrinking([200, 184, 190, 188]) is None
    assert patterns.shrinking([200, 184]) is None


def test_splitting_the_difference():
    assert patterns.splits([100, 150, 140], [200, 180]) == 0.5
    assert patterns.splits([100, 150], [200]) == 1
    assert patterns.splits([100], [200]) is None
    assert patterns.splits([100, 100], [100]) is None


def test_rhythm_and_readability():
    assert patterns.fixed_rhythm([24, 25, 24, 23])
    assert not patterns.fixed_rhythm([24, 2, 50])
    assert not patterns.fixed_rhythm([24, 24])
    assert patterns.unpredictability([5, 5, 5]) == 0
    assert patterns.unpredictability([1, 3, 5, 7, 9.9]) == pytest.approx(1)
    assert patterns.unpredictability([0, 0, 0]) == 0
    assert patterns.unpredictability([1]) is None


def test_calibration():
    found = patterns.calibration(bands=[(0, 1, 0.5), (0, 1, 2)], chances=[(0.8, True), (0.3, False)])
    assert found.coverage == 0.5
    assert found.log_loss == pytest.approx(-(log(0.8) + log(0.7)) / 2)
    assert found.baseline == pytest.approx(log(2))
    assert patterns.calibration() == patterns.Calibration(None, None, None)
    assert patterns.calibration(chances=[(1.0, False)]).log_loss > 10


@each_seed(60)
def test_levers_by_trying_all(seed):
    problem = reference.random_problem(seed, issues=3)
    dice = Random(seed)
    package = tuple(dice.choice(issue.allowed) for issue in problem.issues)
    lever = Lever(
        "training",
        ("none", "some", "much"),
        (0, *[dice.randint(-5, 5) for _ in "ab"]),
        (0, *[dice.randint(-5, 5) for _ in "ab"]),
    )
    base = problem.utilities(package)
    wider = replace(problem, issues=(*problem.issues, Issue("t", lever.options, (lever.ours, lever.theirs))))

    def best(one):
        gains = [tuple(u - b for u, b in zip(p, base, strict=True)) for p in reference.enumerate_points(one)]
        kept = [g for g in gains if min(g) >= 0]
        return max(g[0] for g in kept), max(g[1] for g in kept), max(sum(g) for g in kept)

    (found,) = levers.worth(problem, package, [lever])
    assert (found.ours, found.theirs, found.joint) == tuple(
        a - b for a, b in zip(best(wider), best(problem), strict=True)
    )
    assert tuple(u - b for u, b in zip(wider.utilities(found.package), base, strict=True)) == found.split


def test_levers_are_sorted_and_checked():
    small, large = Lever("a", ("no", "yes"), (0, -1), (0, 4)), Lever("b", ("no", "yes"), (0, -1), (0, 9))
    found = levers.worth(deal(), (1, 1), [small, large])
    assert [one.key for one in found] == ["b", "a"]
    for broken in (Lever("x", ("no",), (0, 1), (0,)), Lever("x", ("no", "yes"), (1, 0), (0, 0))):
        with pytest.raises(EngineError):
            levers.worth(deal(), (1, 1), [broken])
    with pytest.raises(EngineError):
        levers.worth(deal().without_options({0: [1]}), (1, 1), [small])


def test_readability_is_the_mean_of_its_known_parts():
    found = patterns.readability([24, 24, 24], [1, 3, 5, 7, 9.9], split_share=0.25)
    assert (found.timing, found.size, found.splitting) == (0, pytest.approx(1), 0.75)
    assert found.whole == pytest.approx(1.75 / 3)
    assert patterns.readability([24, 24], [1, 1, 1]).whole == 0
    assert patterns.readability().whole is None


def test_coverage_with_its_own_range_and_by_team():
    """Wilson's interval for 8 of 10 is .490 to .943 (as printed in textbooks)."""
    cases = [("north", 0, 1, 0.5)] * 8 + [("north", 0, 1, 2)] * 2 + [("south", 0, 1, 0.5)]
    found = patterns.calibration_by(cases, [("south", 0.8, True)])
    assert list(found) == ["north", "south"]
    assert (found["north"].coverage, found["north"].bands) == (0.8, 10)
    assert found["north"].between == pytest.approx((0.490, 0.943), abs=1e-3)
    assert found["north"].log_loss is None
    assert found["south"].between[1] == 1
    assert found["south"].log_loss == pytest.approx(-log(0.8))
