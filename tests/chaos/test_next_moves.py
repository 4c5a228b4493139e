"""Workers killed while the next moves are found: each effect comes exactly once, and the page has it."""

from decimal import Decimal as D

import pytest
from django.db import connection, transaction

from negotiations.enums import JobKind, Party
from negotiations.models import Job, JobResult
from tests.chaos.test_jobs import wait_until
from tests.factories.negotiations import Plan, make_plan
from tests.factories.table import move

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 2


def logged(plan: Plan, price: int) -> Job:
    """An offer of theirs, and the job that it asked for."""
    move(plan, "offer", party=Party.THEIRS, levels={plan.price.pk: D(price)})
    return Job.objects.get(deal=plan.deal, kind=JobKind.NEXT_MOVES, state="queued")


def test_killed_workers_lose_no_next_moves_and_double_none(transactional_db: None, worker_process) -> None:
    """Five deals at the table; a worker dies in the middle of a job, twice; every deal gets its moves once."""
    plans = [make_plan() for _ in range(5)]
    jobs = [logged(plan, 620 + number) for number, plan in enumerate(plans)]
    for kill in range(KILLS):
        with transaction.atomic():
            with connection.cursor() as cursor:  # whoever takes a job cannot go on with it
                cursor.execute("LOCK TABLE negotiations_option IN ACCESS EXCLUSIVE MODE")
            worker = worker_process()
            wait_until(lambda held=kill + 1: Job.objects.filter(state="running").count() == held)
            worker.kill()
    assert Job.objects.filter(state="running").count() == KILLS  # nobody knows; without lease and sweep they stay so
    worker_process()
    wait_until(lambda: not Job.objects.filter(kind=JobKind.NEXT_MOVES).exclude(state="done").exists(), sweeping=True)
    for plan, job in zip(plans, jobs, strict=True):
        job.refresh_from_db()
        assert (job.state, job.fence) == ("done", job.attempts)
        assert JobResult.objects.filter(job__deal=plan.deal).count() == 1
    assert sum(job.attempts for job in jobs) >= len(jobs) + KILLS
