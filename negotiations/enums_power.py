"""Stored codes of power, time and the future, and the words shown for them."""

from django.db.models import TextChoices


class PowerBase(TextChoices):
    """Where power comes from."""

    ALTERNATIVE = "alternative", "Alternative"
    INFORMATION = "information", "Information"
    LEGITIMACY = "legitimacy", "Legitimacy"
    TIME = "time", "Time"
    RESOURCES = "resources", "Resources"
    RELATIONSHIP = "relationship", "Relationship"
    EXPERTISE = "expertise", "Expertise"
    COMMITMENT = "commitment", "Commitment"


class Strength(TextChoices):
    WEAK = "weak", "Weak"
    FAIR = "fair", "Fair"
    STRONG = "strong", "Strong"


class PressureFor(TextChoices):
    """What somebody of our own house presses for."""

    FAST = "fast", "A fast close"
    CHEAP = "cheap", "A cheap close"
    BOTH = "both", "Fast and cheap"
