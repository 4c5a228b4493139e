"""Which organisation is shown."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.actions import members
from accounts.models import Membership
from tests.factories.accounts import NOW, Cast, join, make_organisation


def url(organisation_id: object) -> str:
    return reverse("accounts:organisation-switch", kwargs={"organisation_id": organisation_id})


def shown(client: Client) -> object:
    return client.get(reverse("accounts:organisation-list")).context["current_id"]


def test_the_first_by_name_until_one_is_chosen(cast: Cast, bob: Client) -> None:
    other = make_organisation("Another one")
    join(other, cast.bob)
    assert shown(bob) == other.pk
    assert bob.post(url(cast.ours.pk)).status_code == 302
    assert shown(bob) == cast.ours.pk


def test_a_link_cannot_switch(cast: Cast, bob: Client) -> None:
    assert bob.get(url(cast.ours.pk)).status_code == 405


def test_it_goes_on_to_where_one_was_but_not_elsewhere(cast: Cast, bob: Client) -> None:
    assert bob.post(url(cast.ours.pk), {"next": "/profile/"}).url == "/profile/"
    assert bob.post(url(cast.ours.pk), {"next": "https://evil.example/"}).url == "/"
    assert bob.post(url(cast.ours.pk), {"next": "//evil.example/"}).url == "/"


def test_outsider_cannot_choose_it(cast: Cast, charlie: Client) -> None:
    there, missing = charlie.post(url(cast.ours.pk)), charlie.post(url(uuid4()))
    assert (there.status_code, there.content) == (404, missing.content)
    assert shown(charlie) == cast.elsewhere.pk


def test_a_removed_member_loses_the_chosen_one_at_once(cast: Cast, bob: Client) -> None:
    bob.post(url(cast.ours.pk))
    membership = Membership.objects.get(user=cast.bob)
    members.remove(membership=membership, by=cast.alice, at=NOW)
    assert shown(bob) is None
    assert bob.get("/").url == reverse("accounts:welcome")
