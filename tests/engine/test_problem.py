"""Problems and how they are built: exact units, knock-outs, floors, words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from negotiations.engine import frontier
from negotiations.engine.build import FINE_UNIT, PERCENT_UNIT, build, coarser, exact, from_points
from negotiations.engine.frontier import Limits, TooLarge
from negotiations.engine.problem import OURS, THEIRS, EngineError, Issue, Problem, Rule, utilities_of
from tests.support import reference
from tests.support.seeds import each_seed

TWO = [("price", ["low", "mid", "high"]), ("days", ["30", "60"])]


def simple(**changes):
    given = {
        "issues": TWO,
        "weights": [[70, 30], [Decimal("0.5"), Decimal("0.5")]],
        "values": [[[1, Decimal("0.35"), 0], [0, 1]], [[0, Decimal("0.5"), 1], [1, 0]]],
    }
    return build(**{**given, **changes})


def test_whole_percent_is_exact_at_ten_thousand():
    problem = simple()
    assert problem.unit == PERCENT_UNIT
    assert problem.issues[0].contributions == ((7000, 2450, 0), (0, 2500, 5000))
    assert problem.utilities((1, 1)) == (5450, 2500)


def test_float_noise_does_not_leave_the_percent_grid():
    """0.1 + 0.2 and 1 - 0.9 mean 0.3 and 0.1: noise would cost the exact grid and split ties."""
    noisy = simple(
        weights=[[0.1 + 0.2, 0.7], [1 - 0.9, 0.9]], values=[[[1, 0.1 + 0.2, 0], [0, 1]], [[0, 0.5, 1], [1, 0]]]
    )
    clean = simple(
        weights=[[Decimal("0.3"), Decimal("0.7")], [Decimal("0.1"), Decimal("0.9")]],
        values=[[[1, Decimal("0.3"), 0], [0, 1]], [[0, Decimal("0.5"), 1], [1, 0]]],
    )
    assert noisy == clean
    assert noisy.unit == PERCENT_UNIT


def test_swings_that_do_not_divide_a_hundred_are_exact_at_their_own_unit():
    """Swings 100/80/60: thirds and twelfths. Rounding them would make one tie into several frontier points."""
    issues = [(key, ["a", "b"]) for key in "xyz"]
    problem = build(issues=issues, weights=[[100, 80, 60], [1, 1, 1]], values=[[[1, 0]] * 3, [[0, 1]] * 3])
    spans = [[issue.span(p) for issue in problem.issues] for p in (OURS, THEIRS)]
    assert [Fraction(s, problem.unit) for s in spans[OURS]] == [Fraction(5, 12), Fraction(1, 3), Fraction(1, 4)]
    assert spans[THEIRS] == [problem.unit // 3] * 3
    assert problem.unit >= PERCENT_UNIT


def test_input_that_is_exact_nowhere_is_rounded_to_a_millionth_and_still_sums_to_one():
    weights = [[0.123456789, 0.234567891, 0.641975320], [2**0.5, 3**0.5, 5**0.5]]
    issues = [(key, ["a", "b"]) for key in "xyz"]
    problem = build(issues=issues, weights=weights, values=[[[1, 0]] * 3, [[0, 1]] * 3])
    assert problem.unit == FINE_UNIT
    assert (problem.best(OURS), problem.best(THEIRS)) == (FINE_UNIT, FINE_UNIT)
    shares = [weight / sum(weights[1]) for weight in weights[1]]
    for issue, share in zip(problem.issues, shares, strict=True):
        assert abs(issue.span(THEIRS) - share * FINE_UNIT) <= 1


def test_our_exact_side_stays_exact_when_theirs_cannot_be():
    problem = simple(weights=[[100, 140], [2**0.5, 1]])
    assert problem.unit % 12 == 0
    assert Fraction(problem.issues[0].span(OURS), problem.unit) == Fraction(5, 12)


@pytest.mark.parametrize(
    ("number", "meant"),
    [(0.1 + 0.2, Fraction(3, 10)), (5 / 12, Fraction(5, 12)), (Decimal("0.07"), Fraction(7, 100)), (3, Fraction(3))],
)
def test_exact_reads_the_number_that_was_meant(number, meant):
    assert exact(number) == meant


def test_floor_is_rounded_up_so_that_nothing_below_it_passes():
    problem = simple(floors=[Fraction(1, 3), None])
    assert problem.floors == (3334, None)


def test_floor_may_lie_below_and_above_everything():
    """Never clamped: a reference library moves a floor below the worst package up to it, and Nash moves with it."""
    problem = simple(floors=[Fraction(-1, 2), Fraction(2)])
    assert problem.floors == (-5000, 20_000)
    assert [problem.disagreement(p) for p in (OURS, THEIRS)] == [-5000, 20_000]


def test_unknown_floor_means_the_worst_package():
    problem = from_points(issues=[("x", ["a", "b"])], points=[[[-3, 5]], [[2, 1]]])
    assert [problem.disagreement(p) for p in (OURS, THEIRS)] == [-3, 1]


def test_knock_out_removes_an_option_for_good():
    problem = simple(removed={"price": [0]})
    assert problem.issues[0].allowed == (1, 2)
    assert problem.package_count == 4
    assert not problem.allows((0, 0))
    assert problem.best(OURS) == 2450 + 3000
    assert all(package[0] != 0 for package in problem.packages())


def test_rules_forbid_and_add():
    forbid = Rule(((0, frozenset({0})), (1, frozenset({1}))))
    bonus = Rule(((0, frozenset({2})), (1, frozenset({0}))), bonus=(100, -40))
    problem = simple(rules=[forbid, bonus])
    assert not problem.allows((0, 1))
    assert problem.utilities((2, 0)) == (100, 10_000 - 40)
    assert (0, 1) not in set(problem.packages())


def test_words_and_back():
    problem = simple()
    assert problem.package(problem.names((2, 1))) == (2, 1)
    with pytest.raises(EngineError):
        problem.package({"price": "none", "days": "30"})


def test_many_utilities_at_once_equal_one_by_one():
    problem = simple()
    packages = list(problem.packages())
    assert utilities_of(problem.table(OURS), packages).tolist() == [problem.utility(x, OURS) for x in packages]


def test_all_weights_zero_is_an_indifferent_party():
    problem = simple(weights=[[0, 0], [1, 1]])
    assert [issue.span(OURS) for issue in problem.issues] == [0, 0]


@pytest.mark.parametrize(
    "changes",
    [
        {"weights": [[1, -1], [1, 1]]},
        {"weights": [[1], [1, 1]]},
        {"weights": [[1, 1]]},
        {"values": [[[1, 2, 0], [0, 1]], [[0, 0.5, 1], [1, 0]]]},
        {"values": [[[1, 0], [0, 1]], [[0, 0.5, 1], [1, 0]]]},
        {"removed": {"days": [0, 1]}},
        {"floors": [0]},
        {"issues": [], "weights": [[], []], "values": [[], []]},
        {"unit": -1},
    ],
)
def test_nonsense_is_refused_in_words(changes):
    with pytest.raises(EngineError, match=r"\w+ .*\."):
        simple(**changes)


def test_utilities_that_do_not_fit_are_refused():
    big = Issue("x", ("a", "b"), ((0, 2**31), (0, 1)))
    with pytest.raises(EngineError, match="coarser unit"):
        Problem(("ours", "theirs"), (big,), 1)


@each_seed(40)
def test_a_coarser_unit_is_off_by_half_a_unit_per_issue_at_most(seed):
    fine = reference.random_problem(seed, high=99, floors=True)
    fine = replace(fine, unit=1000)
    rough = coarser(fine, 70)
    for package in list(fine.packages())[:50]:
        for party in (OURS, THEIRS):
            exactly = Fraction(fine.utility(package, party), fine.unit)
            off = abs(Fraction(rough.utility(package, party), rough.unit) - exactly)
            assert off <= Fraction(len(fine.issues), 2 * rough.unit)
    for before, after in zip(fine.floors, rough.floors, strict=True):
        assert (before is None) == (after is None)
        assert before is None or Fraction(after, 70) >= Fraction(before, 1000)
    with pytest.raises(EngineError):
        coarser(fine, 1000)


def test_a_coarser_unit_makes_a_large_problem_possible():
    dice = Random(0)
    ours = [[dice.randint(0, 10**7) for _ in range(12)] for _ in range(20)]
    rows = [(tuple(row), tuple(10**7 - value + dice.randint(0, 10**5) for value in row)) for row in ours]
    issues = tuple(Issue(str(i), tuple(map(str, range(12))), pair) for i, pair in enumerate(rows))
    large = Problem(("ours", "theirs"), issues, 10**8, rules=(Rule(((0, frozenset({0})),), bonus=(10**6, 0)),))
    with pytest.raises(TooLarge):
        frontier.solve(large, limits=Limits(points=2_000))
    assert len(frontier.solve(coarser(large, 1_000), limits=Limits(points=200_000))) > 10
