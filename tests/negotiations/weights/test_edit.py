"""Weights by swing: order first, points after, asked again when a range changes."""

from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues
from negotiations.models import Valuation
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat, set_weights
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def swings(plan: Plan) -> list[D]:
    rows = Valuation.objects.filter(issue__deal=plan.deal, party="ours").order_by("issue__position")
    return [row.swing for row in rows]


def form(plan: Plan, *points: str) -> dict[str, object]:
    data: dict[str, object] = {}
    for issue, text in zip(plan.issues, points, strict=True):
        data[f"swing-{issue.pk}"] = text
        data[f"version-{issue.pk}"] = Valuation.objects.get(issue=issue, party="ours").version_of("swing")
    return data


def test_points_are_saved_together(plan: Plan) -> None:
    response = post(plan.lead, deal_url("weight-edit", plan.deal), **form(plan, "80", "100", "12.5"))
    assert response.status_code == 200
    assert swings(plan) == [D(80), D(100), D("12.5")]
    swapped_equals_fresh(plan.lead, response, deal_url("weight-list", plan.deal))
    plain = post(plan.lead, deal_url("weight-edit", plan.deal), htmx=False, **form(plan, "1", "2", "3"))
    assert (plain.status_code, plain.url) == (302, deal_url("weight-list", plan.deal))


def test_one_bad_number_saves_none_and_stays_typed(plan: Plan) -> None:
    response = post(plan.lead, deal_url("weight-edit", plan.deal), **form(plan, "80", "lots", "10"))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="lots"' in page
    assert 'value="80"' in page
    assert "Write a number" in page
    assert swings(plan) == [D(100), D(30), D(45)]


def test_weights_that_somebody_changed_are_a_conflict(plan: Plan) -> None:
    stale = form(plan, "100", "70", "45")
    set_weights(plan.deal, {plan.payment: 20})
    response = post(plan.lead, deal_url("weight-edit", plan.deal), **stale)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Keep theirs" in page
    assert 'value="70"' in page
    assert swings(plan)[1] == D(20)
    post(plan.lead, deal_url("weight-edit", plan.deal), **stale, resolve="mine")
    assert swings(plan)[1] == D(70)


def test_an_order_alone_gives_rank_order_centroids(plan: Plan) -> None:
    order = ",".join(str(issue.pk) for issue in (plan.warranty, plan.price, plan.payment))
    response = post(plan.lead, deal_url("weight-rank", plan.deal), order=order)
    assert response.status_code == 200
    price, payment, warranty = swings(plan)
    assert warranty == D(100)
    assert (price, payment) == (D(45), D(18))  # (1 + 1/2 + 1/3) : (1/2 + 1/3) : 1/3, the first scaled to 100
    up = post(plan.lead, deal_url("weight-edit", plan.deal), htmx=False, order=order, up=str(plan.payment.pk))
    assert up.status_code == 302
    assert swings(plan)[1] > swings(plan)[0]


def test_a_changed_range_asks_again_until_it_is_answered(plan: Plan) -> None:
    url = deal_url("weight-list", plan.deal)
    client = client_of(plan.lead)
    assert "look at its points again" not in client.get(url).content.decode()
    issues.edit(plan.payment, "high", D(120), seen=None, by=plan.lead, at=NOW)
    page = client.get(url).content.decode()
    assert "The range of <b>Payment</b> changed" in page
    plan_page = client.get(deal_url("deal-plan", plan.deal)).content.decode()
    assert "Look at the weight of Payment again" in plan_page
    answer = {f"swing-{plan.payment.pk}": "30", f"version-{plan.payment.pk}": 99_999}
    post(plan.lead, deal_url("weight-edit", plan.deal), **answer)
    assert "look at its points again" not in client.get(url).content.decode()


def test_worst_and_best_stand_beside_the_points(plan: Plan) -> None:
    page = client_of(plan.lead).get(deal_url("weight-list", plan.deal)).content.decode()
    for words in ("from €640 to €560", "from 0 days to 90 days", "from 2 years to 5 years", "€400,000"):
        assert words in page


def test_who_may_look_and_who_may_write(plan: Plan) -> None:
    page = client_of(seat(plan.deal, SeatRole.OBSERVER)).get(deal_url("weight-list", plan.deal))
    assert page.status_code == 200
    assert "Save weights" not in page.content.decode()
    url = deal_url("weight-edit", plan.deal)
    for person, status in (
        (seat(plan.deal, SeatRole.EXPERT), 403),
        (make_member(plan.deal.organisation), 403),
        (make_plan().lead, 404),
    ):
        assert post(person, url, **form(plan, "1", "2", "3")).status_code == status
        assert post(person, deal_url("weight-rank", plan.deal), order="").status_code == status
    assert swings(plan) == [D(100), D(30), D(45)]
