"""A deal and its meetings."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from negotiations.enums import Category, Horizon, Phase
from negotiations.enums_prepare import Stance
from negotiations.enums_record import Style
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.counterparty import Counterparty


class Deal(Identified, Versioned):
    noun: ClassVar[str] = "deal"
    reader: Any = None  # whom the door opened this instance for, for what an answer says about the deal as a whole

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="deals")
    counterparty = models.ForeignKey(Counterparty, on_delete=models.PROTECT, related_name="deals")
    title = models.CharField(max_length=160)
    category = models.CharField(max_length=20, choices=Category, default=Category.OTHER)
    currency = models.CharField(max_length=3, default="EUR")
    estimated_value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    horizon = models.CharField(max_length=10, choices=Horizon, default=Horizon.ONE_OFF)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.PREPARE)
    solo = models.BooleanField(default=False)
    # Distributive only after the pie check; never a lock: it can always be taken back.
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.UNDECIDED)
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    # The number of the deal's last event. Counted under the deal's row lock, so it has no gaps.
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    # Since the plan was edited: when it has been quiet for long enough to compute again. Null: nothing to do.
    recompute_at = models.DateTimeField(null=True, editable=False)
    head = models.CharField(max_length=64, default="", editable=False)  # hash of the last event

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(phase__in=Phase.values), name="deal_phase_is_known"),
            models.CheckConstraint(condition=models.Q(stance__in=Stance.values), name="deal_stance_is_known"),
            models.CheckConstraint(condition=models.Q(horizon__in=Horizon.values), name="deal_horizon_is_known"),
            models.CheckConstraint(condition=models.Q(estimated_value__gte=Decimal(0)), name="deal_value_not_negative"),
        )
        indexes = (
            models.Index(fields=("organisation", "archived_at"), name="deal_by_organisation"),
            models.Index(
                fields=("recompute_at",), condition=models.Q(recompute_at__isnull=False), name="deal_to_recompute"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Meeting(Identified, Versioned, Removable):
    noun: ClassVar[str] = "meeting"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    title = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120, blank=True)
    # How we mean to come across in it, and why: chosen anew for each meeting.
    style = models.CharField(max_length=13, choices=Style, blank=True, default="")
    style_reason = models.CharField(max_length=240, blank=True, default="")
    minutes = models.PositiveSmallIntegerField(default=60)  # how long it is meant to take

    class Meta:
        indexes = (models.Index(fields=("deal", "starts_at"), name="meeting_by_time"),)

    def __str__(self) -> str:
        return self.title or "Meeting"
