"""The levels of an issue for many pages at once: what Django would answer, to those whom it would answer, at once."""

import logging
import re
from http.client import HTTPConnection
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from accounts.permissions import SeatRole
from negotiations.actions import issues, seats
from negotiations.live import cells
from negotiations.live.cells import Ask, answers
from negotiations.models import Deal, Seat
from tests.factories.accounts import make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.pages import HTMX, deal_url
from tests.support.streams import browser_of

pytestmark = pytest.mark.django_db(transaction=True)
OWN_HEADERS = {"date", "server", "set-cookie"}


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan()


def session_of(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)


def asked(plan: Plan, *people: Any) -> dict[Any, cells.Answer]:
    """What these people are answered, by person."""
    asks = {person: Ask(session_of(person), plan.payment.pk) for person in people}
    found = answers(plan.deal.pk, asks.values())
    return {person: found[ask] for person, ask in asks.items() if ask in found}


def get(address: str, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = re.sub(r'(csrfmiddlewaretoken" value=)"\w{64}"', r"\1", answer.read().decode())
    connection.close()
    kept = {name.lower(): value for name, value in answer.getheaders() if name.lower() not in OWN_HEADERS}
    kept["vary"] = ", ".join(sorted(kept.get("vary", "").split(", ")))
    return answer.status, kept, body


def cells_url(plan: Plan) -> str:
    return deal_url("issue-cells", plan.deal, issue_id=plan.payment.pk)


def test_it_answers_as_django_does_byte_for_byte(plan: Plan, web_server: str, monkeypatch: Any) -> None:
    plan.payment.owner = seat(plan.deal, SeatRole.EXPERT)
    plan.payment.save(update_fields=["owner"])
    everybody = [plan.lead, plan.payment.owner, seat(plan.deal, SeatRole.OBSERVER), seat(plan.deal, SeatRole.SPONSOR)]
    everybody += [make_plan().lead, make_member(plan.deal.organisation)]
    given: list[bool] = []
    ours = cells.cells

    async def watched(*arguments: Any) -> bool:
        given.append(await ours(*arguments))
        return given[-1]

    async def nothing(*arguments: Any) -> bool:
        return False

    headers = [{**browser_of(person), **HTMX} for person in everybody]
    others = [{**HTMX}, browser_of(plan.lead), {**headers[0], "HX-Boosted": "true"}]
    others += [{**headers[0], "Host": "evil.example"}]
    monkeypatch.setattr("config.asgi.cells", watched)
    quick = [get(web_server, cells_url(plan), one) for one in headers + others]
    assert given == [True] * 4 + [False] * 6
    assert [status for status, _, _ in quick] == [200, 200, 200, 200, 404, 403, 200, 302, 302, 400]
    opened = [f"{cells_url(plan)}?open={text}" for text in (plan.price.pk, "nonsense", "&open=&")]
    quick[4:] = [get(web_server, path, headers[0]) for path in opened]
    assert given[10:] == [True] * 3
    monkeypatch.setattr("config.asgi.cells", nothing)
    slow = [get(web_server, cells_url(plan), one) for one in headers[:4]]
    slow += [get(web_server, path, headers[0]) for path in opened]
    for one, other in zip(quick, slow, strict=True):
        assert one == other


def test_an_edit_shows_at_once_and_a_kept_fragment_is_used_again(plan: Plan) -> None:
    other = seat(plan.deal, SeatRole.COORDINATOR)
    first = asked(plan, plan.lead, other)
    assert first[plan.lead].fragment is first[other].fragment
    issues.edit(plan.payment, "marker", 45, seen=None, by=plan.lead, at=NOW)
    second = asked(plan, other)[other]
    assert 'value="45 days"' in second.fragment.text
    assert 'value="45 days"' not in first[other].fragment.text
    assert second.seq == Deal.objects.get(pk=plan.deal.pk).seq == first[other].seq + 1
    issues.set_limit(plan.payment, "target", 15, seen=None, by=plan.lead, at=NOW)
    assert asked(plan, other)[other].fragment.text != second.fragment.text


def test_different_rights_never_share(plan: Plan) -> None:
    observer, expert, owner = (seat(plan.deal, role) for role in (SeatRole.OBSERVER, SeatRole.EXPERT, SeatRole.EXPERT))
    plan.payment.owner = owner
    plan.payment.save(update_fields=["owner"])
    asked(plan, plan.lead)  # the fullest is kept first
    found = asked(plan, plan.lead, owner, observer, expert)
    shown = {who: re.findall(r'hx-target="#cell-([a-z]+)', one.fragment.text) for who, one in found.items()}
    assert shown[plan.lead] == shown[owner] == ["marker", "target", "realistic", "walk"]
    assert shown[observer] == shown[expert] == ["marker"]
    assert found[plan.lead].fragment.text.count("<form") == 4
    assert "<form" not in found[observer].fragment.text
    assert not found[observer].fragment.secret


def test_a_secret_changes_nothing_for_those_who_may_not_see_it(plan: Plan) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    before = asked(plan, observer)[observer]
    issues.set_limit(plan.payment, "walk_away", 12, seen=None, by=plan.lead, at=NOW)
    after = asked(plan, observer)[observer]
    assert (before.fragment.text, before.seq) == (after.fragment.text, after.seq)


def test_each_reading_of_a_kept_secret_is_noted(plan: Plan, caplog: Any) -> None:
    asked(plan, plan.lead)
    other, observer = seat(plan.deal, SeatRole.COORDINATOR), seat(plan.deal, SeatRole.OBSERVER)
    asked(plan, other)
    with caplog.at_level(logging.INFO, "parley.secrets"):
        asked(plan, other, observer)
    assert [record.getMessage().rpartition("user=")[2] for record in caplog.records] == [str(other.pk)]


def test_whoever_lost_the_right_is_answered_nothing_more(plan: Plan) -> None:
    gone, left, out, back = (seat(plan.deal, SeatRole.COORDINATOR) for _ in range(4))
    keys = {person: session_of(person) for person in (plan.lead, gone, left, out, back)}
    asks = {person: Ask(key, plan.payment.pk) for person, key in keys.items()}
    assert len(answers(plan.deal.pk, asks.values())) == 5
    Membership.objects.filter(user=gone).delete()
    seats.remove(plan.deal, Seat.objects.get(deal=plan.deal, user=left).pk, by=plan.lead, at=NOW)
    Session.objects.filter(session_key=keys[out]).delete()
    back.set_password("another-one-entirely")
    back.save()
    assert set(answers(plan.deal.pk, asks.values())) == {asks[plan.lead]}
    issues.remove(plan.payment, by=plan.lead, at=NOW)
    assert answers(plan.deal.pk, [asks[plan.lead]]) == {}


def test_many_ask_for_the_price_of_one(plan: Plan) -> None:
    people = [plan.lead, *(seat(plan.deal, SeatRole.COORDINATOR) for _ in range(11))]
    asks = [Ask(session_of(person), plan.payment.pk) for person in people]
    counts = []
    for some in (asks[:1], asks[:2], asks):
        with CaptureQueriesContext(connection) as ran:
            assert len(answers(plan.deal.pk, some)) == len(some)
        counts.append(len(ran))
    assert counts[1:] == [9, 9]  # BEGIN and COMMIT among them
    assert counts[0] <= 12
