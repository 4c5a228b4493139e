"""Comparables: what others paid or agreed, to measure our marker against."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.models.issue import LEVEL
from negotiations.models.prepared import Prepared


class Comparable(Prepared):
    """A level of ``issue`` that was agreed elsewhere. ``adjustment`` in per cent makes it comparable, ``reason`` says
    why; ``weight`` in per cent is how much it counts.
    """

    noun: ClassVar[str] = "comparable"

    text = models.CharField(max_length=160)
    level = models.DecimalField(**LEVEL)
    volume = models.CharField(max_length=60, blank=True)
    dated = models.DateField()
    source = models.CharField(max_length=160, blank=True)
    adjustment = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(0))
    reason = models.CharField(max_length=160, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(100))

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(adjustment__gt=-100), name="comparable_keeps_some_value"),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=100), name="comparable_weight_is_a_share"),
        )

    def __str__(self) -> str:
        return self.text
