"""Rules between issues: forbidden combinations, if-then, bonuses, penalties; equal to enumeration with all ties."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from negotiations.engine import frontier, solutions
from negotiations.engine.frontier import Limits
from negotiations.engine.problem import EngineError, Problem, Rule
from tests.support import reference
from tests.support.seeds import each_seed


def ruled(seed, *, rules=None, **kinds):
    """A random problem with random rules on one to three issues each."""
    problem = reference.random_problem(seed, **kinds)
    dice = Random(seed + 1)
    made = []
    for _ in range(dice.randint(1, 4) if rules is None else rules):
        named = dice.sample(range(len(problem.issues)), min(len(problem.issues), dice.randint(1, 3)))
        when = []
        for issue in named:
            options = range(len(problem.issues[issue].options))
            when.append((issue, frozenset(dice.sample(options, dice.randint(1, len(options))))))
        bonus = None if dice.random() < 0.5 else (dice.randint(-4, 4), dice.randint(-4, 4))
        made.append(Rule(tuple(when), bonus))
    return replace(problem, rules=tuple(made))


@each_seed(300)
def test_same_points_and_ties_as_enumeration(seed):
    problem = ruled(seed)
    found, slow = frontier.solve(problem), reference.frontier(problem)
    assert [tuple(row) for row in found.utilities.tolist()] == list(slow)
    for index, packages in enumerate(slow.values()):
        assert found.ties(index, None) == sorted(packages)
        assert found.package(index) in packages


@each_seed(40)
@pytest.mark.parametrize("limits", [Limits(fill=-1, least=0), Limits(levels=0)], ids=["level array", "sorted points"])
def test_both_methods_behind_linked_issues(seed, limits):
    problem = ruled(seed, issues=6, high=30)
    found = frontier.solve(problem, limits=limits)
    assert [tuple(row) for row in found.utilities.tolist()] == list(reference.frontier(problem))
    assert all(
        problem.utilities(p) == tuple(u) for p, u in zip(found.packages(), found.utilities.tolist(), strict=True)
    )


@each_seed(80)
def test_floors_prune_the_same_with_rules(seed):
    problem = ruled(seed, floors=True)
    whole, inside = frontier.solve(problem), frontier.solve(problem, within_floors=True)
    assert inside.utilities.tolist() == whole.utilities[whole.acceptable].tolist()


def test_if_then_forbids_the_rest():
    """If the price is lowest, payment must be at once: low price with 30 or 60 days is gone."""
    problem = reference.random_problem(3, issues=2)
    problem = replace(problem, issues=tuple(replace(i, removed=frozenset()) for i in problem.issues))
    when = ((0, frozenset({0})), (1, frozenset(range(1, len(problem.issues[1].options)))))
    tied = replace(problem, rules=(Rule(when),))
    assert all(p[0] != 0 or p[1] == 0 for p in frontier.solve(tied).packages())


def test_rules_that_leave_nothing_leave_an_empty_frontier():
    problem = reference.random_problem(2, issues=3)
    everything = frozenset(range(len(problem.issues[0].options)))
    hopeless = replace(problem, rules=(Rule(((0, everything),)),))
    assert len(frontier.solve(hopeless)) == 0
    assert solutions.solve(frontier.solve(hopeless)).outlook is solutions.Outlook.NO_DEAL


def test_a_bonus_can_make_a_dominated_option_worth_having():
    problem = reference.random_problem(1, issues=2)
    plain = replace(
        problem,
        issues=tuple(
            replace(issue, options=("a", "b"), contributions=((0, 5), (0, 5)), removed=frozenset())
            for issue in problem.issues
        ),
    )
    bonus = Rule(((0, frozenset({0})), (1, frozenset({0}))), bonus=(20, 20))
    assert frontier.solve(plain).packages() == [(1, 1)]
    assert frontier.solve(replace(plain, rules=(bonus,))).packages() == [(0, 0)]


@pytest.mark.parametrize(
    "rule",
    [
        Rule(()),
        Rule(((0, frozenset({0})), (0, frozenset({1})))),
        Rule(((9, frozenset({0})),)),
        Rule(((0, frozenset({0})),), bonus=(1,)),
    ],
)
def test_rules_without_sense_are_refused(rule):
    problem = reference.random_problem(2, issues=3)
    with pytest.raises(EngineError):
        Problem(problem.parties, problem.issues, problem.unit, rules=(rule,))
