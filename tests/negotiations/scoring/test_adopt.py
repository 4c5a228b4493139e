"""What a closed round comes to, and what is taken of it into the plan."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import scoring, scoring_adoption, undo, valuations
from negotiations.actions.scoring_adoption import Choice
from negotiations.actions.writing import Rejected
from negotiations.models import ScoringRound, Settlement, Valuation
from negotiations.queries.scoring.numbers import HAND, KEEP, MEAN
from negotiations.queries.scoring.results import results
from negotiations.queries.scoring.sealed import Sealed
from negotiations.queries.standing import Worker, standing
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.factories.scoring import hand_in, scoring_round, team
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(plan: Plan) -> ScoringRound:
    """Lead 60 / 20 / 20 of 100, coordinator 20 / 60 / 20, sponsor 40 / 40 / 20: price, payment, warranty."""
    people = team(plan.deal)
    row = scoring_round(plan)
    hand_in(row, plan.lead, {plan.price: 60, plan.payment: 20, plan.warranty: 20}, {plan.price: 590, plan.warranty: 3})
    hand_in(row, people["coordinator"], {plan.price: 20, plan.payment: 60, plan.warranty: 20}, {plan.price: 581})
    hand_in(row, people["sponsor"], {plan.price: 40, plan.payment: 40, plan.warranty: 20})
    return scoring.close_round(row, by=plan.lead, at=NOW)


def bands(plan: Plan) -> list[tuple[D | None, D | None, D | None]]:
    rows = {row.issue_id: row for row in Valuation.objects.filter(issue__deal=plan.deal, party="ours")}
    return [(rows[i.pk].swing_low, rows[i.pk].swing, rows[i.pk].swing_high) for i in plan.issues]


def target(plan: Plan, place: int = 0) -> D:
    return plan.issues[place].limits.__class__.objects.get(issue=plan.issues[place]).target.reveal(Worker(plan.deal))


def test_the_mean_and_the_spread_go_into_the_plan_in_one_action(plan: Plan, closed: ScoringRound) -> None:
    """Means 40, 40, 20 of 100; the most that anybody gives, 60, is 100 points."""
    before = bands(plan)
    scoring_adoption.adopt(closed, {plan.price.pk: Choice(target=MEAN)}, by=plan.lead, at=NOW)
    third = D("33.333")
    assert bands(plan) == [(third, D("66.667"), D(100)), (third, D("66.667"), D(100)), (None, third, None)]
    assert target(plan) == D(585)  # the step nearest to (590 + 581) / 2, the lower of two equally near
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert bands(plan) == before
    assert target(plan) == D(598)
    assert Settlement.objects.get().removed_at is not None


def test_a_persons_and_one_by_hand_with_its_reason(plan: Plan, closed: ScoringRound) -> None:
    choices = {
        plan.price.pk: Choice(weight=str(plan.lead.pk), target=str(plan.lead.pk)),
        plan.payment.pk: Choice(weight=HAND, points=D(10), reason="Treasury has changed its mind"),
        plan.warranty.pk: Choice(weight=KEEP, target=HAND, level=D(2), reason="Law asks for two"),
    }
    scoring_adoption.adopt(closed, choices, by=plan.lead, at=NOW)
    price, payment, warranty = bands(plan)
    assert price == (D("33.333"), D(100), D(100))
    assert payment == (D(10), D(10), D(100))  # the interval holds what was settled
    assert warranty[1] == D("42.857")  # the plan's 45 of 175 on the scale on which 60 of 100 is 100
    assert (target(plan), target(plan, 2)) == (D(590), D(2))
    kept = Settlement.objects.get().choices.reveal(Worker(plan.deal))
    assert kept[str(plan.payment.pk)]["reason"] == "Treasury has changed its mind"


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        (Choice(weight=HAND, points=D(10)), "reason-"),
        (Choice(weight=HAND, reason="x"), "points-"),
        (Choice(weight="999999"), "points-"),
        (Choice(target=MEAN), "level-"),
        (Choice(target=HAND, reason="x"), "level-"),
        (Choice(target=HAND, reason="x", level=D(500)), "level-"),
    ],
)
def test_what_says_nothing_is_refused_and_nothing_written(
    plan: Plan, closed: ScoringRound, choice: Choice, field: str
) -> None:
    before = bands(plan)
    with pytest.raises(Rejected) as refused:
        scoring_adoption.adopt(closed, {plan.payment.pk: choice}, by=plan.lead, at=NOW)
    assert refused.value.field == f"{field}{plan.payment.pk}"
    assert bands(plan) == before


def test_a_weight_set_by_hand_afterwards_takes_its_interval_out(plan: Plan, closed: ScoringRound) -> None:
    scoring_adoption.adopt(closed, {}, by=plan.lead, at=NOW)
    valuations.edit(plan.price, "ours", "swing", D(1), seen=None, by=plan.lead, at=NOW)
    valuations.set_swings(plan.deal, {plan.payment.pk: D(2)}, seen={}, by=plan.lead, at=NOW)
    assert bands(plan)[:2] == [(None, D(1), None), (None, D(2), None)]
    scoring_adoption.adopt(closed, {}, by=plan.lead, at=NOW)
    assert bands(plan)[0] == (D("33.333"), D("66.667"), D(100))


def test_results_in_words(plan: Plan, closed: ScoringRound) -> None:
    access = standing(plan.lead, plan.deal)
    assert access is not None
    found = results(closed, access, today=NOW.date())
    assert found is not None
    assert found.concord is not None
    assert [(one.issue, round(one.mean)) for one in found.spreads][2] == (plan.warranty, 33)
    assert f"{plan.lead} gives Unit price 100 points, more than the others with 50" in " ".join(found.differences)
    assert "The plan" in found.plan_match
    assert [one.level for one in found.spreads[0].proposed] == ["€581", "€590"]
    assert {one.issue for one in found.lists} == set(plan.issues)


def test_who_reads_what_of_it(plan: Plan, closed: ScoringRound) -> None:
    """An expert the own issues only, an observer nothing; nobody anything while it is open."""
    expert, observer = (seat(plan.deal, role) for role in (SeatRole.EXPERT, SeatRole.OBSERVER))
    plan.payment.owner = expert
    plan.payment.save()
    for user, issues in ((expert, [plan.payment]), (observer, [])):
        access = standing(user, plan.deal)
        assert access is not None
        found = results(closed, access, today=NOW.date())
        assert [one.issue for one in (found.spreads if found else ())] == issues
        assert found is None or (found.agreement, found.differences, found.lists) == ("", (), ())
        page = client_of(user).get(deal_url("scoring", plan.deal)).content.decode()
        assert "W = " not in page
        assert ("€581" in page) is False
        assert post(user, deal_url("scoring-adopt", plan.deal, round_id=closed.pk)).status_code == 403
    again = scoring.open_round(plan.deal, by=plan.lead, at=NOW)
    lead = standing(plan.lead, plan.deal)
    assert lead is not None
    with pytest.raises(Sealed):
        results(again, lead, today=NOW.date())


def test_adopted_through_the_page(plan: Plan, closed: ScoringRound) -> None:
    url = deal_url("scoring-adopt", plan.deal, round_id=closed.pk)
    page = client_of(plan.lead).get(deal_url("scoring", plan.deal)).content.decode()
    assert "Kendall" in page
    keys = {issue: str(issue.pk) for issue in plan.issues}
    wrong = {f"weight-{keys[plan.price]}": HAND, f"points-{keys[plan.price]}": "12"}
    refused = post(plan.lead, url, htmx=False, **wrong)
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert 'value="12"' in refused.content.decode()
    right = {**wrong, f"reason-{keys[plan.price]}": "We agreed so", f"target-{keys[plan.warranty]}": MEAN}
    assert post(plan.lead, url, htmx=False, **right).status_code == 302
    assert bands(plan)[0][1] == D(12)
    assert target(plan, 2) == D(3)
    assert "We agreed so" in client_of(plan.lead).get(deal_url("scoring", plan.deal)).content.decode()
    assert post(make_plan().lead, url).status_code == 404


def test_the_api_does_the_same(plan: Plan, closed: ScoringRound) -> None:
    client = client_of(plan.lead)
    where = {"deal_id": plan.deal.pk, "round_id": closed.pk}
    found = client.get(reverse("api:scoring-results", kwargs=where)).json()
    assert 0 < found["kendall_w"] < 1
    assert found["spreads"][0]["points"][0]["points"]
    choice = {"issue": str(plan.price.pk), "weight": "person", "weight_person": plan.lead.pk, "target": "mean"}
    url = reverse("api:scoring-adopt", kwargs=where)
    wrong = {"choices": [{**choice, "weight": "hand", "points": "3"}]}
    refused = client.post(url, wrong, content_type="application/json")
    assert (refused.status_code, "Say why" in refused.content.decode()) == (422, True)
    assert client.post(url, {"choices": [choice]}, content_type="application/json").status_code == 200
    assert (bands(plan)[0][1], target(plan)) == (D(100), D(585))
    again = scoring.open_round(plan.deal, by=plan.lead, at=NOW)
    sealed = client.get(reverse("api:scoring-results", kwargs={**where, "round_id": again.pk}))
    assert (sealed.status_code, sealed.json()["code"]) == (409, "sealed")
