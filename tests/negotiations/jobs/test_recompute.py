"""Editing the plan feeds the workers: after a moment of quiet, suggestions are computed again by themselves."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db.models.functions import Now

from negotiations.actions import deals, issues, recompute, undo
from negotiations.enums import JobKind, JobState
from negotiations.models import Deal, Job
from tests.factories.negotiations import NOW, Plan, make_plan
from tests.factories.trades import compute

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = make_plan()
    compute(plan.deal)
    quiet(plan)
    recompute.recompute_due()
    return plan


def quiet(plan: Plan, seconds: int = 5) -> None:
    """Let time pass for the deal."""
    rows = Deal.objects.filter(pk=plan.deal.pk, recompute_at__isnull=False)
    rows.update(recompute_at=Now() - timedelta(seconds=seconds))


def edit(plan: Plan, level: int) -> None:
    issues.set_limit(plan.price, "target", D(level), seen=None, by=plan.lead, at=NOW)


def waiting(plan: Plan) -> list[Job]:
    return list(Job.objects.filter(deal=plan.deal, kind=JobKind.TRADES, state=JobState.QUEUED))


def test_a_burst_of_edits_asks_once_and_only_when_it_is_over(plan: Plan) -> None:
    for level in (600, 601, 602):
        edit(plan, level)
        assert recompute.recompute_due() == 0  # they have just typed
    quiet(plan)
    assert recompute.recompute_due() == 1
    (job,) = waiting(plan)
    assert job.requested_by is None
    assert recompute.recompute_due() == 0
    assert waiting(plan) == [job]


def test_what_changes_nothing_for_the_engine_is_found_and_not_computed(plan: Plan) -> None:
    edit(plan, 600)
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    quiet(plan)
    assert recompute.recompute_due() == 1
    assert waiting(plan) == []


def archive(plan: Plan) -> None:
    deals.set_archived(plan.deal, True, by=plan.lead, at=NOW)


def never_asked(plan: Plan) -> None:
    Job.objects.filter(deal=plan.deal).delete()


@pytest.mark.parametrize("make", [archive, never_asked])
def test_a_deal_that_nobody_asked_for_or_that_is_archived_is_left_alone(
    plan: Plan, make: Callable[[Plan], None]
) -> None:
    edit(plan, 600)
    make(plan)
    quiet(plan)
    assert recompute.recompute_due() == 1
    assert waiting(plan) == []


def test_an_edit_that_is_not_of_the_plan_asks_for_nothing(plan: Plan) -> None:
    deals.add_meeting(plan.deal, starts_at=NOW, title="First", place="", by=plan.lead, at=NOW)
    quiet(plan)
    assert recompute.recompute_due() == 0
