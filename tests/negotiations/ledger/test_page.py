"""The paired ledger as a page and by the API: debts are paired, handed over; gets are put in writing."""

from decimal import Decimal as D

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.enums import Party
from negotiations.models import Debt, Move, Pairing, Securing
from tests.factories.mandate import approved
from tests.factories.negotiations import Plan, seat
from tests.factories.table import move
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh, text_of

pytestmark = pytest.mark.django_db
THEIRS = Party.THEIRS


@pytest.fixture
def give(plan: Plan) -> Move:
    """Our step of 20,000 for nothing, and their step of 25,000 after it."""
    now = timezone.now()
    approved(plan, at=now)
    for price, party, why in ((598, Party.OURS, ""), (630, THEIRS, ""), (602, Party.OURS, "To get them talking")):
        move(plan, "offer", party=party, levels={plan.price.pk: D(price)}, why=why, at=now)
    move(plan, "offer", party=THEIRS, levels={plan.price.pk: D(625)}, at=now)
    return Move.objects.get(deal=plan.deal, number=3)


def key(row: Move, plan: Plan) -> str:
    return f"{row.pk}.{plan.price.pk}"


def page_of(plan: Plan) -> str:
    return text_of(client_of(plan.lead).get(deal_url("ledger-list", plan.deal)))


def test_empty_it_says_what_it_is_for(plan: Plan) -> None:
    assert "Concessions are traded, not given" in page_of(plan)


def test_a_debt_is_paid_on_the_page(plan: Plan, give: Move) -> None:
    page = page_of(plan)
    assert "Open debts" in page
    assert "To get them talking" in page
    assert "€598" in page
    assert "−€20,000" in page
    got = Move.objects.get(deal=plan.deal, number=4)
    url = deal_url("ledger-pair", plan.deal)
    refused = post(plan.lead, url, give=key(give, plan), get="promise", words="")
    assert (refused.status_code, "one of them" in text_of(refused)) == (422, True)
    paid = post(plan.lead, url, give=key(give, plan), get=key(got, plan))
    swapped_equals_fresh(plan.lead, paid, deal_url("ledger-list", plan.deal))
    assert "Open debts</h2>" not in page_of(plan)
    row = Pairing.objects.get()
    post(plan.lead, deal_url("pairing-reverse", plan.deal, pairing_id=row.pk), htmx=False)
    assert "Open debts</h2>" in page_of(plan)


def test_a_debt_is_handed_over_with_a_day(plan: Plan, give: Move) -> None:
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    url = deal_url("ledger-assign", plan.deal)
    wrong = post(plan.lead, url, give=key(give, plan), owner=coordinator.pk, due="soon")
    assert (wrong.status_code, Debt.objects.exists()) == (422, False)
    post(plan.lead, url, give=key(give, plan), owner=coordinator.pk, due="2026-12-01")
    assert f"{coordinator}</bdi> sees to it, by" in page_of(plan)


def test_a_get_is_put_in_writing_and_taken_back(plan: Plan, give: Move) -> None:
    got = Move.objects.get(deal=plan.deal, number=4)
    url = deal_url("ledger-secure", plan.deal)
    wrong = post(plan.lead, url, get=key(got, plan), place="", person="Rui Sousa")
    assert (wrong.status_code, "Rui Sousa" in text_of(wrong)) == (422, True)
    post(plan.lead, url, get=key(got, plan), place="Mail of Monday")
    assert "Mail of Monday" in page_of(plan)
    row = Securing.objects.get()
    post(plan.lead, deal_url("securing-reverse", plan.deal, securing_id=row.pk))
    assert "Mail of Monday" not in page_of(plan)


def test_queries_do_not_grow_with_the_log(plan: Plan, give: Move, django_assert_max_num_queries) -> None:
    client, url = client_of(plan.lead), deal_url("ledger-list", plan.deal)
    client.get(url)
    with django_assert_max_num_queries(200) as first:
        client.get(url)
    for price in (622, 620, 618):
        move(plan, "offer", party=THEIRS, levels={plan.price.pk: D(price)}, at=timezone.now())
        move(plan, "give", words=f"A favour at {price}", at=timezone.now())
    with django_assert_max_num_queries(len(first)):
        client.get(url)


def test_the_history_says_it(plan: Plan, give: Move) -> None:
    got = Move.objects.get(deal=plan.deal, number=4)
    post(plan.lead, deal_url("ledger-pair", plan.deal), give=key(give, plan), get=key(got, plan))
    history = text_of(client_of(plan.lead).get(deal_url("deal-history", plan.deal)))
    assert "paired the give of entry 3 with the get of entry 4" in history


def test_the_same_by_the_api(plan: Plan, give: Move) -> None:
    api = Api(plan.lead)
    base = f"deals/{plan.deal.pk}/ledger/"
    book = api.get(base).json()
    assert (book["balance"], book["open_debts"]) == ("5000.00", [key(give, plan)])
    line = book["gives"][0]
    assert (line["ours"], line["state"], line["step"], line["why"]) == (
        "-20000.00", "open", "gave", "To get them talking",
    )  # fmt: skip
    assert float(line["theirs"]["low"]) < float(line["theirs"]["high"])
    got = book["gets"][0]["key"]
    made = api.post(f"{base}pairings/", {"give": key(give, plan), "get": got})
    assert (made.status_code, made.json()["get"]) == (201, got)
    assert api.get(base).json()["open_debts"] == []
    assert api.post(f"{base}pairings/{made.json()['id']}/reverse/", {}).status_code == 204
    secured = api.post(f"{base}securings/", {"get": got, "place": "Mail of Monday"})
    assert (secured.status_code, api.get(base).json()["unsecured"]) == (201, [])
    assert api.post(f"{base}securings/{secured.json()['id']}/reverse/", {}).status_code == 204
    handed = api.post(f"{base}debts/", {"give": key(give, plan), "owner": plan.lead.pk, "due": "2026-12-01"})
    assert (handed.status_code, handed.json()["due"]) == (201, "2026-12-01")
    nothing = api.post(f"{base}pairings/", {"give": "x", "get": got})
    assert problem(nothing, 422)
