"""Weights from orders and swings: published values and exact sums."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.engine.problem import EngineError
from negotiations.engine.weights import (
    Range,
    centroid,
    normalise,
    rank_sum,
    starting_swings,
    weight_ranges,
)


def test_centroid_of_five_as_published():
    assert [round(float(w), 3) for w in centroid(5)] == [0.457, 0.257, 0.157, 0.090, 0.040]


def test_rank_sum_of_four():
    assert rank_sum(4) == (Fraction(4, 10), Fraction(3, 10), Fraction(2, 10), Fraction(1, 10))


@given(st.integers(1, 60))
def test_weights_sum_to_one_and_fall(count):
    for weights in (centroid(count), rank_sum(count)):
        assert sum(weights) == 1
        assert list(weights) == sorted(weights, reverse=True)
    swings = starting_swings(count)
    assert swings[0] == 100
    assert min(swings) >= 1


def test_swings_are_normalised_exactly():
    assert normalise([100, 80, 60]) == (Fraction(5, 12), Fraction(1, 3), Fraction(1, 4))
    assert sum(normalise([0.1, 0.2, 0.7])) == 1
    assert normalise([0, 0]) == (0, 0)


@pytest.mark.parametrize("make", [lambda: normalise([1, -1]), lambda: centroid(0), lambda: rank_sum(-1)])
def test_nonsense_is_refused(make):
    with pytest.raises(EngineError):
        make()


@given(st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3).map(sorted), min_size=1, max_size=5))
def test_weight_ranges_are_what_corners_of_the_swings_give(rows):
    """The extreme weights lie at corners of the box of swings: trying all corners gives the same."""
    swings = [Range(*row) for row in rows]
    found = weight_ranges(swings)
    corners = [c for c in product(*((s.low, s.high) for s in swings)) if sum(c)]
    for i, band in enumerate(found):
        assert band.low <= band.likely <= band.high
        if len(corners) == 2 ** len(swings):
            shares = [corner[i] / sum(corner) for corner in corners]
            assert band.low == pytest.approx(min(shares))
            assert band.high == pytest.approx(max(shares))
