"""The claim/create meter: the room to create by trying all, parts by hand, and every part in the right direction."""

from __future__ import annotations

import numpy as np
import pytest

from negotiations.engine import doubt, meter
from negotiations.engine.build import from_points
from negotiations.engine.doubt import Belief, Draws
from negotiations.engine.meter import Alarm, Lean, Part, Seen
from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.weights import Range
from tests.support import reference
from tests.support.seeds import each_seed


def deal(ours, theirs, options=3):
    """Issues with straight opposed values and these weights."""
    rise = range(options)
    return from_points(
        issues=[(f"issue {i}", [str(v) for v in rise]) for i in range(len(ours))],
        points=[[[w * v for v in rise] for w in ours], [[w * (options - 1 - v) for v in rise] for w in theirs]],
        unit=10_000,
    )


def reason(found, part):
    return next(one for one in found.reasons if one.part is part)


@each_seed(40)
def test_room_by_trying_all(seed):
    problem = reference.random_problem(seed)
    spans = [sum(issue.span(p) for issue in problem.issues) for p in (OURS, THEIRS)]
    (found,) = meter.room(problem, doubt.known(problem))
    if not all(spans):
        assert found == 0
        return
    low = [problem.worst(p) for p in (OURS, THEIRS)]
    best = max(
        sum((u - base) / span for u, base, span in zip(point, low, spans, strict=True))
        for point in reference.enumerate_points(problem)
    )
    assert found == pytest.approx(min(1, max(0, best - 1)))


def test_room_of_opposed_straight_issues_is_the_divergence_of_weights():
    """Half the sum of the differences: (.5, .3, .2) against (.2, .2, .6) is .4."""
    problem = deal((50, 30, 20), (20, 20, 60))
    assert meter.room(problem, doubt.known(problem)) == pytest.approx([0.4])
    same = deal((50, 30, 20), (50, 30, 20))
    assert meter.room(same, doubt.known(same)) == pytest.approx([0])


def test_a_single_pie_is_for_claiming():
    problem = deal((1,), (1,))
    found = meter.read(problem, doubt.known(problem), horizon=0, seen=Seen(returned=np.zeros(1), threats=3))
    assert found.lean is Lean.CLAIM
    assert found.median == -1
    parts = {one.part: one.median for one in found.reasons}
    assert parts[Part.ROOM] == -0.45
    assert parts[Part.ISSUES] == -0.25
    assert parts[Part.HORIZON] == -0.15
    assert parts[Part.RECIPROCITY] == -0.25
    assert parts[Part.THREATS] == pytest.approx(-0.3)


def test_many_different_issues_with_somebody_who_gives_back_are_for_creating():
    ours = (30, 25, 20, 10, 5, 4, 3, 3)
    problem = deal(ours, ours[::-1])
    found = meter.read(problem, doubt.known(problem), horizon=3, seen=Seen(returned=np.ones(1)))
    assert found.lean is Lean.CREATE
    expected = 0.45 + 0.2 + 0.15 + 0.1
    assert found.median == pytest.approx(expected)
    assert sum(one.median for one in found.reasons) == pytest.approx(expected)


def test_what_is_not_known_widens_the_band_and_says_so():
    problem = deal((50, 30, 20), (20, 20, 60))
    draws = doubt.known(problem)
    draws = Draws(tuple(np.repeat(t, 400, axis=0) for t in draws.tables), np.full(400, 1 / 400), draws.unit)
    known = meter.read(problem, draws, horizon=2, seen=Seen(returned=np.ones(400)))
    open_ = meter.read(problem, draws)
    assert known.low == known.high
    assert open_.low < known.median < open_.high + 0.2
    assert reason(open_, Part.RECIPROCITY).figure is None
    assert (reason(open_, Part.RECIPROCITY).low, reason(open_, Part.RECIPROCITY).high) == pytest.approx(
        (-0.25 + 0.045, 0.2 - 0.045), abs=0.01
    )
    assert reason(open_, Part.HORIZON).figure is None
    assert reason(known, Part.HORIZON).figure == (2, 2, 2)


def test_guesses_in_which_we_gave_nothing_are_as_good_as_unknown():
    problem = deal((50, 50), (50, 50))
    base = doubt.known(problem)
    draws = Draws(tuple(np.repeat(t, 4, axis=0) for t in base.tables), np.full(4, 0.25), base.unit)
    some = meter.read(problem, draws, seen=Seen(returned=np.array([1.25, 1.25, 1.25, np.nan])))
    assert reason(some, Part.RECIPROCITY).figure == (1.25, 1.25, 1.25)
    none = meter.read(problem, draws, seen=Seen(returned=np.full(4, np.nan)))
    assert reason(none, Part.RECIPROCITY).figure is None


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        (Seen(threats=1), Seen()),
        (Seen(threats=3), Seen(threats=2)),
        (Seen(told=4), Seen(told=4, heard=2)),
        (Seen(unanswered=3), Seen(unanswered=1)),
        (Seen(returned=np.full(1, 0.1)), Seen(returned=np.full(1, 0.5))),
    ],
)
def test_each_sight_counts_in_its_direction(worse, better):
    problem = deal((50, 30, 20), (20, 20, 60))
    low, high = (meter.read(problem, doubt.known(problem), seen=seen).median for seen in (worse, better))
    assert low < high


def test_longer_dealings_and_more_issues_lean_to_create():
    problem = deal((50, 30, 20), (20, 20, 60))
    middles = [meter.read(problem, doubt.known(problem), horizon=h).median for h in range(4)]
    assert middles == sorted(middles)
    assert len(set(middles)) == 4
    counts = [meter.read(deal((1,) * n, (1,) * n), doubt.known(deal((1,) * n, (1,) * n))).median for n in (1, 2, 5, 9)]
    assert counts == sorted(counts)


def test_only_open_issues_that_matter_are_counted():
    problem = deal((50, 50, 0), (50, 50, 0))
    assert meter.issues_that_count(problem, doubt.known(problem)) == 2
    closed = problem.without_options({0: [1, 2]})
    assert meter.issues_that_count(closed, doubt.known(closed)) == 1


def test_alarms_when_it_is_one_way():
    problem = deal((50, 50), (50, 50))
    assert meter.read(problem, doubt.known(problem)).alarms == ()
    found = meter.read(problem, doubt.known(problem), seen=Seen(unanswered=2, told=3, heard=1))
    assert found.alarms == (Alarm.ONE_WAY_GIVING, Alarm.ONE_WAY_TELLING)
    with pytest.raises(EngineError):
        Seen(threats=-1)


def test_the_band_follows_the_doubt():
    problem = deal((40, 30, 20, 10), (25, 25, 25, 25))
    wide = doubt.sample(problem, [Belief(Range(1, 30, 100))] * 4, draws=500)
    narrow = doubt.sample(problem, [Belief(Range(28, 30, 32), shape=0.01)] * 4, draws=500)
    bands = [meter.read(problem, draws, horizon=2, seen=Seen(returned=np.ones(500))) for draws in (wide, narrow)]
    assert bands[0].high - bands[0].low > 2 * (bands[1].high - bands[1].low)
    assert all(-1 <= one.low <= one.median <= one.high <= 1 for one in bands)
