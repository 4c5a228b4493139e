"""The concession plan against a short log, by hand: what options are worth is in tests/engine/review/log.py."""

from negotiations.engine import plan_log
from negotiations.engine.plan_log import Turn, Wait
from negotiations.engine.problem import OURS, THEIRS
from negotiations.engine.rehearsal.ladder import Ladder, Step, Trigger
from tests.engine.review.log import DAYS, PRICE, WARRANTY, deal

OPENING = (0, 2, 0)  # 70 to us
LADDER = Ladder(
    OPENING,
    (
        Step({PRICE: 1}, Trigger.ROUND, 2),  # 60
        Step({PRICE: 2}, Trigger.MOVED, 10, gets={DAYS: frozenset({1, 2})}),  # 50, once they rose by 10 and gave days
        Step({WARRANTY: 1}, Trigger.DEADLOCK, 2, latest=5),  # 30
    ),
    rounds=8,
)


def ours(*package, offer=True):
    return Turn(f"o{package}", OURS, package, offer)


def theirs(*package):
    return Turn(f"t{package}", THEIRS, package)


def against(*turns):
    return plan_log.against(deal(), LADDER, turns)


def test_before_the_opening_the_first_step_waits_for_its_round():
    found = against()
    assert (found.round, found.at, found.due, found.wait) == (0, 0, 0, Wait.ROUND)
    assert (found.over, found.beyond, found.early) == (0, (), ())


def test_a_log_that_keeps_to_the_plan():
    opened = (ours(*OPENING), theirs(4, 0, 1))
    assert against(*opened).wait is Wait.NOTHING  # round 2 comes
    found = against(*opened, ours(1, 2, 0))
    assert (found.round, found.at, found.taken, found.early, found.over) == (2, 1, (True, False, False), (), 0)
    assert (found.wait, found.missing) == (Wait.MOVED, (DAYS,))
    risen = against(*opened, ours(1, 2, 0), theirs(3, 0, 1))
    assert (risen.wait, risen.missing) == (Wait.GET, (DAYS,))
    given = against(*opened, ours(1, 2, 0), theirs(3, 1, 1))
    assert given.wait is Wait.NOTHING
    after = against(*opened, ours(1, 2, 0), theirs(3, 1, 1), ours(2, 2, 0))
    assert (after.at, after.early, after.over) == (2, (), 0)
    assert after.wait is Wait.DEADLOCK


def test_faster_than_planned_names_the_step_and_what_it_did_not_wait_for():
    found = against(ours(*OPENING), theirs(4, 0, 1), ours(2, 2, 0))
    assert [(one.step, one.round, one.wait) for one in found.early] == [(1, 2, Wait.MOVED)]
    assert found.at == 2


def test_larger_than_planned_is_what_was_given_beyond_what_was_due():
    found = against(ours(*OPENING), theirs(4, 0, 1), ours(1, 1, 0))  # days were never to be given
    assert (found.over, [issue for issue, _ in found.beyond]) == (5, [DAYS])
    back = against(ours(*OPENING), theirs(4, 0, 1), ours(1, 1, 0), ours(1, 2, 0))
    assert (back.over, back.beyond) == (0, ())


def test_from_its_latest_round_on_a_step_needs_no_get():
    turns = [ours(*OPENING), theirs(4, 0, 1), ours(1, 2, 0), theirs(3, 1, 1), ours(2, 2, 0)]
    assert against(*turns).wait is Wait.DEADLOCK
    assert against(*turns, ours(2, 2, 0)).wait is Wait.NOTHING  # round 5 comes


def test_two_offers_of_theirs_that_stand_still_are_a_deadlock():
    turns = [ours(*OPENING), theirs(4, 0, 1), ours(1, 2, 0), theirs(3, 1, 1), ours(2, 2, 0)]
    assert against(*turns, theirs(3, 1, 1)).wait is Wait.DEADLOCK
    assert against(*turns, theirs(3, 1, 1), theirs(3, 1, 1)).wait is Wait.NOTHING


def test_a_give_between_offers_is_no_round():
    found = against(ours(*OPENING), ours(0, 2, 1, offer=False))
    assert (found.round, found.at) == (1, 0)
    assert found.taken == (False, False, True)
    assert found.over == 20
