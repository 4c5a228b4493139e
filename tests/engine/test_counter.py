"""Counter-offers and improvements against enumeration."""

from __future__ import annotations

from random import Random

import pytest

from negotiations.engine import counter, doubt, improve
from negotiations.engine.build import from_points
from negotiations.engine.counter import Answer
from negotiations.engine.doubt import Belief
from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.weights import Range
from tests.engine import cases
from tests.engine.test_linked import ruled
from tests.support import reference
from tests.support.seeds import each_seed


def pick(problem, seed):
    dice = Random(seed)
    return tuple(dice.choice(issue.allowed) for issue in problem.issues)


def deal():
    """Three issues of three options; price matters to us, payment to them, warranty to both a bit."""
    options = ["a", "b", "c"]
    return from_points(
        issues=[("price", options), ("payment", options), ("warranty", options)],
        points=[[[60, 30, 0], [0, 5, 10], [0, 15, 30]], [[0, 10, 20], [50, 25, 0], [30, 15, 0]]],
    )


@each_seed(80)
def test_best_for_them_is_the_best_of_all_packages_at_that_level(seed):
    problem = reference.random_problem(seed, issues=3)
    offer = pick(problem, seed)
    reply = counter.reply(problem, offer)
    best = next(c for c in reply.counters if c.answer is Answer.BEST_FOR_THEM)
    reach = [p for packages in reference.enumerate_points(problem).values() for p in packages]
    reach = [p for p in reach if problem.utility(p, OURS) >= reply.level]
    assert best.theirs == max(problem.utility(p, THEIRS) for p in reach)
    assert best.ours == max(problem.utility(p, OURS) for p in reach if problem.utility(p, THEIRS) == best.theirs)


def test_first_answer_aims_halfway_between_their_offer_and_our_best():
    reply = counter.reply(deal(), (2, 0, 0))
    assert (reply.level, reply.accept, reply.gave) == (50, False, None)
    assert all(c.ours >= 50 for c in reply.counters)
    assert all(c.concession is None and c.movement is None for c in reply.counters)


def test_we_give_back_no_more_than_they_gave():
    """They moved by 30 in our worth; our last offer was worth 100; so the answer is worth at least 70."""
    reply = counter.reply(deal(), (1, 0, 0), before=(2, 0, 0), last=(0, 2, 2))
    assert (reply.gave, reply.level) == (30, 70)
    best = reply.counters[0]
    assert 0 <= best.concession <= 30
    assert best.movement > 0


def test_without_a_move_of_theirs_we_trade_off_and_do_not_concede():
    reply = counter.reply(deal(), (2, 0, 0), before=(2, 0, 0), last=(0, 0, 1))
    assert (reply.gave, reply.level) == (0, 75)
    assert all(c.concession <= 0 for c in reply.counters)


def test_an_offer_that_gives_us_what_we_aim_at_should_be_taken():
    reply = counter.reply(deal(), (0, 1, 1), aim=70)
    assert reply.accept
    assert reply.level == 80
    assert all(c.ours >= 80 for c in reply.counters)


def test_never_below_our_floor_nor_below_their_offer():
    reply = counter.reply(deal().with_floors(65, None), (2, 0, 0), aim=10)
    assert reply.level == 65
    assert counter.reply(deal(), (0, 0, 1), aim=10).level == 75


def test_most_like_theirs_needs_no_estimate():
    """The answer that changes fewest of what they asked for: only the price."""
    offer = (2, 0, 0)
    blind = deal().with_contributions(THEIRS, [[0, 0, 0]] * 3)
    reply = counter.reply(blind, offer, aim=60)
    like = [c for c in reply.counters if c.answer is Answer.MOST_LIKE_THEIRS]
    assert [c.package for c in like] == [(0, 0, 0)]
    assert like[0].changed == (0,)


@each_seed(40)
def test_answers_keep_the_rules(seed):
    problem = ruled(seed, issues=3)
    if not reference.frontier(problem):
        with pytest.raises(EngineError, match="rules"):
            counter.reply(problem, pick(problem, seed))
        return
    reply = counter.reply(problem, pick(problem, seed))
    assert all(problem.allows(c.package) and c.ours >= reply.level for c in reply.counters)


def test_a_floor_that_nothing_reaches_is_said():
    with pytest.raises(EngineError, match="floor"):
        counter.reply(deal().with_floors(101, None), (2, 0, 0))


@each_seed(120)
def test_improvements_are_the_frontier_above_the_agreement(seed):
    problem = reference.random_problem(seed)
    agreed = pick(problem, seed)
    found = improve.improvements(problem, agreed, limit=1000)
    base = problem.utilities(agreed)
    slow = reference.improvements(problem, agreed)
    assert {(base[0] + one.ours, base[1] + one.theirs) for one in found} == slow
    assert all(problem.utilities(one.package) == (base[0] + one.ours, base[1] + one.theirs) for one in found)
    joint = [one.ours + one.theirs for one in found]
    assert joint == sorted(joint, reverse=True)
    assert improve.value_left(problem, agreed) == max((sum(p) - sum(base) for p in slow), default=0)


def test_a_deal_on_the_frontier_leaves_nothing():
    problem = cases.new_recruit()
    best = problem.package(
        {
            "Salary": "$60000",
            "Signing bonus": "10%",
            "Job assignment": "A",
            "Company car": "LUX EX2",
            "Starting date": "Aug 1",
            "Vacation days": "10",
            "Moving expenses": "100%",
            "Insurance": "Insure Alba",
        }
    )
    assert sum(problem.utilities(best)) == 14_800
    assert improve.improvements(problem, best) == []
    assert improve.value_left(problem, best) == 0


def test_improvements_that_may_harm_them_are_left_out():
    problem = deal()
    beliefs = [Belief(Range(0, 50, 100)), Belief(Range(0, 50, 100)), Belief(Range(0, 5, 10))]
    draws = doubt.sample(problem, beliefs, draws=200)
    agreed = (2, 2, 0)
    every = improve.improvements(problem, agreed, draws=draws)
    sure = improve.improvements(problem, agreed, draws=draws, chance=0.9)
    assert every
    assert all(one.band is not None for one in every)
    assert sure == [one for one in every if one.band.harm <= 0.1]
    assert len(sure) < len(every)
