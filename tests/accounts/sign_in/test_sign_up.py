"""Sign up: the code, the way back, and nothing said about who has an account."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from tests.factories.accounts import Cast, make_invitation

SIGN_UP, CODE = reverse("account_signup"), reverse("account_email_verification_sent")
STRONG = "tangerine-lorry-seven"


def data(email: str, **more: str) -> dict[str, str]:
    return {"name": "Dora Dahl", "email": email, "password1": STRONG, "timezone": "Europe/Oslo", **more}


def code_in(mail: Any) -> str:
    return re.search(r"^([A-Z0-9]{4,}(?:-[A-Z0-9]+)*)$", mail.body, re.MULTILINE)[1]


def test_a_new_person_confirms_the_address_and_is_welcomed(db: None, client: Client, mailoutbox: list[Any]) -> None:
    response = client.post(SIGN_UP, data("Dora@Example.com"))
    assert response.url.startswith(CODE)
    user = User.objects.get(email="dora@example.com")
    assert (user.name, user.timezone) == ("Dora Dahl", "Europe/Oslo")
    assert not EmailAddress.objects.get(user=user).verified
    assert client.get(reverse("accounts:profile")).status_code == 302
    assert "Enter the code" in client.get(CODE).content.decode()
    assert client.post(CODE, {"code": code_in(mailoutbox[0])}).url == "/"
    assert EmailAddress.objects.get(user=user).verified
    assert "Start an organisation" in client.get("/", follow=True).content.decode()


def test_an_invitation_is_come_back_to(cast: Cast, client: Client, mailoutbox: list[Any]) -> None:
    _, token = make_invitation(cast.ours, "dora@example.com", at=timezone.now())
    page = client.get(reverse("accounts:invitation-open", kwargs={"token": token}), follow=True).content.decode()
    address = re.search(r'href="(/accounts/signup/[^"]*)"', page)[1]
    form = client.get(address).content.decode()
    next_url = re.search(r'name="next" value="([^"]*)"', form)[1]
    client.post(SIGN_UP, data("dora@example.com", next=next_url))
    onward = client.post(CODE, {"code": code_in(mailoutbox[-1])}).url
    assert onward == reverse("accounts:invitation-accept")
    assert "Join Ours" in client.get(onward).content.decode()
    client.post(onward)
    assert Membership.objects.filter(organisation=cast.ours, user__email="dora@example.com").exists()


def test_a_known_address_gets_the_same_answer(cast: Cast, mailoutbox: list[Any]) -> None:
    known, unknown = Client(), Client()
    first = known.post(SIGN_UP, data(cast.alice.email))
    second = unknown.post(SIGN_UP, data("nobody@example.com"))
    assert (first.status_code, first.url) == (second.status_code, second.url)
    pages = [
        re.sub(r'value="[A-Za-z0-9]{64}"', "", browser.get(CODE).content.decode()).replace(email, "…")
        for browser, email in ((known, cast.alice.email), (unknown, "nobody@example.com"))
    ]
    assert pages[0] == pages[1]
    assert [mail.to for mail in mailoutbox] == [[cast.alice.email], ["nobody@example.com"]]
    assert "has an account already" in mailoutbox[0].body
    assert mailoutbox[0].subject == mailoutbox[1].subject
    assert User.objects.filter(email=cast.alice.email).count() == 1
    assert cast.alice.check_password("correct-horse-battery")


def test_three_wrong_codes_end_it(db: None, client: Client, mailoutbox: list[Any]) -> None:
    client.post(SIGN_UP, data("dora@example.com"))
    for _ in range(3):
        client.post(CODE, {"code": "WRONG1"})
    client.post(CODE, {"code": code_in(mailoutbox[0])})
    assert not EmailAddress.objects.get().verified


def test_a_weak_password_is_refused_at_the_field(db: None, client: Client) -> None:
    response = client.post(SIGN_UP, data("dora@example.com", password1="short"))
    html = response.content.decode()
    assert "at least 12 characters" in html
    assert 'value="dora@example.com"' in html
    assert not User.objects.exists()
    too_close = client.post(SIGN_UP, data("dora@example.com", password1="dora dahl dora"))
    assert "too similar to the name" in too_close.content.decode()


def test_a_name_with_a_line_break_is_refused(db: None, client: Client) -> None:
    assert "plain characters" in client.post(SIGN_UP, data("d@example.com", name="D\r\nBcc: x@y.z")).content.decode()
    assert not User.objects.exists()


def test_an_unknown_time_zone_does_no_harm(db: None, client: Client) -> None:
    client.post(SIGN_UP, data("dora@example.com", timezone="<script>"))
    assert User.objects.get().timezone == "UTC"
