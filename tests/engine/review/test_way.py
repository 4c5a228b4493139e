"""The dance, the pattern, the timeline and the checks of the scripted log, by hand."""

from decimal import Decimal

import pytest

from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.review import checks, dance, pattern, scores, timeline
from negotiations.engine.review.log import Entry, Kind
from negotiations.engine.review.scores import Stated
from negotiations.engine.review.timeline import Turn
from negotiations.engine.steps import OwnStep
from tests.engine.review import log


def test_spots_of_the_dance():
    found = dance.dance(log.deal(), log.known(), log.talks(), then=log.BELIEVED)
    assert [(s.number, s.ours, s.theirs.median, s.gap) for s in found.spots] == [
        (1, 70, 0, None),
        (2, 0, 85, 70),
        (3, 60, 10, 60),
        (4, 10, 75, 50),
        (5, 40, 15, 30),
        (7, 25, 45, 15),
        (8, 30, 25, 5),
    ]
    assert found.floors == (20, 30)
    # By enumeration: nothing is better for both than any of these, and every other package is no better than one.
    packages = [log.deal().utilities(p) for p in log.deal().packages()]
    front = {(a, b) for a, b in packages if not any(c >= a and d >= b and (c, d) != (a, b) for c, d in packages)}
    assert set(found.now) == front
    assert set(found.then) != front
    assert max(found.then) == (70, 0)


def test_how_each_side_came_down():
    ours = pattern.pattern(log.deal(), log.known(), log.talks(), OURS)
    assert [(s.number, s.own.median, s.given.median, s.issues) for s in ours.steps] == [
        (3, -10, 10, (log.PRICE,)),
        (5, -20, 5, (log.WARRANTY,)),
        (8, -10, 10, (log.PRICE,)),
    ]
    assert ours.steps[0].kinds == {OwnStep.CONCESSION: 1.0}
    assert ours.rate == pytest.approx(40 / 50)
    assert (ours.largest, ours.shrinking) == (3, False)
    theirs = pattern.pattern(log.deal(), log.known(), log.talks(), THEIRS)
    assert [(s.number, s.own.median, s.given.median) for s in theirs.steps] == [(4, -10, 10), (7, -30, 15)]
    assert theirs.rate == pytest.approx(40 / 55)
    assert theirs.largest == 7
    assert pattern.pattern(log.deal(), log.known(), [], OURS) is None


def test_shrinking_needs_three_ever_smaller_gives():
    assert pattern.shrinking([8, 4, 2])
    assert pattern.shrinking([1, 8, 4, 0, 2])
    assert not pattern.shrinking([8, 4, 3.5])
    assert not pattern.shrinking([8, 4])


def test_who_answered_whom():
    found = pattern.reciprocity(log.deal(), log.known(), log.talks())
    assert (found.ours.median, found.theirs.median, found.ratio.median) == (25, 25, 1)
    assert found.unanswered == (8,)
    assert pattern.reciprocity(log.deal(), log.known(), log.talks()[:3]) is None


def test_turning_points():
    found = timeline.turning_points(log.deal(), log.talks())
    assert [(p.number, p.turn) for p in found] == [
        (1, Turn.ANCHOR),
        (2, Turn.ANCHOR),
        (5, Turn.CLOSER),
        (6, Turn.THREAT),
        (9, Turn.AGREED),
    ]
    assert found[2].share == pytest.approx(20 / 70)


def test_a_deadlock_and_its_end():
    start = log.talks()[:4]
    still = [Entry(n, n % 2, Kind.OFFER, n, (), start[2 + n % 2].package) for n in (6, 7, 8)]
    entries = [*start, *still, Entry(9, THEIRS, Kind.OFFER, 9, (), (1, 2, 0))]
    found = [(p.number, p.turn) for p in timeline.turning_points(log.deal(), entries) if p.number > 4]
    assert found == [(6, Turn.STUCK), (9, Turn.MOVING), (9, Turn.MET)]


def test_time_goes_to_what_an_entry_is_about():
    found = timeline.time_per_issue(log.deal(), log.talks())
    # 0.3 h for all three, 0.2 + 0.2 price, 0.4 warranty, 0.1 price, 0.2 price and days, 0.1 price.
    assert [one.hours for one in found] == pytest.approx([0.8, 0.2, 0.5])
    assert [one.share for one in found] == pytest.approx([0.8 / 1.5, 0.2 / 1.5, 0.5 / 1.5])
    assert [one.weight for one in found] == pytest.approx([40 / 70, 10 / 70, 20 / 70])


def test_pauses_and_nights_do_not_count():
    entries = [
        Entry(1, OURS, Kind.NOTE, 0, ()),
        Entry(2, OURS, Kind.PAUSE, 0.1, ()),
        Entry(3, OURS, Kind.QUESTION, 0.6, (1,)),
        Entry(4, OURS, Kind.QUESTION, 20.0, (0,)),
    ]
    assert [one.hours for one in timeline.time_per_issue(log.deal(), entries)] == [timeline.LONGEST, 0, 0]


def test_result_against_target_floor_and_room():
    found = checks.result(log.deal(), log.RESULT, (1, 1, 0))
    assert (found.worth, found.target, found.floor) == (25, -30, 5)
    assert found.claimed == pytest.approx(5 / 40)  # the best that they would have signed is (0, 0, 0): 60 / 40
    assert checks.result(log.deal().with_floors(None, 30), log.RESULT, None).floor is None
    assert checks.claimed(log.deal().with_floors(70, 80), log.RESULT) is None


def test_an_alternative_that_was_worse_than_it_looked():
    found = checks.reality(Decimal(90), Decimal(120), Decimal("0.75"), Decimal(10))
    assert (found.expected, found.margin) == (Decimal(80), Decimal(10))
    assert found.even == pytest.approx(100 / 120)
    assert checks.reality(Decimal(90), Decimal(0), Decimal(1), Decimal(0)).even is None


@pytest.mark.parametrize(("truth", "score"), [(15, 10), (10, 10), (25, 60), (8, 30)])
def test_interval_score_by_hand(truth, score):
    assert scores.interval_score(10, 20, truth) == pytest.approx(score)


def test_calibration_weighs_each_case_by_its_span():
    found = scores.calibrate([Stated(10, 20, 15, span=10), Stated(10, 20, 25, span=100)])
    assert (found.count, found.inside) == (2, 0.5)
    assert found.score == pytest.approx((1 + 0.6) / 2)
    assert found.width == pytest.approx((1 + 0.1) / 2)
    assert found.between[0] < 0.5 < found.between[1]
    assert scores.calibrate([]).inside is None
    with pytest.raises(EngineError):
        Stated(2, 1, 1)


def test_a_narrow_interval_that_holds_beats_a_wide_one_and_a_bold_one_that_misses():
    narrow, wide, bold = (scores.interval_score(*pair, 15) for pair in ((14, 16), (0, 30), (17, 18)))
    assert (narrow, bold, wide) == pytest.approx((2, 21, 30))
