"""Sign in and out, forgotten passwords, other sessions, guessing."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import PASSWORD, Cast, make_user, sign_in

SIGN_IN, PROFILE = reverse("account_login"), reverse("accounts:profile")
RESET = reverse("account_reset_password")


def enter(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def test_the_session_gets_another_key(cast: Cast, client: Client) -> None:
    client.get(reverse("accounts:invitation-open", kwargs={"token": "x"}))
    before = client.session.session_key
    assert enter(client, cast.alice.email.upper(), next=PROFILE).url == PROFILE
    assert client.session.session_key != before
    assert client.get(PROFILE).status_code == 200


def test_a_next_elsewhere_is_not_followed(cast: Cast, client: Client) -> None:
    assert enter(client, cast.alice.email, next="https://evil.example/").url == "/"


def test_known_and_unknown_get_the_same_answer(cast: Cast) -> None:
    answers = []
    for email in (cast.alice.email, "nobody@example.com"):
        html = enter(Client(), email, "wrong-password").content.decode()
        answers.append(re.sub(r'value="[A-Za-z0-9]{64}"', "", html).replace(email, "…"))
    assert answers[0] == answers[1]
    assert "not correct" in answers[0]


def test_signed_in_pages_are_kept_nowhere_and_signing_out_clears(alice: Client) -> None:
    assert alice.get(PROFILE)["Cache-Control"] == "private, no-store"
    assert "Sign out?" in alice.get(reverse("account_logout")).content.decode()
    assert alice.get(PROFILE).status_code == 200  # reading that page signed nobody out
    left = alice.post(reverse("account_logout"))
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert alice.get(PROFILE).status_code == 302


def test_htmx_is_sent_to_sign_in_as_a_page(client: Client, db: None) -> None:
    answer = client.get(
        PROFILE, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/organisations/?a=1"}
    )
    assert answer["HX-Redirect"] == f"{SIGN_IN}?next=%2Forganisations%2F%3Fa%3D1"


def test_a_forgotten_password_is_set_by_the_link_and_ends_other_sessions(
    cast: Cast, alice: Client, client: Client, mailoutbox: list[Any]
) -> None:
    client.post(RESET, {"email": cast.alice.email})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", mailoutbox[0].body)[1]
    form = client.get(link)
    assert "Set a new password" in client.get(form.url).content.decode()
    done = client.post(form.url, {"password1": "lorry-tangerine-nine", "password2": "lorry-tangerine-nine"})
    assert done.status_code == 302
    assert User.objects.get(pk=cast.alice.pk).check_password("lorry-tangerine-nine")
    assert alice.get(PROFILE).status_code == 302
    assert "no longer works" in Client().get(link, follow=True).content.decode()
    assert "Your password is changed" in client.get(reverse("account_reset_password_from_key_done")).content.decode()


def test_reset_says_the_same_for_an_unknown_address(cast: Cast, mailoutbox: list[Any]) -> None:
    known, unknown = Client(), Client()
    first, second = known.post(RESET, {"email": cast.alice.email}), unknown.post(RESET, {"email": "no@example.com"})
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert "A mail is on its way" in known.get(first.url).content.decode()
    assert [mail.to for mail in mailoutbox] == [[cast.alice.email], ["no@example.com"]]
    assert mailoutbox[0].subject == mailoutbox[1].subject


def test_a_changed_password_keeps_this_session_and_ends_the_others(
    cast: Cast, alice: Client, mailoutbox: list[Any]
) -> None:
    other = sign_in(cast.alice)
    new = "lorry-tangerine-nine"
    response = alice.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert response.status_code == 302
    assert alice.get(PROFILE).status_code == 200
    assert other.get(PROFILE).status_code == 302
    assert "change your password at once" in mailoutbox[0].body


def test_sessions_are_listed_and_the_others_signed_out(cast: Cast) -> None:
    here, there = Client(), Client()
    for browser, agent in ((here, "Mozilla/5.0 (X11; Linux) Firefox/140.0"), (there, "Edg/140 Windows Chrome/140")):
        browser.defaults["HTTP_USER_AGENT"] = agent
        enter(browser, cast.alice.email)
        browser.get(PROFILE)
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "Firefox on Linux" in page
    assert "Edge on Windows" in page
    here.post(reverse("usersessions_list"))
    assert here.get(PROFILE).status_code == 200
    assert there.get(PROFILE).status_code == 302


def test_guessing_is_slowed(cast: Cast, client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,3/300s/key"}
    for _ in range(3):
        assert enter(client, cast.alice.email, "wrong-password").status_code == 200
    blocked = enter(client, cast.alice.email)
    assert "Too many" in blocked.content.decode()
    assert client.get(PROFILE).status_code == 302


def test_a_page_says_too_many(client: Client, db: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client.post(RESET, {"email": "a@example.com"})
    blocked = client.post(RESET, {"email": "b@example.com"})
    assert blocked.status_code == 429
    assert "Too many tries" in blocked.content.decode()


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_that_another_account_has_cannot_be_taken(
    cast: Cast, alice: Client, mailoutbox: list[Any], verified: bool
) -> None:
    other = make_user("Eve", verified=verified)
    sure = reverse("account_reauthenticate")
    alice.post(sure, {"password": PASSWORD})
    alice.post(reverse("account_email"), {"email": other.email, "action_add": ""})
    for mail in mailoutbox:
        if code := re.search(r"^([A-Z0-9]{4,}(?:-[A-Z0-9]+)*)$", mail.body, re.MULTILINE):
            alice.post(reverse("account_email_verification_sent"), {"code": code[1]})
    cast.alice.refresh_from_db()
    assert cast.alice.email.startswith("alice")
    assert EmailAddress.objects.filter(email=other.email).count() == 1


def test_the_own_address_is_changed_by_a_code(cast: Cast, alice: Client, mailoutbox: list[Any]) -> None:
    alice.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    alice.post(reverse("account_email"), {"email": "alice.new@example.com", "action_add": ""})
    cast.alice.refresh_from_db()
    assert cast.alice.email != "alice.new@example.com"
    code = re.search(r"^([A-Z0-9]{4,}(?:-[A-Z0-9]+)*)$", mailoutbox[0].body, re.MULTILINE)[1]
    alice.post(reverse("account_email_verification_sent"), {"code": code})
    cast.alice.refresh_from_db()
    assert cast.alice.email == "alice.new@example.com"
    assert EmailAddress.objects.get(user=cast.alice).email == "alice.new@example.com"
