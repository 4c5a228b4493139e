"""Value curves: the mid-value question, extremes, inverses."""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.engine.curves import (
    Curve,
    Shape,
    exponential,
    exponential_rate,
    peaked,
    plateau,
    positions,
    power,
    rated,
    values,
)
from negotiations.engine.problem import EngineError

halves = st.floats(1e-4, 1 - 1e-4)
unit = st.floats(0, 1)
curves = st.one_of(
    st.just(Curve()),
    st.builds(Curve, st.just(Shape.CURVED), halves),
    st.builds(Curve, st.just(Shape.PLATEAU), st.floats(0.01, 1)),
)


@given(halves)
def test_the_level_named_is_worth_half(half):
    assert exponential(half, half) == pytest.approx(0.5, abs=1e-9)
    assert power(half, half) == pytest.approx(0.5, abs=1e-12)


@given(curves, unit, unit)
def test_a_rising_curve_rises_from_0_to_1(curve, a, b):
    low, high = sorted((a, b))
    assert curve.value(0) == pytest.approx(0, abs=1e-12)
    assert curve.value(1) == pytest.approx(1, abs=1e-12)
    assert 0 <= curve.value(low) <= curve.value(high) + 1e-12 <= 1 + 1e-11


@given(curves, unit)
def test_position_is_the_inverse_of_value(curve, value):
    assert curve.value(curve.position(value)) == pytest.approx(value, abs=1e-6)


@given(halves)
def test_concave_and_convex_mirror_each_other(half):
    assert exponential_rate(half) == pytest.approx(-exponential_rate(1 - half), rel=1e-6, abs=1e-6)
    assert exponential(0.3, half) == pytest.approx(1 - exponential(0.7, 1 - half), abs=1e-9)


def test_known_rate():
    """r = 2 gives x50 = -ln((1 + e^-2) / 2) / 2."""
    half = 0.28310960
    assert exponential_rate(half) == pytest.approx(2, abs=1e-5)
    assert exponential(0.75, half) == pytest.approx((1 - exp(-1.5)) / (1 - exp(-2)), abs=1e-6)


@pytest.mark.parametrize("half", [0.5, 0.5 + 1e-12, 0.5 - 1e-12, 0.4999, 0.5001])
def test_near_a_half_the_curve_is_straight_and_finite(half):
    assert exponential(0.3, half) == pytest.approx(0.3, abs=1e-3)


@pytest.mark.parametrize("half", [1e-9, 1e-6, 1 - 1e-6])
def test_extreme_halves_do_not_overflow(half):
    assert 0 <= exponential(0.2, half) <= 1
    assert exponential(half, half) == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("half", [0, 1, -0.1, 1.1, float("nan")])
def test_a_half_outside_the_range_is_refused(half):
    with pytest.raises(EngineError):
        exponential(0.5, half)


def test_plateau_and_peak():
    assert [plateau(x, 0.5) for x in (0, 0.25, 0.5, 1)] == [0, 0.5, 1, 1]
    assert [peaked(x, 0.25) for x in (0, 0.125, 0.25, 0.625, 1)] == [0, 0.5, 1, 0.5, 0]
    assert [peaked(x, 0) for x in (0, 0.5, 1)] == [1, 0.5, 0]
    assert [peaked(x, 1) for x in (0, 0.5, 1)] == [0, 0.5, 1]
    assert Curve(Shape.PEAKED, 0.6).half() == pytest.approx(0.3, abs=1e-9)
    assert Curve(Shape.PLATEAU, 0.6).half() == pytest.approx(0.3, abs=1e-9)


def test_ratings_are_pinned_to_0_and_1():
    """The range must be 0..1 whatever scale the raters used: a reference importer keeps raw points instead."""
    assert rated([10, 40, 25]) == (0, 1, 0.5)
    assert rated([7, 7]) == (0, 0)


def test_levels_may_run_either_way():
    assert positions([20, 25, 30], worst=30, best=20) == [1, 0.5, 0]
    assert values(Curve(), [20, 25, 30], worst=30, best=20) == (1, 0.5, 0)
    assert values(Curve(Shape.PEAKED, 0), [5, 5], worst=5, best=5) == (0, 0)


def test_levels_beyond_the_range_count_as_its_ends():
    assert values(Curve(), [0, 50], worst=10, best=40) == (0, 1)


def test_a_rated_issue_has_no_curve():
    with pytest.raises(EngineError):
        Curve(Shape.RATED).value(0.5)
