"""Stored codes of the moves in hand, and the words shown for them."""

from django.db.models import TextChoices


class BogeyTruth(TextChoices):
    """Whether what we want to say is so. What is not true is not planned; what turns out so is not to be said."""

    UNCHECKED = "unchecked", "Not checked yet"
    TRUE = "true", "True"
    UNTRUE = "untrue", "Not true"


class Credibility(TextChoices):
    """What it costs our word when we go past it after all."""

    LOW = "low", "Little"
    MIDDLE = "middle", "Some"
    HIGH = "high", "Much"


class SanctionAct(TextChoices):
    """What they may do when we slow down or refuse."""

    DELIVERY = "delivery", "Stop or slow deliveries"
    PRICE = "price", "Raise prices"
    TERMS = "terms", "Cut credit or terms"
    BOSS = "boss", "Go over our heads"
    LEAVE = "leave", "Break off"
    OTHER = "other", "Something else"
