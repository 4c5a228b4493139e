"""A link sent by mail: a worker makes its token, so that it is in the mail and nowhere else. Each mail at most once."""

import logging
import secrets
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from accounts.bell import ring_deal
from accounts.models import User
from accounts.permissions import Permission
from negotiations.actions import jobs
from negotiations.actions.confirmations import digest_of, make_link_in, open_links
from negotiations.actions.summaries import SILENT, mail_address
from negotiations.actions.writing import writing
from negotiations.enums_close import Asks, MailState
from negotiations.models import ConfirmLink, Deal, LinkMail
from negotiations.tasks import send_link

log = logging.getLogger(__name__)

PAGES = {Asks.POINTS: "negotiations:confirm-answer", Asks.CONTENT: "negotiations:asked-answer"}


def send(
    deal: Deal, *, title: str, address: str, to: str = "", asks: Asks = Asks.POINTS, base: str, by: User, at: datetime
) -> bool:
    """Send a new link to an address; ``False`` when an open one was sent there: that is left alone.

    One that failed is tried again. ``base`` is where the site is, unless the settings name it. Raises ``Rejected``.
    """
    with writing(deal, Permission.CLOSE_SEND, by=by, at=at) as write:
        mail_to = mail_address(address, "address")
        there = LinkMail.objects.filter(address=mail_to, link__in=open_links(write.deal, at).filter(asks=asks)).first()
        if there is not None:
            again = LinkMail.objects.filter(pk=there.pk, state=MailState.FAILED)
            if not again.update(state=MailState.QUEUED, asked_by=by, asked_at=at, taken_at=None, ended_at=None):
                return False
            mail = there
        else:
            link, _ = make_link_in(write, title=title, to=to, asks=asks)
            base = settings.SITE_ADDRESS or base.rstrip("/")
            mail = LinkMail(link=link, address=mail_to, base=base, asked_by=by, asked_at=at)
            write.add(mail, summary="")
        transaction.on_commit(partial(jobs.call, send_link, mail.pk), robust=True)
        return True


def deliver(mail_id: UUID) -> bool:
    """Send one mail, unless somebody else does or has. At most once: it is taken before the mail server is asked."""
    if not LinkMail.objects.filter(pk=mail_id, state=MailState.QUEUED).update(state=MailState.TAKEN, taken_at=Now()):
        return False
    mail = LinkMail.objects.select_related("link__deal__organisation").get(pk=mail_id)
    link, token = mail.link, secrets.token_urlsafe(32)
    state = MailState.FAILED
    if open_links(link.deal, timezone.now()).filter(pk=link.pk).update(token_digest=digest_of(token)):
        state = MailState.SENT if _post(mail, link, token) else MailState.FAILED
    LinkMail.objects.filter(pk=mail.pk, state=MailState.TAKEN).update(state=state, ended_at=Now())
    ring_deal(link.deal_id, "jobs")
    return state == MailState.SENT


def sweep() -> int:
    """Ring again for mails that wait, and give up those whose worker died: they may have gone. Gives how many wait."""
    lost = LinkMail.objects.filter(state=MailState.TAKEN, taken_at__lt=Now() - SILENT)
    lost.update(state=MailState.UNKNOWN, ended_at=Now())
    rows = LinkMail.objects.filter(state=MailState.QUEUED).order_by("asked_at").values_list("pk", flat=True)
    waiting = list(rows[:50])
    for pk in waiting:
        if not jobs.call(send_link, pk):
            break
    return len(waiting)


def _post(mail: LinkMail, link: ConfirmLink, token: str) -> bool:
    context = {
        "organisation": link.deal.organisation.name,
        "link": link,
        "url": mail.base + reverse(PAGES[Asks(link.asks)], kwargs={"token": token}),
    }
    subject = " ".join(render_to_string("negotiations/mail/link_subject.txt", context).split())
    body = render_to_string("negotiations/mail/link.txt", context)
    try:
        EmailMessage(subject=subject, body=body, to=[mail.address]).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; never the message: it may hold the address
        log.warning("link not sent: mail=%s error=%s", mail.pk, type(error).__name__)
        return False
    return True
