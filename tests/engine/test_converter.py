"""Money formulas against figures worked out by hand, and the claim tester."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negotiations.engine import claims, converter
from negotiations.engine.claims import CostShare, Verdict
from negotiations.engine.problem import EngineError
from negotiations.engine.weights import Range

D = Decimal


def near(value, expected, places=2):
    return round(value, places) == D(expected)


def test_two_per_cent_for_53_days_is_about_fourteen_per_cent_a_year():
    assert near(converter.discount_rate(D("0.02"), 53), "0.1405", 4)
    assert near(converter.compound_rate(D("0.02"), 53), "0.1493", 4)
    assert converter.suits(D("0.02"), 53, payer=D("0.06"), receiver=D("0.18")) == (True, True)
    assert converter.suits(D("0.02"), 53, payer=D("0.16"), receiver=D("0.18")) == (False, True)
    assert converter.suits(D("0.02"), 53, payer=D("0.06"), receiver=D("0.10")) == (True, False)


def test_two_ten_net_thirty():
    """The textbook case: 2 % for 20 days is 37.2 % simple, 44.6 % compound."""
    assert near(converter.discount_rate(D("0.02"), 20), "0.372", 3)
    assert near(converter.compound_rate(D("0.02"), 20), "0.446", 3)


@pytest.mark.parametrize("days", [1, 30, 90])
def test_a_fair_discount_comes_to_the_cost_of_capital(days):
    rate = D("0.12")
    assert near(converter.discount_rate(converter.fair_discount(days, rate), days), "0.12", 12)


def test_payment_days_for_both_sides():
    """1,000,000 paid 30 days later: 4,931.51 to us at 6 %, 14,794.52 lost to them at 18 %."""
    assert near(converter.payment_days(D(1_000_000), 30, D("0.06")), "4931.51")
    assert near(converter.payment_days(D(1_000_000), 30, D("0.18")), "14794.52")
    assert converter.payment_days(D(100), -30, D("0.06")) == -converter.payment_days(D(100), 30, D("0.06"))


def test_stock_and_lead_time():
    assert near(converter.stock(D(200_000), 90, D("0.20")), "9863.01")
    assert near(converter.lead_time(D(1_000_000), 36, D("0.25")), "24657.53")
    safety = converter.lead_time(D(0), 16, D("0.25"), deviation=D(10), unit_cost=D(50))
    assert near(safety, "822.50")


def test_warranty_is_cheaper_for_the_one_who_repairs_cheaper():
    """5,000 units, 2 failures in 100 a year, 2 years: 40 a repair for the maker, 150 for us, at 8 %."""
    ours = converter.warranty(D(5000), D("0.02"), D(150), 2, D("0.08"))
    theirs = converter.warranty(D(5000), D("0.02"), D(40), 2, D("0.08"))
    assert near(ours, "27798.35")
    assert near(ours / theirs, "3.75")
    assert converter.warranty(D(5000), D("0.02"), D(150), 0, D("0.08")) == 0
    assert converter.warranty(D(10), D("0.5"), D(10), 3, D(0)) == 150


def test_freight_volume_and_quality():
    assert converter.freight(D(5000), D("1.20")) == D("6000.00")
    assert converter.volume(D(1000), D(205), D(170)) == 35_000
    assert converter.quality(D(5000), D("0.03"), D("0.01"), D(80)) == D("8000.00")
    assert converter.quality(D(5000), D("0.01"), D("0.03"), D(80)) == D("-8000.00")


@pytest.mark.parametrize(
    "make",
    [
        lambda: converter.discount_rate(D(1), 30),
        lambda: converter.discount_rate(D("0.02"), 0),
        lambda: converter.fair_discount(0, D("0.1")),
        lambda: converter.payment_days(D(1), 1, D(8)),
        lambda: converter.payment_days(D(1), 1, D(-1)),
        lambda: converter.lead_time(D(1), -1, D("0.1")),
        lambda: converter.warranty(D(1), D(-1), D(1), 1, D("0.1")),
        lambda: converter.quality(D(1), D(2), D(0), D(1)),
    ],
)
def test_nonsense_is_refused(make):
    with pytest.raises(EngineError):
        make()


def test_every_formula_says_its_source_and_limits():
    for name, formula in converter.FORMULAS.items():
        assert callable(getattr(converter, name))
        assert formula.text
        assert formula.source
        assert formula.limits


def plastic(spread=0.0):
    """54 % resin, 18 % freight, 12 % energy, 16 % labour."""
    rows = (("resin", 54, 2.0), ("freight", 18, 4.0), ("energy", 12, 3.0), ("labour", 16, 4.5))
    return [
        CostShare(name, Range(share - spread, share, share + spread), Range(move - spread, move, move + spread))
        for name, share, move in rows
    ]


def test_a_claim_of_eight_per_cent_against_what_costs_explain():
    found = claims.check(8.0, plastic())
    assert found.likely == pytest.approx(2.88)
    assert found.excess == pytest.approx(5.12)
    assert (found.verdict, found.chance) == (Verdict.NOT_JUSTIFIED, 0)
    assert found.justified.low == found.justified.high == pytest.approx(2.88)
    assert dict(found.parts) == pytest.approx({"resin": 1.08, "freight": 0.72, "energy": 0.36, "labour": 0.72})


def test_doubt_makes_a_range_and_verdicts():
    spread = claims.check(3.1, plastic(spread=1.5))
    assert spread.justified.low < 2.88 < spread.justified.high
    assert spread.verdict is Verdict.POSSIBLE
    assert 0.1 <= spread.chance <= 0.5
    assert claims.check(2.5, plastic(spread=1.5)).verdict is Verdict.JUSTIFIED
    assert claims.check(9.0, plastic(spread=1.5)).verdict is Verdict.NOT_JUSTIFIED
    assert claims.check(3.1, plastic(spread=1.5)) == spread


def test_what_is_not_in_the_shares_has_not_moved():
    assert claims.check(1.0, plastic()[:1]).likely == pytest.approx(1.08)
    assert claims.check(1.0, []).verdict is Verdict.NOT_JUSTIFIED


@pytest.mark.parametrize(
    "shares",
    [
        [CostShare("x", Range(-1, 0, 1), Range.point(1))],
        [CostShare("x", Range.point(60), Range.point(1)), CostShare("y", Range.point(50), Range.point(1))],
    ],
)
def test_shares_beyond_the_whole_are_refused(shares):
    with pytest.raises(EngineError):
        claims.check(1.0, shares)
