"""Rehearsals under fire: workers killed in the middle, other numbers of workers and of chunks, one result."""

import json
import os
import signal
import time
from typing import Any

import pytest
from django.utils import timezone

from negotiations.actions import chunks, rehearsals
from negotiations.models import ConcessionPlan, Job, JobChunk
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from tests.chaos.test_jobs import SWEEP_SECONDS
from tests.factories.concessions import make_concessions
from tests.factories.negotiations import Plan, make_plan

pytestmark = pytest.mark.django_db(transaction=True)

RUNS, CHUNK = 6000, 100


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan(extra_issues=5)


def asked(plan: Plan, *plans: ConcessionPlan, chunk: int = CHUNK) -> Job:
    return rehearsals.request(
        plan.deal, plans=[one.pk for one in plans], runs=RUNS, by=plan.lead, at=timezone.now(), chunk=chunk
    )


def wait_until(met: Any, *, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, list(Job.objects.values("state", "attempts", "done", "total", "error"))
        chunks.sweep()
        time.sleep(SWEEP_SECONDS)


def result_of(job: Job) -> str:
    wait_until(lambda: Job.objects.get(pk=job.pk).state == "done")
    job.refresh_from_db()
    assert job.done == job.total == JobChunk.objects.filter(job=job, state="done").count()
    return json.dumps(opened(job.result.document, Worker(job.deal)))


def halfway(job: Job) -> bool:
    row = Job.objects.get(pk=job.pk)
    return 0 < row.done < row.total


def test_killed_and_frozen_workers_change_not_a_byte(plan: Plan, worker_process) -> None:
    """Two workers; one is killed and one is frozen in the middle, and a third finishes; then one alone does it all."""
    ladders = make_concessions(plan), make_concessions(plan, name="B", generous=True)
    doomed, frozen = worker_process().wait(), worker_process().wait()
    job = asked(plan, *ladders)
    wait_until(lambda: halfway(job))
    doomed.kill()
    os.killpg(frozen.child.pid, signal.SIGSTOP)
    try:
        assert halfway(job)
        worker_process()
        disturbed = result_of(job)
    finally:
        os.killpg(frozen.child.pid, signal.SIGCONT)
    time.sleep(2)  # the frozen one wakes up with a chunk that is not its own any more
    assert json.dumps(opened(Job.objects.get(pk=job.pk).result.document, Worker(job.deal))) == disturbed
    Job.objects.all().delete()
    frozen.kill()
    assert result_of(asked(plan, *ladders, chunk=1700)) == disturbed
