"""Rounds of blind scoring: opened, handed in, closed by themselves or by the coordinator, withdrawn."""

from datetime import date
from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues, scoring, scoring_sheets, undo
from negotiations.actions.writing import Rejected
from negotiations.enums import RoundState
from negotiations.models import Event, ScoringRound, ScoringSheet
from negotiations.queries.scoring.sealed import Sealed, own_sheet, sheets
from negotiations.queries.standing import standing
from tests.factories.negotiations import NOW, Plan, make_deal, make_plan, seat
from tests.factories.scoring import hand_in, points_of, scoring_round, team
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def all_points(plan: Plan) -> dict:
    return {plan.price: 100, plan.payment: 20, plan.warranty: 50}


def typed(plan: Plan, *values: str) -> dict[str, str]:
    return {f"swing-{issue.pk}": value for issue, value in zip(plan.issues, values, strict=True)}


def test_it_closes_by_itself_when_all_are_in(plan: Plan) -> None:
    people = team(plan.deal)
    row = scoring_round(plan)
    for user in people.values():
        assert hand_in(row, user, all_points(plan)).is_open
    ended = hand_in(row, plan.lead, all_points(plan), {plan.price: 590})
    assert ended.state == RoundState.ALL_IN
    event = Event.objects.filter(deal=plan.deal).latest("seq")
    assert (event.noun, event.field, event.after, event.actor) == ("score_round", "state", "all_in", None)
    access = standing(plan.lead, plan.deal)
    assert access is not None
    assert len(sheets(ended, access)) == 5
    history = client_of(plan.lead).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "closed by itself: all are in" in history


def test_the_coordinator_closes_early_and_nothing_opens_it_again(plan: Plan) -> None:
    people = team(plan.deal)
    row = scoring_round(plan)
    hand_in(row, people["expert"], all_points(plan))
    scoring_sheets.keep(row, points_of({plan.price: 7}), {}, by=people["sponsor"], at=NOW)
    access = standing(people["coordinator"], plan.deal)
    assert access is not None
    with pytest.raises(Sealed):
        sheets(row, access)
    response = post(people["coordinator"], deal_url("scoring-close", plan.deal, round_id=row.pk), htmx=False)
    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.ended_by) == (RoundState.CALLED, people["coordinator"])
    assert [said.user for said in sheets(row, access)] == [people["expert"]]  # a draft is never read
    for late in (
        lambda: hand_in(row, plan.lead, all_points(plan)),
        lambda: scoring_sheets.take_back(row, by=people["expert"], at=NOW),
        lambda: scoring.close_round(row, by=plan.lead, at=NOW),
        lambda: scoring.withdraw_round(row, by=plan.lead, at=NOW),
    ):
        with pytest.raises(Rejected, match="over"):
            late()
    before = Event.objects.filter(deal=plan.deal, noun="score_round").count()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert Event.objects.filter(deal=plan.deal, noun="score_round").count() == before


def test_a_withdrawn_round_is_destroyed_unread(plan: Plan) -> None:
    people = team(plan.deal)
    row = scoring_round(plan)
    hand_in(row, people["expert"], all_points(plan))
    scoring.withdraw_round(row, by=plan.lead, at=NOW)
    assert not ScoringSheet.objects.exists()
    assert "Open a round" in client_of(plan.lead).get(deal_url("scoring", plan.deal)).content.decode()


def test_one_round_at_a_time_and_never_alone(plan: Plan) -> None:
    with pytest.raises(Rejected, match="alone"):
        scoring.open_round(plan.deal, by=plan.lead, at=NOW)
    scoring_round(plan)
    with pytest.raises(Rejected, match="open already"):
        scoring.open_round(plan.deal, by=plan.lead, at=NOW)
    empty = make_deal(plan.deal.organisation, title="Empty", lead=plan.lead)
    with pytest.raises(Rejected, match="second issue"):
        scoring.open_round(empty, by=plan.lead, at=NOW)


def test_a_past_day_is_refused_at_its_field(plan: Plan) -> None:
    team(plan.deal)
    response = post(plan.lead, deal_url("scoring-open", plan.deal), htmx=False, deadline="2020-01-01")
    assert response.status_code == 422
    assert "This day is past." in response.content.decode()
    post(plan.lead, deal_url("scoring-open", plan.deal), htmx=False, deadline="2099-01-01")
    assert ScoringRound.objects.get().deadline == date(2099, 1, 1)


def test_a_sheet_is_typed_kept_and_handed_in(plan: Plan) -> None:
    observer = team(plan.deal)["observer"]
    row = scoring_round(plan)
    save = deal_url("scoring-save", plan.deal, round_id=row.pk)
    kept = post(observer, save, **typed(plan, "100", "", ""), **{f"target-{plan.warranty.pk}": "3"})
    assert "Only you can read it" in kept.content.decode()
    url = deal_url("scoring", plan.deal)
    page = client_of(observer).get(url).content.decode()
    assert 'value="100"' in page
    hand = deal_url("scoring-hand-in", plan.deal, round_id=row.pk)
    missing = post(observer, hand, htmx=False, **typed(plan, "100", "", "40"))
    assert missing.status_code == 422
    assert "Give Payment points" in missing.content.decode()
    assert 'value="40"' in missing.content.decode()
    assert post(observer, hand, htmx=False, **typed(plan, "100", "0", "40")).status_code == 302
    answers, handed_in = own_sheet(row, observer)
    assert (handed_in, answers.points[plan.warranty.pk]) == (True, D(40))
    fragment = client_of(observer).get(url, headers={"HX-Request": "true"})
    assert "Yours is in." in fragment.content.decode()
    swapped_equals_fresh(observer, fragment, url)
    post(observer, deal_url("scoring-take-back", plan.deal, round_id=row.pk), htmx=False)
    assert own_sheet(row, observer)[1] is False


@pytest.mark.parametrize(
    ("values", "target", "says"),
    [
        (("a lot", "1", "1"), "", "Write a number"),
        (("101", "1", "1"), "", "0 to 100"),
        (("0", "0", "0"), "", "At least one swing"),
        (("100", "1", "1"), "9000", "Outside the range"),
    ],
)
def test_what_cannot_be_keeps_what_was_typed(plan: Plan, values: tuple[str, ...], target: str, says: str) -> None:
    row = scoring_round(plan)
    hand = deal_url("scoring-hand-in", plan.deal, round_id=row.pk)
    response = post(plan.lead, hand, htmx=False, **typed(plan, *values), **{f"target-{plan.price.pk}": target})
    assert response.status_code == 422
    body = response.content.decode()
    assert says in body
    assert f'value="{values[0]}"' in body
    assert f'value="{target}"' in body
    assert not ScoringSheet.objects.exists()


def test_without_scripts_an_order_gives_the_points(plan: Plan) -> None:
    row = scoring_round(plan)
    save = deal_url("scoring-save", plan.deal, round_id=row.pk)
    order = ",".join(str(issue.pk) for issue in plan.issues)
    post(plan.lead, save, htmx=False, order=order, up=str(plan.warranty.pk), **typed(plan, "1", "2", "3"))
    answers, _ = own_sheet(row, plan.lead)
    assert answers.points[plan.price.pk] > answers.points[plan.warranty.pk] > answers.points[plan.payment.pk]


def test_issues_that_are_gone_are_not_asked_any_more(plan: Plan) -> None:
    people = team(plan.deal)
    row = scoring_round(plan)
    issues.remove(plan.payment, by=plan.lead, at=NOW)
    hand_in(row, people["expert"], {plan.price: 100, plan.warranty: 50})
    assert "Payment" not in client_of(plan.lead).get(deal_url("scoring", plan.deal)).content.decode().split("<h2")[1]


def test_who_may_not(plan: Plan) -> None:
    row = scoring_round(plan)
    expert = seat(plan.deal, SeatRole.EXPERT)
    for name in ("scoring-close", "scoring-withdraw"):
        assert post(expert, deal_url(name, plan.deal, round_id=row.pk)).status_code == 403
        assert post(make_plan().lead, deal_url(name, plan.deal, round_id=row.pk)).status_code == 404
    assert post(expert, deal_url("scoring-open", plan.deal)).status_code == 403
    row.refresh_from_db()
    assert row.is_open
