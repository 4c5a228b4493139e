"""Who depends more: the closed form against drawn cases, and the cases that are plain."""

import numpy as np
import pytest

from negotiations.engine.dependency import Balance, Depends, balance
from negotiations.engine.weights import Range


def drawn(sales: Range, buy: Range) -> float:
    """The slow twin: a million pairs."""
    rng = np.random.default_rng(7)
    first, second = (rng.triangular(band.low, band.likely, band.high, 1_000_000) for band in (sales, buy))
    return float((first > second).mean())


@pytest.mark.parametrize(
    ("sales", "buy"),
    [
        (Range(60, 70, 75), Range(25, 30, 70)),
        (Range(10, 20, 60), Range(15, 30, 40)),
        (Range(0, 0, 50), Range(10, 40, 40)),
        (Range(20, 50, 50), Range(30, 30, 55)),
    ],
)
def test_equals_what_is_drawn(sales: Range, buy: Range) -> None:
    assert balance(sales, buy).chance == pytest.approx(drawn(sales, buy), abs=0.003)


@pytest.mark.parametrize(
    ("sales", "buy", "depends", "chance"),
    [
        (Range(65, 70, 75), Range(25, 30, 35), Depends.THEY, 1.0),
        (Range(5, 5, 5), Range(25, 30, 35), Depends.WE, 0.0),
        (Range(30, 30, 30), Range(30, 30, 30), Depends.EVEN, 0.5),
        (Range(20, 30, 40), Range(20, 30, 40), Depends.EVEN, 0.5),
    ],
)
def test_plain_cases(sales: Range, buy: Range, depends: Depends, chance: float) -> None:
    found = balance(sales, buy)
    assert found.depends == depends
    assert found.chance == pytest.approx(chance, abs=1e-3)


def test_half_known_is_not_known() -> None:
    assert balance(Range(1, 2, 3), None) == balance(None, Range(1, 2, 3)) == Balance(Depends.UNKNOWN, None)
