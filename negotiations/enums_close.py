"""Stored codes of the close, and the words shown for them."""

from django.db.models import TextChoices

NOBODY = "nobody"  # the filter that asks for next steps without an owner


class Asks(TextChoices):
    """What a link asks the other side for."""

    POINTS = "points", "to confirm the agreed points"
    CONTENT = "content", "how content they are"


class MailState(TextChoices):
    """A mail is taken by one worker and then sent at most once: one that never said how it ended may have gone."""

    QUEUED = "queued", "on its way"
    TAKEN = "taken", "being sent"
    SENT = "sent", "sent"
    FAILED = "failed", "not sent"
    UNKNOWN = "unknown", "may have been sent"
