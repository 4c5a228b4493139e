"""Power, deadlines, the deals to come and pressure, each against a slow twin and its plain cases."""

import math
import random

import numpy as np
import pytest

from negotiations.engine.deadlines import SOFT, Deadline, first
from negotiations.engine.future import relationship
from negotiations.engine.guesses import DRAWS, middle, places, triangle
from negotiations.engine.power import WEIGHTS, Lean, Part, balance
from negotiations.engine.problem import EngineError
from negotiations.engine.rehearsal.ladder import Ladder, Step, Trigger
from negotiations.engine.rehearsal.pressure import LEAST, patience_under, pressed
from negotiations.engine.weights import Range


def test_a_triangle_equals_what_is_drawn() -> None:
    band = Range(2, 5, 6)
    drawn = np.random.default_rng(3).triangular(2, 5, 6, 400_000)
    assert middle(triangle(band, places(4))) == pytest.approx(middle(drawn), abs=0.01)
    assert triangle(Range.point(3), places(0)).tolist() == [3.0] * DRAWS


def slow_first(ours: list[Deadline], theirs: list[Deadline], runs: int = 60_000) -> tuple[float, float]:
    """The slow twin: each guess by itself."""
    rng = random.Random(5)

    def earliest(those: list[Deadline]) -> float:
        days = [
            rng.uniform(one.low, one.high) for one in those if rng.random() < one.chance * (1 if one.hard else SOFT)
        ]
        return min(days, default=math.inf)

    first_of = {"theirs": 0, "ours": 0}
    for _ in range(runs):
        mine, yours = earliest(ours), earliest(theirs)
        if not math.isinf(yours) and mine != yours:
            first_of["theirs" if yours < mine else "ours"] += 1
    return first_of["theirs"] / runs, first_of["ours"] / runs


def test_whose_deadline_binds_first_equals_what_is_drawn() -> None:
    ours = [Deadline(5, 40, 0.9), Deadline(20, 20, 0.8, hard=False)]
    theirs = [Deadline(8, 14, 0.75), Deadline(2, 30, 0.5, hard=False)]
    found = first(ours, theirs)
    assert (found.theirs, found.ours) == pytest.approx(slow_first(ours, theirs), abs=0.02)
    assert found.theirs + found.ours + found.open == pytest.approx(1)


def test_plain_deadlines() -> None:
    sooner = first([Deadline(30, 30)], [Deadline(10, 10)])
    assert (sooner.theirs, sooner.ours, sooner.apart) == (1.0, 0.0, (20.0, 20.0, 20.0))
    assert first([Deadline(3, 3)], [Deadline(3, 3)]).theirs == 0.5
    nobody = first([], [Deadline(10, 10)])
    assert (nobody.theirs, nobody.ours, nobody.open, nobody.apart) == (0.0, 0.0, 1.0, None)
    assert first([Deadline(10, 10)], []).open == 1.0  # that theirs is not known is no time of theirs
    unheld = first([Deadline(10, 10, 0.0)], [Deadline(10, 10)])
    assert unheld.theirs == 1.0  # ours never holds: we have time
    with pytest.raises(EngineError):
        Deadline(5, 4)


def test_the_balance_is_the_sum_of_its_parts() -> None:
    figures = {part: np.zeros(DRAWS) for part in Part} | {Part.DEPENDENCE: np.full(DRAWS, 0.5)}
    even = balance(figures)
    assert (even.low, even.median, even.high, even.lean) == (0.0, 0.0, 0.0, Lean.EVEN)
    figures |= {Part.ALTERNATIVES: np.full(DRAWS, 0.5), Part.TIME: np.full(DRAWS, -60.0)}
    found = balance(figures)
    assert found.median == pytest.approx(0.175 - 0.25)
    ours = balance(figures | {Part.TIME: np.full(DRAWS, np.inf), Part.SOURCES: np.full(DRAWS, 9.0)})
    assert (ours.lean, ours.median) == (Lean.OURS, pytest.approx(0.175 + 0.25 + 0.35))


def test_what_is_not_known_widens_the_balance() -> None:
    figures = {part: np.zeros(DRAWS) for part in Part} | {Part.DEPENDENCE: None}
    found = balance(figures)
    reason = found.reasons[list(Part).index(Part.DEPENDENCE)]
    low, high = WEIGHTS[Part.DEPENDENCE][0][1], WEIGHTS[Part.DEPENDENCE][-1][1]
    assert (reason.known, reason.low, reason.high) == (
        False,
        pytest.approx(0.8 * low, abs=0.01),
        pytest.approx(0.8 * high, abs=0.01),
    )
    assert found.low < 0 < found.high
    with pytest.raises(EngineError):
        balance({Part.TIME: np.zeros(3)})


def slow_relationship(deals: Range, years: Range, value: Range, keep: float, rate: float) -> tuple[float, float, float]:
    """The slow twin: one guess after the other, one deal after the other."""
    rng, found = random.Random(9), []

    def draw(band: Range) -> float:
        return rng.triangular(band.low, band.high, band.likely)

    for _ in range(40_000):
        count, span, each = round(draw(deals)), draw(years), draw(value)
        times = [span * n / count for n in range(1, count + 1)]
        found.append(sum(each * keep**t / (1 + rate) ** t for t in times))
    return middle(np.array(found))


def test_a_relationship_equals_what_is_drawn() -> None:
    deals, years, value = Range(1, 4, 8), Range(2, 3, 6), Range(30_000, 60_000, 120_000)
    found = relationship(deals, years, value, keep=0.85, rate=0.08)
    assert found.worth == pytest.approx(slow_relationship(deals, years, value, 0.85, 0.08), rel=0.03)


def test_plain_relationships() -> None:
    sure = relationship(Range.point(2), Range.point(2), Range.point(100), keep=1, rate=0.1)
    assert sure.worth == pytest.approx((100 / 1.1 + 100 / 1.21,) * 3)
    assert (sure.deals, sure.lasting, sure.horizon) == ((2.0, 2.0, 2.0), 2.0, 2)
    none = relationship(Range.point(0), Range.point(1), Range.point(100), keep=1, rate=0)
    assert (none.worth, none.horizon) == ((0.0, 0.0, 0.0), 0)
    assert relationship(Range.point(9), Range.point(9), Range.point(1), keep=1, rate=0).horizon == 3
    assert relationship(Range.point(9), Range.point(1), Range.point(1), keep=0.9, rate=0).horizon == 1
    assert relationship(Range.point(3), Range.point(3), Range.point(1), keep=0, rate=0).worth == (0.0, 0.0, 0.0)
    with pytest.raises(EngineError):
        relationship(Range.point(1), Range.point(0), Range.point(1), keep=1, rate=0)


def test_pressure_shortens_every_wait() -> None:
    steps = (
        Step({0: 1}, Trigger.ROUND, 5, latest=9),
        Step({0: 2}, Trigger.DEADLOCK, 4),
        Step({0: 3}, Trigger.MOVED, 700),
    )
    under = pressed(Ladder((0,), steps, rounds=10, patience=4), 0.6)
    assert (under.rounds, under.patience) == (6, 3)
    assert [(step.amount, step.latest) for step in under.steps] == [(3, 6), (3, None), (700, None)]
    assert [step.gives for step in under.steps] == [step.gives for step in steps]
    same = Ladder((0,), steps, rounds=10)
    assert pressed(same, 1.0) == same
    assert pressed(Ladder((0,), (), rounds=1), 0.3).rounds == 1


def test_patience_under_pressure() -> None:
    assert patience_under([]) == 1.0
    assert patience_under([(2, True)]) == pytest.approx(0.8)
    assert patience_under([(2, False)]) == pytest.approx(0.9)
    assert patience_under([(3, True), (1, True)]) == pytest.approx(0.65 * 0.9)
    assert patience_under([(3, True)] * 9) == LEAST
