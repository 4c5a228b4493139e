"""What we take for true without having tested it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums_prepare import AssumptionState, EstimateKind
from negotiations.models.prepared import Prepared


class Assumption(Prepared):
    """``estimate`` is the one of their side on ``issue`` that rests on it; ``test`` is how it will be found out."""

    noun: ClassVar[str] = "assumption"

    text = models.CharField(max_length=300)
    estimate = models.CharField(max_length=9, choices=EstimateKind, default=EstimateKind.NONE)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    test = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=AssumptionState, default=AssumptionState.UNTESTED)
    result = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(estimate__in=EstimateKind.values), name="assumption_estimate_is_known"),
            models.CheckConstraint(condition=Q(state__in=AssumptionState.values), name="assumption_state_is_known"),
        )

    def __str__(self) -> str:
        return self.text
