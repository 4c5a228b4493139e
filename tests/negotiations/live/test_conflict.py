"""A conflict, and what becomes of the text that lost: with script and without, nothing typed is thrown away."""

from decimal import Decimal as D
from typing import Any

import pytest

from accounts.permissions import SeatRole
from negotiations.actions import issues
from negotiations.models import Event, Issue
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.pages import deal_url, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def contested(db: None) -> tuple[Plan, Any, str, int]:
    """A teammate wrote 45 days over the version that we saw."""
    plan = make_plan()
    mate = seat(plan.deal, SeatRole.COORDINATOR)
    seen = Issue.objects.get(pk=plan.payment.pk).version_of("marker")
    issues.edit(plan.payment, "marker", D(45), seen=None, by=mate, at=NOW)
    url = deal_url("issue-edit", plan.deal, issue_id=plan.payment.pk, field="marker")
    return plan, mate, url, seen


def marker(plan: Plan) -> D | None:
    return Issue.objects.get(pk=plan.payment.pk).marker


@pytest.mark.parametrize("htmx", [True, False])
def test_both_values_are_shown_and_nothing_is_written(contested: Any, htmx: bool) -> None:
    plan, mate, url, seen = contested
    answer = post(plan.lead, url, htmx=htmx, value="75", version=seen)
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in (str(mate), "09:00", "45 days", "75 days", "Keep mine", "Keep theirs"):
        assert words in text
    assert marker(plan) == D(45)


@pytest.mark.parametrize("htmx", [True, False])
def test_keeping_theirs_leaves_mine_beside_it_to_be_used_after_all(contested: Any, htmx: bool) -> None:
    plan, _, url, seen = contested
    count = Event.objects.count()
    kept = post(plan.lead, url, htmx=htmx, value="75", version=seen, resolve="theirs")
    text = kept.content.decode()
    assert 'name="kept" value="75"' in text
    assert "You had written" in text
    assert 'value="45 days"' in text
    assert "Saved" not in text
    assert Event.objects.count() == count
    now = Issue.objects.get(pk=plan.payment.pk).version_of("marker")
    post(plan.lead, url, htmx=htmx, value="45 days", version=now, kept="75", resolve="kept")
    assert marker(plan) == D(75)


def test_keeping_mine_leaves_theirs_in_the_history(contested: Any) -> None:
    plan, _, url, _ = contested
    now = Issue.objects.get(pk=plan.payment.pk).version_of("marker")
    assert post(plan.lead, url, value="75", version=now, resolve="mine").status_code == 200
    last = Event.objects.latest("pk")
    assert (D(last.before), D(last.after)) == (D(45), D(75))


def test_the_same_text_sent_again_is_written_once(contested: Any) -> None:
    """A reply that was lost on the way: the browser sends the field again, over the version it saw."""
    plan, _, url, _ = contested
    now = Issue.objects.get(pk=plan.payment.pk).version_of("marker")
    first = post(plan.lead, url, value="75", version=now)
    count = Event.objects.count()
    again = post(plan.lead, url, value="75", version=now)
    assert (first.status_code, again.status_code) == (200, 200)
    assert Event.objects.count() == count
    assert int(again.headers["Parley-Seq"]) == Event.objects.latest("pk").seq


def test_nothing_to_keep_is_not_shown(contested: Any) -> None:
    plan, _, url, seen = contested
    assert "You had written" not in post(plan.lead, url, value="", version=seen, resolve="theirs").content.decode()
