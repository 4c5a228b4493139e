"""The record of a counterparty: its fields with versions, who may see it, what it says."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import ProgrammingError, transaction
from django.urls import reverse

from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import counterparties, seats, stakeholders
from negotiations.models import Counterparty, CounterpartyEvent
from tests.factories.accounts import make_member
from tests.factories.counterparties import make_acquaintance, make_link, make_sighting, set_shares
from tests.factories.negotiations import NOW, Plan, make_deal, seat
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def record_url(plan: Plan, name: str = "counterparty-detail", **kwargs: object) -> str:
    return reverse(f"negotiations:{name}", kwargs={"counterparty_id": plan.deal.counterparty_id, **kwargs})


def page_of(user: object, plan: Plan) -> str:
    return client_of(user).get(record_url(plan)).content.decode()


def edit(user: object, plan: Plan, field: str, value: str, version: int = 0, **more: str):
    return post(user, record_url(plan, "counterparty-edit", field=field), value=value, version=version, **more)


def test_the_example_of_the_seed(plan: Plan) -> None:
    """70 % of their sales against 30 % of our buy: they depend on us."""
    set_shares(plan, (65, 70, 75), (25, 30, 35))
    page = page_of(plan.lead, plan)
    assert "They depend on us more than we on them." in page
    assert "65–75\u2009%" in page
    assert "In all cases" in page
    assert "also a duty" in page
    assert (
        "They depend on us more" in client_of(plan.lead).get(deal_url("deal-counterparty", plan.deal)).content.decode()
    )


def test_a_field_is_typed_and_saved(plan: Plan) -> None:
    response = edit(plan.lead, plan, "sales_share", "60 – 70 – 75 %")
    row = Counterparty.objects.get(pk=plan.deal.counterparty_id)
    assert row.sales_share == {"low": "60", "likely": "70", "high": "75"}
    assert (row.seq, row.version_of("sales_share")) == (1, 1)
    swapped_equals_fresh(plan.lead, response, record_url(plan))
    assert "our share of their sales to 60–75" in page_of(plan.lead, plan)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("sales_share", "80 – 70", "in this order"),
        ("buy_share", "120", "0 to 100"),
        ("buy_dated", "soon", "date"),
        ("website", "x" * 161, "At most 160"),
    ],
)
def test_what_cannot_be_is_kept_at_the_field(plan: Plan, field: str, value: str, says: str) -> None:
    response = edit(plan.lead, plan, field, value)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert value in response.content.decode()
    assert not CounterpartyEvent.objects.exists()


def test_a_conflict_shows_both_and_writes_nothing(plan: Plan) -> None:
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    edit(plan.lead, plan, "website", "frigotec.example")
    response = edit(holdout, plan, "website", "other.example")
    assert response.status_code == 409
    body = response.content.decode()
    assert "frigotec.example" in body
    assert "other.example" in body
    assert Counterparty.objects.get(pk=plan.deal.counterparty_id).website == "frigotec.example"
    assert edit(holdout, plan, "website", "other.example", version=1).status_code == 200
    assert edit(holdout, plan, "website", "other.example", version=0).status_code == 200  # the same again is no edit
    assert CounterpartyEvent.objects.count() == 2


def test_who_may_know_it(plan: Plan) -> None:
    """A seat of any kind on any deal with them, or who runs the organisation; a colleague gets an outsider's 404."""
    observer, colleague = seat(plan.deal, SeatRole.OBSERVER), make_member(plan.deal.organisation)
    admin = make_member(plan.deal.organisation, OrganisationRole.ADMIN)
    url = record_url(plan)
    missing = client_of(colleague).get(url.replace(str(plan.deal.counterparty_id), str(plan.deal.pk)))
    assert client_of(colleague).get(url).content == missing.content
    assert client_of(make_deal().created_by).get(url).status_code == 404
    assert edit(colleague, plan, "note", "x").status_code == 404
    for user in (observer, admin):
        assert edit(user, plan, "note", f"By {user}").status_code in {200, 409}
    make_deal(plan.deal.organisation, lead=colleague, title="Spare parts", counterparty="FRIGOTEC LDA")
    assert client_of(colleague).get(url).status_code == 200


def test_a_deal_that_one_may_not_open_is_not_told(plan: Plan) -> None:
    other = make_deal(plan.deal.organisation, title="Hidden chillers")
    make_sighting(plan, deal=other, saw="Walked out")
    page = page_of(plan.lead, plan)
    assert "Walked out" in page
    assert "Hidden chillers" not in page
    assert "Hidden chillers" in page_of(other.created_by, plan)


def test_the_list_shows_what_one_knows(plan: Plan) -> None:
    set_shares(plan, (65, 70, 75), (25, 30, 35))
    make_sighting(plan)
    make_acquaintance(plan)
    make_deal(plan.deal.organisation, counterparty="Elsewhere SA")
    body = client_of(plan.lead).get(reverse("negotiations:counterparty-list")).content.decode()
    assert "Frigotec Lda" in body
    assert "Seen once: competing" in body
    assert "Elsewhere SA" not in body


def test_the_seat_is_checked_under_the_lock(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    seats.remove(plan.deal, plan.deal.seats.get(user=observer).pk, by=plan.lead, at=NOW)
    with pytest.raises(PermissionDenied, match=r"counterparty\.edit"):
        counterparties.edit(plan.deal.counterparty, {"note": "x"}, seen={}, by=observer, at=NOW)


def test_the_log_is_append_only(plan: Plan) -> None:
    edit(plan.lead, plan, "note", "First")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        CounterpartyEvent.objects.update(field="x")


def test_the_number_of_queries_does_not_grow(
    plan: Plan, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    client, url = client_of(plan.lead), record_url(plan)

    def fill(count: int) -> None:
        for number in range(count):
            make_sighting(plan, person=f"P{number}", saw=f"S{number}")
            make_acquaintance(plan, person=f"P{number}")
            make_link(plan, f"House {number}")
            make_deal(plan.deal.organisation, lead=plan.lead, title=f"D{number}", counterparty="Frigotec Lda")

    fill(1)
    client.get(url)
    with django_assert_max_num_queries(40) as few:
        client.get(url)
    fill(8)
    with django_assert_num_queries(len(few)):
        client.get(url)


def test_their_people_across_deals_one_may_open(plan: Plan) -> None:
    other = make_deal(plan.deal.organisation, lead=plan.lead, title="Spare parts", counterparty="Frigotec Lda")
    hidden = make_deal(plan.deal.organisation, title="Hidden chillers", counterparty="Frigotec Lda")
    for deal, name, veto in ((plan.deal, "Marta Sousa", False), (other, "marta sousa", True), (hidden, "Zed", False)):
        stakeholders.add(deal, side="theirs", name=name, veto=veto, by=deal.created_by, at=NOW)
    stakeholders.add(plan.deal, side="ours", name="Olga Ours", by=plan.lead, at=NOW)
    make_acquaintance(plan)
    page = page_of(plan.lead, plan)
    people = page.split('id="their-people-section"')[1].split("</section>")[0]
    assert people.casefold().count("<bdi>marta sousa</bdi>") == 1
    assert "veto" in people
    assert "Spare parts" in people
    assert f"known by {plan.lead}" in people
    assert "Zed" not in people
    assert "Olga" not in people
