"""The mails of the house. They carry a link and nothing else that is worth stealing."""

import logging

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from accounts.models import Invitation, User

log = logging.getLogger("parley.accounts")


def send_invitation(invitation: Invitation, *, by: User, url: str) -> bool:
    """Mail the link; ``False`` when the mail server would not have it. The caller tells the one who invited."""
    context = {"invitation": invitation, "by": by, "url": url}
    subject = " ".join(render_to_string("accounts/mail/invitation_subject.txt", context).split())
    body = render_to_string("accounts/mail/invitation.txt", context)
    try:
        EmailMessage(subject=subject, body=body, to=[invitation.email]).send()
    except (OSError, ValueError) as error:  # smtplib's errors are OSErrors; never the message: it holds the link
        log.warning("mail not sent: invitation=%s error=%s", invitation.pk, type(error).__name__)
        return False
    return True
