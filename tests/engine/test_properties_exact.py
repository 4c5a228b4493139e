"""What holds for every exact computation: units, order and sides do not matter, more room never hurts.

Hypothesis looks for the problem in which it does not: one option, nothing at stake, ties, floors above everything.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import (
    balanced,
    counter,
    frontier,
    improve,
    kbest,
    levers,
    musthaves,
    outcome,
    solutions,
    swaps,
)
from negotiations.engine.levers import Lever
from negotiations.engine.musthaves import MustHave
from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.solutions import Outlook, Rule
from tests.engine.deals import flipped, moved_package, problems, reordered, scaled, wide, with_package

FACTORS = st.integers(1, 9)
ORDER = st.permutations(range(4))


def points(problem):
    return [tuple(row) for row in frontier.solve(problem).utilities.tolist()]


def named(problem):
    """Every rule with the utilities of all its ties."""
    front = frontier.solve(problem)
    found = solutions.solve(front)
    return found.outlook, {one.rule: {tuple(front.utilities[i].tolist()) for i in one.indices} for one in found.points}


@settings(max_examples=40)
@given(problems(), FACTORS, FACTORS, st.integers(-9, 9))
def test_units_of_either_side_do_not_move_nash_and_ks(problem, first, second, shift):
    """Best joint and equal gains compare both sides' units, Nash and Kalai-Smorodinsky do not."""
    problem = problem.with_floors(*(problem.disagreement(p) for p in (OURS, THEIRS)))
    moved = scaled(problem, first, second, shift)
    outlook, before = named(problem)
    again, after = named(moved)
    assert again == outlook
    count = len(problem.issues)
    for rule in (Rule.NASH, Rule.KALAI_SMORODINSKY):
        if rule in before:
            assert after[rule] == {(a * first + shift * count, b * second) for a, b in before[rule]}


@settings(max_examples=40)
@given(problems(), ORDER, st.booleans())
def test_order_of_issues_and_options_does_not_matter(problem, order, turned):
    order = [i for i in order if i < len(problem.issues)]
    moved = reordered(problem, order, turned)
    assert points(moved) == points(problem)
    assert named(moved) == named(problem)


@settings(max_examples=40)
@given(problems())
def test_sides_can_change_places(problem):
    assert points(flipped(problem)) == [(b, a) for a, b in reversed(points(problem))]
    outlook, before = named(problem)
    again, after = named(flipped(problem))
    assert (again, after) == (outlook, {rule: {(b, a) for a, b in ties} for rule, ties in before.items()})


@settings(max_examples=40)
@given(problems())
def test_named_points_are_below_no_floor_and_floors_above_everything_leave_none(problem):
    outlook, ties = named(problem)
    for one in ties.values():
        for point in one:
            assert all(floor is None or u >= floor for u, floor in zip(point, problem.floors, strict=True))
    above = problem.with_floors(problem.best(OURS) + 1, None)
    assert named(above) == (Outlook.NO_DEAL, {})
    assert (outlook is Outlook.NO_DEAL) == (not ties)


@settings(max_examples=40)
@given(with_package(), FACTORS, FACTORS)
def test_swaps_do_not_depend_on_units(case, first, second):
    problem, package = case
    found = {(s.give[:3], s.get[:3], s.kind) for s in swaps.find(problem, package, per_pair=None, limit=None)}
    moved = scaled(problem, first, second)
    again = {(s.give[:3], s.get[:3], s.kind) for s in swaps.find(moved, package, per_pair=None, limit=None)}
    assert again == found


@settings(max_examples=40)
@given(with_package(), ORDER, st.booleans())
def test_swaps_do_not_depend_on_order(case, order, turned):
    problem, package = case
    order = [i for i in order if i < len(problem.issues)]
    moved, at = reordered(problem, order, turned), moved_package(problem, package, order, turned)
    found = sorted((s.ours, s.theirs, s.kind) for s in swaps.find(problem, package, per_pair=None, limit=None))
    again = sorted((s.ours, s.theirs, s.kind) for s in swaps.find(moved, at, per_pair=None, limit=None))
    assert again == found
    best, same = (
        sorted(s.ours * s.theirs for s in balanced.best_of_pairs(*one)) for one in ((problem, package), (moved, at))
    )
    assert same == best


@settings(max_examples=40)
@given(with_package())
def test_every_swap_is_what_it_says(case):
    problem, package = case
    before = problem.utilities(package)
    for swap in swaps.find(problem, package, per_pair=None, limit=None):
        after = problem.utilities(swap.package)
        assert (swap.ours, swap.theirs) == (after[OURS] - before[OURS], after[THEIRS] - before[THEIRS])
        assert swap.ours >= 0
        assert swap.theirs >= 0
        assert problem.allows(swap.package)


@settings(max_examples=40)
@given(with_package(), FACTORS, FACTORS)
def test_counters_keep_their_level_in_any_unit(case, first, second):
    problem, offer = case
    moved = scaled(problem, first, second)
    try:
        found = counter.reply(problem, offer, aim=problem.utility(offer, OURS))
    except EngineError:
        floor = problem.floors[OURS]
        assert floor is not None
        assert floor > max(a for a, _ in points(problem))
        return
    again = counter.reply(moved, offer, aim=moved.utility(offer, OURS))
    assert again.level == found.level * first
    for one, same in zip(found.counters, again.counters, strict=False):
        assert one.ours >= found.level
        assert problem.allows(one.package)
        assert (same.ours, same.theirs) == (one.ours * first, one.theirs * second)


@settings(max_examples=40)
@given(with_package(floors=False))
def test_improvements_hurt_nobody_and_stop_on_the_frontier(case):
    problem, agreed = case
    base = problem.utilities(agreed)
    found = improve.improvements(problem, agreed, limit=1000)
    for one in found:
        now = problem.utilities(one.package)
        assert (one.ours, one.theirs) == (now[OURS] - base[OURS], now[THEIRS] - base[THEIRS])
        assert min(one.ours, one.theirs) >= 0 < one.ours + one.theirs
    assert (not found) == (base in points(problem))
    left = improve.value_left(problem, agreed)
    assert left == max((one.ours + one.theirs for one in found), default=0)
    assert (left == 0) == (not found)


@settings(max_examples=40)
@given(problems(floors=False))
def test_relaxing_a_must_have_never_costs_and_all_together_save_the_most(problem):
    wishes = [
        MustHave(f"{i}", tuple((i, v) for v in sorted(issue.removed)))
        for i, issue in enumerate(problem.issues)
        if issue.removed
    ]
    if not wishes:
        return
    found = musthaves.price(problem, wishes)
    for one in (*found.prices, found.together):
        assert one.cost is not None
        assert one.cost >= 0
        assert (one.package is None) == (one.cost == 0)
    assert found.together.cost >= max(one.cost for one in found.prices)
    assert [one.cost for one in found.prices] == sorted((one.cost for one in found.prices), reverse=True)


@settings(max_examples=40)
@given(with_package(floors=False), st.lists(st.tuples(st.integers(-6, 6), st.integers(-6, 6)), max_size=3), FACTORS)
def test_a_lever_is_worth_no_less_with_more_options_and_in_any_unit(case, extra, factor):
    problem, package = case
    rows = [(0, 0), *extra]
    lever = Lever("new", tuple(map(str, range(len(rows)))), *(tuple(row[p] for row in rows) for p in (0, 1)))
    (found,) = levers.worth(problem, package, [lever])
    assert min(found.ours, found.theirs, found.joint) >= 0
    wider = Lever("new", (*lever.options, "more"), (*lever.ours, 1), (*lever.theirs, -1))
    (more,) = levers.worth(problem, package, [wider])
    assert more.ours >= found.ours
    assert more.joint >= found.joint
    larger = replace(lever, ours=tuple(v * factor for v in lever.ours), theirs=tuple(v * factor for v in lever.theirs))
    (again,) = levers.worth(scaled(problem, factor, factor), package, [larger])
    assert (again.ours, again.theirs, again.joint) == tuple(v * factor for v in (found.ours, found.theirs, found.joint))


@settings(max_examples=40)
@given(with_package(floors=False), FACTORS, FACTORS, ORDER, st.booleans())
def test_the_integrative_index_is_free_of_units_and_order(case, first, second, order, turned):
    problem, package = case
    found = outcome.integrative_index(problem, package)
    order = [i for i in order if i < len(problem.issues)]
    moved, at = reordered(problem, order, turned), moved_package(problem, package, order, turned)
    for other in (
        outcome.integrative_index(scaled(problem, first, second), package),
        outcome.integrative_index(moved, at),
        outcome.integrative_index(flipped(problem), package),
    ):
        assert (other is None) == (found is None)
        if found is not None:
            assert other == pytest.approx(found)
            assert other <= 1 + 1e-12


@settings(max_examples=40)
@given(problems(floors=False))
def test_the_best_of_k_best_is_the_frontiers(problem):
    front = points(problem)
    for by, top in ((kbest.Merit.OURS, max(a for a, _ in front)), (kbest.Merit.JOINT, max(a + b for a, b in front))):
        (first,) = kbest.best(problem, 1, by=by).packages
        assert first.merit(by) == top
        assert (first.ours, first.theirs) == problem.utilities(first.package)


@pytest.mark.parametrize("count", [1, 60])
@pytest.mark.parametrize("same", [False, True])
def test_one_issue_and_sixty(count, same):
    problem = wide(count, same=same)
    front = frontier.solve(problem)
    found = solutions.solve(front)
    nash = front.package(found[Rule.NASH].index)
    assert problem.utilities(nash) == tuple(front.utilities[found[Rule.NASH].index].tolist())
    assert improve.value_left(problem, nash) == 0
    middle = (1,) * count
    assert all(min(one.ours, one.theirs) >= 0 for one in swaps.find(problem, middle))
    reply = counter.reply(problem, (0,) * count)
    assert all(one.ours >= reply.level for one in reply.counters)
    if same:
        assert {a + b for a, b in points(problem)} == {2 * count}
        assert swaps.find(problem, middle, limit=None) == [] or count > 1
