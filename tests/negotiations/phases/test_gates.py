"""Gates between phases: computed from the plan, passed red only with a reason, which is kept and secret."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import SeatRole
from negotiations.actions import alternatives, deals, phases, seats, undo
from negotiations.actions.writing import Conflict
from negotiations.enums import Phase
from negotiations.models import Deal, PhaseMove
from negotiations.queries.deal.gates import phase_page
from negotiations.queries.standing import Worker, standing
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, seat
from tests.support.pages import HTMX, client_of, deal_url, post, swapped_equals_fresh, text_of

pytestmark = pytest.mark.django_db
REASON = "Their plant closes in May"


def gate(plan: Plan, to: Phase | None = None):
    deal = Deal.objects.get(pk=plan.deal.pk)
    return phase_page(standing(plan.lead, deal), to, today=NOW.date()).gate


def move(plan: Plan, to: str, **more: object) -> None:
    phases.move(plan.deal, to, **{"seen": None, "by": plan.lead, "at": NOW, **more})


def phase_of(plan: Plan) -> str:
    return Deal.objects.get(pk=plan.deal.pk).phase


def test_a_red_gate_holds_without_a_reason_and_keeps_the_one_given(plan: Plan) -> None:
    alternatives.remove(plan.alternative, by=plan.lead, at=NOW)
    shown = gate(plan)
    assert not shown.green
    assert "Write down what you would do without this deal" in [step.text for step in shown.must]
    with pytest.raises(phases.GateClosed, match="The gate to Explore is red"):
        move(plan, "explore", reason="  ")
    assert phase_of(plan) == "prepare"
    move(plan, "explore", reason=REASON)
    row, worker = PhaseMove.objects.get(), Worker(plan.deal)
    assert (phase_of(plan), row.came, row.went) == ("explore", "prepare", "explore")
    assert row.reason.reveal(worker) == REASON
    assert row.percent.reveal(worker) == shown.percent
    assert set(row.missing.reveal(worker)) == {step.text for step in shown.missing}


def test_what_is_mended_turns_the_gate(plan: Plan) -> None:
    before = gate(plan)
    deals.add_meeting(plan.deal, starts_at=NOW + timedelta(days=9), title="", place="", by=plan.lead, at=NOW)
    assert gate(plan).done == before.done + 1
    assert gate(plan).parts == before.parts


def test_a_way_back_asks_nothing(plan: Plan) -> None:
    move(plan, "bargain", reason=REASON)
    back = gate(plan, Phase.PREPARE)
    assert (back.back, back.green, back.missing) == (True, True, ())
    move(plan, "prepare")
    assert phase_of(plan) == "prepare"


def test_a_leap_asks_what_each_phase_asks(plan: Plan) -> None:
    leap, one = gate(plan, Phase.BARGAIN), gate(plan, Phase.EXPLORE)
    assert leap.skips
    assert leap.parts > one.parts


def test_undo_takes_the_move_back(plan: Plan) -> None:
    move(plan, "explore", reason=REASON)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert phase_of(plan) == "prepare"
    assert REASON not in client_of(plan.lead).get(deal_url("phase-move", plan.deal)).content.decode()


def test_two_who_move_at_once(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.COORDINATOR)
    move(plan, "explore", reason=REASON)
    with pytest.raises(Conflict):
        move(plan, "bargain", reason=REASON, seen=0, by=other)
    response = post(other, deal_url("phase-move", plan.deal), to="close", reason=REASON, version="0")
    assert response.status_code == 409
    assert "moved the deal to Explore meanwhile" in response.content.decode()


def test_the_page_says_what_is_missing_and_keeps_what_was_typed(plan: Plan) -> None:
    alternatives.remove(plan.alternative, by=plan.lead, at=NOW)
    url = deal_url("phase-move", plan.deal)
    page = client_of(plan.lead).get(url).content.decode()
    assert "Needed" in page
    assert deal_url("alternative-list", plan.deal) in page
    fragment = client_of(plan.lead).get(url, headers=HTMX)
    swapped_equals_fresh(plan.lead, fragment, url)
    refused = post(plan.lead, url, htmx=False, to="explore", reason="x" * 1001, version="0")
    assert refused.status_code == 422
    assert "x" * 1001 in refused.content.decode()
    assert post(plan.lead, url, htmx=False, to="explore", reason=REASON, version="0").status_code == 302
    assert REASON in client_of(plan.lead).get(url).content.decode()


def test_the_reason_is_for_those_who_see_secrets(plan: Plan) -> None:
    observer, sponsor = seat(plan.deal, SeatRole.OBSERVER), seat(plan.deal, SeatRole.SPONSOR)
    move(plan, "explore", reason=REASON)
    for name in ("phase-move", "deal-history", "deal-plan"):
        assert REASON not in client_of(observer).get(deal_url(name, plan.deal)).content.decode()
    told = text_of(client_of(sponsor).get(deal_url("deal-history", plan.deal)))
    assert f"because: {REASON}" in told
    public = client_of(observer).get(deal_url("deal-history", plan.deal)).content.decode()
    assert "moved the deal from" in public


@pytest.mark.parametrize("role", [SeatRole.HOLDOUT, SeatRole.EXPERT, SeatRole.OBSERVER, SeatRole.SPONSOR])
def test_who_may_not_move(plan: Plan, role: SeatRole) -> None:
    user = seat(plan.deal, role)
    assert post(user, deal_url("phase-move", plan.deal), to="explore", reason=REASON).status_code == 403
    with pytest.raises(PermissionDenied):
        move(plan, "explore", reason=REASON, by=user)
    assert phase_of(plan) == "prepare"
    assert 'id="phase-form"' not in client_of(user).get(deal_url("phase-move", plan.deal)).content.decode()


def test_the_page_says_whose_seat_wakes_and_whose_sleeps(plan: Plan) -> None:
    user = make_member(plan.deal.organisation, name="Nora Night")
    seats.add(plan.deal, user=user, role="holdout", phases=["explore"], by=plan.lead, at=NOW)
    page = phase_page(standing(plan.lead, plan.deal), Phase.EXPLORE, today=NOW.date())
    assert [one.user for one in page.wakes] == [user]
    assert page.sleeps == ()


def test_the_api_asks_the_same_gate(plan: Plan) -> None:
    alternatives.remove(plan.alternative, by=plan.lead, at=NOW)
    client, root = client_of(plan.lead), f"/api/v1/deals/{plan.deal.pk}/"
    shown = client.get(f"{root}phase/").json()
    assert (shown["phase"], shown["gate"]["to"], shown["gate"]["green"]) == ("prepare", "explore", False)
    body = {"to": "explore", "version": shown["version"]}
    for path, sent, verb in (("phase/", body, client.post), ("", {"phase": "explore", "version": 0}, client.patch)):
        refused = verb(root + path, sent, "application/json")
        assert refused.status_code == 422
        assert "is red" in refused.content.decode()
    moved = client.post(f"{root}phase/", {**body, "reason": REASON}, "application/json").json()
    assert (moved["phase"], moved["gate"]["to"]) == ("explore", "bargain")
    assert client.post(f"{root}phase/", {**body, "reason": REASON}, "application/json").status_code == 200
    stale = client.post(f"{root}phase/", {**body, "to": "close", "reason": REASON}, "application/json")
    assert stale.status_code == 409
