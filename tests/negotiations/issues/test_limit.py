"""Target, realistic and walk-away: secret, saved in place."""

from decimal import Decimal as D

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues
from negotiations.models import IssueLimits
from negotiations.secrets import Secret
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def url(plan: Plan, field: str = "walk_away", issue: object = None) -> str:
    return deal_url("issue-limit", plan.deal, issue_id=(issue or plan.payment).pk, field=field)


def limit(plan: Plan, field: str = "walk_away") -> object:
    return getattr(IssueLimits.objects.get(issue=plan.payment), field)


@pytest.mark.parametrize("field", ["target", "realistic", "walk_away"])
def test_it_saves_and_the_swapped_fragment_is_the_fresh_page(plan: Plan, field: str) -> None:
    version = IssueLimits.objects.get(issue=plan.payment).version_of(field)
    response = post(plan.lead, url(plan, field), value="45 days", version=version)
    assert response.status_code == 200
    assert limit(plan, field) == Secret(D(45))
    swapped_equals_fresh(plan.lead, response, deal_url("deal-plan", plan.deal))


def test_an_empty_text_takes_it_out(plan: Plan) -> None:
    version = IssueLimits.objects.get(issue=plan.payment).version_of("walk_away")
    assert post(plan.lead, url(plan), value="", version=version).status_code == 200
    assert limit(plan) is None


def test_an_option_is_chosen_by_its_number(plan: Plan) -> None:
    row = IssueLimits.objects.get(issue=plan.warranty)
    response = post(plan.lead, url(plan, "target", plan.warranty), value="2", version=row.version_of("target"))
    assert response.status_code == 200
    row.refresh_from_db()
    assert row.target == Secret(D(2))


def test_a_conflict_shows_both(plan: Plan) -> None:
    issues.set_limit(plan.payment, "walk_away", D(30), seen=None, by=plan.lead, at=NOW)
    response = post(plan.lead, url(plan), value="0", version=1)
    page = response.content.decode()
    assert response.status_code == 409
    assert "30 days" in page
    assert "0 days" in page
    assert limit(plan) == Secret(D(30))


@pytest.mark.parametrize("who", ["outsider", "colleague", "observer", "sponsor", "expert"])
def test_others_may_not(plan: Plan, who: str) -> None:
    person = (
        make_plan().lead
        if who == "outsider"
        else make_member(plan.deal.organisation)
        if who == "colleague"
        else seat(plan.deal, SeatRole(who))
    )
    assert post(person, url(plan), value="0", version=99999).status_code == (404 if who == "outsider" else 403)
    assert limit(plan) == Secret(D(15))


def test_an_expert_sets_the_limits_of_an_own_issue(plan: Plan) -> None:
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.payment, "owner", expert, seen=None, by=plan.lead, at=NOW)
    response = post(
        expert, url(plan), value="0", version=IssueLimits.objects.get(issue=plan.payment).version_of("walk_away")
    )
    assert response.status_code == 200
    assert limit(plan) == Secret(D(0))
    assert "€624" not in response.content.decode()


def test_a_sponsor_reads(plan: Plan) -> None:
    page = client_of(seat(plan.deal, SeatRole.SPONSOR)).get(deal_url("deal-plan", plan.deal)).content.decode()
    assert "€624" in page
    assert "data-cell" not in page


def test_a_field_that_is_none_is_missing(plan: Plan) -> None:
    assert post(plan.lead, url(plan, "marker"), value="0", version=0).status_code == 404
