"""The values that a field has had, and giving it one of them again."""

from decimal import Decimal as D
from typing import Any

import pytest
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import issues, undo
from negotiations.actions.writing import Conflict, Rejected
from negotiations.models import Event, IssueLimits
from negotiations.queries.history.field import field_history
from negotiations.queries.standing import standing
from tests.factories.accounts import sign_in
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.negotiations.api.client import Api

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = make_plan()
    for level in (600, 602):
        issues.set_limit(plan.price, "target", D(level), seen=None, by=plan.lead, at=NOW)
    return plan


def limits(plan: Plan) -> IssueLimits:
    return IssueLimits.objects.get(issue=plan.price)


def target(plan: Plan) -> Any:
    return limits(plan).target.reveal(standing(plan.lead, plan.deal))


def url(plan: Plan, name: str = "field-history") -> str:
    path = {"deal_id": plan.deal.pk, "noun": "limits", "object_id": limits(plan).pk, "field": "target"}
    return reverse(f"negotiations:{name}", kwargs=path)


def seqs(plan: Plan) -> list[int]:
    """The events of 598, 600 and 602, in this order."""
    rows = Event.objects.filter(deal=plan.deal, object_id=limits(plan).pk, field="target").order_by("seq")
    return list(rows.values_list("seq", flat=True))


def test_the_page_lists_the_values_and_what_stood_at_first(plan: Plan) -> None:
    known = field_history(standing(plan.lead, plan.deal), "limits", str(limits(plan).pk), "target")
    assert [past.words for past in known.values] == ["€602", "€600", "€598", ""]
    assert (known.field, known.subject) == ("target", "Unit price")
    page = sign_in(plan.lead).get(url(plan)).content.decode()
    assert "Target of <bdi>Unit price</bdi>" in page
    assert page.count("Restore</button>") == 2  # not of what stands, nor of what no event wrote


def test_a_value_is_restored_by_an_edit_that_undo_takes_back(plan: Plan) -> None:
    data = {"seq": seqs(plan)[1], "version": seqs(plan)[-1]}
    response = sign_in(plan.lead).post(url(plan, "field-restore"), data, headers={"HX-Request": "true"})
    assert "The earlier value stands again." in response.content.decode()
    assert target(plan) == 600
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert target(plan) == 602


def test_a_restoring_does_not_overwrite_what_came_meanwhile(plan: Plan) -> None:
    _, first, seen = seqs(plan)
    issues.set_limit(plan.price, "target", D(604), seen=None, by=plan.lead, at=NOW)
    response = sign_in(plan.lead).post(url(plan, "field-restore"), {"seq": first, "version": seen}, follow=True)
    assert "Somebody changed this meanwhile" in response.content.decode()
    with pytest.raises(Conflict):
        undo.restore_value(plan.deal, first, seen=seen, by=plan.lead, at=NOW)
    assert target(plan) == 604


def test_who_may_not_see_it_sees_no_value_and_restores_none(plan: Plan) -> None:
    client = sign_in(seat(plan.deal, SeatRole.OBSERVER))
    page = client.get(url(plan)).content.decode()
    assert "602" not in page
    assert "Nobody has changed this since it was made, or you may not see it." in page
    client.post(url(plan, "field-restore"), {"seq": seqs(plan)[1], "version": seqs(plan)[-1]})
    assert target(plan) == 602


def test_only_what_an_event_wrote_to_that_field_can_be_restored(plan: Plan) -> None:
    created = Event.objects.filter(deal=plan.deal, verb="created").order_by("seq")[0].seq
    with pytest.raises(Rejected):
        undo.restore_value(plan.deal, created, seen=0, by=plan.lead, at=NOW)


def test_the_api_lists_a_field_and_restores_it(plan: Plan) -> None:
    client = Api(plan.lead)
    base = f"deals/{plan.deal.pk}/events/"
    found = client.get(f"{base}?noun=limits&object={limits(plan).pk}&field=target").json()["results"]
    assert [event["seq"] for event in found] == seqs(plan)[::-1]
    stale = client.post(f"{base}{seqs(plan)[1]}/restore/", {"version": 0})
    assert stale.status_code == 409
    answer = client.post(f"{base}{seqs(plan)[1]}/restore/", {"version": seqs(plan)[-1]})
    assert answer.status_code == 200, answer.json()
    assert answer.json()["seq"] == seqs(plan)[-1]
    assert target(plan) == 600
