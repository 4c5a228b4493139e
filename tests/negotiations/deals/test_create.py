"""A new deal, empty or from a template."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from negotiations.models import Counterparty, Deal, Issue, Seat
from tests.factories.accounts import make_member, make_organisation, make_user, sign_in

pytestmark = pytest.mark.django_db
URL = reverse("negotiations:deal-create")
FACTS = {
    "title": "  Pumps   for line 3 ", "counterparty": "Aquamotion GmbH", "currency": "EUR", "horizon": "medium",
    "estimated_value": "3,100,000", "quantity": "5 000", "template": "goods",
}  # fmt: skip


@pytest.fixture
def member() -> User:
    return make_member(make_organisation())


def test_from_a_template(member: User) -> None:
    response = sign_in(member).post(URL, FACTS)
    deal = Deal.objects.get()
    assert response["Location"] == reverse("negotiations:deal-plan", kwargs={"deal_id": deal.pk})
    assert (deal.title, deal.estimated_value, deal.category) == ("Pumps for line 3", D(3_100_000), "goods")
    price = Issue.objects.get(deal=deal, kind="money")
    assert (price.low, price.high, price.multiplier) == (D(545), D(680), D(5000))
    assert Seat.objects.get(deal=deal).user == member


def test_from_scratch(member: User) -> None:
    sign_in(member).post(URL, {**FACTS, "template": "", "estimated_value": ""})
    deal = Deal.objects.get()
    assert deal.estimated_value is None
    assert not Issue.objects.exists()


def test_a_counterparty_known_by_name_is_the_same_one(member: User) -> None:
    client = sign_in(member)
    client.post(URL, FACTS)
    client.post(URL, {**FACTS, "counterparty": "aquamotion  gmbh"})
    assert Counterparty.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "This field is required"),
        ({"estimated_value": "a lot"}, "Write a number, such as 1,250 or 3.6."),
        ({"estimated_value": "-5"}, "Write a number of 0 or more"),
        ({"estimated_value": "9" * 19}, "Write a number of 0 or more"),
        ({"quantity": "0"}, "Write a number above 0"),
        ({"currency": "XXX"}, "Select a valid choice"),
        ({"template": "weapons"}, "Select a valid choice"),
        ({"title": "x" * 161}, "at most 160"),
        ({"title": "a\x00b"}, "Null characters are not allowed"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    member: User, wrong: dict[str, str], words: str
) -> None:
    response = sign_in(member).post(URL, {**FACTS, **wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert "Aquamotion GmbH" in page
    assert not Deal.objects.exists()


def test_who_is_in_no_organisation_is_led_to_the_welcome() -> None:
    response = sign_in(make_user()).get(URL)
    assert response["Location"] == reverse("accounts:welcome")


def test_the_page_offers_every_template(member: User) -> None:
    response: Any = sign_in(member).get(URL)
    page = response.content.decode()
    for title in ("Goods", "Services", "Software", "Logistics", "Construction", "Nothing"):
        assert f"<b>{title}</b>" in page
