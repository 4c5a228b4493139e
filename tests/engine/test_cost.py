"""What a computation may cost is known before, and what takes long reports and can be stopped."""

from __future__ import annotations

from functools import partial

import pytest

from negotiations.engine import (
    cloud,
    cost,
    doubt,
    frontier,
    inference,
    kbest,
    levers,
    many,
    musthaves,
    packages,
    questions,
)
from negotiations.engine.doubt import Belief
from negotiations.engine.evidence import Evidence
from negotiations.engine.frontier import Limits
from negotiations.engine.layers import SparseLayer
from negotiations.engine.problem import Cancelled, Cap, Issue, Problem
from negotiations.engine.weights import Range
from tests.bench.markets import market
from tests.engine.test_states import linked
from tests.support import reference
from tests.support.seeds import each_seed


@each_seed(150)
def test_no_frontier_takes_more_than_was_said(seed):
    problem = linked(seed, issues=2 + seed % 4, high=30)
    for limits in (Limits(), Limits(fill=0.1, least=2), Limits(levels=0)):
        said = cost.estimate(problem, limits=limits)
        found = frontier.solve(problem, limits=limits)
        steps = zip(found.layers[:-1], found.layers[1:], found.reduced.stages, strict=True)
        sizes = [len(a.points) * len(s.level) for a, b, s in steps if isinstance(b, SparseLayer)]
        if found.head:
            fans = zip(found.head.fronts[:-1], found.reduced.links.issues, strict=True)
            sizes += [sum(len(f.points) for f in fronts.values()) * len(link.options) for fronts, link in fans]
            assert said.states >= max(len(fronts) for fronts in found.head.fronts)
        assert max(sizes, default=0) <= said.points


@each_seed(80)
def test_what_is_called_safe_is_never_refused(seed):
    problem = linked(seed, issues=5, high=30)
    limits = Limits(points=10 + 7 * (seed % 40), levels=0)
    if cost.estimate(problem, limits=limits).safe:
        frontier.solve(problem, limits=limits)


def test_large_plans_are_safe_at_usual_units_and_said_to_be_dear_at_fine_ones():
    usual = cost.estimate(market(60, 20, "opposed"))
    assert usual.safe
    assert usual.seconds < 1
    assert usual.megabytes < 200
    fine = cost.estimate(market(60, 20, "opposed", unit=100_000_000))
    assert not fine.safe
    assert fine.seconds > 10


def test_the_worlds_largest_plan_reports_every_issue():
    """50 issues of 10 options: progress rises to its end, and stops when told to."""
    problem = market(50, 10, "opposed", unit=1_000_000)
    told = []
    frontier.solve(problem, progress=lambda *at: told.append(at))
    assert told == [(k, 50) for k in range(1, 51)]


def stop_at(when):
    def progress(done, total):
        if done >= when * total:
            raise Cancelled

    return progress


def works():
    """Everything that may take long, ready to run with a progress callback."""
    problem = market(8, 6, "opposed")
    draws = doubt.sample(problem, [Belief(Range(5, 30, 100))] * 8, draws=300)
    middle = (3,) * 8
    small = reference.random_problem(3, issues=4, parties=3)
    offers = tuple((v,) * 8 for v in (0, 1, 5, 0, 5, 1))
    shut = problem.without_options({0: [0], 1: [0]})
    wishes = [musthaves.MustHave("a", ((0, 0),)), musthaves.MustHave("b", ((1, 0),))]
    lever = [levers.Lever(key, ("no", "yes"), (0, 5), (0, 9)) for key in "xy"]
    aim = problem.unit // 2
    return {
        "frontier": partial(frontier.solve, problem),
        "to within an error": partial(frontier.approximate, problem, 100),
        "cloud": partial(cloud.solve, problem, draws),
        "many": partial(many.solve, small),
        "kbest": partial(kbest.best, problem, 3),
        "packages": partial(packages.equal_sets, problem, draws, aim=aim, even=200),
        "questions": partial(questions.rank, problem, draws),
        "must-haves": partial(musthaves.price, shut, wishes),
        "levers": partial(levers.worth, problem, middle, lever),
        "learning": partial(inference.learn, problem, [Belief(Range(5, 30, 100))] * 8, Evidence(offers), enough=10**9),
    }


@pytest.mark.parametrize("name", works())
def test_progress_rises_to_its_end_and_a_callback_stops_the_work(name):
    work = works()[name]
    told = []
    work(progress=lambda *at: told.append(at))
    assert told
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert len({total for _, total in told}) == 1
    assert told[-1][0] == told[-1][1] or name == "learning"
    with pytest.raises(Cancelled):
        work(progress=stop_at(0.0))


def test_linked_issues_count_as_progress_too():
    issues = tuple(Issue(str(i), ("a", "b"), ((0, 1), (1, 0))) for i in range(6))
    amounts = tuple((0, 1) if i < 3 else (0, 0) for i in range(6))
    problem = Problem(("ours", "theirs"), issues, 6, caps=(Cap(amounts, 2),))
    told = []
    frontier.solve(problem, progress=lambda *at: told.append(at))
    assert told == [(k, 6) for k in range(1, 7)]
