"""Thinning for display keeps ends, named points and the shape."""

from __future__ import annotations

import numpy as np
import pytest

from negotiations.engine import frontier, solutions
from negotiations.engine.problem import EngineError
from negotiations.engine.thinning import thin
from tests.bench.markets import market


@pytest.fixture(scope="module")
def line():
    return frontier.solve(market(10, 10, "near-equal"))


def test_small_frontiers_are_shown_whole():
    small = frontier.solve(market(3, 4, "opposed"))
    assert thin(small) == list(range(len(small)))


def test_ends_and_named_points_stay(line):
    named = [point.index for point in solutions.solve(line).points]
    shown = thin(line, 100, keep=named)
    assert len(line) > 5000
    assert 90 <= len(shown) <= 100
    assert {0, len(line) - 1, *named} <= set(shown)
    assert shown == sorted(set(shown))


def test_no_gap_is_much_longer_than_the_others(line):
    points = line.utilities[thin(line, 100)].astype(float)
    points /= np.ptp(points, axis=0)
    gaps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    assert gaps.max() < 3 * gaps.mean()


def test_more_to_keep_than_to_show_is_kept(line):
    assert set(range(50)) <= set(thin(line, 10, keep=range(50)))


def test_a_line_of_one_point_is_refused(line):
    with pytest.raises(EngineError):
        thin(line, 1)
