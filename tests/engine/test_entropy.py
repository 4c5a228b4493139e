"""Entropy in bits, by hand."""

import pytest

from negotiations.engine.entropy import bits, habit
from negotiations.engine.problem import EngineError


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((5,), 0.0), ((1, 1), 1.0), ((1, 1, 1, 1), 2.0), ((2, 1, 1), 1.5), ((4, 2, 1, 1), 1.75), ((3, 0, 0), 0.0)],
)
def test_bits_by_hand(counts: tuple[int, ...], expected: float) -> None:
    assert bits(counts) == expected


def test_a_habit_names_its_favourite_and_how_much_there_could_be() -> None:
    found = habit((1, 4, 2, 1))
    assert (found.bits, found.most, found.favourite, found.share) == (1.75, 2.0, 1, 0.5)
    assert habit((2, 2)).favourite == 0
    assert habit(()).favourite is None
    assert habit((0, 0)) == habit(())
    with pytest.raises(EngineError):
        habit((1, -1))
