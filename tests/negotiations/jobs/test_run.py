"""Leases and fences: a job is done once, by whoever holds it, and nobody else's write counts."""

import logging
from datetime import timedelta
from decimal import Decimal as D

import pytest
from django.db.models.functions import Now

from negotiations.actions import evidence, issues, jobs, suggestions
from negotiations.engine.problem import Cancelled
from negotiations.models import Evidence, Job, Suggestion
from tests.factories.negotiations import NOW, Plan
from tests.factories.trades import compute, document

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(plan: Plan) -> Job:
    return jobs.request(plan.deal, by=plan.lead, at=NOW)


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


def taken(job: Job) -> jobs.Lease:
    lease = jobs.take(job.pk)
    assert lease is not None
    return lease


def test_a_job_that_is_held_cannot_be_taken(job: Job) -> None:
    lease = taken(job)
    assert lease.job.state == "running"
    assert jobs.take(job.pk) is None


def test_a_silent_worker_loses_the_job_and_its_writes_are_refused(job: Job) -> None:
    first = taken(job)
    expire(job)
    second = taken(job)
    assert second.fence == first.fence + 1
    with pytest.raises(Cancelled):
        first.progress("trades", 1, 100)
    with pytest.raises(jobs.Lost):
        jobs.finish(first, {"from": "the first"}, [])
    jobs.fail(first, "from the first")
    job.refresh_from_db()
    assert (job.state, job.error) == ("running", "")
    jobs.finish(second, {"from": "the second"}, [])
    job.refresh_from_db()
    assert (job.state, document(job)) == ("done", {"from": "the second"})


def test_progress_is_written_and_renews_the_lease(job: Job) -> None:
    lease = taken(job)
    Job.objects.filter(pk=job.pk).update(lease_until=Now() + timedelta(seconds=1))
    before = Job.objects.get(pk=job.pk).lease_until
    lease.progress("efficient deals", 30, 100)
    job.refresh_from_db()
    assert (job.stage, job.done, job.total) == ("efficient deals", 30, 100)
    assert job.lease_until > before


def test_a_cancelled_job_stops_its_worker(plan: Plan, job: Job) -> None:
    lease = taken(job)
    jobs.cancel(plan.deal, job.pk, by=plan.lead, at=NOW)
    with pytest.raises(Cancelled):
        lease.progress("trades", 1, 100)
    with pytest.raises(jobs.Lost):
        jobs.finish(lease, {}, [])
    job.refresh_from_db()
    assert (job.state, job.lease_until) == ("cancelled", None)


def test_what_is_over_cannot_be_cancelled(plan: Plan) -> None:
    done = compute(plan.deal)
    jobs.cancel(plan.deal, done.pk, by=plan.lead, at=NOW)
    done.refresh_from_db()
    assert done.state == "done"


def test_doing_a_job_twice_is_doing_it_once(job: Job) -> None:
    suggestions.run(job.pk)
    found = list(Suggestion.objects.filter(job=job).values_list("pk", flat=True))
    assert found
    suggestions.run(job.pk)
    assert list(Suggestion.objects.filter(job=job).values_list("pk", flat=True)) == found


def test_the_sweep_gives_an_abandoned_job_to_another(job: Job) -> None:
    taken(job)
    assert jobs.sweep() == 0
    expire(job)
    assert jobs.sweep() == 1
    job.refresh_from_db()
    assert (job.state, job.lease_until) == ("queued", None)
    assert taken(job).fence == 2


def test_the_sweep_rings_only_for_bells_not_heard(job: Job) -> None:
    assert jobs.sweep() == 1
    assert jobs.sweep() == 0
    Job.objects.filter(pk=job.pk).update(rung_at=Now() - jobs.RING_AGAIN - timedelta(seconds=1))
    assert jobs.sweep() == 1


def test_a_job_interrupted_too_often_fails_in_words(job: Job) -> None:
    for _ in range(jobs.MAX_ATTEMPTS):
        taken(job)
        expire(job)
    jobs.sweep()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", jobs.INTERRUPTED)
    assert jobs.take(job.pk) is None


def test_an_error_ends_in_the_row_without_any_value(plan: Plan, job: Job, caplog) -> None:
    offer = evidence.put_offer(plan.deal, levels={plan.price.pk: D(624)}, by=plan.lead, at=NOW)
    Evidence.objects.filter(pk=offer.pk).update(body={"levels": {str(plan.price.pk): "canary six-two-four"}})
    with caplog.at_level(logging.DEBUG):
        suggestions.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", jobs.BROKEN)
    assert "canary" not in caplog.text  # not a number: an id in a log may hold any
    assert "InvalidOperation" in caplog.text


def test_a_plan_edited_meanwhile_is_computed_as_it_now_is(plan: Plan, job: Job) -> None:
    issues.set_limit(plan.price, "target", D(590), seen=None, by=plan.lead, at=NOW)
    suggestions.run(job.pk)
    job.refresh_from_db()
    plan.deal.refresh_from_db()
    assert (job.state, job.plan_seq) == ("done", plan.deal.seq)
    assert jobs.request(plan.deal, by=plan.lead, at=NOW) == job


def test_a_job_whose_plan_another_job_has_ends_as_overtaken(plan: Plan, job: Job) -> None:
    issues.set_limit(plan.price, "target", D(590), seen=None, by=plan.lead, at=NOW)
    newer = compute(plan.deal)
    suggestions.run(job.pk)
    job.refresh_from_db()
    assert (newer.state, job.state, job.error) == ("done", "cancelled", jobs.OVERTAKEN)
    assert not Suggestion.objects.filter(job=job).exists()
