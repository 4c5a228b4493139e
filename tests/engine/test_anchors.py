"""The range that comparables imply, against values computed by hand and a slow twin."""

import random
from itertools import pairwise

import pytest

from negotiations.engine.anchors import Comparable, anchor, place, quantile
from negotiations.engine.problem import EngineError


def of(*values: float, **fields: float) -> list[Comparable]:
    return [Comparable(value, fields.get("age", 1.0)) for value in values]


def slow_quantile(values: list[float], weights: list[float], share: float) -> float:
    """By the definition: each value at the middle of its weight, a straight line between neighbours."""
    pairs = sorted((value, weight) for value, weight in zip(values, weights, strict=True) if weight > 0)
    before, places = 0.0, []
    for value, weight in pairs:
        places.append((before + weight / 2, value))
        before += weight
    first, last = places[0][0], places[-1][0]
    share = first + share * (last - first)
    for (left, low), (right, high) in pairwise(places):
        if share <= right:
            return low + (high - low) * (share - left) / (right - left)
    return places[-1][1]


def test_quartiles_by_hand() -> None:
    """Five equal ones stand at 0, 1/4, 1/2, 3/4 and 1; of four, a quarter lies 3/4 of the way to the second."""
    found = anchor(of(3.4, 3.5, 3.6, 3.7, 3.8))
    assert found is not None
    assert (found.low, found.middle, found.high) == pytest.approx((3.5, 3.6, 3.7))
    four = anchor(of(10, 20, 30, 50))
    assert four is not None
    assert (four.low, four.middle, four.high) == pytest.approx((17.5, 25, 35))


def test_one_absurd_value_does_not_move_the_range() -> None:
    calm, wild = anchor(of(3.4, 3.5, 3.6, 3.7, 3.8)), anchor(of(3.4, 3.5, 3.6, 3.7, 380))
    assert calm is not None
    assert wild is not None
    assert (wild.low, wild.middle) == (calm.low, calm.middle)
    assert wild.high == pytest.approx(calm.high)


@pytest.mark.parametrize(("values", "band"), [((600.0,), (600, 600, 600)), ((600.0, 640.0), (600, 620, 640))])
def test_few_are_taken_whole(values: tuple[float, ...], band: tuple[float, float, float]) -> None:
    found = anchor(of(*values))
    assert found is not None
    assert (found.low, found.middle, found.high) == pytest.approx(band)


def test_adjusted_and_indexed_by_hand() -> None:
    """500 two years ago, prices +10 % a year, −2 % for freight: 500 × 0.98 × 1.21 = 592.9."""
    found = anchor([Comparable(500, 24, adjustment=-2)], index=10)
    assert found is not None
    assert found.values == pytest.approx((592.9,))


def test_old_ones_count_less() -> None:
    """24 months: half; 36: a quarter. Weights 1, 1, 0.5 stand at 0, 1/1.75 and 1: the middle at 100 + 30 × 0.875."""
    found = anchor([Comparable(100, 12), Comparable(130, 1), Comparable(160, 24)])
    assert found is not None
    assert found.weights == (1.0, 1.0, 0.5)
    assert found.stale == (False, False, True)
    assert found.newest == 1
    assert found.middle == pytest.approx(126.25)
    assert anchor([Comparable(1, 36)]).weights == (0.25,)  # type: ignore[union-attr]


def test_nothing_that_counts_is_no_range() -> None:
    assert anchor([]) is None
    assert anchor([Comparable(1, 1, weight=0)]) is None


@pytest.mark.parametrize(
    "bad",
    [Comparable(1, -1), Comparable(1, 1, weight=-1), Comparable(1, 1, adjustment=-100), Comparable(float("nan"), 1)],
)
def test_what_no_comparable_can_be(bad: Comparable) -> None:
    with pytest.raises(EngineError):
        anchor([bad])


def test_places() -> None:
    found = anchor(of(340, 350, 360, 370, 380))
    assert found is not None  # 350 to 370
    below, inside, above = place(320, found), place(360, found), place(400, found)
    assert (below.side, below.gap, below.share) == ("below", 30, pytest.approx(30 / 350))
    assert (inside.side, inside.gap) == ("inside", 0)
    assert (above.side, above.gap) == ("above", 30)
    nothing = anchor(of(0, 0, 0))
    assert nothing is not None
    assert place(-3, nothing).share is None


def test_against_the_slow_twin() -> None:
    chance = random.Random(7)
    for _ in range(200):
        count = chance.randint(1, 9)
        values = [chance.choice([1.0, 2.0, 5.0, chance.uniform(0, 9)]) for _ in range(count)]
        weights = [chance.choice([0.0, 0.5, 1.0, chance.random()]) for _ in range(count)]
        if not sum(weights):
            continue
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            assert quantile(values, weights, share) == pytest.approx(slow_quantile(values, weights, share))
