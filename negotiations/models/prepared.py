"""What every row of the preparation has in common."""

from typing import Any

from django.db import models

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.issue import Issue


class Prepared(Identified, Versioned, Removable):
    """A row about a deal and, if wished, one issue of it. ``number`` is its place: the deal's seq when it was added."""

    text: Any  # each kind has its own column for it

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="%(class)ss")
    issue = models.ForeignKey(Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="%(class)ss")
    number = models.BigIntegerField(editable=False)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """What the row is called in a history or a message: its text, where that is not secret."""
        return str(self.text)
