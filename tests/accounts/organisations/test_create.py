"""Found an organisation."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import organisations
from accounts.models import Membership, Organisation
from accounts.permissions import OrganisationRole
from tests.factories.accounts import NOW, Cast, make_organisation, make_user, sign_in
from tests.support.fragments import fragment_is_in_page

URL = reverse("accounts:organisation-create")


def test_founder_is_the_owner_and_works_in_it(cast: Cast, bob: Client) -> None:
    response = bob.post(URL, {"name": "  New Ventures "})
    made = Organisation.objects.get(name="New Ventures")
    assert response.url == reverse("accounts:organisation-detail", kwargs={"organisation_id": made.pk})
    assert Membership.objects.get(organisation=made).role == OrganisationRole.OWNER
    assert Membership.objects.get(organisation=made).user == cast.bob
    assert b"New Ventures is yours" in bob.get(response.url).content
    assert bob.get(reverse("accounts:organisation-list")).context["current_id"] == made.pk


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Give the organisation a name."),
        ("x" * 121, "at most 120"),
        ("Ours\r\nBcc: all@example.com", "plain characters"),
        ("Evil \u202e gnp.exe", "plain characters"),
    ],
)
def test_a_bad_name_is_refused_at_the_field_and_kept(alice: Client, name: str, why: str) -> None:
    before = Organisation.objects.count()
    response = alice.post(URL, {"name": name})
    assert response.status_code == 422
    assert why in response.content.decode()
    assert response.context["form"]["name"].value() == name
    assert Organisation.objects.count() == before


def test_nobody_is_sent_to_sign_in(client: Client, cast: Cast) -> None:
    assert client.post(URL, {"name": "Mine"}).url == f"{reverse('account_login')}?next={URL}"
    assert not Organisation.objects.filter(name="Mine").exists()


def test_fifty_are_enough(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisations, "MAX_OWNED", 2)
    make_organisation(owner=cast.alice)
    with pytest.raises(organisations.TooManyOrganisations):
        organisations.create(name="Third", by=cast.alice, at=NOW)
    assert sign_in(cast.alice).post(URL, {"name": "Third"}).status_code == 422


def test_fragment_is_the_page(alice: Client) -> None:
    assert fragment_is_in_page(alice, URL)


def test_the_api_does_the_same(cast: Cast, bob: Client) -> None:
    response = bob.post("/api/v1/organisations/", {"name": "By API"}, content_type="application/json")
    assert response.status_code == 201
    assert response.json()["role"] == "owner"
    assert Membership.objects.get(organisation=response.json()["id"]).user == cast.bob
    refused = bob.post("/api/v1/organisations/", {"name": "a\u202eb"}, content_type="application/json")
    assert refused.status_code == 422
    assert refused.json()["errors"] == {"name": ["Use plain characters on one line."]}


def test_sign_up_makes_no_organisation(db: None) -> None:
    user = make_user("Dora")
    client = sign_in(user)
    assert client.get("/").url == reverse("accounts:welcome")
    page = client.get("/", follow=True).content.decode()
    assert user.email in page
    assert "Create organisation" in page
