"""Stored codes of the close, and the words shown for them."""

from django.db.models import TextChoices

NOBODY = "nobody"  # the filter that asks for next steps without an owner


class MailState(TextChoices):
    """A mail is taken by one worker and then sent at most once: one that never said how it ended may have gone."""

    QUEUED = "queued", "on its way"
    TAKEN = "taken", "being sent"
    SENT = "sent", "sent"
    FAILED = "failed", "not sent"
    UNKNOWN = "unknown", "may have been sent"
