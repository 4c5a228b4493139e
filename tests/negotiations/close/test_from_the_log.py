"""From the log: what it says is agreed becomes a point with one click, and a point shows the moves that led to it."""

from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import moves
from negotiations.models import Term
from tests.factories.close import agree, term
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post

pytestmark = pytest.mark.django_db


def page_of(plan: Plan, user: object = None) -> str:
    return client_of(user or plan.lead).get(deal_url("close-term-list", plan.deal)).content.decode()


def test_an_agreement_in_the_log_proposes_points(plan: Plan) -> None:
    move = agree(plan, levels={plan.payment.pk: Decimal(45), plan.warranty.pk: Decimal(2)}, said_by="Mr Keller")
    assert "Agreed by the log" in page_of(plan)
    assert "45 days" in page_of(plan)
    assert post(plan.lead, deal_url("close-term-take", plan.deal, move_id=move.pk)).status_code == 200
    rows = {row.issue: row for row in Term.objects.select_related("issue", "ours_by")}
    assert {issue.name: row.level for issue, row in rows.items() if issue} == {"Payment": 45, "Warranty": 2}
    paid = rows[plan.payment]
    assert (paid.theirs_by, paid.ours_by, paid.ours_on, paid.move) == ("Mr Keller", plan.lead, NOW.date(), move)
    assert "Agreed by the log" not in page_of(plan)
    assert "1 move led here" in page_of(plan)
    problem(Api(plan.lead).post(f"deals/{plan.deal.pk}/close/take/{move.pk}/"), 422)


def test_one_that_was_reversed_proposes_nothing(plan: Plan) -> None:
    move = agree(plan, words="They collect the empty pallets")
    assert "They collect the empty pallets" in page_of(plan)
    moves.reverse(move, why="Misheard", key=uuid4(), by=plan.lead, at=NOW)
    assert "They collect the empty pallets" not in page_of(plan)
    problem(Api(plan.lead).post(f"deals/{plan.deal.pk}/close/take/{move.pk}/"), 422)


def test_the_log_stays_closed_to_others(plan: Plan) -> None:
    agree(plan, words="Swallowwords", levels={plan.payment.pk: Decimal(45)})
    term(plan)
    observer = page_of(plan, seat(plan.deal, SeatRole.OBSERVER))
    assert "Swallowwords" not in observer
    assert "led here" not in observer
    assert "45 days" not in observer
