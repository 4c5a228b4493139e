"""Suggestions that a job computed, and what the team did with them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums import SuggestionKind, SuggestionState
from negotiations.models.base import Identified, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretJSONField, SecretTextField
from negotiations.models.job import Job


class Suggestion(Identified, Versioned):
    noun: ClassVar[str] = "suggestion"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"state", "reason"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="suggestions")
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="suggestions")
    kind = models.CharField(max_length=12, choices=SuggestionKind)
    rank = models.PositiveSmallIntegerField()
    content = SecretJSONField()
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    reason = SecretTextField(blank=True, default="")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("job", "rank"), name="suggestion_rank_unique"),
            models.CheckConstraint(condition=Q(state__in=SuggestionState.values), name="suggestion_state_is_known"),
        )

    def __str__(self) -> str:
        return f"suggestion {self.pk}"
