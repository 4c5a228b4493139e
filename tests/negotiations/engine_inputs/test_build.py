"""What the engine is told about a plan."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, issues, valuations
from negotiations.engine import frontier, solutions
from negotiations.engine.problem import OURS, THEIRS
from negotiations.queries.inputs.plan import PlanInputs, load_plan, plan_inputs, public_inputs
from negotiations.queries.plan import worth
from negotiations.queries.standing import standing
from tests.factories.negotiations import NOW, Plan, estimate, make_deal, make_plan, make_rated_plan, seat
from tests.factories.payoffs import ITEX_CYPRESS, ITEX_WEIGHTS, NEW_RECRUIT, weighted

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def inputs(deal, by=None, **options) -> PlanInputs:
    reader = standing(by or deal.created_by, deal)
    assert reader is not None
    found = plan_inputs(load_plan(deal), reader, today=TODAY, **options)
    assert found is not None
    return found


def named(plan: PlanInputs, package) -> dict[str, str]:
    return {row.issue.name: row.scale.words(row.levels[v]) for row, v in zip(plan.issues, package, strict=True)}


@pytest.mark.parametrize("count", [0, 27])
def test_a_plan_is_read_in_ten_queries_whatever_its_size(django_assert_num_queries, count: int) -> None:
    plan = make_plan(extra_issues=count)
    with django_assert_num_queries(10):
        rows = load_plan(plan.deal)
        public_inputs(rows)
    assert len(rows.issues) == 3 + count


def test_the_money_issue_measures_all(plan: Plan) -> None:
    ours = inputs(plan.deal)
    steps = worth.step_worths(ours)
    assert steps[plan.price.pk].ours == 5000  # a euro on 5,000 units
    assert steps[plan.price.pk].ours_total == 400_000
    assert steps[plan.payment.pk].ours_total == 120_000  # 30 to 100 in swing
    assert steps[plan.warranty.pk].ours == 90_000  # 45 to 100 in swing, over two steps
    band = steps[plan.payment.pk].theirs_total
    assert band is not None
    assert band.low < 400_000 * 90 / 60 < band.high


def test_without_a_money_issue_worth_is_in_points() -> None:
    deal = make_deal()
    make_rated_plan(deal, NEW_RECRUIT)
    plan = inputs(deal)
    assert not plan.in_money
    assert plan.worth(plan.problem.unit) == 100
    assert sum(step.ours_total for step in worth.step_worths(plan).values()) == pytest.approx(D(100), abs=D("0.05"))


def test_the_package_is_what_was_chosen_else_target_realistic_marker_middle(plan: Plan) -> None:
    assert named(inputs(plan.deal), inputs(plan.deal).package)["Unit price"] == "€598"
    alternatives.set_package(plan.deal, {plan.price.pk: D(601)}, by=plan.lead, at=NOW)
    issues.set_limit(plan.payment, "target", None, seen=None, by=plan.lead, at=NOW)
    issues.set_limit(plan.payment, "realistic", D(45), seen=None, by=plan.lead, at=NOW)
    extra = issues.add(
        plan.deal, name="Spare parts", kind="number", low=D(0), high=D(10), step=D(5), by=plan.lead, at=NOW
    )
    for name in ("target", "realistic"):
        issues.set_limit(plan.warranty, name, None, seen=None, by=plan.lead, at=NOW)
    plan_now = inputs(plan.deal)
    assert named(plan_now, plan_now.package) == {
        "Unit price": "€601",
        "Payment": "45 days",
        "Warranty": "5 years",
        "Spare parts": "5",
    }
    assert [(gap.issue, gap.what) for gap in plan_now.missing if gap.what == "target"] == [(extra, "target")]


def test_levels_beyond_the_walk_away_are_removed_but_the_planned_one_stays(plan: Plan) -> None:
    now = inputs(plan.deal)
    price, payment, warranty = now.problem.issues
    kept = [now.issues[0].levels[v] for v in price.allowed]
    assert max(kept) == 624
    assert min(kept) == 560
    assert [now.issues[1].levels[v] for v in payment.allowed] == [15, 30, 45, 60, 75, 90]
    assert len(warranty.allowed) == 3
    alternatives.set_package(plan.deal, {plan.price.pk: D(630)}, by=plan.lead, at=NOW)
    now = inputs(plan.deal)
    assert sorted(now.issues[0].levels[v] for v in now.problem.issues[0].allowed)[-2:] == [624, 630]


def test_an_issue_that_is_not_tradeable_is_held(plan: Plan) -> None:
    issues.edit(plan.payment, "tradeable", False, seen=None, by=plan.lead, at=NOW)
    now = inputs(plan.deal)
    assert [now.issues[1].levels[v] for v in now.problem.issues[1].allowed] == [30]


def test_the_floor_is_the_best_alternative_that_has_not_expired(plan: Plan) -> None:
    do = {"by": plan.lead, "at": NOW}
    assert inputs(plan.deal).floor.expected == D("74800")  # 96,000 × 80 % − 2,000
    better = alternatives.add(plan.deal, title="Norcool", probability=D(50), value=D(300_000), **do)
    floor = inputs(plan.deal).floor
    assert (floor.alternative, floor.expected) == (better, 150_000)
    alternatives.edit(better, "expires_on", date(2026, 11, 21), seen=None, **do)
    assert inputs(plan.deal).floor.expected == D("74800")
    alternatives.edit(better, "expires_on", TODAY, seen=None, **do)  # its last day still counts
    now = inputs(plan.deal)
    assert now.floor.expected == 150_000
    assert now.worth(now.problem.floors[OURS] - 1) < 150_000 <= now.worth(now.problem.floors[OURS])


def test_an_alternative_that_is_a_package_is_measured_by_the_plan(plan: Plan) -> None:
    alternatives.add(
        plan.deal,
        title="Split with Norcool",
        kind="package",
        levels={str(plan.price.pk): "600", str(plan.payment.pk): "90"},
        probability=D(100),
        by=plan.lead,
        at=NOW,
    )
    # 40 below the worst price on 5,000 units, 90 of 90 days; the warranty, not named, counts as the worst
    assert inputs(plan.deal).floor.expected == 40 * 5000 + 120_000


def test_what_nobody_said_is_assumed_and_listed() -> None:
    deal = make_deal()
    do = {"by": deal.created_by, "at": NOW}
    assert public_inputs(load_plan(deal)) is None
    choice = issues.add(deal, name="Colour", kind="choice", options=("Red", "Blue"), **do)
    number = issues.add(deal, name="Seats", kind="number", low=D(1), high=D(5), step=D(1), **do)
    plan = inputs(deal)
    found = {(gap.issue, gap.what) for gap in plan.missing}
    assert (choice, "our_curve") in found
    for issue in (choice, number):
        assert {(issue, what) for what in ("our_weight", "their_weight", "their_direction", "target")} <= found
    assert worth.weights(plan)[number.pk].ours == 0.5
    assert worth.issue_classes(plan)[number.pk] == "unknown"
    assert [row.belief.free for row in plan.issues] == [True, False]  # a number has two ends, a choice only options
    assert worth.package_worth(plan).over_floor is None


def test_their_direction_turns_their_worth_round(plan: Plan) -> None:
    assert inputs(plan.deal).problem.issues[1].contributions[THEIRS][0] > 0
    estimate(plan.payment, "same", 60, 90, 100)
    contributions = inputs(plan.deal).problem.issues[1].contributions[THEIRS]
    assert contributions[0] == 0
    assert contributions[-1] == max(contributions) > 0
    assert worth.issue_classes(inputs(plan.deal))[plan.payment.pk] == "compatible"


def test_curves_reach_the_engine(plan: Plan) -> None:
    valuations.edit_many(plan.payment, "ours", {"shape": "curved", "half_level": D(30)}, seen={}, by=plan.lead, at=NOW)
    now = inputs(plan.deal)
    row = now.issues[1]
    assert row.ours[row.index(D(30))] == pytest.approx(0.5, abs=1e-6)
    assert row.ours[row.index(D(45))] > 0.5


def test_fine_ranges_are_thinned_to_business_steps(plan: Plan) -> None:
    now = inputs(plan.deal, levels=11)
    levels = now.issues[0].levels
    assert len(levels) <= 14
    assert {560, 640, 598, 605, 624} <= set(levels)
    assert all(level == int(level) for level in levels)


def test_only_readers_of_all_secrets_get_them(plan: Plan) -> None:
    for role in (SeatRole.OBSERVER, SeatRole.EXPERT):
        with pytest.raises(PermissionDenied):
            inputs(plan.deal, by=seat(plan.deal, role))


def test_new_recruit_through_rows_is_the_published_case() -> None:
    deal = make_deal()
    make_rated_plan(deal, NEW_RECRUIT)
    plan = inputs(deal)
    front = frontier.solve(plan.problem)
    assert len(front) == 45
    best = solutions.solve(front)[solutions.Rule.BEST_JOINT]
    # Worth counts from each side's worst package, which is at −6,000 − 2,400 points; 23,200 points lie above it.
    joint = sum(best.utilities) / plan.problem.unit * 23_200 - 2 * 8_400
    assert joint == pytest.approx(14_800, abs=1)
    kinds = worth.issue_classes(plan)
    by_name = {row.issue.name: kinds[row.issue.pk] for row in plan.issues}
    assert {name for name, kind in by_name.items() if kind == "compatible"} == {"Job assignment", "Company car"}
    assert {name for name, kind in by_name.items() if kind == "distributive"} == {"Salary", "Signing bonus"}


def test_itex_cypress_through_rows_is_the_published_case() -> None:
    deal = make_deal()
    make_rated_plan(deal, weighted(ITEX_CYPRESS, ITEX_WEIGHTS))
    plan = inputs(deal)
    front = frontier.solve(plan.problem)
    assert len(front) == 18
    found = solutions.solve(front)
    for rule in solutions.Rule:
        assert [named(plan, package) for package in solutions.packages(front, found[rule])] == [
            {
                "Price": "$3.47",
                "Delivery": "45 days",
                "Payment": "30 days after delivery",
                "Returns": "5% spoilage allowed",
            }
        ]
