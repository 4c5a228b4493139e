"""One's own name and time zone."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.forms.person import time_zone
from tests.factories.accounts import NOW, Cast
from tests.support.fragments import fragment_is_in_page

URL = reverse("accounts:profile")


def test_saved_and_used_for_every_time_shown(cast: Cast, alice: Client) -> None:
    assert alice.post(URL, {"name": "Alice B.", "timezone": "Pacific/Kiritimati"}).status_code == 302
    cast.alice.refresh_from_db()
    assert (cast.alice.name, cast.alice.timezone) == ("Alice B.", "Pacific/Kiritimati")
    with time_machine.travel(NOW, tick=False):
        assert "20 November 2026, 23:00" in alice.get(URL).content.decode()  # 09:00 UTC, fourteen hours ahead


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("europe/lisbon", "Europe/Lisbon"),
        ("Lisbon", "Europe/Lisbon"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("Atlantis", ""),
        ("../../etc/passwd", ""),
    ],
)
def test_a_city_is_enough(typed: str, meant: str) -> None:
    assert time_zone(typed) == meant


def test_what_is_wrong_stands_at_the_field_and_stays(cast: Cast, alice: Client) -> None:
    response = alice.post(URL, {"name": "", "timezone": "Atlantis"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Colleagues see this name" in html
    assert "No such time zone" in html
    assert 'value="Atlantis"' in html
    cast.alice.refresh_from_db()
    assert cast.alice.timezone == "UTC"


def test_a_zone_that_went_away_is_utc(cast: Cast, alice: Client) -> None:
    cast.alice.timezone = "Gone/Away"
    cast.alice.save()
    assert alice.get(URL).status_code == 200


def test_fragment_is_the_page(alice: Client) -> None:
    assert fragment_is_in_page(alice, URL)


def test_the_api_does_the_same(cast: Cast, alice: Client) -> None:
    changed = alice.patch("/api/v1/me/", {"timezone": "lisbon"}, content_type="application/json")
    assert changed.json()["timezone"] == "Europe/Lisbon"
    assert changed.json()["name"] == "Alice Adler"
    wrong = alice.patch("/api/v1/me/", {"timezone": "Atlantis"}, content_type="application/json")
    assert (wrong.status_code, list(wrong.json()["errors"])) == (422, ["timezone"])
    assert alice.patch("/api/v1/me/", {"email": "x@y.z"}, content_type="application/json").status_code == 422
