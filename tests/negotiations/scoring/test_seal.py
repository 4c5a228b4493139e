"""P5c for blind scoring: a colleague's sheet changes not one byte for anybody else while the round is open."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negotiations.actions import scoring, scoring_sheets
from negotiations.models import Event, ScoringRound
from tests.factories.negotiations import NOW
from tests.factories.scoring import points_of, scoring_round
from tests.guards.canaries import text_of
from tests.guards.test_secrets import ON_THE_DEAL, VARYING
from tests.guards.test_urls import OURS, client_of
from tests.guards.world import World, make_world

pytestmark = pytest.mark.django_db
# Who sees most looks at everything; the others at what could tell of a sheet first.
SEES_MOST = "coordinator"
OTHERS = ("lead", "holdout", "observer", "sponsor", "owner", "admin")
TELLING = [
    name for name in ON_THE_DEAL if name.split(":")[1].startswith(("scoring", "deal-", "event", "readiness", "seat"))
]
CANARY = "73.219"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield world
        transaction.set_rollback(True)


def the_round(world: World) -> ScoringRound:
    return scoring_round(world.plan)


def looked_at(world: World, author: str, names: list[str]) -> dict[tuple[str, str], bytes]:
    """Everything that can be read of the deal, by everybody but the author: pages, fragments, API, exports, events."""
    found = {}
    for role in {SEES_MOST, *OTHERS} - {author}:
        client: Client = client_of(world.people[role])
        for name in names if role == SEES_MOST else TELLING:
            url = reverse(name, kwargs=world.arguments(OURS[name]))
            with transaction.atomic():
                found[(name, role)] = VARYING.sub(b"", text_of(client.get(url)))
                transaction.set_rollback(True)
    return found


def changed(world: World, author: str, act: Callable[[], object], names: list[str]) -> list[tuple[str, str]]:
    """What somebody else sees change when this is done."""
    with transaction.atomic(), time_machine.travel(timezone.now(), tick=False):
        before = looked_at(world, author, names)
        act()
        after = looked_at(world, author, names)
        transaction.set_rollback(True)
    assert all(CANARY.encode() not in text for text in after.values())
    return [key for key in before if before[key] != after[key]]


def answers(world: World) -> tuple[Any, Any]:
    plan = world.plan
    points = {issue: 100 for issue in plan.issues} | {plan.payment: float(CANARY)}
    return points_of(points), points_of({plan.price: 571})


def test_handing_in_changes_nothing_for_the_others(world: World) -> None:
    row, user = the_round(world), world.people["expert"]
    assert user is not None
    seq = world.plan.deal.seq

    def act() -> None:
        scoring_sheets.keep(row, *answers(world), by=user, at=NOW)
        scoring_sheets.hand_in(row, *answers(world), by=user, at=NOW)
        world.plan.deal.refresh_from_db()
        assert world.plan.deal.seq == Event.objects.filter(deal=world.plan.deal).latest("seq").seq

    assert changed(world, "expert", act, ON_THE_DEAL) == []
    assert world.plan.deal.seq == seq  # no number is taken, so the stream has nothing to say and no gap to show


def test_closing_is_seen(world: World) -> None:
    """The negative control: what ends the seal is noticed by this very comparison."""
    row, lead = the_round(world), world.plan.lead
    seen = changed(world, "lead", lambda: scoring.close_round(row, by=lead, at=NOW), TELLING)
    assert ("negotiations:scoring", "observer") in seen
    assert ("api:event-list", "coordinator") in seen


def test_the_author_reads_the_own_sheet_and_nobody_elses(world: World) -> None:
    row, user = the_round(world), world.people["observer"]
    assert user is not None
    with transaction.atomic():
        scoring_sheets.keep(row, *answers(world), by=user, at=NOW)
        url = reverse("api:scoring-sheet", kwargs={"deal_id": world.plan.deal.pk, "round_id": row.pk})
        assert CANARY in client_of(user).get(url).content.decode()
        mine = client_of(world.plan.lead).get(url).json()
        assert {line["points"] for line in mine["lines"]} == {None}
        transaction.set_rollback(True)


def test_a_log_holds_no_score(world: World, caplog: pytest.LogCaptureFixture) -> None:
    row, user = the_round(world), world.people["sponsor"]
    assert user is not None
    with caplog.at_level("DEBUG"), transaction.atomic():
        url = reverse("api:scoring-hand-in", kwargs={"deal_id": world.plan.deal.pk, "round_id": row.pk})
        lines = [{"issue": str(pk), "points": str(given)} for pk, given in answers(world)[0].items()]
        done = client_of(user).post(url, {"lines": lines}, content_type="application/json")
        assert done.json()["handed_in"] is True
        transaction.set_rollback(True)
    assert not re.search(re.escape(CANARY), caplog.text)
