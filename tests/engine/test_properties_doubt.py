"""What holds for everything that is in doubt: chances stay chances, order and units do not matter, odd deals are safe.

Hypothesis looks for the deal in which it does not: one option, nothing at stake, ties, floors above everything.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.engine import claims, doubt, exchange, inference, meter, outcome, packages, questions, robust
from negotiations.engine.claims import CostShare, Verdict
from negotiations.engine.doubt import Belief, Direction, Draws
from negotiations.engine.evidence import Choice, Evidence, Order
from negotiations.engine.exchange import Offer
from negotiations.engine.problem import OURS, THEIRS, EngineError
from negotiations.engine.weights import Range
from tests.engine.deals import moved_package, problems, reordered, scaled, wide, with_package

ORDER = st.permutations(range(4))
SWINGS = st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50)).map(lambda three: Range(*sorted(three)))


@st.composite
def believed(draw, **kind):
    """A problem, a package of it, and a belief about every issue: known or free, narrow or wide, worth nothing too."""
    problem, package = draw(with_package(**kind))
    beliefs = [
        Belief(
            draw(SWINGS),
            direction=draw(st.sampled_from(list(Direction))),
            rough=draw(st.booleans()),
            free=draw(st.booleans()),
        )
        for _ in problem.issues
    ]
    return problem, package, beliefs


@st.composite
def seen(draw, problem):
    """Some evidence on a problem: offers, a refusal, an order, a choice."""
    whole = st.tuples(*(st.integers(0, len(issue.options) - 1) for issue in problem.issues))
    offers = draw(st.lists(whole, max_size=4))
    order = draw(st.integers(0, len(problem.issues) - 1))
    return Evidence(
        offers=tuple(offers),
        refused=((draw(whole), draw(whole)),) if draw(st.booleans()) else (),
        orders=(Order(order),) if draw(st.booleans()) else (),
        choices=(Choice((draw(whole), draw(whole)), 0),) if draw(st.booleans()) else (),
    )


def sampled(problem, beliefs, draws=60):
    return doubt.sample(problem, beliefs, draws=draws, seed=1)


@settings(max_examples=25)
@given(st.data(), believed())
def test_whatever_was_seen_what_is_learned_are_weighted_guesses(data, case):
    problem, _, beliefs = case
    found = inference.learn(problem, beliefs, data.draw(seen(problem)), draws=80)
    assert found.draws.shares.sum() == pytest.approx(1)
    assert (found.draws.shares >= 0).all()
    assert np.isfinite(found.draws.shares).all()
    assert 0 < found.effective <= 80 + 1e-6
    assert sum(found.top()) == pytest.approx(1)
    for table in found.draws.tables:
        assert table.min() >= 0
    best = sum(table.max(axis=1) for table in found.draws.tables)
    assert best.max() <= problem.unit + len(problem.issues)
    assert found.order(0, 0) == pytest.approx(0.5)


@settings(max_examples=25)
@given(st.data(), believed())
def test_likelihood_does_not_depend_on_the_order_of_issues_and_options(data, case):
    problem, _, beliefs = case
    seen_ = data.draw(seen(problem))
    order = data.draw(st.permutations(range(len(problem.issues))))
    turned = data.draw(st.booleans())
    draws = sampled(problem, beliefs)
    moved = Draws(
        tuple(draws.tables[i][:, ::-1] if turned else draws.tables[i] for i in order), draws.shares, draws.unit
    )

    def there(package):
        return moved_package(problem, package, order, turned)

    again = Evidence(
        tuple(map(there, seen_.offers)),
        tuple((there(a), there(b)) for a, b in seen_.refused),
        (),
        tuple(Order(order.index(one.more), None, one.confidence) for one in seen_.orders),
        tuple(Choice(tuple(map(there, one.among)), one.picked) for one in seen_.choices),
    )
    spans_tie = [len({int(np.ptp(table[s])) for table in draws.tables}) < len(draws.tables) for s in range(len(draws))]
    keep = ~np.array(spans_tie) if seen_.orders else np.ones(len(draws), dtype=bool)
    before, after = (inference.log_likelihood(*one) for one in ((draws, seen_), (moved, again)))
    assert after[keep] == pytest.approx(before[keep])


@settings(max_examples=20)
@given(believed(), st.integers(2, 5))
def test_the_scale_of_swing_points_does_not_matter(case, factor):
    problem, _, beliefs = case
    larger = [
        Belief(
            Range(b.swing.low * factor, b.swing.likely * factor, b.swing.high * factor),
            direction=b.direction, rough=b.rough, free=b.free,
        )
        for b in beliefs
    ]  # fmt: skip
    for one, two in zip(sampled(problem, beliefs).tables, sampled(problem, larger).tables, strict=True):
        assert np.abs(one - two).max(initial=0) <= 1


@settings(max_examples=20)
@given(believed())
def test_chances_to_accept_rise_with_what_they_get_and_fall_with_their_floor(case):
    problem, package, beliefs = case
    draws = sampled(problem, beliefs)
    other = tuple(issue.allowed[0] for issue in problem.issues)
    worth = draws.utilities([package, other])
    for last in (None, package):
        one, two = robust.acceptance(draws, [package, other], last=last)
        assert 0 <= one.low <= one.middle <= one.high <= 1
        if (worth[:, 0] >= worth[:, 1]).all():
            assert one.middle >= two.middle - 1e-12
        (strict,) = robust.acceptance(draws, [package], last=last, floor=4 * problem.unit)
        assert strict.high <= one.high + 1e-12
        assert strict.high < 1e-6


@settings(max_examples=20)
@given(believed())
def test_regret_ranks_and_tails_agree_with_each_other(case):
    problem, package, beliefs = case
    draws = sampled(problem, beliefs)
    other = tuple(issue.allowed[0] for issue in problem.issues)
    offers = list(dict.fromkeys([package, other]))
    found = robust.ranks(draws, offers)
    assert found.chance.sum(axis=0) == pytest.approx([1] * len(offers))
    assert found.chance.sum(axis=1) == pytest.approx([1] * len(offers))
    regrets = robust.regrets(draws, offers)
    assert min(one.worst for one in regrets) == regrets[robust.least_regret(draws, offers)].worst
    worth = draws.utilities(offers)
    tail = robust.tail_mean(worth, draws.shares, 0.1)
    assert (tail <= draws.shares @ worth + 1e-9).all()
    assert (tail >= worth.min(axis=0) - 1e-9).all()


@settings(max_examples=12)
@given(believed(floors=False))
def test_questions_are_worth_something_and_certainty_leaves_none(case):
    problem, _, beliefs = case
    for one in questions.rank(problem, sampled(problem, beliefs, 30)):
        assert one.value > 0
        assert 0 <= one.chance <= 1
    assert questions.rank(problem, doubt.known(problem)) == []


@settings(max_examples=20)
@given(believed(floors=False))
def test_package_sets_keep_their_window_and_differ(case):
    problem, package, beliefs = case
    draws = sampled(problem, beliefs)
    aim = problem.utility(package, OURS)
    found = packages.equal_sets(problem, draws, aim=aim, even=1)
    chosen = [one.package for one in found.offers]
    assert len(set(chosen)) == len(chosen) >= 1
    for one in chosen:
        assert problem.allows(one)
        assert abs(problem.utility(one, OURS) - aim) <= 1
    with pytest.raises(EngineError):
        packages.equal_sets(problem, draws, aim=problem.best(OURS) + 10, even=1)


@settings(max_examples=25)
@given(believed(), ORDER, st.booleans(), st.integers(1, 9))
def test_the_meter_is_free_of_order_and_of_our_units(case, order, turned, factor):
    problem, _, beliefs = case
    draws = sampled(problem, beliefs)
    order = [i for i in order if i < len(problem.issues)]
    moved = Draws(
        tuple(draws.tables[i][:, ::-1] if turned else draws.tables[i] for i in order), draws.shares, draws.unit
    )
    found = meter.read(problem, draws, horizon=1)
    assert -1 <= found.low <= found.median <= found.high <= 1
    for other in (
        meter.read(reordered(problem, order, turned), moved, horizon=1),
        meter.read(scaled(problem, factor, 1, shift=3), draws, horizon=1),
    ):
        assert (other.low, other.median, other.high) == pytest.approx((found.low, found.median, found.high))


@settings(max_examples=12)
@given(believed())
def test_an_outcome_is_a_band_and_nothing_is_left_on_the_frontier_of_a_guess(case):
    problem, package, beliefs = case
    draws = sampled(problem, beliefs, 8)
    found = outcome.measure(problem, draws, package)
    for band in (found.frontier, found.left):
        assert 0 <= band.low <= band.median <= band.high
    assert 0 <= found.efficient <= 1 + 1e-9
    assert found.left.mean >= 2 * found.frontier.mean - 1e-9  # a step for both is one of the joint gains


@settings(max_examples=20)
@given(st.data(), believed())
def test_steps_add_up_to_the_way_made(data, case):
    problem, _, beliefs = case
    whole = st.tuples(*(st.integers(0, len(issue.options) - 1) for issue in problem.issues))
    talk = data.draw(st.lists(st.builds(Offer, st.sampled_from([OURS, THEIRS]), whole), max_size=7))
    draws = sampled(problem, beliefs, 20)
    made = exchange.steps_of(problem, draws, talk)
    for party in (OURS, THEIRS):
        own = [one.package for one in talk if one.party == party]
        steps = [step for step in made if step.party == party]
        assert len(steps) == max(0, len(own) - 1)
        if steps and party == OURS:
            assert (sum(step.given for step in steps) == draws.gains(own[0], [own[-1]])[:, 0]).all()
    back = exchange.returned(made, draws.shares)
    assert back is None or 0 <= back.low <= back.high
    assert 0 <= exchange.unanswered(made, draws.shares) <= len(made)


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(-20, 20), st.integers(0, 10)), max_size=5),
    st.integers(-30, 30),
    st.randoms(use_true_random=False),
)
def test_claims_are_judged_alike_in_any_order_and_more_is_never_easier(rows, claim, dice):
    shares = [CostShare(f"{i}", Range.point(s), Range(m - w, m, m + w)) for i, (s, m, w) in enumerate(rows)]
    found = claims.check(claim, shares, draws=200)
    mixed = list(shares)
    dice.shuffle(mixed)
    assert claims.check(claim, mixed, draws=200).likely == pytest.approx(found.likely)
    assert found.excess == pytest.approx(claim - sum(s * m / 100 for s, m, _ in rows))
    more = claims.check(claim + 1, shares, draws=200)
    rank = [Verdict.JUSTIFIED, Verdict.POSSIBLE, Verdict.NOT_JUSTIFIED]
    assert rank.index(more.verdict) >= rank.index(found.verdict)
    assert more.chance <= found.chance


@pytest.mark.parametrize("count", [1, 60])
def test_one_issue_and_sixty_in_doubt(count):
    problem = wide(count)
    beliefs = [Belief(Range(10, 30, 80))] * count
    offers = ((2,) * count, (1,) * count)
    found = inference.learn(problem, beliefs, Evidence(offers=offers), draws=200)
    assert found.draws.shares.sum() == pytest.approx(1)
    chosen = packages.equal_sets(problem, found.draws, aim=problem.best(OURS) // 2, even=problem.best(OURS) // 20 or 1)
    assert chosen.offers
    stands = meter.read(problem, found.draws)
    assert -1 <= stands.low <= stands.high <= 1
    where = outcome.measure(problem, found.draws, offers[-1], guesses=3)
    assert where.left.high >= 0


@settings(max_examples=20)
@given(problems(floors=False))
def test_a_guess_without_doubt_is_the_problem_itself(problem):
    draws = doubt.known(problem)
    for package in list(problem.packages())[:20]:
        assert draws.utilities([package])[0, 0] == problem.utility(package, THEIRS)
        (band,) = draws.worth([package])
        assert band.low == band.median == band.high == problem.utility(package, THEIRS)
