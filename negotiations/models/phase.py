"""Phase changes: who passed which gate, what was missing then, and why it was passed all the same."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negotiations.enums import Phase
from negotiations.models.base import Identified, Removable
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretJSONField, SecretTextField


class PhaseMove(Identified, Removable):
    """One passing of a gate. ``missing`` and ``percent`` rest on secrets, a reason may tell them: all secret."""

    noun: ClassVar[str] = "phase_move"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"reason", "percent", "missing"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="phase_moves")
    came = models.CharField(max_length=10, choices=Phase)
    went = models.CharField(max_length=10, choices=Phase)
    reason = SecretTextField(blank=True, default="")
    percent = SecretJSONField(default=int)
    missing = SecretJSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(came=F("went")), name="phase_move_goes_somewhere"),
            models.CheckConstraint(
                condition=Q(came__in=Phase.values, went__in=Phase.values), name="phase_move_is_known"
            ),
        )
        indexes = (models.Index(fields=("deal", "at"), name="phase_move_by_time"),)

    def __str__(self) -> str:
        return f"{self.came} to {self.went} of {self.deal_id}"
