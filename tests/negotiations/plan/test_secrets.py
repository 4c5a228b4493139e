"""Changing only secrets changes no byte of the plan for those who may not see them."""

from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import OrganisationRole, SeatRole
from negotiations.actions import alternatives, issues
from negotiations.queries.readiness import readiness_of
from negotiations.queries.standing import standing
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_deal, make_plan, seat
from tests.support.pages import client_of, deal_url, text_of

pytestmark = pytest.mark.django_db

PAGES = ("deal-plan", "weight-list")


def flip(plan: Plan) -> None:
    """Every secret of the plan, changed."""
    do = {"seen": None, "by": plan.lead, "at": NOW}
    for issue, level in ((plan.price, D(570)), (plan.payment, None), (plan.warranty, D(1))):
        for field in ("target", "realistic", "walk_away"):
            issues.set_limit(issue, field, level, **do)
    alternatives.remove(plan.alternative, by=plan.lead, at=NOW)
    alternatives.set_package(plan.deal, {plan.price.pk: D(640)}, by=plan.lead, at=NOW)


@pytest.mark.parametrize("role", ["observer", "expert", "owner"])
def test_no_byte_depends_on_a_secret(plan: Plan, role: str) -> None:
    person = make_owner(plan) if role == "owner" else seat(plan.deal, SeatRole(role))
    client = client_of(person)
    urls = [deal_url(name, plan.deal) for name in PAGES]
    urls.append(deal_url("issue-detail", plan.deal, issue_id=plan.payment.pk))
    before = [text_of(client.get(url)) for url in urls]
    lead = text_of(client_of(plan.lead).get(urls[0]))
    flip(plan)
    assert [text_of(client.get(url)) for url in urls] == before
    assert text_of(client_of(plan.lead).get(urls[0])) != lead


def make_owner(plan: Plan) -> object:
    return make_member(plan.deal.organisation, OrganisationRole.OWNER)


def percent(plan: Plan, user: object) -> int:
    access = standing(user, plan.deal)
    return readiness_of([access], today=NOW.date())[plan.deal.pk].percent


def test_readiness_counts_for_each_reader_what_that_reader_sees(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    lead, other = percent(plan, plan.lead), percent(plan, observer)
    for issue in plan.issues:
        issues.set_limit(issue, "walk_away", None, seen=None, by=plan.lead, at=NOW)
    assert percent(plan, plan.lead) < lead
    assert percent(plan, observer) == other


def test_readiness_says_what_to_do_only_to_those_who_may() -> None:
    deal = make_deal()
    lead, observer = standing(deal.created_by, deal), standing(seat(deal, SeatRole.OBSERVER), deal)
    found = readiness_of([lead], today=NOW.date())[deal.pk]
    assert [step.text for step in found.steps][:2] == [
        "Add the first issues",
        "Write down what you would do without this deal",
    ]
    assert readiness_of([observer], today=NOW.date())[deal.pk].steps == ()


def test_readiness_of_many_deals_takes_as_many_queries_as_of_one(django_assert_num_queries) -> None:
    plans = [make_plan() for _ in range(4)]
    readers = [standing(plan.lead, plan.deal) for plan in plans]
    with CaptureQueriesContext(connection) as one:
        readiness_of(readers[:1], today=NOW.date())
    with django_assert_num_queries(len(one)):
        found = readiness_of(readers, today=NOW.date())
    assert len(found) == 4
