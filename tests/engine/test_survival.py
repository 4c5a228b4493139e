"""Kaplan and Meier's curve against the textbook's, a slow twin, and its edges."""

import math
import random

import pytest

from negotiations.engine.problem import EngineError
from negotiations.engine.survival import kaplan_meier, left_at, median

# Weeks in remission under 6-mercaptopurine, 21 patients (Freireich et al. 1963), + where only seen until then.
HAPPENED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
SEEN = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
REMISSION = [(float(t), True, 1) for t in HAPPENED] + [(float(t), False, 1) for t in SEEN]


def test_the_textbook_curve() -> None:
    """By hand: 1 - 3/21, then x 16/17, 14/15, 11/12, 10/11, 6/7, 5/6; Greenwood's as in Kalbfleisch & Prentice."""
    curve = kaplan_meier(REMISSION)
    assert [(drop.time, drop.waiting, drop.happened) for drop in curve] == [
        (6, 21, 3), (7, 17, 1), (10, 15, 1), (13, 12, 1), (16, 11, 1), (22, 7, 1), (23, 6, 1),
    ]  # fmt: skip
    assert [round(drop.left, 4) for drop in curve] == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert [round(drop.spread, 4) for drop in curve] == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    assert median(curve) == 23
    low, high = curve[0].between or (0.0, 0.0)
    assert (round(low, 3), round(high, 3)) == (0.620, 0.952)


def test_by_hand_two_of_four() -> None:
    """At 1 one of 4: 3/4, variance (3/4)^2 x 1/(4x3) = 3/64. One leaves at 2. At 3 one of 2: 3/8."""
    first, second = kaplan_meier([(1, True, 1), (2, False, 1), (3, True, 1), (5, False, 1)])
    assert (first.left, first.spread) == (0.75, pytest.approx(math.sqrt(3 / 64)))
    assert second.left == 0.375
    assert second.spread == pytest.approx(0.375 * math.sqrt(1 / 12 + 1 / 2))
    assert [left_at((first, second), t) for t in (0.5, 1, 2.9, 3, 99)] == [1.0, 0.75, 0.75, 0.375, 0.375]


def test_edges() -> None:
    assert kaplan_meier([]) == ()
    assert kaplan_meier([(3, False, 5)]) == ()
    assert median(()) is None
    (only,) = kaplan_meier([(0, True, 2)])
    assert (only.left, only.spread, only.between) == (0.0, 0.0, None)
    for wrong in (-1, math.nan, math.inf):
        with pytest.raises(EngineError):
            kaplan_meier([(wrong, True, 1)])
    with pytest.raises(EngineError):
        kaplan_meier([(1, True, -1)])


@pytest.mark.parametrize("seed", range(6))
def test_as_its_slow_twin_and_the_same_for_counted_cases(seed: int) -> None:
    draw = random.Random(seed)
    cases = [(float(draw.randrange(12)), draw.random() < 0.6) for _ in range(draw.randrange(1, 60))]

    def twin(until: float) -> float:
        left = 1.0
        for time in sorted({t for t, event in cases if event and t <= until}):
            waiting = [t for t, _ in cases if t >= time]
            left *= 1 - sum(event for t, event in cases if t == time) / len(waiting)
        return left

    curve = kaplan_meier([(time, event, 1) for time, event in cases])
    for drop in curve:
        assert drop.left == pytest.approx(twin(drop.time))
        assert drop.between is None or drop.between[0] <= drop.left <= drop.between[1]
    counted = {case: cases.count(case) for case in cases}
    assert kaplan_meier([(*case, count) for case, count in counted.items()]) == curve
