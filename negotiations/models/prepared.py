"""What every row of the preparation has in common."""

from typing import Any, ClassVar

from django.conf import settings
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


class Kept(Prepared):
    """A row that is secret as a whole: no field of it is told to those who may not see secrets."""

    noun: ClassVar[str]

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.noun.replace('_', ' ')} {self.pk}"

    @property
    def title(self) -> str:
        return str(self)
