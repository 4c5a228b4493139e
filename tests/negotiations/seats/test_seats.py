"""Seats: who may seat whom, and what the page says of a table that lacks somebody."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import OrganisationRole, SeatRole
from negotiations.models import Deal, Seat
from tests.factories.accounts import make_member, make_user, sign_in
from tests.factories.negotiations import make_deal, seat

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def deal() -> Deal:
    return make_deal()


def url(name: str, deal: Deal, **more: Any) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": deal.pk, **more})


def test_seat_a_member(deal: Deal) -> None:
    member = make_member(deal.organisation, name="Paulo Teles")
    client = sign_in(deal.created_by)
    fragment = client.post(url("seat-add", deal), {"user": member.pk, "role": "expert"}, headers=HTMX)
    assert "Paulo Teles has the seat: expert." in fragment.content.decode()
    assert Seat.objects.filter(deal=deal, user=member, role="expert").exists()
    page = client.get(url("seat-list", deal)).content.decode()
    assert "Paulo Teles" in page


def test_the_same_seat_twice_is_one(deal: Deal) -> None:
    member = make_member(deal.organisation)
    client = sign_in(deal.created_by)
    for _ in range(2):
        client.post(url("seat-add", deal), {"user": member.pk, "role": "expert"})
    assert Seat.objects.filter(deal=deal, user=member).count() == 1


def test_nobody_from_elsewhere_gets_a_seat(deal: Deal) -> None:
    stranger = make_user("Stranger")
    response = sign_in(deal.created_by).post(url("seat-add", deal), {"user": stranger.pk, "role": "lead"})
    assert response.status_code == 422
    assert "Stranger" not in response.content.decode()
    assert not Seat.objects.filter(user=stranger).exists()


def test_lead_and_holdout_are_two_people_unless_solo(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    data = {"user": deal.created_by.pk, "role": "holdout"}
    response = client.post(url("seat-add", deal), data, headers=HTMX)
    assert response.status_code == 422
    assert "The lead and the holdout must be different people" in response.content.decode()
    Deal.objects.filter(pk=deal.pk).update(solo=True)
    client.post(url("seat-add", deal), data)
    assert Seat.objects.filter(deal=deal, role="holdout").exists()


def test_the_last_lead_stays(deal: Deal) -> None:
    lead = Seat.objects.get(deal=deal)
    response = sign_in(deal.created_by).post(url("seat-remove", deal, seat_id=lead.pk))
    assert response.status_code == 422
    assert "A deal needs a lead" in response.content.decode()
    assert Seat.objects.filter(pk=lead.pk).exists()


def test_who_takes_the_own_seat_away_is_led_out(deal: Deal) -> None:
    member = seat(deal, SeatRole.COORDINATOR)
    own = Seat.objects.get(deal=deal, user=member)
    response = sign_in(member).post(url("seat-remove", deal, seat_id=own.pk), headers=HTMX)
    assert response["HX-Redirect"] == reverse("negotiations:deal-list")
    assert not Seat.objects.filter(pk=own.pk).exists()


def test_a_seat_of_another_deal_is_missing(deal: Deal) -> None:
    other = Seat.objects.get(deal=make_deal())
    assert sign_in(deal.created_by).post(url("seat-remove", deal, seat_id=other.pk)).status_code == 404


@pytest.mark.parametrize("role", [SeatRole.HOLDOUT, SeatRole.EXPERT, SeatRole.OBSERVER, SeatRole.SPONSOR])
def test_who_may_not_seat_changes_nothing(deal: Deal, role: SeatRole) -> None:
    client = sign_in(seat(deal, role))
    count = Seat.objects.filter(deal=deal).count()
    lead = Seat.objects.get(deal=deal, role="lead")
    member = make_member(deal.organisation)
    assert client.post(url("seat-add", deal), {"user": member.pk, "role": "lead"}).status_code == 403
    assert client.post(url("seat-remove", deal, seat_id=lead.pk)).status_code == 403
    assert Seat.objects.filter(deal=deal).count() == count


def test_the_page_warns_of_what_the_table_lacks(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    page = client.get(url("seat-list", deal)).content.decode()
    assert "One person sits at the table" in page
    assert "Nobody holds out" in page
    for role in (SeatRole.HOLDOUT, SeatRole.COORDINATOR, SeatRole.OBSERVER, SeatRole.SPONSOR):
        seat(deal, role)
    assert 'class="notice notice-warn"' not in client.get(url("seat-list", deal)).content.decode()


def test_an_admin_without_a_seat_may_seat_people(deal: Deal) -> None:
    admin, member = make_member(deal.organisation, OrganisationRole.ADMIN), make_member(deal.organisation)
    sign_in(admin).post(url("seat-add", deal), {"user": member.pk, "role": "observer"})
    assert Seat.objects.filter(deal=deal, user=member).exists()
