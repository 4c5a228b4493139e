"""What must hold for rules and caps whatever the numbers are: scale, order, loosening, degenerate issues, 1 and 60."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import frontier, many, solutions, solver
from negotiations.engine.linking import if_then
from negotiations.engine.problem import Cap, Issue, Problem, Rule
from negotiations.engine.solutions import Outlook
from tests.engine.test_states import linked, points
from tests.support import reference

SEEDS = st.integers(0, 100_000)


def covered(by, rows):
    """Every row has one in `by` that is as good for both."""
    return all(any(a[0] >= b[0] and a[1] >= b[1] for a in by) for b in rows)


@settings(max_examples=60)
@given(seed=SEEDS, scales=st.tuples(st.integers(1, 40), st.integers(1, 40)), offset=st.integers(-50, 50))
def test_scales_and_offsets_of_either_side_move_the_points_with_them(seed, scales, offset):
    problem = linked(seed, issues=4)
    moved = problem
    for party, scale in enumerate(scales):
        rows = [row * scale + (offset if i == 0 else 0) for i, row in enumerate(problem.table(party))]
        moved = moved.with_contributions(party, rows)
    rules = tuple(
        rule
        if rule.bonus is None
        else replace(rule, bonus=tuple(b * s for b, s in zip(rule.bonus, scales, strict=True)))
        for rule in problem.rules
    )
    expected = [
        tuple(u * s + offset for u, s in zip(point, scales, strict=True)) for point in points(frontier.solve(problem))
    ]
    assert points(frontier.solve(replace(moved, rules=rules))) == expected


@settings(max_examples=60)
@given(seed=SEEDS, data=st.data())
def test_the_order_of_issues_rules_and_caps_does_not_matter(seed, data):
    problem = linked(seed, issues=4)
    order = data.draw(st.permutations(range(4)))
    place = {old: new for new, old in enumerate(order)}
    turned = replace(
        problem,
        issues=tuple(problem.issues[i] for i in order),
        rules=tuple(
            replace(rule, when=tuple((place[i], options) for i, options in rule.when))
            for rule in reversed(problem.rules)
        ),
        caps=tuple(replace(cap, amounts=tuple(cap.amounts[i] for i in order)) for cap in reversed(problem.caps)),
    )
    assert points(frontier.solve(turned)) == points(frontier.solve(problem))
    assert points(many.solve(turned)) == points(many.solve(problem))


@settings(max_examples=60)
@given(seed=SEEDS, more=st.integers(1, 10))
def test_loosening_a_cap_or_dropping_a_ban_never_hurts(seed, more):
    problem = linked(3 * seed + 1, issues=4)
    found = points(frontier.solve(problem))
    looser = tuple(replace(cap, most=cap.most + more) for cap in problem.caps)
    assert covered(points(frontier.solve(replace(problem, caps=looser))), found)
    assert covered(points(frontier.solve(replace(problem, caps=()))), found)
    bonuses = tuple(rule for rule in problem.rules if rule.bonus)
    assert covered(points(frontier.solve(replace(problem, rules=bonuses))), found)


@settings(max_examples=60)
@given(seed=SEEDS, measure=st.integers(2, 1_000), base=st.integers(0, 20))
def test_the_measure_of_a_cap_and_what_every_option_uses_anyway_do_not_matter(seed, measure, base):
    problem = linked(3 * seed + 1, issues=3)
    caps = tuple(
        Cap(tuple(tuple(v * measure + base for v in row) for row in cap.amounts), cap.most * measure + 3 * base)
        for cap in problem.caps
    )
    assert points(frontier.solve(replace(problem, caps=caps))) == points(frontier.solve(problem))


@settings(max_examples=60)
@given(seed=SEEDS)
def test_what_forbids_nothing_and_what_forbids_everything(seed):
    problem = replace(reference.random_problem(seed, issues=3), rules=(), caps=())
    amounts = tuple(tuple(range(size)) for size in problem.sizes)
    roomy = replace(problem, caps=(Cap(amounts, sum(size - 1 for size in problem.sizes)),))
    assert points(frontier.solve(roomy)) == points(frontier.solve(problem))
    shut = replace(problem, caps=(Cap(tuple(tuple(v + 1 for v in row) for row in amounts), 2),))
    assert points(frontier.solve(shut)) == []
    assert solutions.solve(frontier.solve(shut)).outlook is Outlook.NO_DEAL
    assert points(many.solve(shut)) == []


@settings(max_examples=40)
@given(seed=SEEDS, count=st.integers(1, 4))
def test_degenerate_issues_change_nothing(seed, count):
    """One option, no weight for anybody, or all options alike: as if they were not there."""
    problem = linked(seed, issues=3)
    idle = tuple(Issue(f"idle {k}", ("a", "b", "c")[: 1 + k % 3], ((0,) * (1 + k % 3),) * 2) for k in range(count))
    wider = replace(
        problem,
        issues=(*problem.issues, *idle),
        caps=tuple(replace(c, amounts=(*c.amounts, *((0,) * len(i.options) for i in idle))) for c in problem.caps),
    )
    assert points(frontier.solve(wider)) == points(frontier.solve(problem))


@settings(max_examples=40)
@given(seed=SEEDS)
def test_a_reservation_above_everything_leaves_nothing(seed):
    problem = linked(seed, issues=3)
    top = problem.best(0) + sum(abs(rule.bonus[0]) for rule in problem.rules if rule.bonus) + 1
    hopeless = problem.with_floors(top, None)
    assert points(frontier.solve(hopeless, within_floors=True)) == []
    assert solutions.solve(frontier.solve(hopeless)).outlook is Outlook.NO_DEAL


@pytest.mark.parametrize("count", [1, 60])
def test_one_and_sixty_issues_with_a_cap_and_a_rule(count):
    """Each issue gives us 3 for 1 of the cap, or them 2 for nothing: the cap says how often."""
    issues = tuple(Issue(str(i), ("ours", "theirs"), ((3, 0), (0, 2))) for i in range(count))
    cap = Cap(((1, 0),) * count, count // 2)
    found = frontier.solve(Problem(("ours", "theirs"), issues, 3 * count, caps=(cap,)))
    assert points(found) == [(3 * k, 2 * (count - k)) for k in range(count // 2 + 1)]
    assert all(cap.used(package) <= cap.most for package in found.packages())
    if count > 1:
        rule = if_then(given=(0, [0]), then=(59, [0]), sizes=(2,) * count)
        tied = frontier.solve(Problem(("ours", "theirs"), issues, 3 * count, rules=(rule,), caps=(cap,)))
        assert points(tied) == points(found)
        assert all(package[59] == 0 for package in tied.packages() if package[0] == 0)


def test_sixty_issues_with_many_rules_stay_within_what_can_be_carried():
    """A rule between every two neighbours is a chain: few states at a time, whatever its length."""
    dice = np.random.default_rng(4)
    issues = tuple(
        Issue(str(i), tuple("abcd"), tuple(tuple(r) for r in dice.integers(0, 100, (2, 4)).tolist())) for i in range(60)
    )
    rules = tuple(Rule(((i, frozenset({0, 1})), (i + 1, frozenset({2, 3}))), None) for i in range(59))
    problem = Problem(("ours", "theirs"), issues, 6_000, rules=rules)
    found = frontier.solve(problem)
    assert all(problem.allows(package) for package in found.packages())
    programme = solver.Programme(problem)
    for ours, theirs in points(found)[5::40]:
        best = programme.best((1, 0), least=(None, theirs))
        assert best is not None
        assert problem.utility(best, 0) == ours
