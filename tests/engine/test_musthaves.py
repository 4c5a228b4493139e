"""The price of our own must-haves, against trying every package."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiations.engine import musthaves
from negotiations.engine.build import from_points
from negotiations.engine.musthaves import MustHave
from negotiations.engine.problem import OURS, THEIRS, EngineError, Rule
from tests.support import reference
from tests.support.seeds import each_seed


def deal(floors=(0, 0)):
    """Quality insists on certificate 'full'; logistics on delivery 'early'. Both cost us price."""
    problem = from_points(
        issues=[
            ("price", ["200", "205", "210", "215"]),
            ("certificate", ["full", "basic"]),
            ("delivery", ["early", "late"]),
        ],
        points=[[[90, 60, 30, 0], [10, 0], [20, 0]], [[0, 30, 60, 90], [0, 50], [0, 10]]],
        floors=floors,
    )
    return problem.without_options({1: [1], 2: [1]})


QUALITY = MustHave("full certificate", removes=((1, 1),))
LOGISTICS = MustHave("early delivery", removes=((2, 1),))


def test_prices_by_hand():
    """With both, Nash is (60, 60). Without the certificate we lose 10 and can ask 30 of price for their 50."""
    found = musthaves.price(deal(), [QUALITY, LOGISTICS])
    assert found.utilities == (60, 60)
    by_key = {one.key: one for one in found.prices}
    assert [one.key for one in found.prices] == ["full certificate", "early delivery"]
    dear = by_key["full certificate"]
    assert dear.cost == 20
    assert dear.package == (1, 1, 0)
    assert dear.utilities == (80, 80)
    assert dear.changed == (0, 1)
    assert by_key["early delivery"] == musthaves.Price("early delivery", 0, False, None, None, ())
    assert found.together.cost == 30, "both gone: 90 + 0 + 0 with (50 + 10) for them"


@each_seed(120)
def test_prices_against_enumeration(seed):
    problem = reference.random_problem(seed, issues=3, floors=True)
    rule = Rule(((0, frozenset({0})), (1, frozenset({0}))))
    problem = replace(problem, rules=(rule,))
    wishes = [
        MustHave(f"{i}/{v}", removes=((i, v),)) for i, issue in enumerate(problem.issues) for v in sorted(issue.removed)
    ]
    wishes.append(MustHave("rule", rules=(0,)))
    found = musthaves.price(problem, wishes)
    for one in found.prices:
        free = musthaves.relaxed(problem, [wish for wish in wishes if wish.key == one.key])
        held = free.disagreement(THEIRS) if found.package is None else problem.utility(found.package, THEIRS)
        floor = problem.floors[OURS]
        reach = [
            p for p in reference.enumerate_points(free) if p[THEIRS] >= held and (floor is None or p[OURS] >= floor)
        ]
        if found.package is None:
            assert (one.cost, one.opens) == (None, bool(reach))
        else:
            assert one.cost == max(p[OURS] for p in reach) - problem.utility(found.package, OURS)
        if one.package is not None:
            assert free.allows(one.package)
            assert free.utilities(one.package) == one.utilities


def test_a_must_have_that_alone_prevents_the_deal_comes_first():
    blocked = deal(floors=(50, 100))
    found = musthaves.price(blocked, [LOGISTICS, QUALITY])
    assert (found.package, found.utilities) == (None, None)
    assert [(one.key, one.opens) for one in found.prices] == [("full certificate", True), ("early delivery", False)]
    assert found.prices[0].utilities == (50, 110)


def test_what_two_need_is_free_only_when_both_let_go():
    twice = [QUALITY, MustHave("audit", removes=((1, 1),))]
    found = musthaves.price(deal(), twice)
    assert [one.cost for one in found.prices] == [0, 0]
    assert found.together.cost == 20


@pytest.mark.parametrize(
    "wish", [MustHave("x", removes=((0, 0),)), MustHave("x", removes=((7, 0),)), MustHave("x", rules=(0,))]
)
def test_unknown_must_haves_are_refused(wish):
    with pytest.raises(EngineError):
        musthaves.price(deal(), [wish])


def test_a_floor_that_leaves_no_deal_opens_one_when_it_is_given_up():
    """Nothing gives us 130 with them at 0 or more; without our floor the best for us is (130 - 10, 0)."""
    problem = deal(floors=(200, 0))
    found = musthaves.price(problem, [MustHave("floor", floor=True)])
    (floor,) = found.prices
    assert found.package is None
    assert (floor.cost, floor.opens) == (None, True)
    best = max(problem.with_floors(None, 0).packages(), key=lambda package: problem.utility(package, OURS))
    assert floor.utilities == problem.utilities(best)
