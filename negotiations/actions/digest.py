"""The mail that says that something waits: how much and where to look, nothing of what it is."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.actions.profile import claim_digest
from accounts.models import Digest, User
from negotiations.queries.inbox.page import inbox

log = logging.getLogger(__name__)

HOUR = 8  # in the time zone of the one who gets it
SATURDAY = 5


def send_due(now: datetime) -> int:
    """Mail everybody whose hour has come and for whom something waits. Gives how many mails went out.

    At most one a person and day, whatever is killed: the day is claimed before the mail is made. Mails leave the house,
    so they hold two counts and a link, no title, no name and no secret.
    """
    sent = 0
    for user in User.objects.filter(is_active=True).exclude(digest=Digest.NEVER).order_by("pk"):
        here = now.astimezone(ZoneInfo(user.timezone))
        if here.hour < HOUR or (user.digest == Digest.WEEKDAYS and here.weekday() >= SATURDAY):
            continue
        if user.digest_on == here.date() or not claim_digest(user, here.date()):
            continue
        sent += _send(user, here)
    return sent


def _send(user: User, here: datetime) -> bool:
    found = inbox(user, today=here.date(), unread_only=True)
    if not found.waiting:
        return False
    context = {
        "things": found.waiting,
        "deals": found.deals,
        "inbox": settings.SITE_ADDRESS and settings.SITE_ADDRESS + reverse("negotiations:inbox"),
        "profile": settings.SITE_ADDRESS and settings.SITE_ADDRESS + reverse("accounts:profile"),
    }
    subject = " ".join(render_to_string("negotiations/mail/digest_subject.txt", context).split())
    body = render_to_string("negotiations/mail/digest.txt", context)
    try:
        EmailMessage(subject=subject, body=body, to=[user.email]).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors
        log.warning("digest not sent: user=%s error=%s", user.pk, type(error).__name__)
        return False
    return True
