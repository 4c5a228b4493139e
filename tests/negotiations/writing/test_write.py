"""The one write path: versions compared, events numbered without gaps and chained, secrets kept apart."""

import threading
from decimal import Decimal as D

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from accounts.permissions import Permission, SeatRole
from negotiations.actions import issues, seats
from negotiations.actions.writing import Conflict, Rejected, writing
from negotiations.models import Deal, Event, IssueLimits
from negotiations.queries.history.chain import chain_hash, secret_digest
from negotiations.queries.standing import Worker
from negotiations.secrets import unwrap_for_storage
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_deal, make_plan, seat

pytestmark = pytest.mark.django_db


def limits_of(plan: Plan) -> IssueLimits:
    return IssueLimits.objects.get(issue=plan.price)


def edit(plan: Plan, value: D | None, seen: int | None, by=None) -> IssueLimits:
    return issues.set_limit(plan.price, "target", value, seen=seen, by=by or plan.lead, at=NOW)


def test_a_write_moves_the_version_of_its_field_only() -> None:
    plan = make_plan()
    before = limits_of(plan)
    limits = edit(plan, D(590), seen=before.version_of("target"))
    assert limits.version_of("target") == Event.objects.filter(deal=plan.deal).latest("seq").seq
    assert limits.version_of("walk_away") == before.version_of("walk_away")
    assert limits.target.reveal(Worker(plan.deal)) == 590


def test_a_conflict_keeps_both_values_and_writes_nothing() -> None:
    plan = make_plan()
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    seen = limits_of(plan).version_of("target")
    edit(plan, D(590), seen=seen, by=holdout)
    count = Event.objects.count()
    with pytest.raises(Conflict) as caught:
        edit(plan, D(580), seen=seen)
    assert unwrap_for_storage(caught.value.theirs) == 590
    assert caught.value.mine == 580
    assert caught.value.by == holdout
    assert Event.objects.count() == count
    assert unwrap_for_storage(IssueLimits.objects.get(issue=plan.price).target) == 590


def test_the_same_value_again_is_not_a_second_edit() -> None:
    plan = make_plan()
    seen = limits_of(plan).version_of("target")
    edit(plan, D(590), seen=seen)
    count = Event.objects.count()
    edit(plan, D("590.00"), seen=seen)
    assert Event.objects.count() == count


def test_events_have_no_gaps_and_the_chain_holds() -> None:
    plan = make_plan()
    edit(plan, D(590), seen=None)
    events = list(Event.objects.filter(deal=plan.deal).select_related("secrets").order_by("seq"))
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    previous = ""
    for event in events:
        assert event.previous_hash == previous
        secret = ""
        if event.secret:
            kept = event.secrets
            secret = secret_digest(kept.salt, unwrap_for_storage(kept.before), unwrap_for_storage(kept.after))
        assert event.hash == chain_hash(event, secret)
        previous = event.hash
    assert Deal.objects.get(pk=plan.deal.pk).head == previous


def test_a_refused_write_leaves_no_gap() -> None:
    plan = make_plan()
    seq = Deal.objects.get(pk=plan.deal.pk).seq
    with pytest.raises(Rejected):
        edit(plan, D(9000), seen=None)
    assert Deal.objects.get(pk=plan.deal.pk).seq == seq
    edit(plan, D(591), seen=None)
    assert Deal.objects.get(pk=plan.deal.pk).seq == seq + 1


def test_secret_values_are_not_in_the_common_log() -> None:
    plan = make_plan()
    edit(plan, D("591.5"), seen=None)
    event = Event.objects.filter(deal=plan.deal).latest("seq")
    assert event.secret
    assert (event.before, event.after) == (None, None)
    assert unwrap_for_storage(event.secrets.after) == "591.5"


def test_the_right_is_checked_again_under_the_lock() -> None:
    plan = make_plan()
    holdout = seat(plan.deal, SeatRole.HOLDOUT)
    seats.remove(plan.deal, plan.deal.seats.get(user=holdout).pk, by=plan.lead, at=NOW)
    with pytest.raises(PermissionDenied):
        edit(plan, D(590), seen=None, by=holdout)


@pytest.mark.parametrize("role", [SeatRole.OBSERVER, SeatRole.SPONSOR, SeatRole.EXPERT])
def test_some_seats_do_not_write_limits(role: SeatRole) -> None:
    plan = make_plan()
    with pytest.raises(PermissionDenied):
        edit(plan, D(590), seen=None, by=seat(plan.deal, role))


def test_an_expert_writes_on_own_issues_only() -> None:
    plan = make_plan()
    expert = seat(plan.deal, SeatRole.EXPERT)
    issues.edit(plan.price, "owner", expert, seen=None, by=plan.lead, at=NOW)
    edit(plan, D(590), seen=None, by=expert)
    with pytest.raises(PermissionDenied):
        issues.set_limit(plan.payment, "target", D(45), seen=None, by=expert, at=NOW)


def test_a_colleague_and_an_outsider_do_not_write() -> None:
    plan = make_plan()
    for user in (make_member(plan.deal.organisation), make_deal().created_by):
        with pytest.raises(PermissionDenied), writing(plan.deal, Permission.DEAL_VIEW, by=user, at=NOW):
            pass


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_lose_nothing() -> None:
    """Eight people edit eight times each; every edit is in the log once, in order."""
    plan = make_plan()

    def work(number: int) -> None:
        for step in range(8):
            issues.edit(plan.payment, "description", f"{number}.{step}", seen=None, by=plan.lead, at=NOW)
        connection.close()

    start = Deal.objects.get(pk=plan.deal.pk).seq
    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = Event.objects.filter(deal=plan.deal, seq__gt=start).order_by("seq")
    assert [event.seq for event in written] == list(range(start + 1, start + 65))
    assert {event.after for event in written} == {f"{n}.{s}" for n in range(8) for s in range(8)}
