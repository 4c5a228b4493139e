"""A deal's facts: saved together, each field with its version; nobody's edit is lost."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import deals, seats
from negotiations.models import Deal, Event
from tests.factories.accounts import make_member, sign_in
from tests.factories.negotiations import NOW, make_deal, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def deal() -> Deal:
    return make_deal(title="Pumps", estimated_value=D(100))


def url(deal: Deal) -> str:
    return reverse("negotiations:deal-edit", kwargs={"deal_id": deal.pk})


def form_of(client: Any, deal: Deal) -> dict[str, Any]:
    """What a browser would send back of the page as it is now."""
    context = client.get(url(deal)).context
    form = context["form"]
    values = {field.name: field.value() for field in form}
    values.update({f"version_{name}": version for name, version in context["versions"]})
    return {name: value for name, value in values.items() if value not in (None, False)}


def test_fields_are_saved_as_one_action(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    before = Event.objects.filter(deal=deal).count()
    data = {**form_of(client, deal), "title": "Pumps 2027", "category": "services", "estimated_value": "1,200"}
    assert client.post(url(deal), data)["Location"] == url(deal)
    deal.refresh_from_db()
    assert (deal.title, deal.category, deal.estimated_value) == ("Pumps 2027", "services", D(1200))
    events = Event.objects.filter(deal=deal).order_by("seq")[before:]
    assert {event.field for event in events} == {"title", "category", "estimated_value"}
    assert len({event.batch for event in events}) == 1


def test_the_same_again_writes_nothing(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    before = Event.objects.filter(deal=deal).count()
    client.post(url(deal), form_of(client, deal))
    assert Event.objects.filter(deal=deal).count() == before


def test_a_conflict_shows_both_values_and_loses_neither(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    other = seat(deal, SeatRole.COORDINATOR)
    data = {**form_of(client, deal), "title": "My title", "category": "services"}
    deals.edit(deal, "title", "Their title", seen=None, by=other, at=NOW)
    response = client.post(url(deal), data, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Their title" in page
    assert 'value="My title"' in page
    assert str(other) in page
    deal.refresh_from_db()
    assert (deal.title, deal.category) == ("Their title", "other"), "nothing is half saved"
    versions = {f"version_{name}": version for name, version in response.context["versions"]}
    client.post(url(deal), {**data, **versions, "resolve": "mine"})
    deal.refresh_from_db()
    assert (deal.title, deal.category) == ("My title", "services")


def test_keeping_theirs_saves_the_rest(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    data = {**form_of(client, deal), "title": "My title", "category": "services"}
    deals.edit(deal, "title", "Their title", seen=None, by=seat(deal, SeatRole.COORDINATOR), at=NOW)
    client.post(url(deal), {**data, "resolve": "theirs", "conflict_field": "title"})
    deal.refresh_from_db()
    assert (deal.title, deal.category) == ("Their title", "services")


def test_wrong_input_is_said_at_the_field(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    response = client.post(url(deal), {**form_of(client, deal), "estimated_value": "lots", "title": "Kept"})
    assert response.status_code == 422
    assert 'value="Kept"' in response.content.decode()
    deal.refresh_from_db()
    assert deal.title == "Pumps"


def test_no_longer_solo_needs_two_people(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    client.post(url(deal), {**form_of(client, deal), "solo": "on"})
    seats.add(deal, user=deal.created_by, role=SeatRole.HOLDOUT, by=deal.created_by, at=NOW)
    data = form_of(client, deal)
    data.pop("solo")
    response = client.post(url(deal), data)
    assert response.status_code == 422
    assert "One person is lead and holdout" in response.content.decode()


@pytest.mark.parametrize("role", [SeatRole.HOLDOUT, SeatRole.EXPERT, SeatRole.OBSERVER, SeatRole.SPONSOR])
def test_who_may_not_edit_sees_words_and_changes_nothing(deal: Deal, role: SeatRole) -> None:
    client = sign_in(seat(deal, role))
    page = client.get(url(deal)).content.decode()
    assert 'name="title"' not in page
    assert "Pumps" in page
    assert client.post(url(deal), {"title": "Mine"}).status_code == 403
    deal.refresh_from_db()
    assert deal.title == "Pumps"


def test_an_admin_without_a_seat_may_seat_people_and_no_more(deal: Deal) -> None:
    client, here = sign_in(make_member(deal.organisation, OrganisationRole.ADMIN)), {"deal_id": deal.pk}
    team = client.get(reverse("negotiations:seat-list", kwargs=here)).content.decode()
    assert reverse("negotiations:seat-add", kwargs=here) in team
    assert 'name="title"' not in client.get(url(deal)).content.decode().split('id="meetings"')[0]


def test_the_fragment_equals_the_fresh_page(deal: Deal) -> None:
    client = sign_in(deal.created_by)
    data = {**form_of(client, deal), "title": "Fresh"}
    fragment = client.post(url(deal), data, headers={"HX-Request": "true"}).content.decode()
    page = client.get(url(deal)).content.decode()
    for line in fragment.partition("<hx-partial")[0].splitlines():
        if "csrfmiddlewaretoken" not in line:
            assert line.strip() in page
