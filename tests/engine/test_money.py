"""The money scale: exact on a straight money issue; theirs always as a band."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from negotiations.engine import doubt, money
from negotiations.engine.build import build
from negotiations.engine.doubt import Belief, Draws
from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.weights import Range

UNITS = 5_000
PRICES = [Decimal(200), Decimal(205), Decimal(220)]
AMOUNTS = [price * UNITS for price in PRICES]


def deal():
    """Price (200..220 x 5,000 units = 100,000 of swing) weighs 50 for us, payment 25, a cheap fee 25."""
    return build(
        issues=[("price", ["200", "205", "220"]), ("payment", ["0", "30"]), ("fee", ["no", "yes"])],
        weights=[[50, 25, 25], [40, 40, 20]],
        values=[[[1, Decimal("0.75"), 0], [0, 1], [1, 0]], [[0, Decimal("0.25"), 1], [1, 0], [0, 1]]],
    )


def test_one_unit_has_a_price():
    scale = money.scale(deal(), OURS, 0, AMOUNTS)
    assert scale.worth(deal().unit) == 200_000
    assert scale.worth(deal().issues[1].span(OURS)) == 50_000
    assert scale.units(Decimal(50_000)) == pytest.approx(deal().issues[1].span(OURS))


def test_a_step_of_the_money_issue_is_worth_its_own_money():
    """The check of the whole scale: five a piece for 5,000 pieces is 25,000."""
    steps = money.steps(deal(), money.scale(deal(), OURS, 0, AMOUNTS))
    assert [(s.issue, s.before, s.after) for s in steps] == [(0, 0, 1), (0, 1, 2), (1, 0, 1), (2, 0, 1)]
    assert [s.ours for s in steps] == [-25_000, -75_000, 50_000, -50_000]
    assert all(s.theirs is None for s in steps)


def test_steps_skip_removed_options():
    steps = money.steps(deal().without_options({0: [1]}), money.scale(deal(), OURS, 0, AMOUNTS))
    assert (steps[0].before, steps[0].after, steps[0].ours) == (0, 2, -100_000)


def test_numeraire_is_the_money_issue_with_the_largest_range():
    assert money.numeraire(deal(), OURS, [0, 2]) == 0
    assert money.numeraire(deal(), OURS, [2]) == 2
    assert money.numeraire(deal(), OURS, []) is None
    idle = deal().with_contributions(OURS, [[3, 3, 3], [0, 1], [0, 1]])
    assert money.numeraire(idle, OURS, [0]) is None


def test_known_side_in_money():
    draws = doubt.known(deal())
    prices = money.their_prices(draws, 0, AMOUNTS)
    (band,) = money.gain_in_money(draws, prices, (0, 0, 0), [(2, 0, 0)])
    assert (band.low, band.median, band.high) == (100_000,) * 3
    (band,) = money.gain_in_money(draws, prices, (0, 0, 0), [(0, 1, 0)])
    assert band.median == -100_000
    theirs = money.steps(deal(), money.scale(deal(), OURS, 0, AMOUNTS), draws, prices)
    assert [s.theirs.median for s in theirs] == [25_000, 75_000, -100_000, 50_000]


def test_their_money_is_a_band_and_the_money_issue_itself_is_certain():
    """Whatever their weights, 20 a piece on 5,000 pieces is 100,000 to them; the other issues are doubtful."""
    beliefs = [Belief(Range(10, 40, 90), values=(0.0, 0.25, 1.0), shape=0)] + [Belief(Range(10, 40, 90))] * 2
    draws = doubt.sample(deal(), beliefs, draws=500)
    prices = money.their_prices(draws, 0, AMOUNTS)
    sure, doubtful = money.gain_in_money(draws, prices, (0, 0, 0), [(2, 0, 0), (0, 0, 1)])
    assert [float(v) for v in (sure.low, sure.high)] == pytest.approx([100_000, 100_000])
    assert doubtful.low < doubtful.median < doubtful.high
    assert doubtful.low > 0
    by_hand = [
        100_000 * int(draws.tables[2][s, 1] - draws.tables[2][s, 0]) / int(np.ptp(draws.tables[0][s]))
        for s in range(len(draws))
    ]
    assert float(doubtful.median) == pytest.approx(float(np.median(by_hand)), abs=0.01)


def test_no_price_is_said_and_not_made_up():
    """Draws that give money no weight would make everything infinitely dear to them."""
    tables = (np.zeros((4, 3), dtype=np.int64), np.ones((4, 2), dtype=np.int64), np.ones((4, 2), dtype=np.int64))
    draws = Draws(tables, np.full(4, 0.25), 100)
    prices = money.their_prices(draws, 0, AMOUNTS)
    assert np.isnan(prices).all()
    assert money.gain_in_money(draws, prices, (0, 0, 0), [(1, 0, 0)]) == [None]


def test_draws_without_a_price_are_left_out_of_the_band():
    tables = (
        np.array([[0, 1, 4], [0, 1, 4], [0, 0, 0]]),
        np.array([[0, 2], [0, 2], [0, 900]]),
        np.zeros((3, 2), dtype=np.int64),
    )
    draws = Draws(tables, np.full(3, 1 / 3), 100)
    (band,) = money.gain_in_money(draws, money.their_prices(draws, 0, AMOUNTS), (0, 0, 0), [(0, 1, 0)])
    assert (band.low, band.high) == (50_000, 50_000)


@pytest.mark.parametrize("amounts", [AMOUNTS[:2], [Decimal(5)] * 3])
def test_nonsense_is_refused(amounts):
    with pytest.raises(EngineError):
        money.scale(deal(), THEIRS, 0, amounts)
