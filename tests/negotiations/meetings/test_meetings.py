"""Meetings: typed in the own time zone, kept as a moment."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import deals
from negotiations.models import Deal, Meeting
from tests.factories.accounts import sign_in
from tests.factories.negotiations import NOW, make_deal, seat

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def deal() -> Deal:
    deal = make_deal()
    deal.created_by.timezone = "America/New_York"
    deal.created_by.save(update_fields=["timezone"])
    return deal


def url(name: str, deal: Deal, meeting: Meeting | None = None) -> str:
    more = {"meeting_id": meeting.pk} if meeting else {}
    return reverse(f"negotiations:{name}", kwargs={"deal_id": deal.pk, **more})


def add(deal: Deal) -> Meeting:
    starts_at = datetime(2027, 1, 14, 15, 30, tzinfo=UTC)
    return deals.add_meeting(deal, starts_at=starts_at, title="First", place="Porto", by=deal.created_by, at=NOW)


def versions(meeting: Meeting) -> dict[str, Any]:
    return {f"version_{name}": meeting.version_of(name) for name in ("starts_at", "title", "place")}


def test_a_time_is_read_in_the_own_zone(deal: Deal) -> None:
    data = {"starts_at": "2027-07-01T10:00", "title": "Second", "place": ""}
    fragment = sign_in(deal.created_by).post(url("meeting-add", deal), data, headers=HTMX).content.decode()
    assert Meeting.objects.get().starts_at == datetime(2027, 7, 1, 14, 0, tzinfo=UTC)
    assert "1 Jul 2027, 10:00" in fragment


@pytest.mark.parametrize("time", ["", "soon", "2027-03-14T02:30", "2027-02-30T10:00", "99999-01-01T00:00"])
def test_a_time_that_is_none_is_refused(deal: Deal, time: str) -> None:
    """Half past two on 14 March 2027 does not exist in New York."""
    response = sign_in(deal.created_by).post(url("meeting-add", deal), {"starts_at": time, "title": "Kept"})
    assert response.status_code == 422
    assert "Kept" in response.content.decode()
    assert not Meeting.objects.exists()


def test_change_and_remove(deal: Deal) -> None:
    meeting, client = add(deal), sign_in(deal.created_by)
    page = client.get(url("meeting-edit", deal, meeting)).content.decode()
    assert 'value="2027-01-14T10:30"' in page
    data = {"starts_at": "2027-01-14T11:30", "title": "First", "place": "Lisbon", **versions(meeting)}
    assert client.post(url("meeting-edit", deal, meeting), data).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.starts_at.hour, meeting.place) == (16, "Lisbon")
    client.post(url("meeting-remove", deal, meeting))
    meeting.refresh_from_db()
    assert meeting.removed_at is not None
    assert client.post(url("meeting-remove", deal, meeting)).status_code == 404


def test_a_teammates_change_is_not_overwritten(deal: Deal) -> None:
    meeting, client = add(deal), sign_in(deal.created_by)
    seen = versions(meeting)
    other = seat(deal, SeatRole.COORDINATOR)
    deals.edit_meeting(deal, meeting.pk, {"place": "Madrid"}, seen={"place": 0}, by=other, at=NOW)
    data = {"starts_at": "2027-01-14T10:30", "title": "First", "place": "Lisbon", **seen}
    response = client.post(url("meeting-edit", deal, meeting), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Madrid meanwhile" in page
    assert "Lisbon" in page
    meeting.refresh_from_db()
    assert meeting.place == "Madrid"
    again = {f"version_{name}": version for name, version in response.context["meeting_versions"]}
    client.post(url("meeting-edit", deal, meeting), {**data, **again})
    meeting.refresh_from_db()
    assert meeting.place == "Lisbon"


def test_who_may_not_edit_changes_nothing(deal: Deal) -> None:
    meeting, client = add(deal), sign_in(seat(deal, SeatRole.OBSERVER))
    assert client.post(url("meeting-add", deal), {"starts_at": "2027-07-01T10:00"}).status_code == 403
    assert client.post(url("meeting-edit", deal, meeting), {"starts_at": "2027-07-01T10:00"}).status_code == 403
    assert client.post(url("meeting-remove", deal, meeting)).status_code == 403
    assert sign_in(make_deal().created_by).post(url("meeting-remove", deal, meeting)).status_code == 404
    meeting.refresh_from_db()
    assert meeting.removed_at is None
    assert Meeting.objects.count() == 1
