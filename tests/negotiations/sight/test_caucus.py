"""The caucus: a pause, a private board, and what was decided in the log; the same in the API."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.permissions import SeatRole
from negotiations.actions import caucus, undo
from negotiations.actions.writing import Rejected
from negotiations.enums_table import MoveKind
from negotiations.models import CaucusNote, Event, Move
from negotiations.queries.history.page import page as history
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker, standing
from negotiations.queries.table.caucus import caucus_page
from tests.factories.accounts import sign_in
from tests.factories.negotiations import NOW, Plan, seat
from tests.factories.sight import note, paused

pytestmark = pytest.mark.django_db


def url(plan: Plan, name: str = "caucus", **more: object) -> str:
    return reverse(f"negotiations:{name}", kwargs={"deal_id": plan.deal.pk, **more})


@pytest.fixture
def lead(plan: Plan) -> Client:
    return sign_in(plan.lead)


def last(plan: Plan) -> Move:
    return Move.objects.filter(deal=plan.deal).order_by("-number")[0]


def test_a_pause_a_decision_and_the_log_has_it(plan: Plan, lead: Client) -> None:
    key = str(uuid4())
    for _ in range(2):  # the same press twice is one entry
        assert lead.post(url(plan, "caucus-pause"), {"key": key, "words": "They surprised us"}).status_code == 302
    assert Move.objects.filter(deal=plan.deal).count() == 1
    lead.post(url(plan, "caucus-say"), {"text": "They need the cash"})
    lead.post(url(plan, "caucus-say"), {"text": "Hold the price.", "decision": "1"})
    row = CaucusNote.objects.get(deal=plan.deal, decision=False)
    lead.post(url(plan, "caucus-decide", caucus_note_id=row.pk), {"decision": "1"})
    page = lead.get(url(plan)).content.decode()
    assert "They need the cash" in page
    assert page.count("decided</span>") == 2
    lead.post(url(plan, "caucus-resume"), {"key": str(uuid4())})
    end = last(plan)
    assert (end.kind, end.answers.kind) == (MoveKind.RESUME, MoveKind.PAUSE)
    assert opened(end.words, Worker(plan.deal)) == "They need the cash Hold the price."
    page = lead.get(url(plan)).content.decode()
    assert "No pause is on" in page
    assert "They need the cash" in page  # among the earlier ones


def test_words_typed_win_over_the_marked_lines_and_nothing_is_no_decision(plan: Plan, lead: Client) -> None:
    paused(plan)
    refused = lead.post(url(plan, "caucus-resume"), {"key": str(uuid4())}, headers={"HX-Request": "true"})
    assert refused.status_code == 422
    assert b"is a decision too" in refused.content
    note(plan, "Offer 45 days", decision=True)
    lead.post(url(plan, "caucus-resume"), {"key": str(uuid4()), "words": "Ask about storage first"})
    assert opened(last(plan).words, Worker(plan.deal)) == "Ask about storage first"


def test_without_a_pause_nothing_is_written_and_what_was_typed_is_kept(plan: Plan, lead: Client) -> None:
    answer = lead.post(url(plan, "caucus-say"), {"text": "Too late for this"})
    assert answer.status_code == 422
    assert b"Too late for this" in answer.content
    assert not CaucusNote.objects.exists()
    with pytest.raises(Rejected):
        caucus.resume(plan.deal, words="x", key=uuid4(), by=plan.lead, at=NOW)
    paused(plan)
    with pytest.raises(Rejected):
        paused(plan)


def test_only_who_wrote_a_line_takes_it_off_and_undo_brings_it_back(plan: Plan) -> None:
    paused(plan)
    row = note(plan)
    sponsor = seat(plan.deal, SeatRole.SPONSOR)
    with pytest.raises(Rejected):
        caucus.remove(row, by=sponsor, at=NOW)
    caucus.remove(row, by=plan.lead, at=NOW)
    assert caucus_page(standing(plan.lead, plan.deal)).now.notes == ()
    undo.undo_last(plan.deal, by=plan.lead, at=NOW)
    assert [one.row for one in caucus_page(standing(plan.lead, plan.deal)).now.notes] == [row]


@pytest.mark.parametrize("role", [SeatRole.OBSERVER, SeatRole.EXPERT])
def test_nothing_of_it_reaches_those_without_secrets(plan: Plan, role: SeatRole) -> None:
    paused(plan, "orangutangle")
    row = note(plan, "orangutangle")
    user = seat(plan.deal, role)
    client = sign_in(user)
    assert client.get(url(plan)).status_code == 403
    for name, more in (("caucus-say", {}), ("caucus-decide", {"caucus_note_id": row.pk}), ("caucus-resume", {})):
        assert client.post(url(plan, name, **more), {"text": "x", "words": "x"}).status_code == 403
    with pytest.raises(PermissionDenied):
        caucus.say(plan.deal, text="x", by=user, at=NOW)
    for name in ("deal-plan", "deal-history", "observer"):
        body = client.get(url(plan, name)).content.decode()
        assert "orangutangle" not in body
        assert "caucus" not in body.lower().replace("/caucus/", "")
    assert not any("caucus" in entry.text for entry in history(standing(user, plan.deal), {}).entries)
    assert Event.objects.get(deal=plan.deal, noun="caucus_note").secret


def test_the_board_of_each_pause_is_its_own(plan: Plan) -> None:
    paused(plan)
    note(plan, "first", decision=True)
    later = {"at": NOW + timedelta(minutes=5)}
    caucus.resume(plan.deal, words="", key=uuid4(), by=plan.lead, **later)
    paused(plan, "again", **later)
    note(plan, "second", **later)
    page = caucus_page(standing(plan.lead, plan.deal))
    assert [one.text for one in page.now.notes] == ["second"]
    assert [(board.words, [one.text for one in board.notes]) for board in page.earlier] == [("first", ["first"])]


def test_the_api_does_the_same(plan: Plan, lead: Client) -> None:
    base = {"deal_id": plan.deal.pk}
    body = {"key": str(uuid4()), "words": "Five minutes"}
    post = {"content_type": "application/json"}
    assert lead.post(reverse("api:caucus-pause", kwargs=base), body, **post).status_code == 201
    row = lead.post(reverse("api:caucus", kwargs=base), {"text": "Hold"}, **post).json()
    one = reverse("api:caucus-note-detail", kwargs={**base, "caucus_note_id": row["id"]})
    decided = lead.patch(one, {"decision": True, "version": row["version"]}, **post).json()
    assert decided["decision"] is True
    assert lead.patch(one, {"decision": False, "version": row["version"]}, **post).status_code == 409
    found = lead.get(reverse("api:caucus", kwargs=base)).json()
    assert [note["text"] for note in found["now"]["notes"]] == ["Hold"]
    end = lead.post(reverse("api:caucus-resume", kwargs=base), {"key": str(uuid4())}, **post)
    assert end.status_code == 201
    assert end.json()["earlier"][0]["words"] == "Hold"
    assert lead.post(reverse("api:caucus-resume", kwargs=base), {"key": str(uuid4())}, **post).status_code == 422


def test_every_page_of_the_table_says_since_when_it_is_paused(plan: Plan, lead: Client) -> None:
    assert b"<b>Paused</b>" not in lead.get(url(plan, "offer-list")).content
    paused(plan, "They surprised us")
    for name in ("offer-list", "move-list", "caucus"):
        page = lead.get(url(plan, name)).content.decode()
        assert page.count("<b>Paused</b>") == 1
        assert "They surprised us" in page
    assert b"<b>Paused</b>" not in lead.get(url(plan, "deal-plan")).content
    part = lead.get(url(plan, "table-paused"), headers={"HX-Request": "true"}).content.decode()
    assert "They surprised us" in part
    assert "<html" not in part
    assert lead.get(url(plan, "table-paused")).status_code == 302
