"""The ledger of a short scripted log, by hand: what options are worth is in tests/engine/review/log.py."""

import numpy as np
import pytest

from negotiations.engine import ledger
from negotiations.engine.doubt import Draws
from negotiations.engine.ledger import Act, ActKind
from negotiations.engine.problem import OURS, THEIRS
from negotiations.engine.steps import OwnStep, StepClass
from tests.engine.review.log import DAYS, PRICE, WARRANTY, deal, known

OFFER, GIVE, AGREE = ActKind.OFFER, ActKind.GIVE, ActKind.AGREE


def talks():
    return [
        Act("1", OURS, OFFER, {PRICE: 0, DAYS: 2, WARRANTY: 0}),
        Act("2", THEIRS, OFFER, {PRICE: 4, DAYS: 0, WARRANTY: 1}),
        Act("3", OURS, OFFER, {PRICE: 1}),  # -10 for us, +10 for them
        Act("4", THEIRS, OFFER, {PRICE: 3}),  # +10, -10
        Act("5", OURS, GIVE, {WARRANTY: 1}),  # -20, +5
        Act("7", THEIRS, OFFER, {PRICE: 2, DAYS: 1}),  # +10, -10 and +5, -20
        Act("8", OURS, OFFER, {PRICE: 2}),  # -10, +10
    ]


def lines(acts):
    found = ledger.changes(deal(), known(), acts)
    return [(one.act, one.issue, one.ours, None if one.theirs is None else one.theirs.tolist()) for one in found]


def test_an_offer_is_compared_issue_by_issue_with_the_last_one_of_its_side():
    assert lines(talks()) == [
        ("3", PRICE, -10, [10]),
        ("4", PRICE, 10, [-10]),
        ("5", WARRANTY, -20, [5]),
        ("7", PRICE, 10, [-10]),
        ("7", DAYS, 5, [-20]),
        ("8", PRICE, -10, [10]),
    ]
    ours, theirs = ledger.balance(ledger.changes(deal(), known(), talks()), 1)
    assert (ours, theirs.tolist()) == (-15, [-15])


def test_every_change_but_none_of_what_stayed_or_was_said_first():
    again = [*talks(), Act("9", OURS, OFFER, {PRICE: 2, WARRANTY: 1})]
    assert lines(again) == lines(talks())
    assert lines([Act("1", THEIRS, OFFER, {PRICE: 4})]) == []


def test_a_give_in_words_or_of_what_nobody_spoke_of_counts_without_an_amount():
    words = [Act("1", OURS, GIVE, {}, issue=DAYS), Act("2", OURS, GIVE, {DAYS: 1})]
    found = ledger.changes(deal(), known(), words)
    assert [(one.issue, one.ours, one.given) for one in found] == [(DAYS, None, True), (DAYS, None, True)]
    after = ledger.changes(deal(), known(), [*words, Act("3", OURS, OFFER, {DAYS: 0})])
    assert after[-1].ours == -5


def test_asking_for_more_is_no_give_and_ends_what_was_given():
    acts = [*talks(), Act("9", OURS, OFFER, {PRICE: 0})]
    found = ledger.changes(deal(), known(), acts)
    assert (found[-1].ours, found[-1].given) == (20, False)
    now = ledger.stands(acts)
    ours = [one for one in found if one.party == OURS and one.given]
    assert [ledger.taken_back(one, now, deal()) for one in ours] == [True, False, True]
    assert not ledger.taken_back(found[1], ledger.stands(talks()), deal())


def test_what_both_agree_on_moves_both_and_is_owed_by_nobody():
    acts = [*talks(), Act("9", THEIRS, AGREE, {DAYS: 1, PRICE: 2})]
    found = ledger.changes(deal(), known(), acts)[6:]
    assert [(one.party, one.issue, one.ours, one.agreed) for one in found] == [(OURS, DAYS, -5, True)]


@pytest.mark.parametrize(
    ("before", "levels", "missing"),
    [
        (2, {PRICE: 1}, True),  # nothing of theirs but their opening
        (4, {WARRANTY: 1}, False),  # they came down in price since
        (5, {PRICE: 2}, True),  # that was before our last give
        (5, {PRICE: 2, DAYS: 2}, True),  # days stay as they are: nothing is asked
        (6, {PRICE: 2}, False),
        (2, {PRICE: 0, DAYS: 2}, False),  # nothing is given
    ],
)
def test_a_give_has_a_price(before, levels, missing):
    acts = talks()[:before]
    past = ledger.changes(deal(), known(), acts)
    new = ledger.changes(deal(), known(), [*acts, Act("new", OURS, OFFER, levels)])[len(past) :]
    assert ledger.price(past, new, acts, frozenset()).missing is missing


def test_an_offer_that_asks_on_another_issue_names_its_price_itself():
    acts = [Act("1", OURS, OFFER, {PRICE: 0, DAYS: 0})]
    new = ledger.changes(deal(), known(), [*acts, Act("2", OURS, OFFER, {PRICE: 1, DAYS: 1})])
    found = ledger.price((), new, acts, frozenset())
    assert [one.issue for one in found.gives] == [PRICE]
    assert [one.issue for one in found.asks] == [DAYS]
    assert not found.missing


def test_a_get_that_pays_for_something_already_pays_for_nothing_more():
    acts = talks()[:4]
    past = ledger.changes(deal(), known(), acts)
    new = ledger.changes(deal(), known(), talks()[:5])[len(past) :]
    assert ledger.price(past, new, acts, frozenset({1})).missing


def test_steps_are_labelled_by_their_own_side_and_by_both():
    found = ledger.labels(deal(), known(), talks())
    assert set(found) == {"3", "4", "5", "7", "8"}
    assert found["3"].own == {OwnStep.CONCESSION: 1.0}
    assert found["3"].both[StepClass.CONCESSION] == 1.0
    assert found["7"].own[OwnStep.CONCESSION] == 1.0
    traded = ledger.labels(deal(), known(), [*talks(), Act("9", OURS, OFFER, {PRICE: 1, DAYS: 1})])
    assert traded["9"].own == {OwnStep.TRADE_OFF: 1.0}


def test_what_it_is_to_them_is_a_number_in_every_draw():
    tables = (np.array([[0, 10, 20, 30, 40], [0, 0, 4, 4, 8]]), np.zeros((2, 3), int), np.zeros((2, 2), int))
    doubt = Draws(tables, np.array([0.5, 0.5]), 100)
    found = ledger.changes(deal(), doubt, talks()[:4])
    assert [one.theirs.tolist() for one in found] == [[10, 0], [-10, -4]]
