"""Asking for trades: once per input, never lost to a queue that is away."""

from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied

from accounts.permissions import SeatRole
from negotiations.actions import evidence, issues, jobs
from negotiations.actions.writing import Rejected
from negotiations.models import Job
from tests.factories.negotiations import NOW, Plan, make_deal, seat
from tests.factories.trades import compute
from tests.support.queues import no_queue

pytestmark = pytest.mark.django_db


def request(plan: Plan, **options) -> Job:
    return jobs.request(plan.deal, by=plan.lead, at=NOW, **options)


def test_the_same_input_is_the_same_job(plan: Plan) -> None:
    first = request(plan)
    assert request(plan) == first
    assert first.state == "queued"
    done = compute(plan.deal)
    assert done == first
    again = request(plan)
    assert (again, again.state) == (first, "done")
    assert Job.objects.filter(deal=plan.deal).count() == 1


def test_another_input_is_another_job_and_going_back_finds_the_first(plan: Plan) -> None:
    first = compute(plan.deal)
    do = {"by": plan.lead, "at": NOW}
    issues.set_limit(plan.price, "walk_away", D(620), seen=None, **do)
    second = compute(plan.deal)
    assert second != first
    evidence.put_offer(plan.deal, levels={plan.price.pk: D(610)}, **do)
    assert request(plan) not in {first, second}
    evidence.put_offer(plan.deal, levels={}, **do)
    issues.set_limit(plan.price, "walk_away", D(624), seen=None, **do)
    assert request(plan) == first


@pytest.mark.parametrize("end", ["failed", "cancelled"])
def test_a_job_that_came_to_nothing_is_asked_for_anew(plan: Plan, end: str) -> None:
    first = request(plan)
    Job.objects.filter(pk=first.pk).update(state=end)
    assert request(plan) != first


def test_less_than_two_issues_have_nothing_to_trade() -> None:
    deal = make_deal()
    with pytest.raises(Rejected, match="second issue"):
        jobs.request(deal, by=deal.created_by, at=NOW)
    assert not Job.objects.exists()


@pytest.mark.parametrize("role", [SeatRole.SPONSOR, SeatRole.EXPERT, SeatRole.OBSERVER])
def test_seats_that_may_not_run_are_refused_under_the_lock(plan: Plan, role: SeatRole) -> None:
    with pytest.raises(PermissionDenied):
        jobs.request(plan.deal, by=seat(plan.deal, role), at=NOW)
    assert not Job.objects.exists()


def test_the_bell_rings_after_the_commit(plan: Plan, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        job = request(plan)
        assert job.rung_at is None
    job.refresh_from_db()
    assert job.rung_at is not None


@pytest.mark.parametrize("how", ["refused", "hanging"])
def test_without_a_queue_the_job_stays_queued_and_the_request_is_quick(
    plan: Plan, django_capture_on_commit_callbacks, how: str
) -> None:
    with no_queue(how) as took, django_capture_on_commit_callbacks(execute=True):
        job = request(plan)
    assert took() < timedelta(seconds=2.5)
    job.refresh_from_db()
    assert (job.state, job.rung_at) == ("queued", None)
