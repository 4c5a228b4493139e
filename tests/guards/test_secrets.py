"""No secret reaches somebody who may not see it: not in a body, a header, a file, a log or a mail; nor as a shadow."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.guards.canaries import CANARIES, leaks, text_of
from tests.guards.hiding import hide
from tests.guards.secret_fields import fields_without_canary
from tests.guards.test_urls import OURS, RULES, ask, client_of
from tests.guards.url_rules import Scope
from tests.guards.world import World, make_world

pytestmark = pytest.mark.django_db

BLIND = ("observer", "expert", "owner", "admin", "colleague", "outsider", "nobody")
READABLE = sorted(name for name in OURS if RULES[name].scope is not Scope.PUBLIC and "GET" in RULES[name].methods)
ON_THE_DEAL = [name for name in READABLE if RULES[name].scope is Scope.DEAL]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        hide(world.plan, CANARIES)
        yield world
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(world: World) -> dict[str, Client]:
    return {role: client_of(user) for role, user in world.people.items()}


def test_every_secret_field_has_a_canary(world: World) -> None:
    """What a model declares as secret is in the search, or its entry says why no canary fits into it."""
    assert " ".join(sorted(fields_without_canary())) == ""


def get(client: Client, name: str, world: World, **headers: str) -> Any:
    with transaction.atomic():
        return client.get(reverse(name, kwargs=world.arguments(OURS[name])), headers=headers)


@pytest.mark.parametrize("name", READABLE)
def test_no_canary_reaches_the_blind(
    name: str, world: World, clients: dict[str, Client], caplog: pytest.LogCaptureFixture
) -> None:
    for role in BLIND:
        for headers in ({}, {"HX-Request": "true"}):
            assert leaks(text_of(get(clients[role], name, world, **headers))) == [], f"{name} as {role} {headers}"
    assert leaks(caplog.text.encode()) == []
    assert leaks("".join(str(message.message()) for message in mail.outbox).encode()) == []


def test_the_lead_sees_every_canary(world: World, clients: dict[str, Client]) -> None:
    """The negative control: what is searched for is there for those who may."""
    seen: set[str] = set()
    for name in ON_THE_DEAL:
        seen |= set(leaks(text_of(get(clients["lead"], name, world))))
    seen |= set(leaks(text_of(get(clients["holdout"], "negotiations:mandate-detail", world)))) & {"guard_price"}
    assert seen == set(CANARIES)


@pytest.mark.parametrize("name", sorted(n for n in OURS if RULES[n].scope is Scope.DEAL))
def test_a_refused_write_tells_nothing(name: str, world: World, clients: dict[str, Client]) -> None:
    for role in ("observer", "owner", "outsider"):
        for method in set(RULES[name].methods) - {"GET"}:
            url = reverse(name, kwargs=world.arguments(OURS[name]))
            assert leaks(text_of(ask(clients[role], method, url, RULES[name]))) == [], f"{method} {name} as {role}"


# Tokens against forgery, the new key of a form that is sent once, and the moment at which a spreadsheet was written.
VARYING = re.compile(
    rb'<dcterms:.*?</dcterms:\w+>|name="key" value="[0-9a-f-]{36}"|csrf[^>]*?value="[^"]*"'
    rb"|[Cc][Ss][Rr][Ff][Tt]oken[^,}]*|csrftoken=[^;]*"
)


def test_a_changed_secret_changes_nothing_for_the_blind(world: World, clients: dict[str, Client]) -> None:
    """Non-interference: order, totals, widths, readiness and stale marks do not depend on what one may not see."""

    def rendered() -> dict[tuple[str, str], bytes]:
        return {
            (name, role): VARYING.sub(b"", text_of(get(clients[role], name, world)))
            for name in ON_THE_DEAL
            for role in ("observer", "expert", "owner")
        }

    with transaction.atomic(), time_machine.travel(timezone.now(), tick=False):  # an export says when it was made
        before = rendered()
        other = {
            "target": "571.13",
            "realistic": "633.11",
            "walk_away": "639.29",
            "package": "562.17",
            "give": "633.83",
        }
        other |= {"rate": "3.217", "their_rate": "19.113", "term": "1234.56", "lever": "5151.17", "claim": "cassowary"}
        other |= {"motive": "hoopoecrest", "note_secret": "wrynecktail"}
        other |= {"margin": "2468.02", "guard_price": "curlewsickle", "threshold": "8642.11", "authority": "6161.91"}
        other |= {"cost": "61283.07", "their_floor": "53826.13", "their_lever": "4166.29", "opening": "579.41"}
        other |= {"holding": "4.131", "margin_rate": "21.119", "failure": "1.877", "rise": "11.913"}
        other |= {"bonus": "31123.91", "their_bonus": "6811.27", "refusal": "teal", "answer": "wigeon", "kept": "smew"}
        hide(world.plan, {**CANARIES, **other, "title": "cormorant", "note": "albatross", "value": "4.04"})
        after = rendered()
        transaction.set_rollback(True)
    assert [key for key in before if before[key] != after[key]] == []
