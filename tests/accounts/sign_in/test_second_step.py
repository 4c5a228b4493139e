"""The second step of signing in: app, recovery codes, and passkeys in a real browser."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import PASSWORD, Cast, make_user

SECOND = reverse("mfa_authenticate")
PROFILE = reverse("accounts:profile")


def sure(client: Client) -> Client:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def code_for(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time  # noqa: PLC0415

    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def activate(user: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def test_the_app_is_set_up_and_codes_are_shown_once(cast: Cast, alice: Client) -> None:
    sure(alice)
    page = alice.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml' in page.content.decode()
    wrong = alice.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "field" in wrong.content.decode()
    secret = re.search(r'class="secret-text">([A-Z2-7]+)<', wrong.content.decode())[1]
    done = alice.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}, follow=True)
    assert "10 codes" in done.content.decode()
    assert "10 of 10 are left" in alice.get(reverse("mfa_index")).content.decode()


def test_the_password_alone_does_not_open(cast: Cast, client: Client) -> None:
    secret = activate(cast.alice)
    response = client.post(reverse("account_login"), {"login": cast.alice.email, "password": PASSWORD})
    assert response.url.startswith(SECOND)
    assert client.get(PROFILE).status_code == 302
    assert "Second step" in client.get(SECOND).content.decode()
    assert client.post(SECOND, {"code": "000000"}).status_code == 200
    assert client.get(PROFILE).status_code == 302
    client.post(SECOND, {"code": code_for(secret)})
    assert client.get(PROFILE).status_code == 200


def test_switching_it_off_asks_first(cast: Cast, alice: Client) -> None:
    activate(cast.alice)
    sure(alice)
    assert "Switch off the authenticator app?" in alice.get(reverse("mfa_deactivate_totp")).content.decode()
    assert Authenticator.objects.filter(user=cast.alice).exists()
    alice.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=cast.alice, type="totp").exists()


def test_changing_it_asks_who_one_is(cast: Cast, alice: Client) -> None:
    activate(cast.alice)
    for name in ("mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_add_webauthn"):
        answer = alice.get(reverse(name))
        assert answer.status_code == 302
        assert "reauthenticate" in answer.url


@pytest.mark.parametrize(
    "name", ["mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_add_webauthn", "mfa_list_webauthn"]
)
def test_every_page_of_it_can_be_shown(cast: Cast, alice: Client, name: str) -> None:
    activate(cast.alice)
    sure(alice)
    if name == "mfa_view_recovery_codes":
        alice.post(reverse("mfa_generate_recovery_codes"))
    assert "Your account" in alice.get(reverse(name)).content.decode()
    assert "<html" in alice.get(reverse("mfa_reauthenticate")).content.decode()


@pytest.fixture
def authenticator(page: Any) -> Any:
    """A passkey device that Chromium plays."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_added_and_opens_the_account(web_server: str, page: Any, authenticator: Any) -> None:
    dora = make_user("Dora Dahl")
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    server = web_server.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    page.goto(f"{server}{reverse('account_login')}")
    page.get_by_label("Email").fill(dora.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{server}{reverse('mfa_add_webauthn')}")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name").fill("Laptop")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add").click()
    page.get_by_text("10 codes").wait_for()
    page.goto(f"{server}{reverse('mfa_list_webauthn')}")
    page.get_by_role("rowheader", name="Laptop").wait_for()
    page.goto(f"{server}{reverse('account_logout')}")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{server}/welcome/")
    assert page.get_by_role("heading", level=1).inner_text() == "Welcome, Dora Dahl"
    assert faults == []
