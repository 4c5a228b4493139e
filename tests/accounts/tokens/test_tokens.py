"""API tokens: made once, shown once, hashed, ended."""

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import tokens
from accounts.models import ApiToken
from tests.factories.accounts import NOW, PASSWORD, Cast, make_api_token
from tests.support.fragments import fragment_is_in_page

LIST, NEW = reverse("accounts:token-list"), reverse("accounts:token-create")
ME = "/api/v1/me/"


def with_token(text: str) -> dict[str, str]:
    return {"Authorization": f"Token {text}"}


@pytest.fixture
def sure(alice: Client, cast: Cast) -> Client:
    """Alice, who has just typed her password again."""
    session = alice.session
    session["account_authentication_methods_user"] = str(cast.alice.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session.save()
    return alice


def test_made_shown_once_and_only_its_digest_kept(cast: Cast, sure: Client, client: Client) -> None:
    response = sure.post(NEW, {"name": "Nightly export", "days": 30})
    text = response.context["text"]
    row = ApiToken.objects.get()
    assert text.startswith("parley_")
    assert text in response.content.decode()
    assert text not in str(ApiToken.objects.values())
    assert timedelta(days=29) < row.expiry - timezone.now() <= timedelta(days=30)
    page = sure.get(LIST).content.decode()
    assert "Nightly export" in page
    assert text not in page
    assert row.digest not in page
    assert row.token_key not in page
    assert client.get(ME, headers=with_token(text)).json()["email"] == cast.alice.email


def test_the_password_is_asked_for_again(cast: Cast, alice: Client) -> None:
    response = alice.post(NEW, {"name": "Mine", "days": 30})
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not ApiToken.objects.exists()
    resumed = alice.post(response.url, {"password": PASSWORD}, follow=True)
    assert resumed.status_code == 200
    assert ApiToken.objects.get().name == "Mine"


@pytest.mark.parametrize("data", [{"name": "", "days": 30}, {"name": "x", "days": 4000}, {"name": "a\nb", "days": 7}])
def test_what_is_wrong_is_said(sure: Client, data: dict[str, Any]) -> None:
    response = sure.post(NEW, data)
    assert response.status_code == 422
    assert response.context["form"]["name"].value() == data["name"]
    assert not ApiToken.objects.exists()


def test_revoked_stops_at_once(cast: Cast, alice: Client, client: Client) -> None:
    row, text = make_api_token(cast.alice)
    address = reverse("accounts:token-revoke", kwargs={"token_id": row.reference})
    assert client.get(ME, headers=with_token(text)).status_code == 200
    assert "stops working at once" in alice.get(address).content.decode()
    assert client.get(ME, headers=with_token(text)).status_code == 200
    assert alice.post(address).url == LIST
    assert client.get(ME, headers=with_token(text)).status_code == 401


def test_expired_stops(cast: Cast, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        _, text = tokens.create(name="Short", lifetime=timedelta(days=7), by=cast.alice, at=NOW)
        assert client.get(ME, headers=with_token(text)).status_code == 200
    with time_machine.travel(NOW + timedelta(days=7, seconds=1), tick=False):
        assert client.get(ME, headers=with_token(text)).status_code == 401


def test_of_someone_else_is_missing(cast: Cast, bob: Client) -> None:
    row, _ = make_api_token(cast.alice)
    assert bob.get(reverse("accounts:token-revoke", kwargs={"token_id": row.reference})).status_code == 404
    assert bob.post(reverse("accounts:token-revoke", kwargs={"token_id": row.reference})).status_code == 404
    assert bob.delete(f"/api/v1/tokens/{row.reference}/").status_code == 404
    tokens.revoke(token=row, by=cast.bob, at=NOW)
    assert ApiToken.objects.filter(pk=row.pk).exists()


def test_limits_hold_in_the_action(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(tokens.LifetimeTooLong):
        tokens.create(name="x", lifetime=timedelta(days=400), by=cast.alice, at=NOW)
    monkeypatch.setattr(tokens, "MAX_TOKENS", 1)
    tokens.create(name="x", lifetime=timedelta(days=1), by=cast.alice, at=NOW)
    with pytest.raises(tokens.TooManyTokens):
        tokens.create(name="y", lifetime=timedelta(days=1), by=cast.alice, at=NOW)


def test_use_is_noted_but_not_each_time(cast: Cast, client: Client) -> None:
    row, text = make_api_token(cast.alice)
    with time_machine.travel(NOW, tick=False) as clock:
        client.get(ME, headers=with_token(text))
        clock.shift(60)
        client.get(ME, headers=with_token(text))
        row.refresh_from_db()
        assert row.last_used_at == NOW
        clock.shift(300)
        client.get(ME, headers=with_token(text))
        row.refresh_from_db()
        assert row.last_used_at == NOW + timedelta(seconds=360)


def test_the_api_lists_revokes_and_makes_none_by_token(cast: Cast, alice: Client, client: Client) -> None:
    made = alice.post("/api/v1/tokens/", {"name": "By API", "days": 7}, content_type="application/json")
    assert made.status_code == 201
    text, reference = made.json()["token"], made.json()["id"]
    successor = client.post(
        "/api/v1/tokens/", {"name": "Heir"}, content_type="application/json", headers=with_token(text)
    )
    assert successor.status_code == 403
    listed = client.get("/api/v1/tokens/", headers=with_token(text)).json()["results"]
    assert [(row["name"], "token" in row) for row in listed] == [("By API", False)]
    assert client.delete(f"/api/v1/tokens/{reference}/", headers=with_token(text)).status_code == 204
    assert client.get(ME, headers=with_token(text)).status_code == 401


def test_an_empty_list_teaches_and_the_fragment_is_the_page(cast: Cast, alice: Client) -> None:
    assert "Authorization: Token parley_" in alice.get(LIST).content.decode().replace("&quot;", '"')
    assert fragment_is_in_page(alice, LIST)
    make_api_token(cast.alice)
    assert fragment_is_in_page(alice, LIST)
