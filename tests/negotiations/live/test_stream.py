"""The stream of a deal: what it tells, to whom, in which order, and when it ends."""

import json
import statistics
import time
from http.client import HTTPConnection
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import members, tokens
from accounts.models import Membership
from accounts.permissions import SeatRole
from negotiations.actions import deals, issues, jobs, seats
from negotiations.live import reading
from negotiations.models import Deal, Seat
from tests.factories.accounts import PASSWORD, make_api_token, make_member
from tests.factories.negotiations import NOW, Plan, make_plan, seat
from tests.support.streams import Listener, cookie_of, listening

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return make_plan()


def rename(plan: Plan, name: str) -> int:
    issues.edit(plan.payment, "name", name, seen=None, by=plan.lead, at=NOW)
    return Deal.objects.get(pk=plan.deal.pk).seq


def get(address: str, deal_id: Any, headers: dict[str, str], **more: str) -> tuple[int, bytes]:
    connection = HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request("GET", f"/live/deals/{deal_id}/?after=0", headers={**headers, **more})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


JSON = {"Accept": "application/json"}


def test_an_edit_is_told_at_once_and_without_content(plan: Plan, web_server: str) -> None:
    with listening(web_server, plan.deal, cookie_of(plan.lead)) as stream:
        stream.wait_open()
        time.sleep(0.3)
        seq = rename(plan, "Days of payment")
        stream.wait(lambda one: one.seqs() == [seq], 9)  # sooner than the look beneath the bell
        name, data, _ = stream.events[0]
    assert (name, data) == (
        "edit",
        {"seq": seq, "noun": "issue", "object": str(plan.payment.pk), "issue": str(plan.payment.pk), "version": seq},
    )


def test_what_was_missed_comes_first_and_each_event_once(plan: Plan, web_server: str) -> None:
    start = Deal.objects.get(pk=plan.deal.pk).seq
    rename(plan, "A")
    with listening(web_server, plan.deal, cookie_of(plan.lead), after=start) as stream:
        stream.wait(lambda one: len(one.seqs()) == 1)
        last = [rename(plan, f"Name {n}") for n in range(20)][-1]
        stream.wait(lambda one: one.seqs()[-1:] == [last])
        assert stream.seqs() == list(range(start + 1, last + 1))


def test_a_cursor_too_old_or_from_the_future_is_reset(plan: Plan, web_server: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(reading, "CATCH_UP", 5)
    seq = Deal.objects.get(pk=plan.deal.pk).seq
    for after in (0, seq + 100):
        with listening(web_server, plan.deal, cookie_of(plan.lead), after=after) as stream:
            stream.wait(lambda one: bool(one.events))
            assert stream.events[0][:2] == ("reset", {"seq": seq})


def test_secret_events_are_not_told_to_those_who_may_not_see_them(plan: Plan, web_server: str) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    start = Deal.objects.get(pk=plan.deal.pk).seq
    issues.set_limit(plan.payment, "target", 45, seen=None, by=plan.lead, at=NOW)
    _, theirs = get(web_server, plan.deal.pk, cookie_of(observer), **JSON, **{"Last-Event-ID": str(start)})
    assert json.loads(theirs) == {"seq": start, "reset": False, "events": []}
    _, ours = get(web_server, plan.deal.pk, cookie_of(plan.lead), **JSON, **{"Last-Event-ID": str(start)})
    assert json.loads(ours)["events"][0]["noun"] == "limits"
    deals.edit(plan.deal, "title", "Coolers", seen=None, by=plan.lead, at=NOW)
    _, theirs = get(web_server, plan.deal.pk, cookie_of(observer), **JSON, **{"Last-Event-ID": str(start)})
    assert [event["noun"] for event in json.loads(theirs)["events"]] == ["deal"]


def test_strangers_and_missing_deals_get_the_same_answer(plan: Plan, web_server: str) -> None:
    outsider, colleague = cookie_of(make_plan().lead), cookie_of(make_member(plan.deal.organisation))
    missing = get(web_server, uuid4(), outsider)
    assert get(web_server, plan.deal.pk, outsider) == missing == get(web_server, plan.deal.pk, colleague)
    assert missing[0] == 404
    assert get(web_server, "nonsense", outsider)[0] == 404
    assert get(web_server, plan.deal.pk, {})[0] == 401
    assert get(web_server, plan.deal.pk, {"Cookie": "parley_session=nonsense"})[0] == 401
    assert get(web_server, plan.deal.pk, {"Authorization": "Token nonsense"})[0] == 401
    assert get(web_server, plan.deal.pk, {"Authorization": "Token \x00\xff"})[0] in {400, 401}
    assert get(web_server, plan.deal.pk, cookie_of(plan.lead), **{"Sec-Fetch-Site": "cross-site"})[0] == 400
    assert get(web_server, plan.deal.pk, cookie_of(plan.lead), Host="evil.example")[0] == 400


def test_a_token_follows_a_deal(plan: Plan, web_server: str) -> None:
    _, text = make_api_token(plan.lead)
    status, body = get(web_server, plan.deal.pk, {"Authorization": f"Token {text}"}, **JSON)
    assert status == 200
    assert len(json.loads(body)["events"]) == json.loads(body)["seq"]


def test_jobs_are_told_to_those_who_see_trades(plan: Plan, web_server: str) -> None:
    observer = seat(plan.deal, SeatRole.OBSERVER)
    with (
        listening(web_server, plan.deal, cookie_of(plan.lead)) as ours,
        listening(web_server, plan.deal, cookie_of(observer)) as theirs,
    ):
        ours.wait_open()
        theirs.wait_open()
        time.sleep(0.3)
        jobs.request(plan.deal, by=plan.lead, at=NOW)
        ours.wait(lambda one: any(name == "jobs" for name, _, _ in one.events), 9)
        time.sleep(0.2)
        assert [name for name, _, _ in theirs.events] == []


def close_to(user: Any, plan: Plan, address: str, headers: dict[str, str], act: Any) -> float:
    """How long after the act the stream was closed; nothing that was written after it may have come."""
    with listening(address, plan.deal, headers) as stream:
        stream.wait_open()
        time.sleep(0.3)
        act()
        began = time.monotonic()
        after = rename(plan, "After")
        stream.wait(lambda one: not one.thread.is_alive(), 9)
        assert stream.status in {401, 404}
        assert after not in stream.seqs()
        return stream.closed_at - began


def test_a_stream_ends_when_its_reader_may_no_longer(plan: Plan, web_server: str) -> None:
    def colleague() -> Any:
        return seat(plan.deal, SeatRole.OBSERVER)

    took = {}
    member = colleague()
    membership = Membership.objects.get(user=member)
    owner = Membership.objects.get(organisation=plan.deal.organisation, role="owner").user
    took["removed"] = close_to(
        member, plan, web_server, cookie_of(member), lambda: members.remove(membership=membership, by=owner, at=NOW)
    )
    unseated = colleague()
    row = Seat.objects.get(deal=plan.deal, user=unseated)
    took["unseated"] = close_to(
        unseated,
        plan,
        web_server,
        cookie_of(unseated),
        lambda: seats.remove(plan.deal, row.pk, by=plan.lead, at=NOW),
    )
    holder = colleague()
    token, text = make_api_token(holder)
    took["token revoked"] = close_to(
        holder, plan, web_server, {"Authorization": f"Token {text}"},
        lambda: tokens.revoke(token=token, by=holder, at=NOW),
    )  # fmt: skip
    leaver = colleague()
    client = Client()
    client.force_login(leaver)
    cookie = {"Cookie": f"parley_session={client.session.session_key}"}
    took["signed out"] = close_to(leaver, plan, web_server, cookie, lambda: client.post(reverse("account_logout")))
    changer = colleague()
    elsewhere = cookie_of(changer)
    browser = Client()
    browser.force_login(changer)
    change = {"oldpassword": PASSWORD, "password1": "another-horse-battery", "password2": "another-horse-battery"}
    took["password changed"] = close_to(
        changer, plan, web_server, elsewhere, lambda: browser.post(reverse("account_change_password"), change)
    )
    assert statistics.median(took.values()) < 1, took
    assert max(took.values()) < 5, took  # by the bell: the look beneath it comes every ten seconds


def test_without_publishing_the_timed_look_ends_it(plan: Plan, web_server: str, monkeypatch: Any) -> None:
    """The control of the test above: with the bell taken away only the net is left, and it takes longer."""
    monkeypatch.setattr("accounts.bell.Bell.ring", lambda self, message: None)
    monkeypatch.setattr("negotiations.live.hub.LOOK_SECONDS", 2.0)
    member = seat(plan.deal, SeatRole.OBSERVER)
    membership = Membership.objects.get(user=member)
    owner = Membership.objects.get(organisation=plan.deal.organisation, role="owner").user
    took = close_to(
        member, plan, web_server, cookie_of(member), lambda: members.remove(membership=membership, by=owner, at=NOW)
    )
    assert took < 9


def test_a_person_opens_so_many_streams_and_no_more(plan: Plan, web_server: str, monkeypatch: Any) -> None:
    monkeypatch.setattr("negotiations.live.endpoint.STREAMS_EACH", 2)
    headers = cookie_of(plan.lead)
    open_ones = [Listener(web_server, f"/live/deals/{plan.deal.pk}/", headers=headers) for _ in range(2)]
    for one in open_ones:
        one.wait_open()
    assert get(web_server, plan.deal.pk, headers)[0] == 429
    for one in open_ones:
        one.stop()
