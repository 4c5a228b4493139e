"""Stored codes of the preparation and the words shown for them."""

from django.db.models import TextChoices


class QuestionTopic(TextChoices):
    """What an answer should tell us."""

    DIRECTION = "direction", "What they want on it"
    WEIGHT = "weight", "How much it matters"
    LIMIT = "limit", "How far they can go"
    OTHER = "other", "Something else"


class QuestionState(TextChoices):
    TO_ASK = "to_ask", "To ask"
    ASKED = "asked", "Asked"
    ANSWERED = "answered", "Answered"
