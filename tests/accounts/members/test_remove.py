"""Put a member out; leave."""

import threading
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import members
from accounts.models import Membership
from accounts.permissions import OrganisationRole as Role
from tests.factories.accounts import NOW, Cast, make_cast, make_invitation, make_member, sign_in
from tests.support.fragments import fragment_is_in_page


def url(organisation_id: object, membership_id: object) -> str:
    arguments = {"organisation_id": organisation_id, "membership_id": membership_id}
    return reverse("accounts:member-remove", kwargs=arguments)


def membership(user: object) -> Membership:
    return Membership.objects.get(user=user)


def test_it_asks_first(cast: Cast, alice: Client) -> None:
    address = url(cast.ours.pk, membership(cast.bob).pk)
    page = alice.get(address)
    assert "Remove Bob Berg from Ours?" in page.content.decode()
    assert Membership.objects.filter(user=cast.bob).exists()
    assert fragment_is_in_page(alice, address)


def test_a_removed_member_loses_sight_at_once(cast: Cast, alice: Client, bob: Client) -> None:
    home = reverse("accounts:organisation-detail", kwargs={"organisation_id": cast.ours.pk})
    assert bob.get(home).status_code == 200
    assert alice.post(url(cast.ours.pk, membership(cast.bob).pk)).status_code == 302
    assert bob.get(home).status_code == 404
    assert bob.get(f"/api/v1/organisations/{cast.ours.pk}/members/").status_code == 404


def test_open_invitations_of_the_removed_end(cast: Cast) -> None:
    admin = make_member(cast.ours, Role.ADMIN)
    invitation, _ = make_invitation(cast.ours, "second-address@example.com", by=admin)
    members.remove(membership=membership(admin), by=cast.alice, at=NOW)
    invitation.refresh_from_db()
    assert invitation.revoked_at == NOW


def test_colleague_may_not(cast: Cast, bob: Client) -> None:
    victim = make_member(cast.ours)
    address = url(cast.ours.pk, membership(victim).pk)
    assert [bob.get(address).status_code, bob.post(address).status_code] == [403, 403]
    assert bob.delete(f"/api/v1/organisations/{cast.ours.pk}/members/{membership(victim).pk}/").status_code == 403
    assert Membership.objects.filter(user=victim).exists()


def test_outsider_cannot_tell_it_from_a_missing_one(cast: Cast, charlie: Client) -> None:
    there, missing = charlie.post(url(cast.ours.pk, membership(cast.bob).pk)), charlie.post(url(uuid4(), 99999))
    assert (there.status_code, there.content) == (404, missing.content)
    assert Membership.objects.filter(user=cast.bob).exists()


def test_an_admin_puts_out_no_owner(cast: Cast) -> None:
    admin = make_member(cast.ours, Role.ADMIN)
    assert sign_in(admin).post(url(cast.ours.pk, membership(cast.alice).pk)).status_code == 403
    with pytest.raises(PermissionDenied):
        members.remove(membership=membership(cast.alice), by=admin, at=NOW)
    assert Membership.objects.filter(user=cast.alice).exists()


def test_anybody_may_leave(cast: Cast, bob: Client) -> None:
    address = url(cast.ours.pk, membership(cast.bob).pk)
    assert "Leave Ours?" in bob.get(address).content.decode()
    assert bob.post(address).url == "/"
    assert not Membership.objects.filter(user=cast.bob).exists()


def test_the_last_owner_stays(cast: Cast, alice: Client) -> None:
    response = alice.post(url(cast.ours.pk, membership(cast.alice).pk))
    assert response.status_code == 422
    assert "keeps one owner at least" in response.content.decode()
    assert Membership.objects.filter(user=cast.alice).exists()


def test_removing_twice_says_gone(cast: Cast) -> None:
    row = membership(cast.bob)
    members.remove(membership=row, by=cast.alice, at=NOW)
    with pytest.raises(members.MemberGone):
        members.remove(membership=row, by=cast.alice, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_owners_leaving_at_once_leave_one() -> None:
    cast = make_cast()
    other = make_member(cast.ours, Role.OWNER)
    start, outcomes = threading.Barrier(2), []

    def leave(user: object) -> None:
        try:
            start.wait(5)
            members.remove(membership=membership(user), by=user, at=NOW)
            outcomes.append("left")
        except members.LastOwner:
            outcomes.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(user,)) for user in (cast.alice, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["left", "stays"]
    assert Membership.objects.filter(organisation=cast.ours, role=Role.OWNER).count() == 1


def test_the_api_does_the_same(cast: Cast, alice: Client) -> None:
    address = f"/api/v1/organisations/{cast.ours.pk}/members/"
    assert alice.delete(f"{address}{membership(cast.bob).pk}/").status_code == 204
    assert not Membership.objects.filter(user=cast.bob).exists()
    assert alice.delete(f"{address}{membership(cast.alice).pk}/").status_code == 409
