"""Every position has an interest behind it, or is said to have none."""

import pytest
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.access import open_deal
from negotiations.models import Interest
from negotiations.queries.inputs.plan import load_plan
from negotiations.queries.readiness import readiness
from tests.factories.negotiations import Plan, seat
from tests.factories.people import make_interest, make_stakeholder
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db


def steps(plan: Plan) -> list[str]:
    reader = open_deal(plan.lead, plan.deal.pk, "deal.view")
    return [step.text for step in readiness(load_plan(plan.deal), reader, today=timezone.localdate()).steps]


def test_what_is_missing_becomes_a_step(plan: Plan) -> None:
    assert "Put down who has a say on their side" in steps(plan)
    rui = make_stakeholder(plan.deal, "Rui Frigo", veto=True)
    found = steps(plan)
    assert "Put down who has a say on their side" not in found
    assert "Ask why: Unit price and 2 more" in found
    make_interest(rui, issues=[str(plan.price.pk), str(plan.payment.pk)])
    found = steps(plan)
    assert "Ask why: Warranty" in found
    make_interest(rui, issues=[str(plan.warranty.pk)])
    assert not [text for text in steps(plan) if text.startswith("Ask why")]


def test_orphans_are_listed_and_linked_from_both_pages(plan: Plan) -> None:
    who = make_stakeholder(plan.deal)
    row = make_interest(who, "Cash before January")
    client = client_of(plan.lead)
    listed = client.get(deal_url("stakeholder-list", plan.deal)).content.decode()
    assert "Positions that nobody can explain yet" in listed
    assert listed.count("nobody knows why they want it or why we do") == 3
    panel = deal_url("issue-detail", plan.deal, issue_id=plan.payment.pk)
    assert "Nobody knows yet why they want it or why we do" in client.get(panel).content.decode()
    link = deal_url("why-link", plan.deal, issue_id=plan.payment.pk)
    answer = client.post(link, {"interest": str(row.pk), "back": "issue"})
    assert answer.status_code == 302
    assert answer.url == panel
    shown = client.get(panel).content.decode()
    assert "Cash before January" in shown
    assert "Nobody knows yet why we do" in shown
    listed = client.get(deal_url("stakeholder-list", plan.deal)).content.decode()
    assert listed.count("nobody knows why they want it or why we do") == 2
    assert post(seat(plan.deal, SeatRole.OBSERVER), link, interest=str(row.pk)).status_code == 403
    client.post(link, {"interest": "nothing", "back": "people"})
    assert Interest.objects.get(pk=row.pk).issues == [str(plan.payment.pk)]
