"""What the levels of an issue are worth to a party."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from negotiations.enums import Direction, Party, Shape
from negotiations.models.base import Versioned
from negotiations.models.issue import LEVEL, Issue

POINTS: dict[str, Any] = {"max_digits": 7, "decimal_places": 3}


class Valuation(Versioned):
    """A value curve and a weight by swing, for us or, as an estimate with a range, for them.

    Weights are swing points 0–100: what moving this issue from its worst to its best is worth, when the issue whose
    swing matters most has 100. ``None`` means not asked yet. Only the other side has a low and a high.
    """

    noun: ClassVar[str] = "valuation"

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="valuations")
    party = models.CharField(max_length=6, choices=Party)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.UNKNOWN)  # theirs only
    shape = models.CharField(max_length=8, choices=Shape, default=Shape.LINEAR)
    half_level = models.DecimalField(**LEVEL, null=True, blank=True)  # the level worth half (curved)
    half_low = models.DecimalField(**LEVEL, null=True, blank=True)  # theirs: the range of that guess
    half_high = models.DecimalField(**LEVEL, null=True, blank=True)
    knee = models.DecimalField(**LEVEL, null=True, blank=True)  # good enough from here on (plateau), or best (peaked)
    ratings = models.JSONField(default=dict, blank=True)  # level as text -> 0..100 (rated)
    swing = models.DecimalField(**POINTS, null=True, blank=True)
    swing_low = models.DecimalField(**POINTS, null=True, blank=True)
    swing_high = models.DecimalField(**POINTS, null=True, blank=True)
    source = models.CharField(max_length=160, blank=True)
    dated = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("issue", "party"), name="valuation_once"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="valuation_party_is_known"),
            models.CheckConstraint(
                condition=Q(swing__isnull=True) | Q(swing__gte=0, swing__lte=100), name="valuation_swing_in_range"
            ),
            models.CheckConstraint(
                condition=Q(swing_low__isnull=True)
                | Q(swing_high__isnull=True)
                | Q(swing__isnull=True)
                | Q(swing_low__gte=0, swing_low__lte=F("swing"), swing_high__gte=F("swing"), swing_high__lte=100),
                name="valuation_band_is_ordered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party} on {self.issue_id}"
