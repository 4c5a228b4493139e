"""The next moves: asked for with every entry, within the mandate, and never computed twice."""

from decimal import Decimal as D

import pytest

from negotiations.actions import issues, jobs, recompute
from negotiations.enums import JobKind, JobState, Party
from negotiations.models import Deal, Job
from negotiations.queries.inputs.plan import plan_inputs
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.sight.limits import limits_of
from negotiations.queries.standing import Worker
from tests.factories.mandate import approved, levels
from tests.factories.negotiations import NOW, Plan
from tests.factories.sight import worked
from tests.factories.table import move
from tests.factories.trades import document

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(plan: Plan) -> Plan:
    """Both sides have made an offer."""
    approved(plan)
    move(plan, "offer", levels=levels(plan, 590, 60, 3))
    move(plan, "offer", party=Party.THEIRS, levels=levels(plan, 625, 15, 1))
    return plan


def test_every_entry_asks_and_one_that_changes_nothing_finds_the_answer(table: Plan) -> None:
    first = worked(table)
    assert (first.state, first.requested_by) == (JobState.DONE, None)
    move(table, "note", words="They are in a hurry")
    assert worked(table) == first
    move(table, "agree", levels={table.warranty.pk: D(2)})
    second = worked(table)
    assert second != first
    assert second.digest != first.digest
    assert Job.objects.filter(deal=table.deal, kind=JobKind.NEXT_MOVES, state=JobState.QUEUED).count() == 0


def test_all_moves_are_within_the_mandate_and_each_is_another_one(table: Plan) -> None:
    found = document(worked(table))["moves"]
    assert 1 <= len(found) <= 3
    rows, reader = load_plan(table.deal), Worker(table.deal)
    plan = plan_inputs(rows, reader, today=NOW.date())
    limits = limits_of(rows, reader, today=NOW.date())
    for one in found:
        chosen = {row.issue.pk: D(one["levels"][str(row.issue.pk)]) for row in plan.issues}
        assert limits.allows(plan, plan.package_of(chosen))
        assert D(one["over_floor"]) >= 0
        assert 0 <= one["accept"][0] <= one["accept"][1] <= one["accept"][2] <= 1
    changed = [frozenset(leg["issue"] for leg in one["moves"]) for one in found]
    assert len(set(changed)) == len(changed)


def test_a_tighter_mandate_leaves_the_move_out(table: Plan) -> None:
    """The negative control: what is found without the limit is found no more with it."""
    before = document(worked(table))["moves"]
    assert min(D(one["levels"][str(table.payment.pk)]) for one in before) < 60
    issues.set_limit(table.payment, "walk_away", D(60), seen=None, by=table.lead, at=NOW)
    approved(table)
    move(table, "note", words="The sponsor has tightened it")
    after = document(worked(table))
    assert after["moves"]
    assert all(D(one["levels"][str(table.payment.pk)]) >= 60 for one in after["moves"])
    assert after["mandate"] is True


def test_what_is_agreed_is_not_moved_any_more(table: Plan) -> None:
    move(table, "agree", levels={table.payment.pk: D(45)})
    for one in document(worked(table))["moves"]:
        assert D(one["levels"][str(table.payment.pk)]) == 45
        assert str(table.payment.pk) not in {leg["issue"] for leg in one["moves"] if D(leg["before"]) == 45}


def test_an_agreement_beyond_our_own_limit_does_not_break_it(table: Plan) -> None:
    move(table, "agree", levels={table.warranty.pk: D(2), table.payment.pk: D(45)})
    issues.set_limit(table.warranty, "walk_away", D(3), seen=None, by=table.lead, at=NOW)
    issues.set_limit(table.payment, "walk_away", D(60), seen=None, by=table.lead, at=NOW)
    job = worked(table)
    assert (job.state, job.error) == (JobState.DONE, "")


def test_their_side_says_what_the_last_offer_changed(table: Plan) -> None:
    move(table, "offer", party=Party.THEIRS, levels=levels(table, 625, 30, 1))
    theirs = document(worked(table))["theirs"]
    assert theirs["learned"] is True
    assert {one["issue"] for one in theirs["weights"]} == {str(issue.pk) for issue in table.issues}
    assert theirs["piece"] is not None


def test_an_edit_of_the_plan_asks_again_after_a_moment_of_quiet(table: Plan) -> None:
    first = worked(table)
    issues.set_limit(table.price, "target", D(580), seen=None, by=table.lead, at=NOW)
    Deal.objects.filter(pk=table.deal.pk).update(recompute_at="2026-01-01T00:00Z")
    assert recompute.recompute_due() == 1
    assert worked(table).pk != first.pk


def test_the_plan_under_another_entry_is_the_plan_of_the_newest(table: Plan) -> None:
    """Two entries quickly: the job of the first is overtaken, its worker gives up and writes nothing."""
    old = Job.objects.get(deal=table.deal, kind=JobKind.NEXT_MOVES, state=JobState.QUEUED)
    lease = jobs.take(old.pk)
    assert lease is not None
    move(table, "agree", levels={table.payment.pk: D(45)})
    with pytest.raises(jobs.Lost):
        jobs.finish(lease, {"recipe": 0}, ())
    assert worked(table).state == JobState.DONE
