"""Into the plan, aside, up again, a word on it."""

from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import comments, issues, suggestions, undo
from negotiations.actions.writing import Rejected
from negotiations.models import Event, PlanPackage, Suggestion
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from tests.factories.accounts import sign_in
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.trades import compute

pytestmark = pytest.mark.django_db


@pytest.fixture
def swap(plan: Plan) -> Suggestion:
    """The trade of payment for price."""
    rows = compute(plan.deal).suggestions.filter(kind="swap").order_by("rank")
    return next(row for row in rows if opened(row.content, Worker(plan.deal))["give"]["issue"] == str(plan.payment.pk))


def package(plan: Plan) -> dict[str, str]:
    return opened(PlanPackage.objects.get(deal=plan.deal).levels, Worker(plan.deal))


def url(plan: Plan, verb: str, row: Suggestion) -> str:
    return reverse(f"negotiations:suggestion-{verb}", kwargs={"deal_id": plan.deal.pk, "suggestion_id": row.pk})


def test_accepting_puts_the_levels_into_the_package_and_undo_takes_both_back(plan: Plan, swap: Suggestion) -> None:
    do = {"by": plan.lead, "at": NOW}
    suggestions.accept(plan.deal, swap.pk, **do)
    assert package(plan) == {str(plan.price.pk): "586", str(plan.payment.pk): "15"}
    swap.refresh_from_db()
    assert (swap.state, swap.decided_by) == ("accepted", plan.lead)
    with pytest.raises(Rejected, match="already"):
        suggestions.accept(plan.deal, swap.pk, **do)
    undo.undo_last(plan.deal, **do)
    swap.refresh_from_db()
    assert (package(plan), swap.state) == ({}, "open")


def test_accepting_what_no_longer_fits_changes_nothing(plan: Plan, swap: Suggestion) -> None:
    issues.remove(plan.payment, by=plan.lead, at=NOW)
    with pytest.raises(Rejected, match="removed"):
        suggestions.accept(plan.deal, swap.pk, by=plan.lead, at=NOW)
    swap.refresh_from_db()
    assert (package(plan), swap.state) == ({}, "open")


def test_one_package_of_a_set_is_chosen(plan: Plan) -> None:
    row = compute(plan.deal).suggestions.get(kind="package_set")
    wanted = opened(row.content, Worker(plan.deal))["packages"][1]["levels"]
    with pytest.raises(Rejected, match="Choose"):
        suggestions.accept(plan.deal, row.pk, choice=3, by=plan.lead, at=NOW)
    suggestions.accept(plan.deal, row.pk, choice=1, by=plan.lead, at=NOW)
    assert package(plan) == wanted


def test_a_dismissed_suggestion_stays_dismissed_when_computed_again(plan: Plan, swap: Suggestion) -> None:
    do = {"by": plan.lead, "at": NOW}
    with pytest.raises(Rejected, match="why not"):
        suggestions.dismiss(plan.deal, swap.pk, reason="  ", **do)
    suggestions.dismiss(plan.deal, swap.pk, reason="Finance  said no", **do)
    issues.set_limit(plan.price, "walk_away", D(620), seen=None, **do)
    again = compute(plan.deal).suggestions.get(kind="swap", rank=swap.rank)
    assert again.pk != swap.pk
    assert (again.state, opened(again.reason, Worker(plan.deal))) == ("dismissed", "Finance said no")
    suggestions.reopen(plan.deal, again.pk, **do)
    again.refresh_from_db()
    assert (again.state, again.decided_by) == ("open", None)


def test_reasons_and_comments_are_secret_in_the_log(plan: Plan, swap: Suggestion) -> None:
    do = {"by": plan.lead, "at": NOW}
    comments.add(plan.deal, about=swap, text="Daikan is bluffing", **do)
    suggestions.dismiss(plan.deal, swap.pk, reason="Daikan is bluffing", **do)
    events = Event.objects.filter(deal=plan.deal, noun__in=("comment", "suggestion"))
    assert events.count() == 3
    assert all(event.secret and event.before is None and event.after is None for event in events)


@pytest.mark.parametrize("role", [SeatRole.SPONSOR, SeatRole.EXPERT, SeatRole.OBSERVER])
def test_only_deciding_seats_decide(plan: Plan, swap: Suggestion, role: SeatRole) -> None:
    person = seat(plan.deal, role)
    for act in (
        lambda: suggestions.accept(plan.deal, swap.pk, by=person, at=NOW),
        lambda: suggestions.dismiss(plan.deal, swap.pk, reason="no", by=person, at=NOW),
        lambda: suggestions.reopen(plan.deal, swap.pk, by=person, at=NOW),
    ):
        with pytest.raises(PermissionDenied):
            act()
    swap.refresh_from_db()
    assert (swap.state, package(plan)) == ("open", {})


def test_a_sponsor_may_comment_and_an_observer_not(plan: Plan, swap: Suggestion) -> None:
    comments.add(plan.deal, about=swap, text="Fine by me", by=seat(plan.deal, SeatRole.SPONSOR), at=NOW)
    with pytest.raises(PermissionDenied):
        comments.add(plan.deal, about=swap, text="Hm", by=seat(plan.deal, SeatRole.OBSERVER), at=NOW)


def test_the_page_does_the_same_by_plain_form_and_by_fragment(plan: Plan, swap: Suggestion) -> None:
    client = sign_in(plan.lead)
    page = reverse("negotiations:trades-list", kwargs={"deal_id": plan.deal.pk})
    assert client.post(url(plan, "comment", swap), {"text": "Ask finance first"}).headers["Location"] == page
    assert b"Ask finance first" in client.get(page).content
    fragment = client.post(url(plan, "accept", swap), headers={"HX-Request": "true"})
    assert fragment.status_code == 200
    assert b"In the plan" in fragment.content
    assert b"<html" not in fragment.content
    refused = client.post(url(plan, "dismiss", swap), {"reason": "too late"})
    assert refused.status_code == 422
    assert b"Change the plan to take it out" in refused.content


def test_a_suggestion_of_another_deal_is_not_found(plan: Plan, swap: Suggestion) -> None:
    person = sign_in(seat(plan.deal, SeatRole.LEAD))
    from_elsewhere = reverse(
        "negotiations:suggestion-accept", kwargs={"deal_id": plan.deal.pk, "suggestion_id": plan.deal.pk}
    )
    assert person.post(from_elsewhere).status_code == 404
