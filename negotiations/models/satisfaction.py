"""How content the other side is with a deal that is over, as they say by their link."""

from typing import ClassVar

import pgtrigger
from django.db import models

from negotiations.models.base import Identified
from negotiations.models.confirmation import ConfirmLink
from negotiations.models.deal import Deal
from negotiations.models.offer import append_only


class Satisfaction(Identified):
    """Their answer: ``points`` by part (1..7; what is missing was not answered) and ``words``. Never changed.

    It names nobody: whom we asked is our note at the link.
    """

    noun: ClassVar[str] = "satisfaction"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="satisfactions")
    link = models.OneToOneField(ConfirmLink, on_delete=models.CASCADE, related_name="satisfaction")
    points = models.JSONField(default=dict)
    words = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("satisfaction_append_only")
        indexes = (models.Index(fields=("deal", "at"), name="satisfaction_by_time"),)

    def __str__(self) -> str:
        return f"satisfaction of {self.deal_id}"
