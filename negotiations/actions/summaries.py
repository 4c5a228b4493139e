"""The summary after a meeting: drafted, edited, sent by a worker to chosen addresses, each mail at most once."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Now

from accounts.bell import ring_deal
from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import jobs
from negotiations.actions.writing import Rejected, Write, writing
from negotiations.enums_close import MailState
from negotiations.models import Deal, Meeting, Summary, SummaryMail
from negotiations.queries.close.summary_draft import draft
from negotiations.queries.reading import opened
from negotiations.queries.standing import Worker
from negotiations.tasks import send_summary

log = logging.getLogger(__name__)

DUE = timedelta(hours=24)
MOST_SUBJECT, MOST_BODY, MOST_MAILS = 160, 20_000, 20
SILENT = timedelta(minutes=5)  # a worker that says nothing for so long is taken for dead
FIELDS = {"subject": MOST_SUBJECT, "body": MOST_BODY}


def make(deal: Deal, meeting: Meeting | None = None, *, by: User, at: datetime) -> Summary:
    """Draft the summary of a meeting, or of what is there; the same meeting again gives its summary as it is."""
    with writing(deal, Permission.CLOSE_EDIT, by=by, at=at) as write:
        write.standing.require(Permission.SECRETS_VIEW)
        if meeting is not None:
            there = Summary.objects.filter(deal=write.deal, meeting=meeting).first()
            if there is not None:
                return there
        subject, body = draft(write.deal, meeting, write.standing)
        start = meeting.starts_at if meeting is not None else at
        row = Summary(
            deal=write.deal, meeting=meeting, subject=subject[:MOST_SUBJECT], body=body[:MOST_BODY],
            due_at=start + DUE, made_at=at,
        )  # fmt: skip
        write.add(row)
        return row


def edit(
    summary: Summary, changes: Mapping[str, str], *, seen: Mapping[str, int | None], by: User, at: datetime
) -> Summary:
    """Change subject and text: one action. Raises ``Conflict``, ``Rejected``; what was sent stays as it was sent."""
    with writing(summary.deal, Permission.CLOSE_EDIT, by=by, at=at) as write:
        row = _locked(write, summary)
        if row.sent_at is not None:
            raise Rejected("It was sent: what the other side has read does not change.", next(iter(changes), ""))
        for name, value in changes.items():
            if name not in FIELDS:
                raise Rejected("This field cannot be edited.", name)
            if not value.strip():
                raise Rejected("This must not be empty.", name)
            if len(value) > FIELDS[name]:
                raise Rejected(f"At most {FIELDS[name]:,} characters.", name)
        for name, value in changes.items():
            text = " ".join(value.split()) if name == "subject" else value.replace("\r\n", "\n").strip()
            write.change(row, name, text, seen=seen.get(name))
        return row


def send(summary: Summary, addresses: Sequence[str], *, by: User, at: datetime) -> int:
    """Send the summary to these addresses; one that has it already, or gets it now, is left alone. Gives how many.

    A worker sends them; a mail that failed is tried again.
    """
    with writing(summary.deal, Permission.CLOSE_SEND, by=by, at=at) as write:
        row = _locked(write, summary)
        wanted = list(dict.fromkeys(_address(one) for one in addresses if one.strip()))
        there = {mail.address: mail for mail in SummaryMail.objects.filter(summary=row)}
        if not wanted:
            raise Rejected("Give at least one address.", "to")
        if len(there.keys() | set(wanted)) > MOST_MAILS:
            raise Rejected(f"At most {MOST_MAILS} addresses.", "to")
        fresh = [one for one in wanted if one not in there]
        for address in fresh:
            mail = SummaryMail(summary=row, address=address, asked_by=by, asked_at=at)
            write.add(mail, summary="")
            transaction.on_commit(partial(jobs.call, send_summary, mail.pk), robust=True)
        again = SummaryMail.objects.filter(summary=row, address__in=wanted, state=MailState.FAILED)
        retried = list(again.values_list("pk", flat=True))
        again.update(state=MailState.QUEUED, asked_by=by, asked_at=at, taken_at=None, ended_at=None)
        for pk in retried:
            transaction.on_commit(partial(jobs.call, send_summary, pk), robust=True)
        if row.sent_at is None:
            write.change(row, "sent_at", at)
        return len(fresh) + len(retried)


def deliver(mail_id: UUID) -> bool:
    """Send one mail, unless somebody else does or has. At most once: it is taken before the mail server is asked."""
    if not SummaryMail.objects.filter(pk=mail_id, state=MailState.QUEUED).update(state=MailState.TAKEN, taken_at=Now()):
        return False
    mail = SummaryMail.objects.select_related("summary__deal").get(pk=mail_id)
    reader = Worker(mail.summary.deal)
    subject, body = (opened(value, reader) for value in (mail.summary.subject, mail.summary.body))
    state = MailState.SENT
    try:
        EmailMessage(subject=" ".join(subject.split()), body=body, to=[mail.address]).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; never the message: it may hold the address
        log.warning("summary not sent: mail=%s error=%s", mail.pk, type(error).__name__)
        state = MailState.FAILED
    SummaryMail.objects.filter(pk=mail.pk, state=MailState.TAKEN).update(state=state, ended_at=Now())
    ring_deal(mail.summary.deal_id, "jobs")
    return state == MailState.SENT


def sweep() -> int:
    """Ring again for mails that wait, and give up those whose worker died: they may have gone. Gives how many wait."""
    lost = SummaryMail.objects.filter(state=MailState.TAKEN, taken_at__lt=Now() - SILENT)
    lost.update(state=MailState.UNKNOWN, ended_at=Now())
    waiting = list(
        SummaryMail.objects.filter(state=MailState.QUEUED).order_by("asked_at").values_list("pk", flat=True)[:50]
    )
    for pk in waiting:
        if not jobs.call(send_summary, pk):
            break
    return len(waiting)


def _locked(write: Write, summary: Summary) -> Summary:
    row = Summary.objects.select_for_update().filter(deal=write.deal, pk=summary.pk).first()
    if row is None:
        raise Rejected("This summary is gone.")
    row.deal = write.deal
    return row


def _address(text: str) -> str:
    return mail_address(text, "to", "This is no mail address. Give one in each line.")


def mail_address(text: str, field: str, wrong: str = "This is no mail address.") -> str:
    """An address as it is kept. Raises ``Rejected`` naming the field."""
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise Rejected(wrong, field) from None
    return address.lower()
