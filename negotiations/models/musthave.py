"""Must-haves of our own that the team has decided to keep, knowing what they cost."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretTextField


class KeptMustHave(Identified, Versioned, Removable):
    """A decision to keep one, with its reason and what it cost when it was taken. Reopening it removes the row.

    ``key`` names the must-have as results do: ``walk_away:<issue>``, ``fixed:<issue>``, ``rule:<rule>``.
    """

    noun: ClassVar[str] = "must_have"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"key", "cost", "reason"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="kept_must_haves")
    key = models.CharField(max_length=60)
    cost = SecretTextField(blank=True, default="")  # in words, as it was then
    reason = SecretTextField(blank=True, default="")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("deal", "key"), condition=models.Q(removed_at__isnull=True), name="must_have_kept_once"
            ),
        )

    def __str__(self) -> str:
        return f"kept must-have {self.pk}"
