"""Alerts at the table: each rule firing, and not firing."""

import pytest

from negotiations.engine import alerts, ledger, patterns
from negotiations.engine.alerts import Beat, Said, Statement
from negotiations.engine.problem import OURS, THEIRS
from negotiations.engine.review.timeline import Spent
from tests.engine.review.log import deal, known
from tests.engine.test_ledger import talks


@pytest.mark.parametrize(
    ("levels", "fires"),
    [
        ([(OURS, 590), (THEIRS, 630), (THEIRS, 610)], True),  # their step to the middle of 590 and 630
        ([(OURS, 590), (THEIRS, 630), (THEIRS, 611.9)], True),  # within a twentieth of the distance
        ([(OURS, 590), (THEIRS, 630), (THEIRS, 613)], False),
        ([(OURS, 590), (THEIRS, 610)], False),  # they speak for the first time
        ([(OURS, 600), (THEIRS, 600), (THEIRS, 600)], False),  # there is nothing to split
        ([(OURS, 580), (THEIRS, 630), (OURS, 605)], True),  # ours to the middle
        ([], False),
    ],
)
def test_the_middle(levels, fires):
    found = alerts.middle([Said(*one) for one in levels])
    assert (found is not None) is fires
    if found:
        assert found.party == levels[-1][0]


def test_one_way_giving_counts_our_gives_since_their_last():
    found = ledger.changes(deal(), known(), talks())
    assert alerts.one_way_giving(found) == ()  # theirs came between
    ours = [one for one in found if one.party == OURS]
    assert alerts.one_way_giving(ours) == ("3", "5", "8")
    assert alerts.one_way_giving(ours[:1]) == ()


@pytest.mark.parametrize(("told", "heard", "fires"), [(3, 0, True), (3, 1, True), (2, 0, False), (5, 2, False)])
def test_one_way_telling(told, heard, fires):
    assert alerts.one_way_telling(told, heard) is fires


def say(speaker, worth, *, binding=True, key="k"):
    return Statement(key, 0, speaker, worth, binding)


@pytest.mark.parametrize(
    ("said", "fires"),
    [
        ([say("Ana", 30), say("João", None), say("Ana", 20)], True),  # he held, she gives
        ([say("Ana", 30), say("João", None), say("Ana", 30)], False),
        ([say("Ana", None), say("Ana", 20)], False),  # her own hold is hers to give up
        ([say("Ana", 20), say("João", 30)], True),  # he takes back what she said
        ([say("Ana", 30), say("João", 20)], False),  # he gives on
        ([say("Ana", 30), say("João", 20, binding=False)], True),  # by the way, and not what is on record
        ([say("Ana", 30), say("João", 30, binding=False)], False),
        ([say("Ana", 30), say("João", 20, binding=False), say("Ana", 20)], False),  # sorted out
        ([say("Ana", 30)], False),
    ],
)
def test_contradictions(said, fires):
    assert bool(alerts.contradictions(said)) is fires


@pytest.mark.parametrize(
    ("hours", "share", "weight", "fires"),
    [(0.5, 0.5, 0.1, True), (0.1, 0.5, 0.1, False), (0.5, 0.2, 0.05, False), (0.5, 0.5, 0.3, False)],
)
def test_too_long(hours, share, weight, fires):
    assert bool(alerts.too_long([Spent(0, hours, share, weight)])) is fires


def beats(*moved):
    return [Beat(str(n), n % 2, one) for n, one in enumerate(moved)]


def test_deadlock_is_no_movement_of_either_side():
    assert alerts.deadlock(beats(True, False, False, False, False)) == ("1", "2", "3", "4")
    assert alerts.deadlock(beats(True, False, False, False)) == ()
    assert alerts.deadlock(beats(False, False, False, False, True)) == ()
    assert alerts.deadlock([Beat(str(n), OURS, False) for n in range(6)]) == ()  # they have not answered yet


def test_shrinking_steps_have_an_end():
    assert patterns.shrinking([640, 630, 625, 622.5]).limit == pytest.approx(620)
    assert patterns.shrinking([640, 630, 620, 610]) is None
