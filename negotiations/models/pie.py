"""The pie check: for each family, the lever that was found or why there is none."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums_prepare import PieFamily
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.lever import Lever


class PieAnswer(Identified, Versioned, Removable):
    """``lever`` is what was found; without one, ``reason`` says why there is nothing. The latest of a family counts."""

    noun: ClassVar[str] = "pie_answer"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="pie_answers")
    family = models.CharField(max_length=9, choices=PieFamily)
    lever = models.ForeignKey(Lever, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    number = models.BigIntegerField(editable=False)  # the deal's seq when it was given

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(family__in=PieFamily.values), name="pie_answer_family_is_known"),
        )

    def __str__(self) -> str:
        return PieFamily(self.family).label
