"""What was left, by hand and by enumeration; the parts sum to the whole, whatever the deal."""

from dataclasses import replace
from random import Random

from negotiations.engine.problem import OURS, THEIRS, Issue, Problem
from negotiations.engine.review import gap
from negotiations.engine.review.gap import Cause
from negotiations.engine.review.log import Entry, Kind
from tests.engine.review import log
from tests.support.seeds import each_seed


def parts(found):
    return [found.part(cause) for cause in Cause]


def test_every_part_by_hand():
    found = gap.split(log.deal(), log.RESULT, log.talks(), then=log.BELIEVED, planned=log.PLANNED)
    # Warranty back: (2, 1, 0) 45 / 40. Price back to the plan: (1, 1, 0) 55 / 30. Days for price: (0, 0, 0) 60 / 40,
    # by what was believed first 10 for 15 to them: not to be seen then.
    assert parts(found) == [20, 10, 0, 5]
    assert found.whole == 35
    assert found.best == (0, 0, 0)
    assert [(line.cause, line.moves, line.issues) for line in found.lines] == [
        (Cause.FREE_GIVE, (5,), (log.WARRANTY,)),
        (Cause.OFF_PLAN, (8,), (log.PRICE,)),
        (Cause.WRONG_ESTIMATE, (8,), (log.PRICE, log.DAYS)),
    ]


def test_a_trade_that_was_there_to_be_seen_is_missed():
    found = gap.split(log.deal(), log.RESULT, log.talks(), planned=log.PLANNED)
    assert parts(found) == [20, 10, 5, 0]
    assert parts(gap.split(log.deal(), log.RESULT, log.talks(), then=log.THEIR_ROWS, planned=log.PLANNED))[2:] == [5, 0]


def test_what_they_would_not_have_signed_without_stays_and_is_named():
    found = gap.split(log.deal().with_floors(20, 42), log.RESULT, log.talks(), planned={})
    assert found.needed == (5,)
    assert found.part(Cause.FREE_GIVE) == 0


def test_a_give_taken_back_cost_nothing():
    entries = [*log.talks()[:-1], Entry(9, OURS, Kind.OFFER, 2.0, (log.WARRANTY,), (2, 2, 0))]
    assert gap.split(log.deal(), (2, 1, 0), entries).part(Cause.FREE_GIVE) == 0


def test_a_give_that_was_paid_is_no_free_one():
    entries = [replace(entry, free=frozenset()) for entry in log.talks()]
    assert gap.split(log.deal(), log.RESULT, entries).part(Cause.FREE_GIVE) == 0


def test_only_the_free_part_of_a_way_goes_back():
    entries = [
        Entry(1, OURS, Kind.OFFER, 0, (), (0, 2, 0)),
        Entry(2, OURS, Kind.OFFER, 1, (), (1, 2, 0)),  # 10, for something
        Entry(3, OURS, Kind.GIVE, 2, (), (3, 2, 0), frozenset({log.PRICE})),  # 20, for nothing
    ]
    found = gap.split(log.deal().with_floors(None, None), (2, 2, 0), entries)
    assert found.lines[0].amount == 10  # half of it is not in the result: 20 instead of 10
    assert found.lines[0].moves == (3,)


def test_beyond_the_plan_only_by_agreeing_names_the_agreement():
    entries = [log.talks()[0], log.talks()[-1]]
    found = gap.split(log.deal(), log.RESULT, entries, planned=log.PLANNED)
    assert [line.moves for line in found.lines if line.cause is Cause.OFF_PLAN] == [(9,)]


def test_broken_off_with_a_better_deal_there():
    found = gap.split(log.deal(), None, [], then=log.BELIEVED)
    # 60 / 40 was there, 40 more than no deal; by what was believed first the best was 40 / 30 or (1, 0, 1) and so on.
    seen = max(
        log.deal().utility(p, OURS)
        for p in log.deal().packages()
        if log.deal().utility(p, THEIRS) >= 30 and sum(r[v] for r, v in zip(log.BELIEVED, p, strict=True)) >= 30
    )
    assert found.whole == 40
    assert parts(found) == [0, 0, seen - 20, 60 - seen]


def test_broken_off_rightly_leaves_nothing():
    found = gap.split(log.deal().with_floors(60, 60), None, [])
    assert (found.whole, found.lines, found.best) == (0, (), None)


def test_bands_of_one_guess_have_no_width():
    bands = gap.between(log.deal(), log.known(), log.RESULT, log.talks(), then=log.BELIEVED, planned=log.PLANNED)
    assert (bands[None].low, bands[None].high) == (35, 35)
    assert [bands[cause].median for cause in Cause] == [20, 10, 0, 5]


def random_case(seed):
    dice = Random(seed)
    sizes = [dice.randint(2, 4) for _ in range(3)]
    rows = [[[dice.randint(0, 9) for _ in range(n)] for n in sizes] for _ in range(3)]
    issues = tuple(Issue(str(i), tuple(map(str, range(n))), (rows[0][i], rows[1][i])) for i, n in enumerate(sizes))
    problem = Problem(("ours", "theirs"), issues, 100, (None, dice.choice([None, 5])))
    stops = [tuple(dice.randrange(n) for n in sizes) for _ in range(6)]
    entries = [
        Entry(k, OURS, Kind.OFFER, k, (), stop, frozenset(dice.sample(range(3), 2))) for k, stop in enumerate(stops)
    ]
    return problem, entries, stops[-1], rows[2], {0: dice.randrange(sizes[0])}


@each_seed(30)
def test_parts_sum_and_none_is_negative(seed):
    problem, entries, result, then, planned = random_case(seed)
    found = gap.split(problem, result, entries, then=then, planned=planned)
    assert sum(parts(found)) == found.whole == problem.utility(found.best, OURS) - problem.utility(result, OURS)
    assert min(line.amount for line in found.lines) >= 0 if found.lines else found.whole == 0


@each_seed(30)
def test_trades_by_enumeration(seed):
    problem, _, result, then, _ = random_case(seed)
    ours, theirs = problem.utilities(result)

    def believed(package):
        return sum(row[v] for row, v in zip(then, package, strict=True))

    good = [p for p in problem.packages() if problem.utility(p, OURS) >= ours and problem.utility(p, THEIRS) >= theirs]
    best = max(problem.utility(p, OURS) for p in good)
    seen = max(problem.utility(p, OURS) for p in good if believed(p) >= believed(result))
    found = gap.split(problem, result, [], then=then)
    assert parts(found) == [0, 0, seen - ours, best - seen]
