"""Any change, deletion, insertion or reorder of the log is found, and the broken event is named."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from negotiations.actions import issues
from negotiations.models import Deal, Event, EventSecret
from negotiations.queries.history.chain import verify
from tests.factories.negotiations import Plan, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = make_plan()
    issues.edit(plan.price, "name", "Price", seen=None, by=plan.lead, at=timezone.now())
    return plan


def tampered(plan: Plan, change: Any) -> Any:
    """What the check says after somebody with the keys to the database changed it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # triggers stand aside
        change()
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    return verify(Deal.objects.get(pk=plan.deal.pk))


def test_an_untouched_log_holds(plan: Plan) -> None:
    assert verify(Deal.objects.get(pk=plan.deal.pk)) is None
    assert EventSecret.objects.filter(event__deal=plan.deal).exists(), "the check covers secret events"


def test_a_changed_value_is_found(plan: Plan) -> None:
    event = Event.objects.filter(deal=plan.deal, field="name").get()
    found = tampered(plan, lambda: Event.objects.filter(pk=event.pk).update(after="Cost"))
    assert (found.seq, found.why) == (event.seq, "its content is not what was written")


@pytest.mark.parametrize(
    "change",
    [
        {"actor": None},
        {"verb": "removed"},
        {"object_id": "x"},
        {"issue_id": None},
        {"secret": True},
        {"batch": 1},
        {"at": timezone.now()},
        {"hash": "0" * 64},
    ],
)
def test_every_field_counts(plan: Plan, change: dict[str, Any]) -> None:
    event = Event.objects.filter(deal=plan.deal, field="name").get()
    found = tampered(plan, lambda: Event.objects.filter(pk=event.pk).update(**change))
    assert found is not None
    assert found.seq == event.seq


def test_a_changed_secret_is_found_and_not_told(plan: Plan) -> None:
    event = Event.objects.filter(deal=plan.deal, noun="limits", field="walk_away").first()

    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE negotiations_eventsecret SET after = '\"1234567\"' WHERE event_id = %s", [event.pk])

    found = tampered(plan, change)
    assert found.seq == event.seq
    assert "1234567" not in str(found)


def test_a_deleted_event_is_found(plan: Plan) -> None:
    middle = Event.objects.filter(deal=plan.deal, secret=False, seq__gt=3).first()
    found = tampered(plan, lambda: Event.objects.filter(pk=middle.pk).delete())
    assert (found.seq, found.why) == (middle.seq, f"event {middle.seq} is missing")


def test_a_cut_off_end_is_found(plan: Plan) -> None:
    last = Event.objects.filter(deal=plan.deal).latest("seq")
    found = tampered(plan, lambda: Event.objects.filter(pk=last.pk).delete())
    assert found.seq == last.seq


def test_swapped_events_are_found(plan: Plan) -> None:
    first, second = Event.objects.filter(deal=plan.deal, secret=False).order_by("seq")[2:4]

    def swap() -> None:
        Event.objects.filter(pk=first.pk).update(seq=999_999)
        Event.objects.filter(pk=second.pk).update(seq=first.seq)
        Event.objects.filter(pk=first.pk).update(seq=second.seq)

    assert tampered(plan, swap).seq == first.seq


def test_an_inserted_event_is_found(plan: Plan) -> None:
    last = Event.objects.filter(deal=plan.deal).latest("seq")
    last.pk, last.seq = None, last.seq + 1
    assert tampered(plan, lambda: last.save(force_insert=True)).seq == last.seq


def test_the_command_names_the_deal_and_fails(plan: Plan) -> None:
    out = StringIO()
    call_command("verify_log", stdout=out)
    assert "1 logs checked, all as written" in out.getvalue()
    event = Event.objects.filter(deal=plan.deal, field="name").get()
    tampered(plan, lambda: Event.objects.filter(pk=event.pk).update(after="Cost"))
    with pytest.raises(CommandError, match="1 of 1 logs are broken"):
        call_command("verify_log", "--deal", str(plan.deal.pk), stdout=out)
    assert f"deal {plan.deal.pk}: event {event.seq}: its content" in out.getvalue()
