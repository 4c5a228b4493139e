"""The mail that says that something waits: at eight where one lives, once, and with nothing in it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import User
from accounts.permissions import SeatRole
from negotiations.actions import comments, digest
from negotiations.models import InboxItem
from tests.factories.accounts import make_member, sign_in
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.negotiations.api.client import Api

pytestmark = pytest.mark.django_db
SUNDAY, MONDAY = 22, 23  # of November 2026


@pytest.fixture
def plan() -> Plan:
    return make_plan()


def waiting(plan: Plan, **wish: Any) -> User:
    """Somebody to whom the lead said something, and how they want to be told."""
    user = seat(plan.deal, SeatRole.COORDINATOR, make_member(plan.deal.organisation))
    User.objects.filter(pk=user.pk).update(**{"digest": "daily", **wish})
    comments.add(plan.deal, about=plan.price, text="Look at 624", tell=[user.pk], by=plan.lead, at=NOW)
    user.refresh_from_db()
    return user


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, 5, tzinfo=UTC)


def test_it_goes_out_once_a_day_at_eight_in_ones_own_zone(plan: Plan) -> None:
    waiting(plan, timezone="America/New_York")  # five hours behind UTC
    assert [digest.send_due(at(MONDAY, hour)) for hour in (8, 12, 13, 14, 23)] == [0, 0, 1, 0, 0]
    assert digest.send_due(at(MONDAY + 1, 13)) == 1


@pytest.mark.parametrize(
    ("wish", "day", "mails"),
    [
        ({}, SUNDAY, 1),
        ({"digest": "weekdays"}, SUNDAY, 0),
        ({"digest": "weekdays"}, MONDAY, 1),
        ({"digest": "never"}, MONDAY, 0),
    ],
)
def test_only_on_the_days_that_were_asked_for(plan: Plan, wish: dict[str, Any], day: int, mails: int) -> None:
    waiting(plan, **wish)
    assert digest.send_due(at(day, 9)) == mails == len(mail.outbox)


def test_nothing_waiting_is_no_mail(plan: Plan) -> None:
    user = waiting(plan)
    InboxItem.objects.filter(user=user).update(read_at=NOW)
    assert digest.send_due(at(MONDAY, 9)) == 0


def test_a_killed_worker_does_not_send_it_twice(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting(plan)

    def die(*_: Any) -> bool:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(digest, "_send", die)
        with pytest.raises(SystemExit):
            digest.send_due(at(MONDAY, 9))
    assert digest.send_due(at(MONDAY, 10)) == 0
    assert mail.outbox == []


def test_it_tells_how_much_and_where_and_nothing_of_what(plan: Plan, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://parley.example.org"
    user = waiting(plan)
    digest.send_due(at(MONDAY, 9))
    (sent,) = mail.outbox
    told = f"{sent.subject}\n{sent.body}"
    assert sent.to == [user.email]
    assert "1 thing waits for you in 1 deal." in sent.body
    assert "https://parley.example.org/inbox/" in sent.body
    for word in (plan.deal.title, plan.deal.counterparty.name, str(plan.lead), "598", "624", plan.price.name):
        assert word not in told


def test_the_wish_is_in_the_profile_and_in_the_api(plan: Plan) -> None:
    url = reverse("accounts:profile")
    client = sign_in(plan.lead)
    client.post(url, {"name": "Ana", "timezone": "Europe/Lisbon", "digest": "weekdays"})
    plan.lead.refresh_from_db()
    assert plan.lead.digest == "weekdays"
    assert 'value="weekdays" selected' in client.get(url).content.decode()
    api = Api(plan.lead)
    assert api.patch("me/", {"digest": "daily"}).json()["digest"] == "daily"
    assert api.patch("me/", {"name": "Ana M."}).json()["digest"] == "daily"
    assert api.patch("me/", {"digest": "hourly"}).status_code in {400, 422}
