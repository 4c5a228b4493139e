"""The chance that a deal ruins them: against a slow count, at the ends, and by hand."""

import numpy as np
import pytest

from negotiations.engine.problem import EngineError
from negotiations.engine.viability import chance_of_loss


def slow(worths: np.ndarray, shares: np.ndarray, floor: tuple[float, float, float]) -> float:
    """Many floors drawn from the same band by its quantiles, one by one against every worth."""
    low, likely, high = floor
    lost = 0.0
    chances = (np.arange(4000) + 0.5) / 4000
    for chance in chances:
        if chance < 0.5:
            drawn = low + (chance - 0.1) / 0.4 * (likely - low)
        else:
            drawn = likely + (chance - 0.5) / 0.4 * (high - likely)
        lost += float(shares[worths < drawn].sum())
    return lost / len(chances)


@pytest.mark.parametrize("seed", range(4))
def test_it_equals_the_slow_count(seed: int) -> None:
    dice = np.random.default_rng(seed)
    worths, shares = dice.normal(100, 40, 300), dice.random(300)
    shares /= shares.sum()
    floor = tuple(np.sort(dice.normal(90, 30, 3)).tolist())
    assert chance_of_loss(worths, shares, floor) == pytest.approx(slow(worths, shares, floor), abs=2e-3)


def test_by_hand() -> None:
    one = np.ones(1)
    for worth, chance in ((30.0, 1.0), (60.0, 0.9), (80.0, 0.7), (100.0, 0.5), (140.0, 0.1), (200.0, 0.0)):
        assert chance_of_loss(np.array([worth]), one, (60, 100, 140)) == pytest.approx(chance)


def test_a_certain_floor_and_what_is_not_known() -> None:
    even = np.full(4, 0.25)
    assert chance_of_loss(np.array([1.0, 2.0, 3.0, 4.0]), even, (3, 3, 3)) == 0.5
    assert chance_of_loss(np.array([1.0, np.nan, np.inf, 4.0]), even, (3, 3, 3)) == 0.5
    with pytest.raises(EngineError):
        chance_of_loss(np.array([np.nan]), np.ones(1), (1, 2, 3))
    with pytest.raises(EngineError):
        chance_of_loss(np.ones(1), np.ones(1), (3, 2, 1))
