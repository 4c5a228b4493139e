"""Values of free choices from how often they were asked for: against the formula, sampled Dirichlet chances, scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import special

from negotiations.engine import doubt, frequency, inference
from negotiations.engine.doubt import Belief
from negotiations.engine.evidence import Evidence
from negotiations.engine.problem import EngineError
from negotiations.engine.weights import Range
from tests.bench.learning import Sample
from tests.bench.talks import hard_headed, talk

FREE = Belief(Range.point(40), rough=True, free=True)


def test_early_offers_count_more():
    offers = [(0, 2), (1, 2), (0, 1)]
    assert frequency.asked(offers, 0, 3) == pytest.approx((1.2, 0.6, 0))
    assert frequency.asked(offers, 1, 3) == pytest.approx((0, 0.2, 1.6))
    assert frequency.asked([], 0, 2) == (0, 0)


def test_derivatives_of_ln_gamma():
    x = np.array([0.05, 0.4, 1.0, 2.5, 7.0, 300.0])
    assert frequency.digamma(x) == pytest.approx(special.digamma(x), abs=1e-7)
    assert frequency.trigamma(x) == pytest.approx(special.polygamma(1, x), rel=1e-6)


def test_values_are_those_of_sampled_dirichlet_chances():
    """Twin: gamma draws, normalised, logarithm, stretched. Medians within .04 where every option was asked for."""
    counts = (3.0, 1.2, 6.0)
    dice = np.random.default_rng(0).random((40_000, 3))
    found = frequency.values(counts, dice)
    gammas = np.random.default_rng(1).gamma(np.array(counts) + frequency.PRIOR / 3, size=(40_000, 3))
    logs = np.log(gammas / gammas.sum(axis=1, keepdims=True))
    twin = (logs - logs.min(axis=1, keepdims=True)) / np.ptp(logs, axis=1, keepdims=True)
    assert np.median(found, axis=0) == pytest.approx(np.median(twin, axis=0), abs=0.04)
    assert np.mean(found, axis=0) == pytest.approx(np.mean(twin, axis=0), abs=0.04)


def test_values_reach_from_worst_to_best_and_nothing_asked_says_nothing():
    dice = np.random.default_rng(0).random((5000, 4))
    found = frequency.values((0, 0, 0, 0), dice)
    assert found.min(axis=1).tolist() == [0] * 5000
    assert found.max(axis=1).tolist() == [1] * 5000
    assert found.mean(axis=0) == pytest.approx([found.mean()] * 4, abs=0.02)
    assert frequency.values((3,), dice[:, :1]).tolist() == [[0]] * 5000


def test_what_is_asked_for_more_is_worth_more():
    made = talk(1, free=True)
    size = len(made.problem.issues[0].options)
    offer = (0,) * len(made.problem.issues)
    found = inference.learn(made.problem, made.free_beliefs, Evidence(offers=(offer,) * 4), draws=2000)
    mean = found.draws.mean[0]
    assert int(np.argmax(mean)) == 0
    assert mean[1:].max() - mean[1:].min() < 0.1 * mean[0]
    assert size == len(mean)


def test_free_choices_are_learned_better_than_by_the_frequency_agent():
    """What a package chosen by the guess is truly worth to them (0 average, 1 best), 16 made-up talks of 10 offers."""
    ours, theirs = [], []
    for seed in range(3000, 3016):
        made = talk(seed, free=True)
        sample = Sample(made, seed)
        items = Evidence(offers=made.offers, refused=made.refused(10))
        found = inference.learn(made.problem, made.free_beliefs, items, draws=1000)
        ours.append(sample.pick(found.draws.mean))
        theirs.append(sample.pick(hard_headed(made.problem, made.offers)))
    assert np.mean(ours) > np.mean(theirs) + 0.05


def test_other_issues_are_drawn_as_before():
    made = talk(2)
    plain = doubt.sample(made.problem, made.beliefs, draws=50, seed=1)
    assert doubt.dice_per_issue(made.problem, made.beliefs) == doubt.DICE
    mixed = [FREE, *made.beliefs[1:]]
    assert doubt.dice_per_issue(made.problem, mixed) == doubt.DICE + len(made.problem.issues[0].options)
    assert len(doubt.sample(made.problem, mixed, draws=50, seed=1)) == len(plain)


def test_counts_must_fit():
    made = talk(2)
    with pytest.raises(EngineError):
        Belief(Range.point(40), free=True, asked=(-1.0,))
    wrong = [Belief(Range.point(40), free=True, asked=(1.0,)), *made.beliefs[1:]]
    with pytest.raises(EngineError):
        doubt.sample(made.problem, wrong, draws=5)
