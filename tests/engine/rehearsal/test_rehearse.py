"""Rehearsals: the fast run against the plain one, any split against the whole, and what must follow from the model."""

import json
from dataclasses import replace

import numpy as np
import pytest

from negotiations.engine import doubt
from negotiations.engine.doubt import Belief, Direction
from negotiations.engine.problem import Cap, EngineError, Problem, Rule
from negotiations.engine.rehearsal.counterparts import EVEN_MIX, KINDS, Kind, dice
from negotiations.engine.rehearsal.ladder import Ladder, Step, Trigger, at_least, draft
from negotiations.engine.rehearsal.offers import paths
from negotiations.engine.rehearsal.rehearse import Setting, played, rehearse, together
from negotiations.engine.rehearsal.talks import End
from negotiations.engine.rehearsal.tally import quantile
from negotiations.engine.weights import Range
from tests.bench.markets import market
from tests.engine.rehearsal.slow import one_run
from tests.support.seeds import each_seed

RUNS = 40


def setting(seed: int = 1, *, rules: bool = False, mix: dict[Kind, int] | None = None, floor: bool = True) -> Setting:
    roll = np.random.default_rng(seed)
    problem = market(int(roll.integers(1, 6)), int(roll.integers(2, 7)), "opposed", seed=seed)
    out = {0: [0]} if len(problem.issues[0].options) > 2 else {}
    problem = problem.without_options(out).with_floors(int(roll.integers(0, 4000)), None)
    if rules and len(problem.issues) > 1:
        pair = ((0, frozenset({1})), (1, frozenset({0})))
        rest = ((1, frozenset({1})),)
        amounts = tuple(tuple(roll.integers(0, 5, size).tolist()) for size in problem.sizes)
        caps = (Cap(amounts, 3 * len(problem.issues)),)
        problem = replace(problem, rules=(Rule(pair), Rule(rest, (200, -300))), caps=caps)
    directions = [Direction(roll.choice(list(Direction))) for _ in problem.issues]
    beliefs = [Belief(Range(5, 30, 100), direction=direction) for direction in directions]
    draws = doubt.sample(problem, beliefs, draws=40, seed=seed)
    return Setting(problem, draws, Range(500, 2500, 5000) if floor else None, mix or EVEN_MIX, seed)


def ladder(problem: Problem, seed: int) -> Ladder:
    """Steps of every kind, some with gets, some with a latest round."""
    roll = np.random.default_rng(seed)
    best = tuple(max(i.allowed, key=lambda v, i=i: i.contributions[0][v]) for i in problem.issues)
    steps = []
    for _ in range(int(roll.integers(0, 6))):
        i, j = (int(roll.integers(len(problem.issues))) for _ in "ab")
        steps.append(
            Step(
                gives={i: int(roll.choice(problem.issues[i].allowed))},
                trigger=Trigger(roll.choice(list(Trigger))),
                amount=int(roll.integers(1, 6)) if roll.random() < 0.7 else 400,
                gets={j: at_least(problem, j, int(roll.integers(len(problem.issues[j].options))))}
                if roll.random() < 0.4
                else {},
                latest=int(roll.integers(2, 9)) if roll.random() < 0.5 else None,
            )
        )
    return Ladder(
        best, tuple(steps), int(roll.integers(1, 10)), int(roll.integers(1, 4)) if roll.random() < 0.5 else None
    )


@pytest.mark.parametrize("rules", [False, True])
@each_seed(25)
def test_every_run_is_the_one_that_is_told_plainly(seed: int, rules: bool) -> None:
    world = setting(seed, rules=rules, floor=seed % 3 > 0)
    plan = ladder(world.problem, seed)
    people, talks = played(world, paths(world.problem, world.draws, seed=world.seed), plan, first=5, runs=RUNS)
    for n in range(RUNS):
        run = one_run(world, plan, 5 + n)
        shown = f"run {n}, {KINDS[people.kind[n]]}"
        assert (talks.end[n], talks.round[n]) == (run.end, run.round), shown
        assert (talks.ours[n], talks.theirs[n]) == (run.ours, run.theirs), shown
        for fast, slow in ((talks.given, run.given), (talks.leak, run.leak)):
            assert {t: v for t, v in enumerate(fast[n].tolist()) if v} == {t: v for t, v in slow.items() if v}, shown
        for many, few in ((talks.taken, run.taken), (talks.refused, run.refused), (talks.forced, run.forced)):
            assert set(np.flatnonzero(many[n]).tolist()) == few, shown


def test_the_cases_reach_every_end() -> None:
    ends: set[int] = set()
    for seed in range(25):
        world = setting(seed)
        ways = paths(world.problem, world.draws, seed=world.seed)
        ends |= set(played(world, ways, ladder(world.problem, seed), first=0, runs=200)[1].end.tolist())
    assert ends == set(End)


@pytest.mark.parametrize("sizes", [[1] * 7 + [293], [150, 150], [299, 1], [37, 200, 63]])
def test_any_split_in_any_order_is_byte_for_byte_the_whole(sizes: list[int]) -> None:
    world = setting(4)
    plans = [ladder(world.problem, 4), ladder(world.problem, 9)]
    whole = json.dumps(rehearse(world, plans, first=0, runs=300))
    parts, first = [], 0
    for size in sizes:
        parts.append(rehearse(world, plans, first=first, runs=size))
        first += size
    assert json.dumps(together(parts[::-1])) == whole


def test_dice_do_not_depend_on_where_one_starts() -> None:
    assert np.array_equal(dice(3, 0, 50)[20:], dice(3, 20, 30))


def test_the_tally_counts_every_run_once() -> None:
    world = setting(7)
    found = rehearse(world, [ladder(world.problem, 7), ladder(world.problem, 8)], first=0, runs=500)
    for plan in found["plans"]:
        ends = np.array(plan["ends"])
        assert ends.sum() == 500
        assert np.array(plan["ours"]).sum() == ends[:, :2].sum() == sum(plan["theirs"])
    pair = found["pair"]
    assert pair["better"] + pair["equal"] + pair["worse"] == 500 == sum(pair["differences"])


def test_a_plan_against_itself_is_equal_in_every_run() -> None:
    world = setting(7)
    pair = rehearse(world, [ladder(world.problem, 7)] * 2, first=0, runs=200)["pair"]
    assert (pair["equal"], pair["sum"]) == (200, 0)


def test_one_kind_alone_is_the_whole_population() -> None:
    world = setting(2, mix={Kind.CONCEDER: 1})
    ends = np.array(rehearse(world, [ladder(world.problem, 2)], first=0, runs=50)["plans"][0]["ends"])
    assert ends.sum(axis=(1, 2)).tolist() == [50 if kind is Kind.CONCEDER else 0 for kind in KINDS]


def stairs(world: Setting, rounds: int = 8) -> Ladder:
    problem = world.problem
    best = tuple(max(i.allowed, key=lambda v, i=i: i.contributions[0][v]) for i in problem.issues)
    worst = tuple(min(i.allowed, key=lambda v, i=i: i.contributions[0][v]) for i in problem.issues)
    return draft(problem, [best, worst], rounds=rounds)


def deals(world: Setting, plan: Ladder, kind: Kind) -> int:
    alone = replace(world, mix={kind: 1})
    return int(np.array(rehearse(alone, [plan], first=0, runs=400)["plans"][0]["ends"])[:, :2].sum())


def big() -> Setting:
    problem = market(6, 6, "opposed", seed=3).with_floors(2500, None)
    draws = doubt.sample(problem, [Belief(Range(5, 30, 100))] * 6, draws=100, seed=3)
    return Setting(problem, draws, Range(2000, 3500, 5000), EVEN_MIX, 11)


def test_conceders_agree_more_often_than_the_stubborn() -> None:
    world = big()
    assert deals(world, stairs(world), Kind.CONCEDER) >= deals(world, stairs(world), Kind.STUBBORN)
    short = replace(stairs(world), steps=stairs(world).steps[:2])
    assert deals(world, short, Kind.CONCEDER) > deals(world, short, Kind.STUBBORN)


def test_going_further_down_the_ladder_means_no_fewer_deals() -> None:
    world = big()
    plan = stairs(world)
    short = replace(plan, steps=plan.steps[:3])
    for kind in KINDS:
        assert deals(world, plan, kind) >= deals(world, short, kind)


def test_a_get_that_they_never_give_is_counted_as_refused_and_stops_the_ladder() -> None:
    world = big()
    step = Step({0: 0}, gets={1: frozenset()})
    plan = Ladder((5,) * 6, (step,), 6)
    found = rehearse(world, [plan], first=0, runs=200)["plans"][0]
    assert (found["taken"], found["given"]) == ([0], [0] * 7)
    assert found["refused"][0] > 100


def test_a_late_step_is_taken_without_its_get_and_leaks() -> None:
    world = big()
    step = Step({0: 0}, gets={1: frozenset()}, latest=3)
    found = rehearse(world, [Ladder((5,) * 6, (step,), 6)], first=0, runs=200)["plans"][0]
    assert found["taken"] == found["forced"] != [0]
    assert [t for t, amount in enumerate(found["given"]) if amount] == [3]
    assert 0 < found["leak"][3] <= found["given"][3]


def test_offers_only_fall_for_them_and_rise_for_us() -> None:
    world = setting(5)
    ways = paths(world.problem, world.draws, seed=1)
    assert (np.diff(ways.least, axis=1) <= 0).all()
    assert (np.diff(ways.ours, axis=1) >= 0).all()


def test_a_draft_goes_through_its_waypoints_in_time() -> None:
    world = big()
    plan = stairs(world, rounds=8)
    assert plan.packages()[-1] == (0,) * 6
    assert len(plan.steps) <= 6
    assert [step.amount for step in plan.steps] == sorted(step.amount for step in plan.steps)
    assert plan.steps[-1].amount == 7


def test_quantiles_are_read_from_bins() -> None:
    assert quantile([0, 4, 0, 4], 0.5, 0, 8) == 3.0
    assert quantile([0, 4, 0, 4], 0.9, 0, 8) == 7.0
    assert quantile([0, 0], 0.5, 0, 8) is None


def test_nonsense_is_refused_in_words() -> None:
    world = big()
    for make in (
        lambda: Ladder((0,) * 6, (), 0),
        lambda: rehearse(world, [], first=0, runs=5),
        lambda: rehearse(replace(world, mix={}), [stairs(world)], first=0, runs=5),
    ):
        with pytest.raises(EngineError):
            make()
