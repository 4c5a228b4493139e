"""Accept an invitation: once, in time, by the one who is meant, and by a POST only."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invitations
from accounts.models import Invitation, Membership
from accounts.permissions import OrganisationRole as Role
from tests.factories.accounts import NOW, Cast, make_cast, make_invitation, make_user, sign_in

ACCEPT = reverse("accounts:invitation-accept")


def opened(client: Client, token: str) -> str:
    """Follow the mail's link, and return what the page says."""
    response = client.get(reverse("accounts:invitation-open", kwargs={"token": token}))
    assert response.url == ACCEPT
    return client.get(ACCEPT).content.decode()


def membership_of(user: object, cast: Cast) -> Membership | None:
    return Membership.objects.filter(user=user, organisation=cast.ours).first()


def test_the_invited_joins_with_the_role(cast: Cast) -> None:
    dora = make_user("Dora Dahl")
    _, token = make_invitation(cast.ours, dora.email.upper(), role=Role.ADMIN, at=timezone.now(), by=cast.alice)
    client = sign_in(dora)
    page = opened(client, token)
    assert "Alice Adler invites you as admin" in page
    assert token not in page
    assert client.post(ACCEPT).url == "/"
    assert membership_of(dora, cast).role == Role.ADMIN
    row = Invitation.objects.get()
    assert (row.accepted_by, row.is_open(timezone.now())) == (dora, False)


def test_reading_changes_nothing(cast: Cast) -> None:
    """A mail scanner that opens every link neither accepts nor spoils an invitation."""
    dora = make_user("Dora")
    _row, token = make_invitation(cast.ours, dora.email, at=timezone.now())
    before = Invitation.objects.values().get()
    client = sign_in(dora)
    opened(client, token)
    opened(client, token)
    assert Invitation.objects.values().get() == before
    assert membership_of(dora, cast) is None
    assert client.post(reverse("accounts:invitation-open", kwargs={"token": token})).status_code == 405


def test_twice_is_once(cast: Cast) -> None:
    dora = make_user("Dora")
    row, token = make_invitation(cast.ours, dora.email, at=timezone.now())
    client = sign_in(dora)
    opened(client, token)
    client.post(ACCEPT)
    Membership.objects.filter(user=dora).delete()  # put out again: the used link must not open the door a second time
    assert "no longer open" in opened(client, token)
    assert client.post(ACCEPT).status_code == 410
    assert membership_of(dora, cast) is None
    with pytest.raises(invitations.InvitationClosed):
        invitations.accept(invitation=row, by=dora, at=timezone.now())


def test_after_72_hours_it_is_closed(cast: Cast) -> None:
    dora = make_user("Dora")
    _, token = make_invitation(cast.ours, dora.email, at=NOW)
    client = sign_in(dora)
    with time_machine.travel(NOW + timedelta(hours=71), tick=False):
        assert "Join Ours" in opened(client, token)
    with time_machine.travel(NOW + timedelta(hours=72), tick=False):
        assert "no longer open" in opened(client, token)
        assert client.post(ACCEPT).status_code == 410
    assert membership_of(dora, cast) is None


def test_revoked_is_closed(cast: Cast) -> None:
    dora = make_user("Dora")
    row, token = make_invitation(cast.ours, dora.email, at=timezone.now())
    client = sign_in(dora)
    opened(client, token)
    invitations.revoke(invitation=row, by=cast.alice, at=timezone.now())
    assert client.post(ACCEPT).status_code == 410
    assert membership_of(dora, cast) is None


def test_another_address_cannot_use_it(cast: Cast, charlie: Client) -> None:
    _, token = make_invitation(cast.ours, "dora@example.com", at=timezone.now())
    assert "is for another address" in opened(charlie, token)
    assert charlie.post(ACCEPT).status_code == 200
    assert membership_of(cast.charlie, cast) is None


def test_an_address_that_is_not_confirmed_cannot_use_it(cast: Cast) -> None:
    pretender = make_user("Dora", verified=False)
    _, token = make_invitation(cast.ours, pretender.email, at=timezone.now())
    client = sign_in(pretender)
    opened(client, token)
    assert client.post(ACCEPT).status_code == 200
    assert membership_of(pretender, cast) is None
    assert not client.get(reverse("accounts:welcome")).context["invitations"]


@pytest.mark.parametrize("token", ["x", "ä" * 60, "x" * 500, "' OR 1=1 --"])
def test_an_unknown_token_says_so(cast: Cast, client: Client, token: str) -> None:
    assert "does not open an invitation" in opened(client, token)


def test_nobody_is_led_through_sign_in_and_back(cast: Cast, client: Client) -> None:
    dora = make_user("Dora")
    _, token = make_invitation(cast.ours, dora.email, at=timezone.now())
    page = opened(client, token)
    assert f"{reverse('account_signup')}?next=/invitation/" in page
    assert client.post(ACCEPT).status_code == 200
    assert membership_of(dora, cast) is None
    client.force_login(dora)
    assert "Join Ours" in client.get(ACCEPT).content.decode()


def test_a_member_keeps_the_role(cast: Cast, bob: Client) -> None:
    row, token = make_invitation(cast.ours, cast.bob.email, role=Role.ADMIN, at=timezone.now())
    assert "You are a member already" in opened(bob, token)
    invitations.accept(invitation=row, by=cast.bob, at=timezone.now())
    assert membership_of(cast.bob, cast).role == Role.MEMBER


def test_it_can_be_taken_from_the_own_list(cast: Cast) -> None:
    dora = make_user("Dora")
    row, _ = make_invitation(cast.ours, dora.email, at=timezone.now())
    client = sign_in(dora)
    assert "Ours" in client.get("/", follow=True).content.decode()
    take = reverse("accounts:invitation-take", kwargs={"invitation_id": row.pk})
    stranger = sign_in(make_user("Eve")).post(take)
    assert stranger.status_code == 404
    assert client.get(take).status_code == 405
    assert client.post(take).status_code == 302
    assert membership_of(dora, cast).role == Role.MEMBER


def test_a_renewed_link_beats_the_one_that_is_being_used(cast: Cast) -> None:
    dora = make_user("Dora")
    row, _ = make_invitation(cast.ours, dora.email, at=timezone.now())
    Invitation.objects.filter(pk=row.pk).update(token_digest="0" * 64)
    with pytest.raises(invitations.InvitationClosed):
        invitations.accept(invitation=row, by=dora, at=timezone.now())
    assert membership_of(dora, cast) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins() -> None:
    cast, dora = make_cast(), make_user("Dora")
    row, _ = make_invitation(cast.ours, dora.email)
    start, outcomes = threading.Barrier(4), []

    def take() -> None:
        try:
            start.wait(5)
            invitations.accept(invitation=row, by=dora, at=NOW)
            outcomes.append("joined")
        except invitations.InvitationClosed:
            outcomes.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["closed", "closed", "closed", "joined"]
    assert Membership.objects.filter(user=dora).count() == 1


def test_the_api_does_the_same(cast: Cast) -> None:
    dora = make_user("Dora")
    row, _ = make_invitation(cast.ours, dora.email, at=timezone.now())
    client = sign_in(dora)
    assert [offer["organisation"] for offer in client.get("/api/v1/invitations/").json()["results"]] == ["Ours"]
    address = f"/api/v1/invitations/{row.pk}/accept/"
    assert sign_in(make_user("Eve")).post(address, {}, content_type="application/json").status_code == 404
    assert client.post(address, {}, content_type="application/json").json()["role"] == "member"
    assert client.post(address, {}, content_type="application/json").status_code == 404
