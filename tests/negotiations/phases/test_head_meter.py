"""The claim/create meter in the head: from the last computation, marked when the plan has changed since."""

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.trades import compute
from tests.support.pages import HTMX, client_of, deal_url

pytestmark = pytest.mark.django_db


def test_it_stands_in_the_head_with_its_reasons(plan: Plan) -> None:
    client, url = client_of(plan.lead), deal_url("deal-meter", plan.deal)
    assert "older plan" not in client.get(deal_url("seat-list", plan.deal)).content.decode()
    compute(plan.deal)
    page = client.get(deal_url("seat-list", plan.deal)).content.decode()
    assert "3 issues to trade with" in page
    assert "older plan" not in page
    fragment = client.get(url, headers=HTMX)
    assert "3 issues to trade with" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    assert int(fragment["Parley-Seq"]) > 0
    issues.set_limit(plan.price, "target", 590, seen=None, by=plan.lead, at=NOW)
    assert "older plan" in client.get(url, headers=HTMX).content.decode()
    assert client.get(url).status_code == 302


def test_who_sees_no_trades_sees_no_meter(plan: Plan) -> None:
    compute(plan.deal)
    client = client_of(seat(plan.deal, SeatRole.OBSERVER))
    assert client.get(deal_url("deal-meter", plan.deal), headers=HTMX).status_code == 403
    assert "head-meter" not in client.get(deal_url("deal-plan", plan.deal)).content.decode()
