"""The page of an organisation."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import Cast, make_invitation, make_member
from tests.support.fragments import fragment_is_in_page


def url(organisation_id: object) -> str:
    return reverse("accounts:organisation-detail", kwargs={"organisation_id": organisation_id})


def test_owner_sees_members_invitations_and_forms(cast: Cast, alice: Client) -> None:
    make_invitation(cast.ours, "dora@example.com", at=timezone.now())
    page = alice.get(url(cast.ours.pk)).content.decode()
    assert "Bob Berg" in page
    assert "dora@example.com" in page
    assert "Send invitation" in page
    assert "Charlie" not in page


def test_member_sees_colleagues_and_no_addresses_of_the_invited(cast: Cast, bob: Client) -> None:
    make_invitation(cast.ours, "dora@example.com", at=timezone.now())
    page = bob.get(url(cast.ours.pk)).content.decode()
    assert "Alice Adler" in page
    assert "dora@example.com" not in page
    assert "Send invitation" not in page
    assert "Remove…" not in page


def test_outsider_cannot_tell_it_from_a_missing_one(cast: Cast, charlie: Client) -> None:
    there, missing = charlie.get(url(cast.ours.pk)), charlie.get(url(uuid4()))
    assert (there.status_code, there.content) == (404, missing.content)
    api_there = charlie.get(f"/api/v1/organisations/{cast.ours.pk}/")
    api_missing = charlie.get(f"/api/v1/organisations/{uuid4()}/")
    assert (api_there.status_code, api_there.content) == (404, api_missing.content)


def test_fragment_is_the_page(cast: Cast, alice: Client) -> None:
    make_invitation(cast.ours, "dora@example.com", at=timezone.now())
    assert fragment_is_in_page(alice, url(cast.ours.pk))


def test_queries_do_not_grow_with_the_members(
    cast: Cast, alice: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    alice.get(url(cast.ours.pk))  # the session's first request makes its row in the list of sessions
    with django_assert_max_num_queries(16) as few:
        alice.get(url(cast.ours.pk))
    for number in range(20):
        make_member(cast.ours)
        make_invitation(cast.ours, f"invited-{number}@example.com", at=timezone.now(), by=cast.alice)
    with django_assert_num_queries(len(few.captured_queries)):
        alice.get(url(cast.ours.pk))


@pytest.mark.parametrize("path", ["", "members/"])
def test_the_api_shows_it_to_members(cast: Cast, bob: Client, path: str) -> None:
    answer = bob.get(f"/api/v1/organisations/{cast.ours.pk}/{path}")
    assert answer.status_code == 200
    if path:
        assert {row["name"] for row in answer.json()["results"]} == {"Alice Adler", "Bob Berg"}
