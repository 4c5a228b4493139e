"""A seat limited to phases counts only in them; limited to issues, it gives the rights of an owner on them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.permissions import Permission as P
from accounts.permissions import SeatRole
from negotiations.access import open_deal, open_issue
from negotiations.actions import issues, phases, seats, undo
from negotiations.actions.writing import Rejected
from negotiations.models import Event, Seat
from negotiations.queries.history.page import visible
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, seat
from tests.support.pages import client_of, deal_url

pytestmark = pytest.mark.django_db


def seated(plan: Plan, role: SeatRole, **scope: object) -> object:
    user = make_member(plan.deal.organisation)
    seats.add(plan.deal, user=user, role=role, by=plan.lead, at=NOW, **scope)
    return user


def on(*rows: object) -> list[str]:
    return [str(row.pk) for row in rows]


def to_phase(plan: Plan, phase: str) -> None:
    phases.move(plan.deal, phase, reason="for the test", seen=None, by=plan.lead, at=NOW)


def test_a_seat_of_a_phase_sleeps_in_the_others(plan: Plan) -> None:
    holdout = seated(plan, SeatRole.HOLDOUT, phases=["bargain", "close"])
    with pytest.raises(PermissionDenied):
        open_deal(holdout, plan.deal.pk, P.DEAL_VIEW)
    listed = reverse("negotiations:deal-list")
    assert deal_url("deal-plan", plan.deal) not in client_of(holdout).get(listed).content.decode()
    to_phase(plan, "bargain")
    assert open_deal(holdout, plan.deal.pk, P.SECRETS_VIEW).can(P.PLAN_EDIT)
    assert deal_url("deal-plan", plan.deal) in client_of(holdout).get(listed).content.decode()
    to_phase(plan, "review")
    with pytest.raises(PermissionDenied):
        open_deal(holdout, plan.deal.pk, P.DEAL_VIEW)


def test_a_write_that_was_open_meets_the_new_phase(plan: Plan) -> None:
    holdout = seated(plan, SeatRole.HOLDOUT, phases=["prepare"])
    to_phase(plan, "explore")
    with pytest.raises(PermissionDenied):
        issues.set_limit(plan.price, "target", None, seen=None, by=holdout, at=NOW)


@pytest.mark.parametrize("role", [SeatRole.COORDINATOR, SeatRole.EXPERT, SeatRole.HOLDOUT])
def test_a_seat_on_issues_is_an_owner_of_them(plan: Plan, role: SeatRole) -> None:
    user = seated(plan, role, issues=on(plan.payment))
    access = open_deal(user, plan.deal.pk, P.DEAL_VIEW)
    assert not any(access.can(right) for right in (P.PLAN_EDIT, P.SECRETS_VIEW, P.TRADES_VIEW, P.SEATS_MANAGE))
    for right in (P.PLAN_EDIT, P.SECRETS_VIEW, P.SECRETS_EDIT):
        open_issue(access, plan.payment.pk, right)
        with pytest.raises(PermissionDenied):
            open_issue(access, plan.price.pk, right)
    issues.set_limit(plan.payment, "target", 45, seen=None, by=user, at=NOW)
    with pytest.raises(PermissionDenied):
        issues.set_limit(plan.price, "target", 590, seen=None, by=user, at=NOW)


def test_a_limited_sponsor_sees_and_does_not_write(plan: Plan) -> None:
    access = open_deal(seated(plan, SeatRole.SPONSOR, issues=on(plan.price)), plan.deal.pk, P.DEAL_VIEW)
    assert access.can(P.SECRETS_VIEW, plan.price)
    assert not access.can(P.SECRETS_EDIT, plan.price)
    assert not access.can(P.SECRETS_VIEW, plan.payment)


def test_two_limited_seats_do_not_mix(plan: Plan) -> None:
    user = seated(plan, SeatRole.SPONSOR, issues=on(plan.price))
    seats.add(plan.deal, user=user, role="expert", issues=on(plan.payment), by=plan.lead, at=NOW)
    access = open_deal(user, plan.deal.pk, P.DEAL_VIEW)
    assert access.can(P.SECRETS_EDIT, plan.payment)
    assert not access.can(P.SECRETS_EDIT, plan.price)


def test_the_history_shows_secrets_of_the_issues_of_the_seat(plan: Plan) -> None:
    access = open_deal(seated(plan, SeatRole.HOLDOUT, issues=on(plan.payment)), plan.deal.pk, P.DEAL_VIEW)
    shown = set(visible(access).filter(secret=True).values_list("issue_id", flat=True))
    assert shown == {plan.payment.pk}
    page = client_of(access.user).get(deal_url("deal-plan", plan.deal)).content.decode()
    assert "€598" not in page
    assert "cell-target-" + str(plan.payment.pk) in page
    assert "cell-target-" + str(plan.price.pk) not in page


def test_somebody_leads_in_every_phase(plan: Plan) -> None:
    lead = plan.deal.seats.get(role="lead")
    phases = ["prepare", "explore", "bargain"]
    with pytest.raises(Rejected, match="nobody would lead in Close and Review"):
        seats.edit(plan.deal, lead.pk, {"phases": phases}, seen={}, by=plan.lead, at=NOW)
    with pytest.raises(Rejected, match="A deal needs a lead"):
        seats.edit(plan.deal, lead.pk, {"issues": on(plan.price)}, seen={}, by=plan.lead, at=NOW)
    other = seated(plan, SeatRole.LEAD, phases=["close", "review"])
    seats.edit(plan.deal, lead.pk, {"phases": phases}, seen={}, by=plan.lead, at=NOW)
    with pytest.raises(Rejected, match="nobody would lead in Close and Review"):
        seats.remove(plan.deal, plan.deal.seats.get(user=other).pk, by=plan.lead, at=NOW)


def test_undo_brings_a_limited_seat_back_as_it_was(plan: Plan) -> None:
    user = seated(plan, SeatRole.EXPERT, issues=on(plan.price), phases=["prepare"], expertise=["legal"])
    row = Seat.objects.get(user=user)
    seats.edit(plan.deal, row.pk, {"expertise": ["finance", "price"]}, seen={}, by=plan.lead, at=NOW)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    seats.remove(plan.deal, row.pk, by=plan.lead, at=NOW)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    row = Seat.objects.get(user=user)
    assert (row.issues, row.phases, row.expertise) == (on(plan.price), ["prepare"], ["legal"])


@pytest.mark.parametrize("scope", [{"phases": ["lunch"]}, {"issues": ["17"]}, {"expertise": ["wine"]}])
def test_nonsense_is_refused(plan: Plan, scope: dict[str, list[str]]) -> None:
    before = Event.objects.count()
    with pytest.raises(Rejected, match="Choose from the list"):
        seated(plan, SeatRole.EXPERT, **scope)
    assert Event.objects.count() == before


def test_the_door_still_costs_three_queries(plan: Plan, django_assert_num_queries) -> None:
    user = seated(plan, SeatRole.EXPERT, issues=on(*plan.issues), phases=["prepare"])
    with django_assert_num_queries(3):
        open_deal(user, plan.deal.pk, P.DEAL_VIEW)


def test_all_phases_is_no_limit(plan: Plan) -> None:
    user = seated(plan, SeatRole.OBSERVER, phases=["prepare", "explore", "bargain", "close", "review"])
    assert Seat.objects.get(user=user).phases == []
    assert seat(plan.deal, SeatRole.OBSERVER, user) == user


def test_the_api_limits_a_seat_under_its_version(plan: Plan) -> None:
    url = f"/api/v1/deals/{plan.deal.pk}/seats/"
    user, client = make_member(plan.deal.organisation), client_of(plan.lead)
    body = {"user": user.pk, "role": "expert", "issues": on(plan.price), "expertise": ["legal"]}
    made = client.post(url, body, "application/json").json()
    assert (made["issues"], made["expertise"], made["phases"], made["counts"]) == (on(plan.price), ["legal"], [], True)
    edit = {"phases": ["close"], "version": made["version"]}
    after = client.patch(f"{url}{made['id']}/", edit, "application/json")
    assert (after.json()["phases"], after.json()["counts"]) == (["close"], False)
    stale = client.patch(f"{url}{made['id']}/", {**edit, "phases": ["review"]}, "application/json")
    assert stale.status_code == 409
    expert = client_of(seat(plan.deal, SeatRole.EXPERT))
    assert expert.patch(f"{url}{made['id']}/", edit, "application/json").status_code == 403
    history = client.get(deal_url("deal-history", plan.deal)).content.decode()
    assert "changed the phases of the seat of" in history
    assert "Close" in history
