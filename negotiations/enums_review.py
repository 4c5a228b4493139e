"""Stored codes of reviews, and the words shown for them."""

from django.db.models import TextChoices


class Outcome(TextChoices):
    """How a deal ended."""

    AGREED = "agreed", "Agreed"
    BROKEN = "broken", "Broken off"


class DebriefState(TextChoices):
    """Of a debrief: sheets stay sealed until all are in, or the coordinator opens them."""

    SEALED = "sealed", "Sealed"
    ALL_IN = "all_in", "Opened: all were in"
    CALLED = "called", "Opened"


class LessonFor(TextChoices):
    """What a lesson is good for."""

    DEALS = "deals", "Every deal of this category"
    COUNTERPARTY = "counterparty", "Dealings with this counterparty"
