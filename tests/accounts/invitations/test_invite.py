"""Invite, send again, revoke."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invitations
from accounts.models import Invitation
from accounts.permissions import OrganisationRole as Role
from tests.factories.accounts import NOW, Cast, make_invitation, make_member, sign_in

ADDRESS = "dora@example.com"


def url(verb: str, organisation_id: object, **more: object) -> str:
    return reverse(f"accounts:invitation-{verb}", kwargs={"organisation_id": organisation_id, **more})


def link_in(mail: Any) -> str:
    return re.search(r"https?://\S+/invitation/\S+", mail.body)[0]


def test_the_mail_has_the_link_and_no_other_secret(cast: Cast, alice: Client, mailoutbox: list[Any]) -> None:
    response = alice.post(url("create", cast.ours.pk), {"email": " Dora@Example.com ", "role": "admin"})
    assert response.status_code == 302
    (mail,) = mailoutbox
    assert mail.to == [ADDRESS]
    assert mail.subject == "Alice Adler invites you to Ours on Parley"
    token = link_in(mail).rstrip("/").rsplit("/", 1)[1]
    row = Invitation.objects.get()
    assert len(token) >= 43
    assert row.token_digest == invitations.digest_of(token)
    assert (row.email, row.role, row.expires_at - row.created_at) == (ADDRESS, Role.ADMIN, timedelta(hours=72))
    assert token not in alice.get(response.url).content.decode()


def test_htmx_gets_the_fresh_fragment(cast: Cast, alice: Client) -> None:
    answer = alice.post(
        url("create", cast.ours.pk), {"email": ADDRESS, "role": "member"}, headers={"HX-Request": "true"}, follow=True
    )
    html = answer.content.decode()
    assert "<html" not in html
    assert f"Invitation sent to {ADDRESS}" in html


@pytest.mark.parametrize(
    ("email", "role", "words"),
    [
        ("", "member", "Whom do you want to invite?"),
        ("no address", "member", "Write an address"),
        ("dora@example.com\nBcc: all@example.com", "member", "Write an address"),
        (ADDRESS, "king", "Choose one of the roles"),
    ],
)
def test_what_is_wrong_stands_at_the_field(
    cast: Cast, alice: Client, mailoutbox: list[Any], email: str, role: str, words: str
) -> None:
    response = alice.post(url("create", cast.ours.pk), {"email": email, "role": role})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert response.context["invite_form"]["email"].value() == email
    assert (mailoutbox, Invitation.objects.count()) == ([], 0)


def test_a_member_is_not_invited(cast: Cast, alice: Client, mailoutbox: list[Any]) -> None:
    response = alice.post(url("create", cast.ours.pk), {"email": cast.bob.email.upper(), "role": "member"})
    assert "belongs to a member already" in response.content.decode()
    assert mailoutbox == []


def test_colleague_may_not(cast: Cast, bob: Client, mailoutbox: list[Any]) -> None:
    assert bob.post(url("create", cast.ours.pk), {"email": ADDRESS, "role": "member"}).status_code == 403
    api = f"/api/v1/organisations/{cast.ours.pk}/invitations/"
    assert bob.get(api).status_code == 403
    assert bob.post(api, {"email": ADDRESS}, content_type="application/json").status_code == 403
    assert (mailoutbox, Invitation.objects.count()) == ([], 0)


def test_outsider_cannot_tell_it_from_a_missing_one(cast: Cast, charlie: Client, mailoutbox: list[Any]) -> None:
    row, _ = make_invitation(cast.ours, ADDRESS)
    for verb, more in (("create", {}), ("resend", {"invitation_id": row.pk}), ("revoke", {"invitation_id": row.pk})):
        data = {"email": "me@example.com", "role": "owner"}
        there = charlie.post(url(verb, cast.ours.pk, **more), data)
        missing = charlie.post(url(verb, uuid4(), **more), data)
        assert (there.status_code, there.content) == (404, missing.content)
        # nor through an organisation of one's own
        if more:
            assert charlie.post(url(verb, cast.elsewhere.pk, **more)).status_code == 404
    assert mailoutbox == []
    assert Invitation.objects.get().revoked_at is None


def test_an_admin_invites_no_owner(cast: Cast) -> None:
    admin = make_member(cast.ours, Role.ADMIN)
    client = sign_in(admin)
    assert client.post(url("create", cast.ours.pk), {"email": ADDRESS, "role": "owner"}).status_code == 422
    with pytest.raises(PermissionDenied):
        invitations.invite(
            organisation=cast.ours, email=ADDRESS, role=Role.OWNER, by=admin, at=NOW, link=lambda token: token
        )
    row, _ = make_invitation(cast.ours, ADDRESS, role=Role.OWNER)
    assert client.post(url("resend", cast.ours.pk, invitation_id=row.pk)).status_code == 403
    assert client.post(url("revoke", cast.ours.pk, invitation_id=row.pk)).status_code == 403


def test_sending_again_ends_the_old_link(cast: Cast, alice: Client, mailoutbox: list[Any]) -> None:
    row, old = make_invitation(cast.ours, ADDRESS)
    assert alice.post(url("resend", cast.ours.pk, invitation_id=row.pk)).status_code == 302
    assert invitations.find(old) is None
    new = link_in(mailoutbox[0]).rstrip("/").rsplit("/", 1)[1]
    assert invitations.find(new) == row
    row.refresh_from_db()
    assert row.is_open(timezone.now())


def test_nobody_floods_a_mailbox(
    cast: Cast, alice: Client, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"email": ADDRESS, "role": "member"}
    with time_machine.travel(NOW, tick=False) as clock:
        alice.post(url("create", cast.ours.pk), data)
        row = Invitation.objects.get()
        assert alice.post(url("create", cast.ours.pk), data).status_code == 422
        again = alice.post(url("resend", cast.ours.pk, invitation_id=row.pk))
        assert "A mail went to this address a moment ago" in again.content.decode()
        clock.shift(61)
        assert alice.post(url("resend", cast.ours.pk, invitation_id=row.pk)).status_code == 302
        monkeypatch.setattr(invitations, "MAILS_PER_DAY", 1)
        assert alice.post(url("create", cast.ours.pk), {"email": "e@example.com", "role": "member"}).status_code == 422
    assert len(mailoutbox) == 2


def test_inviting_again_replaces_the_open_one(cast: Cast, alice: Client) -> None:
    old, _ = make_invitation(cast.ours, ADDRESS)
    assert alice.post(url("create", cast.ours.pk), {"email": ADDRESS, "role": "admin"}).status_code == 302
    old.refresh_from_db()
    assert old.revoked_at is not None
    assert Invitation.objects.get(revoked_at=None).role == Role.ADMIN


def test_revoke(cast: Cast, alice: Client) -> None:
    row, _token = make_invitation(cast.ours, ADDRESS, at=timezone.now())
    assert alice.post(url("revoke", cast.ours.pk, invitation_id=row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert alice.post(url("revoke", cast.ours.pk, invitation_id=row.pk)).status_code == 404
    with pytest.raises(invitations.InvitationClosed):
        invitations.revoke(invitation=row, by=cast.alice, at=NOW)


def test_a_mail_server_that_refuses_is_told(cast: Cast, alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise ConnectionRefusedError("the link must not get into a log")

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    response = alice.post(url("create", cast.ours.pk), {"email": ADDRESS, "role": "member"}, follow=True)
    assert "The mail server did not take the mail" in response.content.decode()
    assert Invitation.objects.count() == 1


def test_the_api_does_the_same(cast: Cast, alice: Client, mailoutbox: list[Any]) -> None:
    address = f"/api/v1/organisations/{cast.ours.pk}/invitations/"
    made = alice.post(address, {"email": ADDRESS}, content_type="application/json")
    assert (made.status_code, made.json()["role"], made.json()["delivered"]) == (201, "member", True)
    assert link_in(mailoutbox[0]).startswith("http://testserver/invitation/")
    assert "token" not in made.content.decode()
    assert [row["email"] for row in alice.get(address).json()["results"]] == [ADDRESS]
    one = f"{address}{made.json()['id']}/"
    assert alice.post(f"{one}resend/", {}, content_type="application/json").status_code == 429
    assert alice.delete(one).status_code == 204
    assert alice.delete(one).status_code == 404
