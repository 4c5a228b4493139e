"""Change a member's role."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.actions import members
from accounts.models import Membership
from accounts.permissions import OrganisationRole as Role
from tests.factories.accounts import NOW, Cast, join, make_invitation, make_member, sign_in


def url(organisation_id: object, membership_id: object) -> str:
    arguments = {"organisation_id": organisation_id, "membership_id": membership_id}
    return reverse("accounts:member-role", kwargs=arguments)


def membership(user: object) -> Membership:
    return Membership.objects.get(user=user)


def test_owner_promotes(cast: Cast, alice: Client) -> None:
    response = alice.post(url(cast.ours.pk, membership(cast.bob).pk), {"role": "admin"})
    assert response.status_code == 302
    assert membership(cast.bob).role == Role.ADMIN


def test_htmx_gets_the_fresh_fragment_and_the_word(cast: Cast, alice: Client) -> None:
    response = alice.post(
        url(cast.ours.pk, membership(cast.bob).pk), {"role": "admin"}, headers={"HX-Request": "true"}, follow=True
    )
    html = response.content.decode()
    assert "<html" not in html
    assert 'id="organisation"' in html
    assert "The role of Bob Berg is changed." in html


@pytest.mark.parametrize("role", ["king", "", "owner "])
def test_an_unknown_role_is_refused(cast: Cast, alice: Client, role: str) -> None:
    response = alice.post(url(cast.ours.pk, membership(cast.bob).pk), {"role": role})
    assert response.status_code == 422
    assert "Choose one of the roles that you may give." in response.content.decode()
    assert membership(cast.bob).role == Role.MEMBER


def test_colleague_may_not_even_for_oneself(cast: Cast, bob: Client) -> None:
    assert bob.post(url(cast.ours.pk, membership(cast.bob).pk), {"role": "owner"}).status_code == 403
    address = f"/api/v1/organisations/{cast.ours.pk}/members/{membership(cast.bob).pk}/"
    assert bob.patch(address, {"role": "owner"}, content_type="application/json").status_code == 403
    assert membership(cast.bob).role == Role.MEMBER


def test_outsider_cannot_tell_it_from_a_missing_one(cast: Cast, charlie: Client) -> None:
    there = charlie.post(url(cast.ours.pk, membership(cast.bob).pk), {"role": "admin"})
    missing = charlie.post(url(uuid4(), 99999), {"role": "admin"})
    assert (there.status_code, there.content) == (404, missing.content)
    assert membership(cast.bob).role == Role.MEMBER


def test_a_member_of_another_organisation_is_missing(cast: Cast, alice: Client) -> None:
    assert alice.post(url(cast.ours.pk, membership(cast.charlie).pk), {"role": "member"}).status_code == 404
    assert membership(cast.charlie).role == Role.OWNER


def test_an_admin_makes_no_owner_and_unmakes_none(cast: Cast) -> None:
    admin = make_member(cast.ours, Role.ADMIN)
    client = sign_in(admin)
    assert client.post(url(cast.ours.pk, membership(cast.bob).pk), {"role": "owner"}).status_code == 422
    assert client.post(url(cast.ours.pk, membership(admin).pk), {"role": "owner"}).status_code == 422
    assert client.post(url(cast.ours.pk, membership(cast.alice).pk), {"role": "member"}).status_code == 403
    for target, role in ((cast.bob, Role.OWNER), (cast.alice, Role.MEMBER)):
        with pytest.raises(PermissionDenied):
            members.change_role(membership=membership(target), role=role, by=admin, at=NOW)
    assert membership(cast.alice).role == Role.OWNER
    assert membership(cast.bob).role == Role.MEMBER


def test_the_last_owner_stays(cast: Cast, alice: Client) -> None:
    response = alice.post(url(cast.ours.pk, membership(cast.alice).pk), {"role": "member"})
    assert response.status_code == 422
    assert "keeps one owner at least" in response.content.decode()
    assert membership(cast.alice).role == Role.OWNER
    join(cast.ours, make_member(cast.elsewhere), Role.OWNER)
    assert alice.post(url(cast.ours.pk, membership(cast.alice).pk), {"role": "member"}).status_code == 302


def test_who_may_no_longer_invite_leaves_no_door_open(cast: Cast) -> None:
    admin = make_member(cast.ours, Role.ADMIN)
    invitation, _ = make_invitation(cast.ours, "second-address@example.com", by=admin)
    members.change_role(membership=membership(admin), role=Role.MEMBER, by=cast.alice, at=NOW)
    invitation.refresh_from_db()
    assert invitation.revoked_at == NOW


def test_the_api_does_the_same(cast: Cast, alice: Client) -> None:
    address = f"/api/v1/organisations/{cast.ours.pk}/members/"
    changed = alice.patch(f"{address}{membership(cast.bob).pk}/", {"role": "admin"}, content_type="application/json")
    assert (changed.status_code, changed.json()["role"]) == (200, "admin")
    last = alice.patch(f"{address}{membership(cast.alice).pk}/", {"role": "member"}, content_type="application/json")
    assert (last.status_code, last.json()["code"]) == (409, "last_owner")
