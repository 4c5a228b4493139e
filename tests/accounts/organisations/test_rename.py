"""Rename an organisation."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.actions import organisations
from tests.factories.accounts import NOW, Cast


def url(organisation_id: object) -> str:
    return reverse("accounts:organisation-rename", kwargs={"organisation_id": organisation_id})


def test_owner_renames(cast: Cast, alice: Client) -> None:
    assert alice.post(url(cast.ours.pk), {"name": "Renamed"}).status_code == 302
    cast.ours.refresh_from_db()
    assert cast.ours.name == "Renamed"


def test_what_was_typed_stays(cast: Cast, alice: Client) -> None:
    response = alice.post(url(cast.ours.pk), {"name": ""})
    assert response.status_code == 422
    assert "Give the organisation a name." in response.content.decode()
    cast.ours.refresh_from_db()
    assert cast.ours.name == "Ours"


def test_colleague_may_not(cast: Cast, bob: Client) -> None:
    assert bob.post(url(cast.ours.pk), {"name": "Bob's"}).status_code == 403
    patched = bob.patch(f"/api/v1/organisations/{cast.ours.pk}/", {"name": "Bob's"}, content_type="application/json")
    assert patched.status_code == 403
    cast.ours.refresh_from_db()
    assert cast.ours.name == "Ours"


def test_outsider_cannot_tell_it_from_a_missing_one(cast: Cast, charlie: Client) -> None:
    there, missing = (charlie.post(url(pk), {"name": "Mine"}) for pk in (cast.ours.pk, uuid4()))
    assert (there.status_code, there.content) == (missing.status_code, missing.content)
    assert there.status_code == 404
    cast.ours.refresh_from_db()
    assert cast.ours.name == "Ours"


def test_the_action_asks_again(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        organisations.rename(organisation=cast.ours, name="Mine", by=cast.charlie, at=NOW)


def test_the_api_does_the_same(cast: Cast, alice: Client) -> None:
    address = f"/api/v1/organisations/{cast.ours.pk}/"
    assert alice.patch(address, {"name": "By API"}, content_type="application/json").json()["name"] == "By API"
    assert alice.get(address).json()["name"] == "By API"
