"""Workers killed, stopped and cut off in the middle of a job: the effect comes exactly once."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal as D

import pytest
from django.db import connection, transaction
from django.urls import reverse

from negotiations.actions import issues, jobs
from negotiations.models import Job, JobResult, Suggestion
from negotiations.tasks import run_job
from tests.factories.accounts import sign_in
from tests.factories.negotiations import NOW, Plan, make_plan
from tests.support.queues import no_queue

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20  # seconds; a queue that hangs costs about two, without the time-outs of the bell it costs minutes
SWEEP_SECONDS = 0.5  # beat does it every three seconds; the test has no beat


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan()


def wait_until(met: Callable[[], bool], *, seconds: float = 90, sweeping: bool = False) -> None:
    """Wait, ringing as beat would when ``sweeping``; what never comes true fails the test."""
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, list(Job.objects.values("state", "fence", "attempts", "stage", "error"))
        if sweeping:
            jobs.sweep()
        time.sleep(SWEEP_SECONDS if sweeping else 0.05)


@contextmanager
def stuck_in_the_middle(plan: Plan) -> Iterator[Job]:
    """A job that a worker has taken and cannot go on with: it waits for the options, which are locked in this block."""
    job = jobs.request(plan.deal, by=plan.lead, at=NOW)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE negotiations_option IN ACCESS EXCLUSIVE MODE")
        run_job.apply_async((str(job.pk),))  # the bell itself: ringing would write the row inside this block
        wait_until(lambda: state(job) == "running")
        yield job


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def assert_done_once(job: Job, *, fence: int) -> None:
    job.refresh_from_db()
    assert (job.state, job.fence, job.attempts) == ("done", fence, fence)
    assert JobResult.objects.filter(job=job).count() == 1
    ranks = list(Suggestion.objects.filter(job=job).order_by("rank").values_list("rank", flat=True))
    assert ranks == list(range(1, len(ranks) + 1))
    assert ranks


def test_a_killed_worker_loses_nothing_and_another_takes_over(plan: Plan, worker_process) -> None:
    first = worker_process().wait()
    with stuck_in_the_middle(plan) as job:
        first.kill()
    time.sleep(1)
    assert state(job) == "running"  # nobody knows yet; without lease and sweep it would stay so
    worker_process().wait()
    wait_until(lambda: state(job) == "done", sweeping=True)
    assert_done_once(job, fence=2)


def test_a_worker_that_wakes_up_too_late_cannot_spoil_the_result(plan: Plan, worker_process) -> None:
    first = worker_process().wait()
    with stuck_in_the_middle(plan) as job:
        os.killpg(first.child.pid, signal.SIGSTOP)
    try:
        worker_process()
        wait_until(lambda: state(job) == "done", sweeping=True)
        assert_done_once(job, fence=2)
        before = list(Suggestion.objects.filter(job=job).order_by("rank").values_list("pk", flat=True))
    finally:
        os.killpg(first.child.pid, signal.SIGCONT)
    time.sleep(3)
    assert_done_once(job, fence=2)
    assert list(Suggestion.objects.filter(job=job).order_by("rank").values_list("pk", flat=True)) == before


@pytest.mark.parametrize("how", ["refused", "hanging"])
def test_without_a_queue_people_go_on_and_the_job_runs_when_it_is_back(plan: Plan, worker, how: str) -> None:
    client = sign_in(plan.lead)
    path = {"deal_id": plan.deal.pk}
    with no_queue(how) as took:
        issues.set_limit(plan.price, "target", D(596), seen=None, by=plan.lead, at=NOW)
        assert client.post(reverse("negotiations:trades-suggest", kwargs=path)).status_code == 302
        assert took().total_seconds() < PATIENCE
        page = client.get(reverse("negotiations:trades-list", kwargs=path))
        assert b"The queue is not reachable. It will start by itself" in page.content
        assert jobs.sweep() == 0
    job = Job.objects.get(deal=plan.deal)
    assert (job.state, job.attempts) == ("queued", 0)
    wait_until(lambda: state(job) == "done", sweeping=True)
    assert_done_once(job, fence=1)
