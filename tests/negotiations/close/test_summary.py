"""The summary: drafted from what both sides know, edited, sent by a worker once; late ones are in the inbox."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from accounts.permissions import SeatRole
from negotiations.actions import deals, moves, summaries
from negotiations.actions.moves import Said
from negotiations.enums import Party, Phase
from negotiations.enums_close import MailState
from negotiations.enums_table import MoveKind
from negotiations.models import Deal, Meeting, Summary, SummaryMail
from negotiations.queries.inbox.page import inbox
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from tests.factories.close import next_step, term
from tests.factories.mandate import approved
from tests.factories.negotiations import NOW, Plan, seat
from tests.negotiations.api.client import Api, problem
from tests.support.pages import client_of, deal_url, post, swapped_equals_fresh

pytestmark = pytest.mark.django_db


def meeting(plan: Plan, ago: timedelta = timedelta(hours=2)) -> Meeting:
    starts = timezone.now() - ago
    return deals.add_meeting(plan.deal, starts_at=starts, title="First meeting", place="Porto", by=plan.lead, at=NOW)


def log(plan: Plan, kind: MoveKind = MoveKind.OFFER, **said: Any) -> None:
    moves.record(plan.deal, Said(Party.THEIRS, kind, **said), key=uuid4(), by=plan.lead, at=NOW)


def test_it_is_drafted_from_what_both_sides_know(plan: Plan) -> None:
    term(plan, level=Decimal(60), wording="Payment within 60 days.", clause="wrenclause", secured="wrenmail")
    next_step(plan, "Send the drawings", theirs="Mr Keller", due_on=NOW.date())
    log(
        plan, levels={plan.price.pk: Decimal(632), plan.payment.pk: Decimal(0)}, words="wrenwords", said_by="wrenkeller"
    )
    log(plan, levels={plan.warranty.pk: Decimal(1)}, binding=False)
    log(plan, MoveKind.INFORMATION, words="wreninformation")
    summaries.make(plan.deal, meeting(plan), by=plan.lead, at=NOW)
    row = Summary.objects.select_related("meeting").get()
    body = opened(row.body, Worker(plan.deal))
    assert "- Payment 60 days after delivery: 60 days. Payment within 60 days." in body
    assert "- Unit price: you said €632" in body
    assert "- Send the drawings, Mr Keller, by 22 Nov 2026" in body
    assert "Warranty" not in body  # informal talk is no offer
    hidden = ("wren", "598", "624", "605", "Daikan", "96,000", "Storage", plan.deal.title, plan.lead.email)
    assert [words for words in hidden if words in body] == []
    assert row.meeting is not None
    assert row.due_at == row.meeting.starts_at + timedelta(hours=24)
    assert summaries.make(plan.deal, row.meeting, by=plan.lead, at=NOW) == row


def test_where_both_named_the_same_level_it_says_so(plan: Plan) -> None:
    approved(plan)
    for party, paid in ((Party.OURS, 60), (Party.THEIRS, 60)):
        said = Said(party, MoveKind.OFFER, levels={plan.payment.pk: Decimal(paid)})
        moves.record(plan.deal, said, key=uuid4(), by=plan.lead, at=NOW)
    summaries.make(plan.deal, meeting(plan), by=plan.lead, at=NOW)
    row = Summary.objects.get()
    assert "- Payment: we both said 60 days" in opened(row.body, Worker(plan.deal))


def test_drafted_edited_and_sent_once(plan: Plan, django_capture_on_commit_callbacks: Any) -> None:
    term(plan)
    assert post(plan.lead, deal_url("summary-draft", plan.deal)).status_code == 200
    row = Summary.objects.get()
    url = deal_url("summary-edit", plan.deal, summary_id=row.pk)
    typed = {"subject": "Our talk", "body": "All of it.", "subject_version": "0", "body_version": "0"}
    swapped_equals_fresh(plan.lead, post(plan.lead, url, **typed), deal_url("summary-list", plan.deal))
    assert post(plan.lead, url, **{**typed, "body": "Mine"}).status_code == 409
    assert post(plan.lead, url, **{**typed, "body": " ", "body_version": "99"}).status_code == 422
    send = deal_url("summary-send", plan.deal, summary_id=row.pk)
    assert post(plan.lead, send, to="not an address").status_code == 422
    assert post(plan.lead, send, to="Keller@Example.com, ana@example.com").status_code == 200
    assert post(plan.lead, send, to="keller@example.com").status_code == 200
    for one in SummaryMail.objects.all():
        assert summaries.deliver(one.pk)
        assert not summaries.deliver(one.pk)
    assert sorted(sent.to[0] for sent in mail.outbox) == ["ana@example.com", "keller@example.com"]
    assert {(sent.subject, sent.body) for sent in mail.outbox} == {("Our talk", "All of it.")}
    assert post(plan.lead, url, **{**typed, "body_version": "99"}).status_code == 422  # sent is sent
    page = client_of(plan.lead).get(deal_url("summary-list", plan.deal)).content.decode()
    assert page.count("badge-good") == 3


def test_a_mail_that_failed_is_tried_again_and_one_that_was_lost_is_not(plan: Plan, settings: Any) -> None:
    term(plan)
    row = summaries.make(plan.deal, by=plan.lead, at=NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    summaries.send(row, ["keller@example.com", "ana@example.com"], by=plan.lead, at=NOW)
    first, second = SummaryMail.objects.order_by("address")
    assert not summaries.deliver(first.pk)
    assert SummaryMail.objects.get(pk=first.pk).state == MailState.FAILED
    SummaryMail.objects.filter(pk=second.pk).update(
        state=MailState.TAKEN, taken_at=timezone.now() - timedelta(minutes=9)
    )
    assert summaries.send(row, ["ana@example.com"], by=plan.lead, at=NOW) == 1
    assert summaries.sweep() == 1
    states = dict(SummaryMail.objects.values_list("address", "state"))
    assert states == {"ana@example.com": MailState.QUEUED, "keller@example.com": MailState.UNKNOWN}


def test_a_late_one_is_in_the_coordinators_inbox(plan: Plan) -> None:
    Deal.objects.filter(pk=plan.deal.pk).update(phase=Phase.BARGAIN)
    today, past = timezone.localdate(), meeting(plan, timedelta(hours=30))
    assert [one.kind for one in inbox(plan.lead, today=today).late] == ["yours to send"]
    coordinator = seat(plan.deal, SeatRole.COORDINATOR)
    assert inbox(plan.lead, today=today).late == ()
    assert len(inbox(coordinator, today=today).late) == 1
    assert "was due" in client_of(coordinator).get(deal_url("summary-list", plan.deal)).content.decode()
    row = summaries.make(plan.deal, past, by=coordinator, at=NOW)
    summaries.send(row, ["keller@example.com"], by=coordinator, at=NOW)
    assert inbox(coordinator, today=today).late == ()


def test_who_may_not_and_the_api(plan: Plan) -> None:
    term(plan)
    api, root = Api(plan.lead), f"deals/{plan.deal.pk}/close/summaries/"
    made = api.post(root, {})
    assert made.status_code == 201, made.content
    row = made.json()
    assert "Payment 60 days" in row["body"]
    holdout, observer = seat(plan.deal, SeatRole.HOLDOUT), seat(plan.deal, SeatRole.OBSERVER)
    assert post(holdout, deal_url("summary-send", plan.deal, summary_id=row["id"]), to="a@b.example").status_code == 403
    assert client_of(observer).get(deal_url("summary-list", plan.deal)).status_code == 403
    changed = api.patch(f"{root}{row['id']}/", {"body": "Short", "version": row["version"]}).json()
    assert changed["body"] == "Short"
    problem(api.patch(f"{root}{row['id']}/", {"body": "Mine", "version": row["version"]}), 409)
    sent = api.post(f"{root}{row['id']}/send/", {"to": ["keller@example.com"]}).json()
    assert [one["state"] for one in sent["mails"]] == ["queued"]
    problem(api.post(f"{root}{row['id']}/send/", {"to": ["nobody"]}), 422)
