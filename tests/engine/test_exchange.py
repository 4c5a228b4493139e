"""Who answers whom: figures by hand, and effects that were put into made-up steps found again."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from negotiations.engine import doubt, exchange
from negotiations.engine.build import from_points
from negotiations.engine.doubt import Draws
from negotiations.engine.exchange import Offer, Step
from negotiations.engine.problem import OURS, THEIRS, EngineError

SURE = np.ones(1)


def deal():
    options = ["a", "b", "c"]
    return from_points(
        issues=[("price", options), ("payment", options)],
        points=[[[60, 30, 0], [0, 10, 20]], [[0, 10, 20], [60, 30, 0]]],
    )


def talk():
    """We give 10 and 60 to them; they give 30 and 20 to us."""
    ours = [(0, 2), (1, 2), (1, 0)]
    theirs = [(2, 0), (1, 0), (1, 2)]
    return [
        Offer(party, package)
        for pair in zip(ours, theirs, strict=True)
        for party, package in zip((0, 1), pair, strict=True)
    ]


def made(*given, party=OURS):
    """Steps in turn, ours first unless said, each worth so many units to the other."""
    return [Step((party + k) % 2, (0,), (0,), k, np.array([float(worth)])) for k, worth in enumerate(given)]


def test_steps_are_what_the_receiver_had():
    found = exchange.steps_of(deal(), doubt.known(deal()), talk())
    assert [(step.party, step.given.tolist()) for step in found] == [
        (OURS, [10]),
        (THEIRS, [30]),
        (OURS, [60]),
        (THEIRS, [20]),
    ]
    assert [step.place for step in found] == [2, 3, 4, 5]
    with pytest.raises(EngineError):
        exchange.steps_of(deal(), doubt.known(deal()), [Offer(2, (0, 0))])


def test_only_what_we_gave_is_in_doubt():
    tables = (np.array([[0, 4, 8], [8, 4, 0]]), np.zeros((2, 3), dtype=np.int64))
    draws = Draws(tables, np.array([0.25, 0.75]), 10)
    ours, theirs, _, _ = exchange.steps_of(deal(), draws, talk())
    assert ours.given.tolist() == [4, -4]
    assert theirs.given.tolist() == [30, 30]


def test_what_came_back():
    steps = exchange.steps_of(deal(), doubt.known(deal()), talk())
    assert exchange.returned(steps, SURE).median == pytest.approx(50 / 70)
    assert exchange.returned(steps, SURE, last=1).median == pytest.approx(20 / 60)
    assert exchange.returned(steps[:1], SURE) is None
    assert exchange.returned(made(0, 5), SURE) is None
    assert exchange.returned(made(10, -5), SURE).median == 0


def test_guesses_in_which_nothing_was_given_say_nothing():
    ours = Step(OURS, (0,), (0,), 0, np.array([10.0, 20.0, -5.0]))
    theirs = Step(THEIRS, (0,), (0,), 1, np.array([10.0, 10.0, 10.0]))
    assert np.isnan(exchange.returns([ours, theirs])[2])
    assert exchange.returned([ours, theirs], np.array([0.5, 0.25, 0.25])).mean == pytest.approx((0.5 + 0.125) / 0.75)
    assert exchange.returned([ours, theirs], np.array([0.2, 0.2, 0.6])) is None


def test_mirroring_is_the_middle_ratio_to_the_step_before():
    steps = made(10, 5, 10, 10, 10, 30)
    assert exchange.mirroring(steps, SURE) == 1
    assert exchange.mirroring(steps, SURE, by=OURS) == pytest.approx(1.5)
    assert exchange.mirroring(made(0, 5), SURE) is None


def test_gives_without_an_answer():
    assert exchange.unanswered(made(10, 0, 10, -3, 4), SURE) == 3
    assert exchange.unanswered(made(10, 5, 10), SURE) == 1
    assert exchange.unanswered(made(10, 5), SURE) == 0
    assert exchange.unanswered(made(10, 2, 10), SURE, even=2) == 2
    assert exchange.unanswered([], SURE) == 0


def replies(count, own, other, noise=0.0, seed=0):
    """Steps in turn; theirs follow 3 + own x their last + other x ours before it."""
    dice = np.random.default_rng(seed)
    steps, last = [], 5.0
    for k in range(count):
        ours = float(dice.uniform(2, 20))
        last = 3 + own * last + other * ours + float(dice.normal(0, noise)) if noise else 3 + own * last + other * ours
        steps += [
            Step(OURS, (0,), (0,), 2 * k, np.array([ours])),
            Step(THEIRS, (0,), (0,), 2 * k + 1, np.array([last])),
        ]
    return steps


def test_influence_is_found_again():
    found = exchange.influence(replies(12, -0.3, 0.6), SURE)
    assert (found.own, found.other) == pytest.approx((-0.3, 0.6))
    assert (found.own_error, found.other_error) == pytest.approx((0, 0), abs=1e-6)
    assert found.steps == 11


def test_influence_and_its_errors_by_exact_fractions():
    steps = replies(14, 0.2, 0.5, noise=2.0, seed=3)
    given = [Fraction(float(step.given[0])) for step in steps]
    rows = [(Fraction(1), given[k - 2], given[k - 1]) for k in range(3, len(steps), 2)]
    values = [given[k] for k in range(3, len(steps), 2)]
    square = [[sum(r[i] * r[j] for r in rows) for j in range(3)] for i in range(3)]
    right = [sum(r[i] * v for r, v in zip(rows, values, strict=True)) for i in range(3)]
    inverse = inverted(square)
    fit = [sum(inverse[i][j] * right[j] for j in range(3)) for i in range(3)]
    rest = [v - sum(f * x for f, x in zip(fit, r, strict=True)) for r, v in zip(rows, values, strict=True)]
    noise = sum(r * r for r in rest) / (len(rows) - 3)
    found = exchange.influence(steps, SURE)
    assert (found.own, found.other) == pytest.approx((float(fit[1]), float(fit[2])))
    assert found.other_error == pytest.approx(float(noise * inverse[2][2]) ** 0.5)
    assert found.own_error == pytest.approx(float(noise * inverse[1][1]) ** 0.5)


def inverted(square):
    """Gauss and Jordan, in fractions."""
    size = len(square)
    rows = [[*row, *(Fraction(i == j) for j in range(size))] for i, row in enumerate(square)]
    for i in range(size):
        pivot = next(k for k in range(i, size) if rows[k][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for k in range(size):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return [row[size:] for row in rows]


def test_influence_of_too_little():
    assert exchange.influence(replies(7, 0.2, 0.5), SURE) is None
    assert exchange.influence(made(*[5] * 40), SURE) is None
