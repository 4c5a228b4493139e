"""Rules and caps between issues wherever the engine solves: equal to enumeration and to merging the linked issues."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from negotiations.engine import (
    cloud,
    counter,
    doubt,
    frontier,
    improve,
    levers,
    many,
    musthaves,
    packages,
    questions,
    window,
)
from negotiations.engine.doubt import Belief
from negotiations.engine.frontier import TooLarge
from negotiations.engine.linking import if_then, permitted, worths
from negotiations.engine.problem import OURS, THEIRS, Cap, EngineError, Problem, Rule
from negotiations.engine.weights import Range
from tests.engine.test_linked import ruled
from tests.support import reference
from tests.support.seeds import each_seed


def linked(seed, *, caps=None, **kinds):
    """Rules for some seeds, caps for some, both for some."""
    problem = ruled(seed, **kinds) if seed % 3 else reference.random_problem(seed, **kinds)
    return reference.capped(problem, seed, caps=caps) if seed % 3 < 2 else problem


def points(found):
    return [tuple(row) for row in found.utilities.tolist()]


def draws_of(problem, count=7, seed=0):
    beliefs = [Belief(Range(5, 30, 100), shape=0.5) for _ in problem.issues]
    return doubt.sample(problem, beliefs, draws=count, seed=seed)


@each_seed(250)
def test_caps_give_the_enumerated_frontier_with_all_ties(seed):
    problem = linked(3 * (seed // 2) + seed % 2, floors=seed % 4 > 1)
    assert problem.caps
    found, slow = frontier.solve(problem), reference.frontier(problem)
    assert points(found) == list(slow)
    for index, ties in enumerate(slow.values()):
        assert found.ties(index, None) == sorted(ties)
        assert found.package(index) in ties
    inside = frontier.solve(problem, within_floors=True)
    assert inside.utilities.tolist() == found.utilities[found.acceptable].tolist()


@each_seed(80)
def test_the_same_as_merging_linked_issues_into_one(seed):
    problem = linked(seed, issues=4)
    if not reference.enumerate_points(problem):
        return
    one, groups, choices = reference.merged(problem)
    apart = frontier.solve(one)
    assert points(frontier.solve(problem)) == points(apart)
    for index, package in enumerate(apart.packages()):
        whole = [0] * len(problem.issues)
        for group, options, v in zip(groups, choices, package, strict=True):
            for issue, option in zip(group, options[v], strict=True):
                whole[issue] = option
        assert problem.allows(whole)
        assert problem.utilities(whole) == points(apart)[index]


@each_seed(60)
def test_every_draw_of_a_cloud_is_its_own_exact_frontier(seed):
    problem = linked(seed, high=40)
    draws = draws_of(problem)
    if not reference.enumerate_points(problem):
        with pytest.raises(EngineError, match="no package"):
            cloud.solve(problem, draws)
        return
    told = []
    found = cloud.solve(problem, draws, progress=lambda done, total: told.append((done, total)))
    assert told == [(7, 7)]
    for s in range(len(draws)):
        alone = problem.with_contributions(THEIRS, [table[s].tolist() for table in draws.tables])
        rows = np.stack([found.ours, found.theirs], axis=1)[found.guess == s]
        assert [tuple(row) for row in rows.tolist()] == list(reference.frontier(alone))


@each_seed(30)
def test_a_cloud_in_small_batches_is_the_same(seed, monkeypatch):
    problem = linked(3 * seed + 1, issues=3)
    draws = draws_of(problem, 20)
    if not reference.enumerate_points(problem):
        return
    whole = cloud.solve(problem, draws)
    monkeypatch.setattr(cloud, "MOST", 60)
    try:
        parts = cloud.solve(problem, draws)
    except TooLarge:
        return
    assert (parts.guess == whole.guess).all()
    assert (parts.ours == whole.ours).all()
    assert (parts.theirs == whole.theirs).all()


@each_seed(90)
@pytest.mark.parametrize("parties", [3, 4])
def test_more_parties_keep_rules_caps_and_floors(seed, parties):
    problem = reference.random_problem(seed, issues=1 + seed % 4, parties=parties, floors=seed % 2 > 0, low=-2)
    rules = tuple(
        replace(rule, bonus=rule.bonus and (rule.bonus * 2)[:parties])
        for rule in ruled(seed, issues=len(problem.issues)).rules
        if all(max(options) < problem.sizes[i] for i, options in rule.when)
    )
    problem = reference.capped(replace(problem, rules=rules), seed) if seed % 3 else replace(problem, rules=rules)
    found, slow = many.solve(problem), reference.frontier(problem)
    assert points(found) == list(slow)
    for index, ties in enumerate(slow.values()):
        assert found.package(index) in ties
    inside = many.solve(problem, within_floors=True)
    above = [p for p in slow if all(f is None or u >= f for u, f in zip(p, problem.floors, strict=True))]
    assert points(inside) == above


@each_seed(80)
@pytest.mark.parametrize("small", [True, False])
def test_packages_in_a_window_keep_rules_and_caps(seed, small, monkeypatch):
    if not small:
        monkeypatch.setattr(window, "ENUMERATE", 0)
    problem = linked(seed, issues=4, high=30)
    draws = draws_of(problem, 5)
    low, high = 30 + seed % 20, 60 + seed % 20
    inside = reference.window(problem, low, high)
    rows = window.as_packages(window.candidates(problem, draws.tables, low, high))
    assert set(rows) <= set(inside)
    assert not small or rows == inside
    if inside:
        worth = draws.utilities(inside)
        assert (draws.utilities(rows).max(axis=1) == worth.max(axis=1)).all()


@each_seed(60)
def test_draws_and_tables_count_bonuses_as_the_problem_does(seed):
    problem = linked(seed)
    rows = np.array([x for x in np.ndindex(*problem.sizes)])
    free = problem.without_options({})
    assert permitted(problem, rows).tolist() == [
        replace(free, issues=tuple(replace(i, removed=frozenset()) for i in free.issues)).allows(x)
        for x in rows.tolist()
    ]
    for party in (OURS, THEIRS):
        expected = [problem.utility(x, party) for x in rows.tolist()]
        assert worths(problem, rows, party).tolist() == expected
        sure = doubt.known(problem, party)
        some = [tuple(x) for x in rows.tolist()]
        assert sure.utilities(some)[0].tolist() == expected
        assert sure.gains(some[0], some)[0].tolist() == [value - expected[0] for value in expected]
    beliefs = draws_of(problem)
    assert beliefs.bonuses == doubt.known(problem).bonuses


@each_seed(40)
def test_what_is_suggested_is_always_allowed(seed):
    problem = linked(seed, issues=4, floors=seed % 2 > 0)
    draws = draws_of(problem, 30)
    if not (allowed := [x for p in reference.enumerate_points(problem).values() for x in p]):
        return
    base = allowed[seed % len(allowed)]
    found = [one.package for one in improve.improvements(problem, base, draws=draws)]
    found += [p for question in questions.rank(problem, draws) for p in question.packages]
    aim = problem.utility(base, OURS)
    floor = problem.floors[OURS]
    if floor is None or aim >= floor:
        found += [offer.package for offer in packages.equal_sets(problem, draws, aim=aim, even=3).offers]
        found += [one.package for one in counter.reply(problem, base).counters]
    assert all(problem.allows(package) for package in found)
    lever = levers.Lever("extra", ("no", "yes"), (0, 5), (0, -3))
    (worth,) = levers.worth(problem, base, [lever])
    assert problem.allows(worth.package[:-1])


def test_a_cap_as_a_must_have_has_its_price():
    """Ten points of service in all: without the cap both issues could be at their best for us."""
    free = Problem(("ours", "theirs"), reference.random_problem(1, issues=2).issues, 10)
    issues = tuple(
        replace(i, options=("a", "b"), contributions=((0, 4), (0, 1)), removed=frozenset()) for i in free.issues
    )
    capped = replace(free, issues=issues, caps=(Cap(((0, 6), (0, 6)), 10, "service"),))
    prices = musthaves.price(capped, [musthaves.MustHave("service", caps=(0,))])
    assert prices.package in {(0, 1), (1, 0)}
    assert prices.prices[0].cost == 4
    with pytest.raises(EngineError, match="cap"):
        musthaves.price(capped, [musthaves.MustHave("other", caps=(1,))])


def test_if_then_in_one_call():
    rule = if_then(given=(0, [0]), then=(1, [2]), sizes=(2, 3))
    assert [x for x in np.ndindex(2, 3) if not rule.matches(x)] == [(0, 2), (1, 0), (1, 1), (1, 2)]
    for given, then in (((0, []), (1, [0])), ((0, [0]), (1, [0, 1, 2])), ((1, [0]), (1, [1]))):
        with pytest.raises(EngineError):
            if_then(given=given, then=then, sizes=(2, 3))


@pytest.mark.parametrize("amounts", [((1,),), ((0, -1), (0, 0))])
def test_caps_without_sense_are_refused(amounts):
    problem = replace(reference.random_problem(2, issues=2), rules=())
    with pytest.raises(EngineError):
        replace(problem, caps=(Cap(amounts, 1),))


def test_many_rules_do_not_fit_in_one_number():
    """More than 62 rules: states are told apart row by row."""
    problem = reference.random_problem(9, issues=4, options=4)
    pairs = [(0, v, j, w) for v in range(problem.sizes[0]) for j in (1, 2, 3) for w in range(problem.sizes[j])]
    rules = [Rule(((i, frozenset({v})), (j, frozenset({w}))), (v - w, w)) for i, v, j, w in pairs] * 3
    problem = replace(problem, rules=tuple(rules))
    assert len(problem.rules) > 62
    assert points(frontier.solve(problem)) == list(reference.frontier(problem))
