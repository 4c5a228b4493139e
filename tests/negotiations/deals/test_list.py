"""The list shows the deals that the reader may open, and what they need to choose one."""

from datetime import timedelta
from decimal import Decimal as D
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import deals, issues, phases
from tests.factories.accounts import make_member, make_organisation, sign_in
from tests.factories.negotiations import NOW, make_deal, make_plan, seat

pytestmark = pytest.mark.django_db
URL = reverse("negotiations:deal-list")


def titles(client: Client, query: str = "") -> list[str]:
    """The titles on the list, in order."""
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200
    return [row.deal.title for row in response.context["rows"]]


@pytest.fixture
def house() -> Any:
    return make_organisation("Nordwind")


@pytest.fixture
def lead(house: Any) -> User:
    return make_member(house, name="Ana Matos")


def test_a_member_sees_the_deals_with_an_own_seat_and_no_others(house: Any, lead: User) -> None:
    make_deal(house, lead=lead, title="Mine")
    make_deal(house, title="A colleague's")
    make_deal(title="Another house's")
    assert titles(sign_in(lead)) == ["Mine"]


@pytest.mark.parametrize("role", [OrganisationRole.OWNER, OrganisationRole.ADMIN])
def test_who_runs_the_house_sees_all_of_it(house: Any, role: OrganisationRole) -> None:
    make_deal(house, title="One")
    make_deal(title="Another house's")
    assert titles(sign_in(make_member(house, role))) == ["One"]


def test_search_filter_sort(house: Any, lead: User) -> None:
    pumps = make_deal(
        house, lead=lead, title="Pumps", counterparty="Aquamotion", estimated_value=D(10), category="goods"
    )
    freight = make_deal(house, lead=lead, title="Freight 100 %", counterparty="Rápido", estimated_value=D(30))
    make_deal(house, lead=lead, title="Licence", counterparty="Ledgerline")
    phases.move(freight, "bargain", reason="for the test", seen=None, by=lead, at=NOW)
    client = sign_in(lead)
    assert titles(client, "q=aqua") == ["Pumps"]
    assert titles(client, "q=rápido freight") == ["Freight 100 %"]
    assert titles(client, "q=100+%25") == ["Freight 100 %"], "a per cent sign is no wildcard"
    assert titles(client, "phase=bargain") == ["Freight 100 %"]
    assert titles(client, "category=goods") == ["Pumps"]
    assert titles(client, "sort=title") == ["Freight 100 %", "Licence", "Pumps"]
    assert titles(client, "sort=-title") == ["Pumps", "Licence", "Freight 100 %"]
    assert titles(client, "sort=value") == ["Pumps", "Freight 100 %", "Licence"]
    assert titles(client, "sort=-value") == ["Freight 100 %", "Pumps", "Licence"], "what has no value stays last"
    assert titles(client, "sort=phase")[-1] == "Freight 100 %"
    assert pumps.pk


@pytest.mark.parametrize(
    "query", ["q=%00", "phase=x&category=x&sort=x", "page=x", "page=99", "mine=x&archived=x", "sort=--title"]
)
def test_nonsense_in_the_address_is_no_error(lead: User, house: Any, query: str) -> None:
    make_deal(house, lead=lead, title="One")
    assert titles(sign_in(lead), query) == ["One"]


def test_mine_leaves_out_what_an_admin_sees_without_a_seat(house: Any) -> None:
    admin = make_member(house, OrganisationRole.ADMIN)
    seat(make_deal(house, title="With a seat"), SeatRole.OBSERVER, admin)
    make_deal(house, title="Without")
    assert titles(sign_in(admin), "mine=1") == ["With a seat"]


def test_the_next_meeting_is_in_the_readers_time_zone(house: Any, lead: User) -> None:
    deal = make_deal(house, lead=lead, title="One")
    soon = timezone.now().replace(hour=23, minute=30) + timedelta(days=3)
    for starts_at in (soon, soon + timedelta(days=5), timezone.now() - timedelta(days=1)):
        deals.add_meeting(deal, starts_at=starts_at, title="", place="", by=lead, at=NOW)
    lead.timezone = "Asia/Tokyo"
    lead.save(update_fields=["timezone"])
    page = sign_in(lead).get(URL).content.decode()
    assert f"{(soon + timedelta(hours=9)):%H:%M}" in page
    assert "08:30" in page


def test_archive_and_back_with_undo(house: Any, lead: User) -> None:
    deal = make_deal(house, lead=lead, title="Old")
    client = sign_in(lead)
    url = reverse("negotiations:deal-archive", kwargs={"deal_id": deal.pk})
    fragment = client.post(url, {"archived": "1"}, headers={"HX-Request": "true"})
    assert "Old is archived." in fragment.content.decode()
    assert f"{url}?archived=0" in fragment.content.decode()
    assert titles(client) == []
    assert titles(client, "archived=1") == ["Old"]
    client.post(f"{url}?archived=0")
    assert titles(client) == ["Old"]


def test_who_may_not_archive_changes_nothing(house: Any, lead: User) -> None:
    deal = make_deal(house, lead=lead, title="Old")
    observer = seat(deal, SeatRole.OBSERVER)
    url = reverse("negotiations:deal-archive", kwargs={"deal_id": deal.pk})
    assert sign_in(observer).post(url, {"archived": "1"}).status_code == 403
    assert sign_in(make_deal().created_by).post(url, {"archived": "1"}).status_code == 404
    deal.refresh_from_db()
    assert deal.archived_at is None


def test_the_fragment_is_the_page_without_its_frame(house: Any, lead: User) -> None:
    make_deal(house, lead=lead, title="One")
    client = sign_in(lead)
    fragment = client.get(URL, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith('<div id="deals">')
    whole = client.get(URL).content.decode()
    assert "One" in fragment
    assert '<div id="deals">' in whole
    assert "<html" in whole
    assert "<html" not in fragment


def test_an_empty_list_teaches(lead: User) -> None:
    page = sign_in(lead).get(URL).content.decode()
    assert "Plan your first deal" in page
    assert reverse("negotiations:deal-import") in page


def test_the_number_of_queries_does_not_grow(house: Any, lead: User, django_assert_num_queries: Any) -> None:
    client = sign_in(lead)
    make_plan(make_deal(house, lead=lead, title="First"))
    client.get(URL)  # the session is new on the first
    with django_assert_num_queries(40, exact=False) as few:
        client.get(URL)
    for number in range(6):
        deal = make_deal(house, lead=lead, title=f"Deal {number}")
        seat(deal, SeatRole.EXPERT)
        issues.add(deal, name="Price", kind="money", low=D(1), high=D(9), step=D(1), by=lead, at=NOW)
    with django_assert_num_queries(len(few)):
        client.get(URL)


def test_secrets_move_nothing_on_the_list_of_who_may_not_see_them(house: Any, lead: User) -> None:
    plan = make_plan(make_deal(house, lead=lead, title="First"))
    observer = sign_in(seat(plan.deal, SeatRole.OBSERVER))
    before = observer.get(URL, headers={"HX-Request": "true"}).content
    for name in ("target", "walk_away", "realistic"):
        issues.set_limit(plan.price, name, None, seen=None, by=lead, at=NOW)
    after = observer.get(URL, headers={"HX-Request": "true"}).content
    assert strip_token(before) == strip_token(after)


def strip_token(content: bytes) -> list[bytes]:
    """The page without the masked CSRF tokens, which differ each time."""
    return [line for line in content.splitlines() if b"csrfmiddlewaretoken" not in line]


def test_the_sidebar_leads_to_the_own_open_deals(house: Any, lead: User) -> None:
    client = sign_in(lead)
    for number in range(7):
        deals.create(
            organisation=house, title=f"Deal {number}", counterparty="C", currency="EUR", by=lead,
            at=NOW + timedelta(days=number),
        )  # fmt: skip
    make_deal(house, title="A colleague's")
    shown = client.get(URL).context["recent_deals"]
    assert [deal.title for deal in shown] == ["Deal 6", "Deal 5", "Deal 4", "Deal 3", "Deal 2"]
