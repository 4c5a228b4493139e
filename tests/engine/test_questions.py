"""The value of a question: by hand, never negative, nothing for what is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import doubt, questions
from negotiations.engine.build import from_points
from negotiations.engine.doubt import Belief, Direction
from negotiations.engine.questions import HONEST, Topic
from negotiations.engine.weights import Range


def deal():
    options = [str(v) for v in range(4)]
    rows = [100 * v for v in range(4)]
    return from_points(
        issues=[(key, options) for key in ("price", "payment", "service")],
        points=[[rows] * 3, [rows[::-1]] * 3],
        floors=[100, None],
        unit=900,
    )


def draws(direction=Direction.OPPOSITE, **kind):
    belief = Belief(Range(5, 40, 100), direction=direction, **kind)
    sure = Belief(Range.point(40), shape=0)
    return doubt.sample(deal(), [Belief(Range(5, 40, 100)), belief, sure], draws=600, seed=2)


def test_information_by_hand():
    """Two equally likely guesses, each with its own offer worth 10: a true answer is worth 5, a coin nothing."""
    worth, shares = np.array([[10.0, 0.0], [0.0, 10.0]]), np.array([0.5, 0.5])
    assert questions.information(worth, shares, np.array([1.0, 0.0])) == pytest.approx(5)
    assert questions.information(worth, shares, np.array([0.9, 0.1])) == pytest.approx(4)
    assert questions.information(worth, shares, np.array([0.5, 0.5])) == 0
    same = np.array([[10.0, 0.0], [9.0, 0.0]])
    assert questions.information(same, shares, np.array([1.0, 0.0])) == 0, "the answer would not change the offer"


@settings(max_examples=60)
@given(st.integers(0, 10_000))
def test_information_is_the_gain_over_all_answers_and_never_negative(seed):
    dice = np.random.default_rng(seed)
    worth, shares, says = dice.random((5, 4)), dice.dirichlet(np.ones(5)), dice.random(5)
    now = max(sum(shares[s] * worth[s, x] for s in range(5)) for x in range(4))
    after = 0.0
    for answer in (says, 1 - says):
        chance = sum(shares * answer)
        after += chance * max(sum(shares[s] * answer[s] * worth[s, x] for s in range(5)) / chance for x in range(4))
    assert questions.information(worth, shares, says) == pytest.approx(after - now, abs=1e-12)
    assert questions.information(worth, shares, says) >= 0


def test_questions_are_ranked_and_worth_something():
    found = questions.rank(deal(), draws())
    assert found
    assert [q.value for q in found] == sorted((q.value for q in found), reverse=True)
    assert all(q.value > 0 for q in found)
    assert all(0 <= q.chance <= 1 for q in found)
    assert questions.rank(deal(), draws(), limit=2) == found[:2]


def test_an_unknown_direction_is_asked_first():
    """Not knowing which end of payment they want matters more than how much."""
    found = questions.rank(deal(), draws(Direction.UNKNOWN))
    assert (found[0].topic, found[0].issues) == (Topic.DIRECTION, (1,))
    assert 0.4 < found[0].chance < 0.6
    assert all(q.topic is not Topic.DIRECTION for q in questions.rank(deal(), draws(Direction.SAME)))


def test_nothing_is_asked_when_all_is_known():
    assert questions.rank(deal(), doubt.known(deal())) == []


def test_their_last_offer_and_floor_change_what_is_worth_knowing():
    values = [
        tuple(q.value for q in questions.rank(deal(), draws(), last=last, floor=floor))
        for last, floor in ((None, None), ((1, 1, 1), None), ((1, 1, 1), 500))
    ]
    assert len(set(values)) == 3


def test_answers_may_be_untrue():
    """No question may be worth what a certain answer would be."""
    made = draws(Direction.UNKNOWN)
    first = questions.rank(deal(), made)[0]
    offers = questions._offers(deal(), made, None)
    worth = questions._worth(deal(), made, offers, None, None)
    truth = (made.tables[1][:, -1] > made.tables[1][:, 0]).astype(float)
    assert first.value < questions.information(worth, made.shares, truth)
    assert first.value == pytest.approx(
        questions.information(worth, made.shares, HONEST * truth + (1 - HONEST) * (1 - truth))
    )


def test_an_answer_changes_the_offer_that_it_is_worth_asking_for():
    """Where an answer is worth something, one of the answers leads to another offer than now."""
    for question in questions.rank(deal(), draws(Direction.UNKNOWN)):
        now, first, second = question.offers
        assert first != now or second != now
        assert all(deal().utility(offer, 0) >= 100 for offer in question.offers)
