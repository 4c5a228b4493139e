"""Draws of their side: seeded, faithful to the estimate, and bands that are what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import doubt
from negotiations.engine.build import build
from negotiations.engine.doubt import Belief, Direction, Draws
from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.weights import Range
from tests.support import reference
from tests.support.seeds import each_seed


def problem(options=3):
    rows = [v / (options - 1) for v in range(options)]
    issues = [(key, [str(v) for v in range(options)]) for key in ("x", "y", "z")]
    return build(issues=issues, weights=[[50, 30, 20], [20, 30, 50]], values=[[rows] * 3, [rows[::-1]] * 3])


def beliefs(**kind):
    return [Belief(Range(10, 40, 90), **kind)] * 3


def test_same_seed_same_draws_other_seed_others():
    one, again, other = (doubt.sample(problem(), beliefs(), seed=seed) for seed in (1, 1, 2))
    assert all((a == b).all() for a, b in zip(one.tables, again.tables, strict=True))
    assert any((a != b).any() for a, b in zip(one.tables, other.tables, strict=True))


def test_every_draw_is_a_whole_preference():
    """Weights sum to 1 in each draw, so that the best of everything is worth 1 (rounding of 3 issues apart)."""
    draws = doubt.sample(problem(), beliefs(), draws=300)
    best = sum(table.max(axis=1) for table in draws.tables)
    assert np.abs(best - draws.unit).max() <= 2
    assert all((table >= 0).all() for table in draws.tables)


def test_no_doubt_gives_one_preference():
    certain = [Belief(Range.point(s), direction=Direction.OPPOSITE, shape=0) for s in (20, 30, 50)]
    draws = doubt.sample(problem(), certain, draws=5)
    for table, row in zip(draws.tables, problem().table(THEIRS), strict=True):
        assert (table == row).all()
    assert draws.mean[0].tolist() == pytest.approx(problem().table(THEIRS)[0].tolist())
    assert doubt.expected(problem(), draws) == problem()


def test_rough_swings_make_every_division_of_the_weights_alike():
    """Dirichlet(1, 1, 1): a weight is a third on average and above a half in a quarter of the draws."""
    draws = doubt.sample(problem(), [Belief(Range.point(40), rough=True)] * 3, draws=8000)
    weight = draws.tables[0].max(axis=1) / draws.unit
    assert weight.mean() == pytest.approx(1 / 3, abs=0.01)
    assert (weight > 0.5).mean() == pytest.approx(0.25, abs=0.02)


def test_directions():
    swing = Range.point(1)
    opposite, same = (
        doubt.sample(problem(), [Belief(swing, direction=d)] * 3, draws=50).tables[0]
        for d in (Direction.OPPOSITE, Direction.SAME)
    )
    assert (np.diff(opposite, axis=1) <= 0).all()
    assert (np.diff(same, axis=1) >= 0).all()
    unknown = doubt.sample(problem(), [Belief(swing, direction=Direction.UNKNOWN)] * 3, draws=2000).tables[0]
    rising = (unknown[:, 2] > unknown[:, 0]).mean()
    assert 0.45 < rising < 0.55


def test_an_issue_without_worth_to_us_says_nothing_by_direction():
    flat = build(issues=[("x", ["a", "b"])], weights=[[1], [1]], values=[[[1, 1]], [[0, 1]]])
    draws = doubt.sample(flat, [Belief(Range.point(1))], draws=10)
    assert (draws.tables[0] == 0).all()


def test_values_given_are_used_and_bent_around_themselves():
    given_values = (0.0, 0.3, 1.0)
    straight = doubt.sample(problem(), [Belief(Range.point(1), values=given_values, shape=0)] * 3, draws=3)
    third = straight.unit / 3
    assert straight.tables[0][0].tolist() == pytest.approx([0, 0.3 * third, third], abs=1)
    bent = doubt.sample(problem(), [Belief(Range.point(1), values=given_values, shape=0.4)] * 3, draws=4000)
    middle = bent.tables[0][:, 1] / (bent.unit / 3)
    assert np.median(middle) == pytest.approx(0.3, abs=0.02)
    assert np.quantile(middle, 0.9) > 0.4


def test_doubt_about_the_half_level_becomes_doubt_about_the_shape():
    """Ten in a hundred drawn curves have their half level below the low estimate, ten above the high one."""
    shape = doubt.shape_from_half(Range(0.3, 0.5, 0.7))
    exponents = np.exp(np.random.default_rng(0).normal(0, shape, 20_000))
    halves = 0.5 ** (1 / exponents)
    assert 0.06 < (halves < 0.3).mean() < 0.16
    assert 0.06 < (halves > 0.7).mean() < 0.16
    assert doubt.shape_from_half(Range.point(0.4)) == 0
    with pytest.raises(EngineError):
        doubt.shape_from_half(Range(0, 0.5, 1))


def test_worth_and_gain_of_packages():
    draws = doubt.sample(problem(), beliefs(), draws=200)
    before, after = (0, 1, 2), [(0, 1, 2), (2, 1, 0), (1, 1, 1)]
    worth = draws.utilities([before, *after])
    for s in (0, 17, 199):
        expected = sum(int(draws.tables[i][s, v]) for i, v in enumerate(before))
        assert worth[s, 0] == expected
    assert (draws.gains(before, after) == worth[:, 1:] - worth[:, :1]).all()
    none, *_ = draws.gain(before, after)
    assert (none.low, none.median, none.high, none.chance, none.harm) == (0, 0, 0, 0, 0)


def test_band_counts_draws():
    values = np.arange(-10, 91)[:, None]
    (band,) = doubt.bands(values)
    assert (band.low, band.median, band.high, band.mean) == pytest.approx((0, 40, 80, 40))
    assert (band.chance, band.harm) == pytest.approx((90 / 101, 10 / 101))


@settings(max_examples=80)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 5)), min_size=1, max_size=30))
def test_weighted_band_equals_repeating_each_draw(rows):
    """A draw of weight 3 is the same draw three times (quantile = smallest value with that share at or below it)."""
    repeated = sorted(value for value, times in rows for _ in range(times))
    if not repeated:
        return
    shares = np.array([times for _, times in rows], dtype=float)
    shares /= shares.sum()
    (band,) = doubt.bands(np.array([[value] for value, _ in rows]), shares)
    for found, level in ((band.low, 1), (band.median, 5), (band.high, 9)):
        at = -(-len(repeated) * level // 10) - 1
        assert found == repeated[max(at, 0)]
    assert band.chance == pytest.approx(sum(v > 0 for v in repeated) / len(repeated))
    assert band.harm == pytest.approx(sum(v < 0 for v in repeated) / len(repeated))


@each_seed(30)
def test_known_side_gives_its_own_numbers(seed):
    simple = reference.random_problem(seed)
    draws = doubt.known(simple)
    for package in list(simple.packages())[:5]:
        (band,) = draws.worth([package])
        assert band.low == band.median == band.high == simple.utility(package, THEIRS)
    assert doubt.expected(simple, draws) == simple


def test_draws_with_weights_shift_the_mean():
    even = doubt.sample(problem(), beliefs(), draws=2)
    first = Draws(even.tables, np.array([1.0, 0.0]), even.unit)
    assert first.mean[0].tolist() == even.tables[0][0].tolist()


def test_draws_of_our_side_use_theirs_for_directions():
    draws = doubt.sample(problem(), [Belief(Range.point(1), direction=Direction.SAME, shape=0)] * 3, party=OURS)
    assert (np.diff(draws.tables[0], axis=1) <= 0).all()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Belief(Range(-1, 0, 1)),
        lambda: Belief(Range(0, 0, 1), values=(0.0, 1.2)),
        lambda: Range(3, 2, 4),
        lambda: doubt.sample(problem(), beliefs()[:2]),
        lambda: doubt.sample(problem(), beliefs(), draws=0),
        lambda: doubt.sample(problem(), [Belief(Range.point(1), values=(0.0, 1.0))] * 3),
    ],
)
def test_nonsense_is_refused(make):
    with pytest.raises(EngineError):
        make()


def test_all_swings_zero_is_indifference():
    draws = doubt.sample(problem(), [Belief(Range.point(0))] * 3, draws=4)
    assert all((table == 0).all() for table in draws.tables)
