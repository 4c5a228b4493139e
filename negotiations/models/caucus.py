"""What the team says among itself during a pause. Secret as a whole."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretTextField
from negotiations.models.move import Move


class CaucusNote(Identified, Versioned, Removable):
    """A line on the board of a pause; a ``decision`` is what goes into the log when the talks resume."""

    noun: ClassVar[str] = "caucus_note"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"text", "decision"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="caucus_notes")
    pause = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="caucus_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = SecretTextField()
    decision = models.BooleanField(default=False)

    class Meta:
        indexes = (models.Index(fields=("pause", "at"), name="caucus_note_by_time"),)

    def __str__(self) -> str:
        return f"caucus note {self.pk}"
