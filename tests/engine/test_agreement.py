"""Kendall's W, rank correlation and spread: against values worked by hand, against scipy and by counting all cases."""

from itertools import permutations, product

import numpy as np
import pytest
from scipy import stats

from negotiations.engine import agreement
from negotiations.engine.problem import EngineError


def test_w_by_hand() -> None:
    """Three judges, four things: rank sums 4, 6, 8, 12 about 7.5 give S = 35; W = 12 · 35 / (9 · 60) = 0.7778."""
    orders = [[1, 2, 3, 4], [2, 1, 3, 4], [1, 3, 2, 4]]
    values = [[-rank for rank in row] for row in orders]
    sums = np.array(orders).sum(axis=0)
    assert sums.tolist() == [4, 6, 8, 12]
    found = agreement.concord(values)
    assert found is not None
    assert found.w == pytest.approx(12 * 35 / (9 * 60))
    assert found.rho == pytest.approx((3 * found.w - 1) / 2)


def test_w_with_ties_by_hand() -> None:
    """Two judges of three things, one with a tie: ranks 1 2.5 2.5 and 1 2 3 → S = 6.5, whole (4 · 24 − 2 · 6) / 12."""
    found = agreement.concord([[9, 5, 5], [9, 5, 1]])
    assert found is not None
    assert found.w == pytest.approx(6.5 / 7.0)


@pytest.mark.parametrize("seed", range(12))
def test_the_mean_correlation_is_that_of_all_pairs(seed: int) -> None:
    """W is the mean of Spearman's correlations in another dress; those are scipy's. Without ties, where it is exact."""
    dice = np.random.default_rng(seed)
    people, issues = int(dice.integers(2, 7)), int(dice.integers(3, 9))
    values = dice.permuted(np.tile(np.arange(issues), (people, 1)), axis=1).astype(float)
    found = agreement.concord(values)
    assert found is not None
    pairs = [stats.spearmanr(values[a], values[b]).statistic for a in range(people) for b in range(a)]
    assert found.rho == pytest.approx(float(np.mean(pairs)))
    assert found.w == pytest.approx((np.mean(pairs) * (people - 1) + 1) / people)


@pytest.mark.parametrize("seed", range(8))
def test_w_is_that_of_friedman(seed: int) -> None:
    """Friedman's chi-square is m (n − 1) W, ties corrected by scipy."""
    dice = np.random.default_rng(seed)
    values = dice.integers(0, 5, size=(5, 6)).astype(float)
    found = agreement.concord(values)
    assert found is not None
    assert found.w == pytest.approx(stats.friedmanchisquare(*values.T).statistic / (5 * 5))


@pytest.mark.parametrize("seed", range(20))
def test_ranks_and_correlation_are_scipys(seed: int) -> None:
    dice = np.random.default_rng(seed)
    left, right = dice.integers(0, 4, size=(2, 7)).astype(float)
    assert agreement.ranks([left])[0].tolist() == stats.rankdata(-left).tolist()
    assert agreement.correlation(left, right) == pytest.approx(stats.spearmanr(left, right).statistic)


def test_the_chance_is_that_of_counting_every_case() -> None:
    """Three people, three issues: of the 216 sets of rankings, 6 agree throughout, and so on down."""
    values = [[3, 2, 1], [3, 2, 1], [3, 1, 2]]
    found = agreement.concord(values)
    assert found is not None
    squares = [float(((np.sum(rows, axis=0) - 6) ** 2).sum()) for rows in product(permutations((1, 2, 3)), repeat=3)]
    mine = float(((agreement.ranks(values).sum(axis=0) - 6) ** 2).sum())
    exact = np.mean([square >= mine - 1e-9 for square in squares])
    assert found.chance == pytest.approx(exact, abs=0.03)
    one = agreement.concord([[3, 2, 1]] * 3)
    assert one is not None
    assert (one.w, one.chance) == (1.0, pytest.approx(6 / 216, abs=0.01))


def test_there_is_no_agreement_of_one_or_without_an_order() -> None:
    assert agreement.concord([[1, 2, 3]]) is None
    assert agreement.concord([[1], [2]]) is None
    assert agreement.concord([[5, 5, 5], [1, 1, 1]]) is None
    assert agreement.correlation([1, 1], [1, 2]) is None
    assert agreement.against_rest(np.array([[0.4, 0.6]])) == [None]


def test_against_the_rest_and_who_differs_on_what() -> None:
    weights = agreement.shares([[60, 30, 10], [50, 40, 10], [10, 30, 60]])
    alone = agreement.against_rest(weights)
    assert alone[2] == pytest.approx(-1.0)
    first = agreement.differences(weights)[0]
    assert (first.person, first.issue, first.weight, first.others) == (2, 2, pytest.approx(0.6), pytest.approx(0.1))
    assert first.ranks == 2
    assert agreement.differences(weights, least=0.9) == []


def test_shares_and_points() -> None:
    weights = agreement.shares([[100, 50, 50], [0, 10, 10]])
    assert weights.tolist() == [[0.5, 0.25, 0.25], [0.0, 0.5, 0.5]]
    assert agreement.points(weights)[0].tolist() == [100, 50, 50]
    assert agreement.points(weights, np.array([0.8])).max() == pytest.approx(62.5)
    for bad in ([[0, 0]], [[-1, 2]], [1, 2]):
        with pytest.raises(EngineError):
            agreement.shares(bad)  # type: ignore[arg-type]
