"""Stored codes of reviews, and the words shown for them."""

from django.db.models import TextChoices

LEAST, MOST = 1, 7  # the scale of how content somebody is
# What the other side is asked when the deal is over: the question, and what it means.
ASKED_PARTS: dict[str, tuple[str, str]] = {
    "result": ("The result", "How content are you with the terms?"),
    "process": ("The talks", "Were you heard, and were they fair?"),
    "relation": ("The relation", "Is it a good base for the next deal?"),
    "again": ("Once more", "Would you do it again with us?"),
}


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
