"""The mandate: what we may do at the table, as it is drafted, as it was submitted, and what was ruled. All secret."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums import Verdict
from negotiations.models.base import Identified, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField


class Mandate(Versioned):
    """What the draft adds to the plan. The limits per issue are the plan's walk-aways, the floor its best alternative.

    ``margin`` is by how much a package must be worth more than the best alternative, in the plan's money or points.
    ``never`` lists the issues that may not be given on. ``authority`` is, by seat, how far it may commit us:
    ``{"coordinator": {"value": "50000", "discount": "2", "levels": {issue id: level}}}``; of the lead it is a
    threshold within the mandate, and a seat that is not in it commits nothing.
    """

    noun: ClassVar[str] = "mandate"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"margin", "never", "authority", "expires_on", "note"})

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="mandate", primary_key=True)
    margin = SecretDecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    never = SecretJSONField(default=list, blank=True)
    authority = SecretJSONField(default=dict, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    note = SecretTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"mandate of {self.deal_id}"


class MandateVersion(Identified):
    """What was submitted: all terms as they were then, never changed. ``digest`` is what an approval signs."""

    noun: ClassVar[str] = "mandate_version"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"terms", "note"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="mandate_versions")
    number = models.PositiveIntegerField()
    terms = SecretJSONField()
    digest = models.CharField(max_length=64)
    note = SecretTextField(blank=True, default="")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("deal", "number"), name="mandate_version_unique"),)
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="mandate_version_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"mandate {self.number} of {self.deal_id}"


class MandateRuling(Identified):
    """What became of a submitted mandate, and why. One of each kind at most, never changed."""

    noun: ClassVar[str] = "mandate_ruling"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"verdict", "reason"})

    version = models.ForeignKey(MandateVersion, on_delete=models.CASCADE, related_name="rulings")
    verdict = models.CharField(max_length=9, choices=Verdict)
    reason = SecretTextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    number = models.PositiveBigIntegerField()  # the deal's seq: the order among rulings of one moment

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("version", "verdict"), name="mandate_ruling_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="mandate_ruling_verdict_is_known"),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="mandate_ruling_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.verdict} mandate {self.version_id}"
