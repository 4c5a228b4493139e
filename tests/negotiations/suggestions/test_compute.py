"""What a worker finds: golden cases through rows, job and result; and what is said of it."""

from decimal import Decimal as D

import pytest

from negotiations.actions import alternatives, issues
from negotiations.enums import SuggestionKind
from negotiations.models import Job
from negotiations.queries.trades.suggestions import suggestion_parts
from negotiations.queries.wording import Amounts, Names, plain
from tests.factories.negotiations import NOW, Plan, estimate, make_deal, make_rated_plan
from tests.factories.payoffs import ITEX_CYPRESS, ITEX_WEIGHTS, NEW_RECRUIT, weighted
from tests.factories.trades import compute, contents, document

pytestmark = pytest.mark.django_db


def words_of(job: Job, at: list[int]) -> dict[str, str]:
    names = Names(job.deal)
    rows = document(job)["issues"]
    return {
        names.issue(row["id"]): names.level(row["id"], row["levels"][place])
        for row, place in zip(rows, at, strict=True)
    }


def said(job: Job, kind: SuggestionKind) -> list[str]:
    deal = job.deal
    amounts = Amounts(document(job)["money"], deal.currency)
    return [plain(suggestion_parts(kind, one, Names(deal), amounts)["text"]) for one in contents(job, kind)]


def test_itex_cypress_on_the_worker() -> None:
    deal = make_deal()
    make_rated_plan(deal, weighted(ITEX_CYPRESS, ITEX_WEIGHTS))
    job = compute(deal)
    found = document(job)
    assert (job.state, found["count"], len(found["points"]), found["exact"]) == ("done", 18, 18, True)
    named = {rule: one for one in found["named"] for rule in one["rules"]}
    assert named["nash"] == named["kalai-smorodinsky"]
    assert words_of(job, found["points"][named["nash"]["point"]]["at"]) == {
        "Price": "$3.47",
        "Delivery": "45 days",
        "Payment": "30 days after delivery",
        "Returns": "5% spoilage allowed",
    }


def test_new_recruit_on_the_worker() -> None:
    deal = make_deal()
    make_rated_plan(deal, NEW_RECRUIT)
    job = compute(deal)
    found = document(job)
    assert found["count"] == 45
    best = max(D(point["ours"]) + D(point["likely"]) for point in found["points"])
    # points of 100 above each side's worst package, which is at −8,400 of 23,200 points
    assert best / 100 * 23_200 - 2 * 8_400 == pytest.approx(14_800, abs=3)
    assert said(job, SuggestionKind.COMPATIBLE) == [
        "Agree Division A on Job assignment at once: you both want it.",
        "Agree LUX EX2 on Company car at once: you both want it.",
    ]


def test_every_trade_gains_for_both_by_the_estimate_and_stays_inside(plan: Plan) -> None:
    found = contents(compute(plan.deal), "swap")
    assert 2 <= len(found) <= 8
    for swap in found:
        assert D(swap["give"]["ours"]) < 0 < D(swap["get"]["ours"])
        assert D(swap["ours"]) == D(swap["give"]["ours"]) + D(swap["get"]["ours"]) > 0
        low, median, high, chance = map(D, swap["theirs"])
        assert low <= median <= high
        assert median > 0
        assert D("0.5") < chance < 1
        assert swap["outside"] == []


def test_a_trade_is_one_sentence_in_money(plan: Plan) -> None:
    job = compute(plan.deal)
    sentence = "Accept 15 days instead of 30 on Payment, and get €586 instead of €598 on Unit price."
    place = said(job, SuggestionKind.SWAP).index(sentence)
    parts = suggestion_parts("swap", contents(job, "swap")[place], Names(plan.deal), Amounts(True, "EUR"))
    assert parts["say"] == "If you can do €586 on Unit price, we can do 15 days on Payment."
    assert [(line.label, line.ours) for line in (*parts["sums"], parts["total"])] == [
        ("give", "−€20,000"),
        ("get", "+€60,000"),
        ("together", "+€40,000"),
    ]
    assert "–" in parts["sums"][0].theirs


def test_a_plan_outside_its_own_walk_away_is_said_to_be(plan: Plan) -> None:
    alternatives.set_package(plan.deal, {plan.price.pk: D(630)}, by=plan.lead, at=NOW)
    job = compute(plan.deal)
    assert document(job)["package"]["outside"] == [str(plan.price.pk)]
    mended = [swap for swap in contents(job, "swap") if swap["get"]["issue"] == str(plan.price.pk)]
    assert mended
    assert all(swap["outside"] == [] for swap in mended)


def test_three_packages_are_equal_for_us_and_differ_for_them(plan: Plan) -> None:
    (found,) = contents(compute(plan.deal), "package_set")
    packages = found["packages"]
    assert len(packages) == 3
    worths = [D(one["ours"]) for one in packages]
    assert max(worths) - min(worths) <= D(found["apart"])
    assert len({tuple(sorted(one["levels"].items())) for one in packages}) == 3


def test_an_issue_that_is_not_tradeable_is_in_no_trade(plan: Plan) -> None:
    issues.edit(plan.price, "tradeable", False, seen=None, by=plan.lead, at=NOW)
    job = compute(plan.deal)
    touched = {leg["issue"] for swap in contents(job, "swap") for leg in (swap["give"], swap["get"])}
    assert str(plan.price.pk) not in touched
    for package in contents(job, "package_set")[0]["packages"]:
        assert package["levels"][str(plan.price.pk)] == "598"


def test_an_unknown_direction_is_never_called_compatible(plan: Plan) -> None:
    estimate(plan.payment, "unknown", 60, 90, 100)
    job = compute(plan.deal)
    assert contents(job, "compatible") == []
    touched = {leg["issue"] for swap in contents(job, "swap") for leg in (swap["give"], swap["get"])}
    assert str(plan.payment.pk) not in touched


def test_a_floor_above_everything_leaves_no_packages_and_no_failure(plan: Plan) -> None:
    alternatives.add(plan.deal, title="A dream", value=D(9_000_000), probability=D(100), by=plan.lead, at=NOW)
    job = compute(plan.deal)
    assert (job.state, document(job)["outlook"], document(job)["named"]) == ("done", "no deal", [])
    assert contents(job, "package_set") == []


def test_counter_offers_keep_what_the_plan_is_worth(plan: Plan) -> None:
    offer = {plan.price.pk: D(610), plan.payment.pk: D(15), plan.warranty.pk: D(1)}
    job = compute(plan.deal, offer=offer)
    worth = D(document(job)["package"]["ours"])
    answers = contents(job, "counter")
    assert {one["answer"] for one in answers} == {"best for them", "most like theirs"}
    assert all(D(one["ours"]) >= worth for one in answers)
    assert all(one["outside"] == [] for one in answers)


def test_points_where_there_is_no_money_issue() -> None:
    deal = make_deal()
    make_rated_plan(deal, NEW_RECRUIT)
    job = compute(deal)
    parts = suggestion_parts("swap", contents(job, "swap")[0], Names(deal), Amounts(False, "EUR"))
    assert parts["total"].ours.endswith("pts")
    assert "€" not in str(parts)
