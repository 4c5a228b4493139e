"""What somebody saw the other side do at the table. Not secret: who sees no secrets may write it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal


class Sighting(Identified, Versioned, Removable):
    """Behaviour of a person of theirs (empty: of them all), when; ``tactic`` is a code of the library, or empty."""

    noun: ClassVar[str] = "sighting"
    personal_fields: ClassVar[frozenset[str]] = frozenset({"person", "saw"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="sightings")
    person = models.CharField(max_length=120, blank=True, default="")
    saw = models.CharField(max_length=400, blank=True, default="")
    tactic = models.CharField(max_length=20, blank=True, default="")
    seen_at = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=~models.Q(saw="", tactic=""), name="sighting_says_something"),)
        indexes = (models.Index(fields=("deal", "seen_at"), name="sighting_by_time"),)

    def __str__(self) -> str:
        return f"sighting {self.pk}"  # never of whom: this text goes into the log
