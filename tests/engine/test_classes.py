"""Issue classes: the lists of a known case, definitions by brute force, and independence of scale."""

from __future__ import annotations

from fractions import Fraction

import pytest

from negotiations.engine.build import from_points
from negotiations.engine.classes import Kind, classify
from negotiations.engine.problem import Problem
from tests.engine import cases
from tests.support import reference
from tests.support.seeds import each_seed


def of(ours, theirs, rest=((0, 10), (10, 0))):
    """The class of an issue beside a second one that gives both parties something else to want."""
    width = [str(v) for v in range(len(ours))]
    problem = from_points(issues=[("x", width), ("y", ["a", "b"])], points=[[ours, rest[0]], [theirs, rest[1]]])
    return classify(problem)[0]


def test_new_recruit_lists():
    found = classify(cases.new_recruit())
    assert [c.key for c in found if c.kind is Kind.DISTRIBUTIVE] == ["Salary", "Signing bonus"]
    assert [c.key for c in found if c.kind is Kind.COMPATIBLE] == ["Job assignment", "Company car"]
    assert [c.key for c in found if c.kind is Kind.INTEGRATIVE] == [
        "Starting date",
        "Vacation days",
        "Moving expenses",
        "Insurance",
    ]
    assert [c.best for c in found if c.kind is Kind.COMPATIBLE] == [(0,), (0,)]


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ([0, 5, 10], [10, 5, 0], Kind.DISTRIBUTIVE),
        ([0, 5, 10], [20, 10, 0], Kind.INTEGRATIVE),
        ([0, 5, 10], [0, 5, 10], Kind.COMPATIBLE),
        ([0, 10, 5], [3, 10, 0], Kind.COMPATIBLE),
        ([0, 9, 10], [10, 9, 0], Kind.INTEGRATIVE),
        ([4, 4, 4], [10, 5, 0], Kind.FREE_FOR_US),
        ([0, 5, 10], [2, 2, 2], Kind.FREE_FOR_THEM),
        ([1, 1], [2, 2], Kind.INDIFFERENT),
        ([1], [2], Kind.INDIFFERENT),
    ],
)
def test_kinds(ours, theirs, kind):
    assert of(ours, theirs).kind is kind


def test_a_middle_option_worth_more_to_both_together_is_integrative():
    """Ranges alone would call it distributive: ten each. The middle gives nine to both."""
    assert of([0, 9, 10], [10, 9, 0]).kind is Kind.INTEGRATIVE


def test_dominated_options_do_not_make_an_issue_integrative():
    """Option 3 is bad for both; nobody would agree on it."""
    assert of([0, 5, 10, 0], [10, 5, 0, 0]).kind is Kind.DISTRIBUTIVE


def test_removed_options_do_not_count():
    problem = from_points(
        issues=[("x", ["a", "b", "c"]), ("y", ["a", "b"])], points=[[[0, 5, 9], [0, 9]], [[5, 0, 9], [9, 0]]]
    )
    assert classify(problem)[0].kind is Kind.COMPATIBLE
    assert classify(problem.without_options({0: [2]}))[0].kind is Kind.DISTRIBUTIVE


def test_free_issues_say_what_to_settle_on():
    assert of([4, 4, 4], [10, 5, 0]).best == (0,)
    assert of([4, 4, 4], [10, 5, 0]).leverage is None
    assert of([0, 5, 10], [2, 2, 2]).best == (2,)


def test_leverage_is_their_range_over_ours_as_parts_of_each_whole():
    found = of([0, 10], [30, 0], rest=((0, 30), (10, 0)))
    assert (found.ours, found.theirs, found.leverage) == (Fraction(1, 4), Fraction(3, 4), 3)


@each_seed(100)
def test_compatible_and_free_by_definition_and_whatever_the_scale(seed):
    problem = reference.random_problem(seed)
    found = classify(problem)
    stretched: Problem = problem.with_contributions(
        0, [[7 * v + 5 for v in i.contributions[0]] for i in problem.issues]
    )
    assert [c.kind for c in classify(stretched)] == [c.kind for c in found]
    for c, issue in zip(found, problem.issues, strict=True):
        cares = [len({row[v] for v in issue.allowed}) > 1 for row in issue.contributions]
        shared = [
            v for v in issue.allowed if all(row[v] >= row[o] for row in issue.contributions for o in issue.allowed)
        ]
        assert (c.kind is Kind.COMPATIBLE) == (all(cares) and bool(shared))
        assert (c.kind is Kind.INDIFFERENT) == (not any(cares))
        assert (c.kind is Kind.FREE_FOR_US) == (not cares[0] and cares[1])
        if c.best:
            assert list(c.best) == shared
