"""Rehearsals as jobs: shared out, taken over, merged exactly once, the same whatever the split."""

import json
from decimal import Decimal as D
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from negotiations.actions import chunks, concessions, issues, jobs, rehearsals
from negotiations.actions.writing import Rejected
from negotiations.engine.rehearsal.counterparts import Kind
from negotiations.models import ConcessionPlan, Job, JobChunk
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from tests.factories.concessions import make_concessions, rehearse
from tests.factories.negotiations import NOW, Plan
from tests.factories.trades import compute

pytestmark = pytest.mark.django_db


@pytest.fixture
def ladder(plan: Plan) -> ConcessionPlan:
    return make_concessions(plan)


def document(job: Job) -> Any:
    job.refresh_from_db()
    return opened(job.result.document, Worker(job.deal))


def asked(plan: Plan, ladder: ConcessionPlan, **more: Any) -> Job:
    job = rehearsals.request(plan.deal, plans=[ladder.pk], by=plan.lead, at=timezone.now(), **more)
    rehearsals.run(job.pk)
    return job


def chunks_of(job: Job) -> list[JobChunk]:
    return list(job.chunks.order_by("first"))


def test_every_run_is_done_once_and_the_job_ends(plan: Plan, ladder: ConcessionPlan) -> None:
    job = rehearse(plan, ladder, runs=130, chunk=50)
    assert [(c.first, c.size, c.state) for c in chunks_of(job)] == [
        (0, 50, "done"),
        (50, 50, "done"),
        (100, 30, "done"),
    ]
    assert (job.state, job.done, job.total) == ("done", 3, 3)
    found = document(job)["found"]
    assert found["runs"] == 130
    assert "input" not in document(job)


@pytest.mark.parametrize("chunk", [1, 7, 64, 200])
def test_the_split_changes_not_a_byte(plan: Plan, ladder: ConcessionPlan, chunk: int) -> None:
    other = make_concessions(plan, name="B", generous=True)
    whole = json.dumps(document(rehearse(plan, ladder, other, runs=64, chunk=64)))
    Job.objects.all().delete()
    assert json.dumps(document(rehearse(plan, ladder, other, runs=64, chunk=chunk))) == whole


def test_the_same_input_is_not_rehearsed_twice(plan: Plan, ladder: ConcessionPlan) -> None:
    job = rehearse(plan, ladder)
    assert rehearse(plan, ladder, chunk=10) == job
    concessions.edit_plan(ladder, {"rounds": 5}, seen={}, by=plan.lead, at=NOW)
    assert rehearse(plan, ladder) != job


def test_trades_and_rehearsals_do_not_overtake_each_other(plan: Plan, ladder: ConcessionPlan) -> None:
    job = asked(plan, ladder)
    compute(plan.deal)
    job.refresh_from_db()
    assert job.state == "running"


def test_chunks_rehearse_what_the_plan_was_when_it_started(plan: Plan, ladder: ConcessionPlan) -> None:
    whole = json.dumps(document(rehearse(plan, ladder, runs=40, chunk=40)))
    Job.objects.all().delete()
    job = asked(plan, ladder, runs=40, chunk=20)
    first, second = chunks_of(job)
    rehearsals.run_chunk(first.pk)
    issues.set_limit(plan.price, "walk_away", D(600), seen=None, by=plan.lead, at=NOW)
    rehearsals.run_chunk(second.pk)
    assert json.dumps(document(job)) == whole


def test_a_chunk_taken_over_is_finished_by_the_one_who_holds_it(plan: Plan, ladder: ConcessionPlan) -> None:
    job = asked(plan, ladder, runs=20, chunk=20)
    (chunk,) = chunks_of(job)
    late = chunks.take(chunk.pk)
    assert late is not None
    assert chunks.take(chunk.pk) is None
    JobChunk.objects.filter(pk=chunk.pk).update(lease_until=Now() - jobs.LEASE)
    assert chunks.sweep() == 1
    rehearsals.run_chunk(chunk.pk)
    assert document(job)["found"]["runs"] == 20
    with pytest.raises(jobs.Lost):
        chunks.finish(late, {"runs": 999}, document, rehearsals.merged)
    assert document(job)["found"]["runs"] == 20


def test_the_sweep_keeps_a_job_alive_while_its_chunks_wait(plan: Plan, ladder: ConcessionPlan) -> None:
    job = asked(plan, ladder, runs=20, chunk=5)
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - jobs.LEASE)
    JobChunk.objects.update(rung_at=None)
    assert chunks.sweep() == 4
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("running", 1)


def test_a_job_whose_worker_died_while_sharing_out_is_shared_out_by_another(plan: Plan, ladder: ConcessionPlan) -> None:
    job = rehearsals.request(plan.deal, plans=[ladder.pk], by=plan.lead, at=timezone.now())
    assert jobs.take(job.pk) is not None
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - jobs.LEASE)
    chunks.sweep()
    rehearsals.run(job.pk)
    assert job.chunks.count() == 4


def test_cancelling_stops_what_is_not_done(plan: Plan, ladder: ConcessionPlan) -> None:
    job = asked(plan, ladder, runs=20, chunk=10)
    first, second = chunks_of(job)
    hold = chunks.take(first.pk)
    assert hold is not None
    jobs.cancel(plan.deal, job.pk, by=plan.lead, at=NOW)
    with pytest.raises(jobs.Lost):
        chunks.finish(hold, {}, document, rehearsals.merged)
    assert chunks.take(second.pk) is None
    job.refresh_from_db()
    assert (job.state, job.done) == ("cancelled", 0)


def test_a_chunk_interrupted_too_often_ends_the_job_in_words(plan: Plan, ladder: ConcessionPlan) -> None:
    job = asked(plan, ladder, runs=20, chunk=20)
    (chunk,) = chunks_of(job)
    for _ in range(jobs.MAX_ATTEMPTS):
        assert chunks.take(chunk.pk) is not None
        JobChunk.objects.filter(pk=chunk.pk).update(lease_until=Now() - jobs.LEASE)
    chunks.sweep()
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", jobs.INTERRUPTED)


def test_an_error_in_a_chunk_ends_the_job_without_a_value(plan: Plan, ladder: ConcessionPlan, caplog: Any) -> None:
    job = asked(plan, ladder, runs=20, chunk=20)
    job.result.document = {"asked": "canary six-two-four"}
    job.result.save()
    rehearsals.run_chunk(chunks_of(job)[0].pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", jobs.BROKEN)
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"runs": 0}, "runs"),
        ({"runs": rehearsals.MOST_RUNS + 1}, "runs"),
        ({"mix": {Kind.LINEAR: 0}}, "mix"),
        ({"mix": {Kind.LINEAR: -1, Kind.BOULWARE: 3}}, "mix"),
        ({"plans": []}, "plans"),
    ],
)
def test_nonsense_is_refused_at_its_field(
    plan: Plan, ladder: ConcessionPlan, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Rejected) as refused:
        rehearsals.request(plan.deal, **{"plans": [ladder.pk], "by": plan.lead, "at": NOW, **wrong})
    assert refused.value.field == field


def test_a_removed_plan_is_not_rehearsed(plan: Plan, ladder: ConcessionPlan) -> None:
    job = rehearsals.request(plan.deal, plans=[ladder.pk], by=plan.lead, at=NOW)
    concessions.remove_plan(ladder, by=plan.lead, at=NOW)
    rehearsals.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", rehearsals.PLANS_GONE)
