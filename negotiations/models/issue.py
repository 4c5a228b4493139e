"""Issues, their options, and the limits that only some may see."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negotiations.enums import NUMERIC_KINDS, Better, Importance, IssueKind
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField

# A level has the same form on every issue: a decimal. Money, numbers and days as they are; a date as its proleptic
# ordinal; an option as its number. `negotiations/levels.py` turns levels into words and back.
LEVEL: dict[str, Any] = {"max_digits": 20, "decimal_places": 6}


class Issue(Identified, Versioned, Removable):
    noun: ClassVar[str] = "issue"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="issues")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=IssueKind)
    unit = models.CharField(max_length=24, blank=True)
    low = models.DecimalField(**LEVEL, null=True, blank=True)
    high = models.DecimalField(**LEVEL, null=True, blank=True)
    step = models.DecimalField(**LEVEL, null=True, blank=True)
    better = models.CharField(max_length=4, choices=Better, default=Better.HIGH)
    # How often the money is paid: a price per unit times 5,000 units. Only for money.
    multiplier = models.DecimalField(max_digits=18, decimal_places=4, default=Decimal(1))
    tradeable = models.BooleanField(default=True)
    importance = models.CharField(max_length=4, choices=Importance, default=Importance.WANT)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    requester = models.CharField(max_length=120, blank=True)
    marker = models.DecimalField(**LEVEL, null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=IssueKind.values), name="issue_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(NUMERIC_KINDS))
                | Q(low__isnull=False, high__isnull=False, step__gt=0, low__lt=F("high")),
                name="issue_range_is_ordered",
            ),
            models.CheckConstraint(condition=Q(multiplier__gt=0), name="issue_multiplier_positive"),
            models.UniqueConstraint(
                fields=("deal", "name"), condition=Q(removed_at__isnull=True), name="issue_name_unique"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC_KINDS


class Option(Versioned, Removable):
    """A value that an issue of choice can take; ``number`` is its level and is never given to another."""

    noun: ClassVar[str] = "option"

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=120)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("issue", "number"), name="option_number_unique"),)

    def __str__(self) -> str:
        return self.label


class IssueLimits(Versioned):
    """What we aim at and where we stop, per issue: secret, in a table of its own."""

    noun: ClassVar[str] = "limits"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"target", "realistic", "walk_away"})

    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="limits", primary_key=True)
    target = SecretDecimalField(**LEVEL, null=True, blank=True)
    realistic = SecretDecimalField(**LEVEL, null=True, blank=True)
    walk_away = SecretDecimalField(**LEVEL, null=True, blank=True)

    def __str__(self) -> str:
        return f"limits of {self.issue_id}"
