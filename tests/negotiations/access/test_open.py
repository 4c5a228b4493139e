"""The one door."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.permissions import OrganisationRole, Permission, SeatRole
from negotiations.access import open_deal, open_issue
from negotiations.actions import issues
from tests.factories.accounts import join, make_member
from tests.factories.negotiations import NOW, make_plan, seat

pytestmark = pytest.mark.django_db


def test_an_outsider_gets_404_as_for_a_missing_deal() -> None:
    plan, outsider = make_plan(), make_plan().lead
    messages = set()
    for deal_id in (plan.deal.pk, uuid4()):
        with pytest.raises(Http404) as caught:
            open_deal(outsider, deal_id, Permission.DEAL_VIEW)
        messages.add(str(caught.value))
    assert len(messages) == 1


def test_a_colleague_without_a_seat_is_refused() -> None:
    plan = make_plan()
    with pytest.raises(PermissionDenied):
        open_deal(make_member(plan.deal.organisation), plan.deal.pk, Permission.DEAL_VIEW)


def test_an_admin_opens_the_deal_but_not_its_secrets() -> None:
    plan = make_plan()
    admin = make_member(plan.deal.organisation, OrganisationRole.ADMIN)
    assert open_deal(admin, plan.deal.pk, Permission.DEAL_VIEW).can(Permission.SEATS_MANAGE)
    with pytest.raises(PermissionDenied):
        open_deal(admin, plan.deal.pk, Permission.SECRETS_VIEW)


def test_an_issue_opens_through_its_own_deal_only() -> None:
    plan, other = make_plan(), make_plan()
    access = open_deal(plan.lead, plan.deal.pk, Permission.DEAL_VIEW)
    assert open_issue(access, plan.price.pk, Permission.PLAN_EDIT) == plan.price
    with pytest.raises(Http404):
        open_issue(access, other.price.pk, Permission.PLAN_EDIT)
    issues.remove(plan.price, by=plan.lead, at=NOW)
    with pytest.raises(Http404):
        open_issue(access, plan.price.pk, Permission.PLAN_EDIT)


def test_an_expert_opens_own_issues_for_editing() -> None:
    plan = make_plan()
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.price, "owner", expert, seen=None, by=plan.lead, at=NOW)
    access = open_deal(expert, plan.deal.pk, Permission.DEAL_VIEW)
    open_issue(access, plan.price.pk, Permission.SECRETS_EDIT)
    with pytest.raises(PermissionDenied):
        open_issue(access, plan.payment.pk, Permission.SECRETS_EDIT)


def test_who_comes_back_has_no_seat() -> None:
    """Removed from the organisation and invited again, a holdout sees no secrets until seated anew."""
    plan = make_plan()
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    holdout.memberships.get().delete()
    with pytest.raises(Http404):
        open_deal(holdout, plan.deal.pk, Permission.DEAL_VIEW)
    join(plan.deal.organisation, holdout)
    with pytest.raises(PermissionDenied):
        open_deal(holdout, plan.deal.pk, Permission.DEAL_VIEW)


def test_the_door_costs_a_constant_number_of_queries(django_assert_num_queries) -> None:
    plan = make_plan()
    with django_assert_num_queries(3):
        open_deal(plan.lead, plan.deal.pk, Permission.SECRETS_VIEW)
