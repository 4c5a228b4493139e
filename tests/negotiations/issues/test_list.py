"""Issues of the plan: adding, order, removal, options."""

from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues, undo
from negotiations.models import Issue, Option
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_deal, make_plan, seat
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db

KINDS = {
    "money": {"low": "€560", "high": "640", "step": "0.5", "multiplier": "5,000"},
    "number": {"low": "1", "high": "6", "step": "1", "unit": "drops"},
    "duration": {"low": "0 days", "high": "90", "step": "15"},
    "date": {"low": "1 Dec 2026", "high": "2027-02-01", "step": "7"},
    "ordered": {"options": "2 years\n3 years\n\n 5  years "},
    "choice": {"options": "Aveiro\r\nLisbon"},
}


def names(plan: Plan) -> list[str]:
    return list(plan.deal.issues.filter(removed_at=None).order_by("position").values_list("name", flat=True))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_added(kind: str) -> None:
    deal = make_deal()
    response = post(deal.created_by, deal_url("issue-create", deal), name="Something", kind=kind, **KINDS[kind])
    assert response.status_code == 302
    issue = Issue.objects.get(deal=deal)
    assert response.url == deal_url("issue-detail", deal, issue_id=issue.pk)
    assert client_of(deal.created_by).get(response.url).status_code == 200
    if kind == "money":
        assert (issue.low, issue.step, issue.multiplier) == (D(560), D("0.5"), D(5000))
    if kind == "ordered":
        assert list(issue.options.order_by("number").values_list("label", flat=True)) == [
            "2 years",
            "3 years",
            "5 years",
        ]


def test_errors_stand_at_the_fields_and_what_was_typed_stays() -> None:
    deal = make_deal()
    response = post(
        deal.created_by, deal_url("issue-create", deal), name="X", kind="number", low="a", high="1", step="1"
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "Write a number" in page
    assert 'name="low" value="a"' in page
    options = post(deal.created_by, deal_url("issue-create", deal), name="X", kind="choice", options="only one")
    assert "at least two options" in options.content.decode()
    assert not Issue.objects.filter(deal=deal).exists()


def test_an_empty_plan_teaches_and_offers_ways_in() -> None:
    deal = make_deal()
    page = client_of(deal.created_by).get(deal_url("deal-plan", deal)).content.decode()
    for words in ("What is there to agree on?", "Add the first issue", "Use its template", "Import"):
        assert words in page
    observer = client_of(seat(deal, SeatRole.OBSERVER)).get(deal_url("deal-plan", deal)).content.decode()
    assert "Add the first issue" not in observer


def test_an_issue_removed_comes_back_by_undo(plan: Plan) -> None:
    response = post(plan.lead, deal_url("issue-remove", plan.deal, issue_id=plan.payment.pk))
    page = response.content.decode()
    assert names(plan) == ["Unit price", "Warranty"]
    assert "Payment is out of the plan" in page
    assert deal_url("deal-undo", plan.deal) in page
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert names(plan) == ["Unit price", "Payment", "Warranty"]


def test_order_by_ids_and_by_buttons(plan: Plan) -> None:
    url = deal_url("issue-reorder", plan.deal)
    order = ",".join(str(issue.pk) for issue in (plan.warranty, plan.price, plan.payment))
    response = post(plan.lead, url, order=order)
    assert names(plan) == ["Warranty", "Unit price", "Payment"]
    swapped_equals_fresh(plan.lead, response, deal_url("deal-plan", plan.deal))
    post(plan.lead, url, htmx=False, order=order, up=str(plan.payment.pk))
    assert names(plan) == ["Warranty", "Payment", "Unit price"]
    post(plan.lead, url, order="nonsense,,%00")
    assert names(plan) == ["Warranty", "Payment", "Unit price"]


def test_options_are_added_renamed_ordered_and_removed(plan: Plan) -> None:
    here = {"issue_id": plan.warranty.pk}
    opened = f"?open={plan.warranty.pk}"
    assert post(plan.lead, deal_url("option-create", plan.deal, **here) + opened, value="7 years").status_code == 200
    double = post(plan.lead, deal_url("option-create", plan.deal, **here) + opened, value="7 Years")
    assert double.status_code == 422
    assert "Two options have the same name" in double.content.decode()
    option = Option.objects.get(issue=plan.warranty, label="7 years")
    edit = deal_url("option-edit", plan.deal, option_id=option.pk, **here)
    assert post(plan.lead, edit, value="8 years", version=0).status_code == 200
    ids = [option.pk for option in plan.warranty.options.order_by("-position")]
    post(plan.lead, deal_url("option-reorder", plan.deal, **here), order=",".join(map(str, ids)))
    live = plan.warranty.options.filter(removed_at=None).order_by("position")
    assert [row.label for row in live] == ["8 years", "5 years", "3 years", "2 years"]
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert [row.label for row in live.all()] == ["2 years", "3 years", "5 years", "8 years"]
    for row in list(live)[:3]:
        post(plan.lead, deal_url("option-remove", plan.deal, option_id=row.pk, **here))
    assert live.all().count() == 2  # the last two stay


@pytest.mark.parametrize("name", ["issue-remove", "option-create", "option-reorder"])
def test_others_may_not_touch_the_list(plan: Plan, name: str) -> None:
    url = deal_url(name, plan.deal, issue_id=plan.warranty.pk)
    before = (names(plan), plan.warranty.options.count())
    assert post(make_plan().lead, url, value="x").status_code == 404
    assert post(make_member(plan.deal.organisation), url, value="x").status_code == 403
    assert post(seat(plan.deal, SeatRole.EXPERT), url, value="x").status_code == 403
    assert (names(plan), plan.warranty.options.count()) == before


def test_a_moved_option_asks_for_the_weight_again(plan: Plan) -> None:
    ids = [option.pk for option in plan.warranty.options.order_by("-position")]
    issues.reorder_options(plan.warranty, ids, by=plan.lead, at=NOW)
    page = client_of(plan.lead).get(deal_url("weight-list", plan.deal)).content.decode()
    assert "The range of <b>Warranty</b> changed" in page
