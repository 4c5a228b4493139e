"""Seats: who sits where on our side, and for what part of the deal."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Membership
from accounts.permissions import SeatRole
from negotiations.enums import Phase
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretTextField


class SeatQuerySet(models.QuerySet["Seat"]):
    def awake(self) -> "SeatQuerySet":
        """The seats that count in the phase in which their deal is."""
        now = Q(phases=[])
        for phase in Phase:
            now |= Q(deal__phase=phase, phases__contains=[phase.value])
        return self.filter(now)


class Seat(Versioned):
    """A person's role on a deal; one person may hold several. It goes with the membership it rests on.

    ``phases`` and ``issues`` (ids) limit it: empty means all of them. ``expertise`` says what the person knows.
    """

    noun: ClassVar[str] = "seat"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="seats")
    # Somebody who leaves and is invited again comes back without a seat, and without its secrets.
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=12, choices=SeatRole)
    phases = models.JSONField(default=list, blank=True)
    issues = models.JSONField(default=list, blank=True)
    expertise = models.JSONField(default=list, blank=True)
    faces = models.JSONField(default=list, blank=True)  # ids of their people whom this seat deals with
    created_at = models.DateTimeField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("deal", "user", "role"), name="seat_once"),
            models.CheckConstraint(condition=Q(role__in=SeatRole.values), name="seat_role_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.role} on {self.deal_id}"

    def counts_in(self, phase: str) -> bool:
        """Whether the seat gives its rights in this phase."""
        return not self.phases or phase in self.phases

    @property
    def is_whole(self) -> bool:
        """Whether it is a seat on the whole deal, not on some of its issues."""
        return not self.issues


class HandOver(Identified, Removable):
    """A seat passed on, with what its new holder has to know.

    ``notes`` of a seat that sees all secrets are for readers of secrets; ``words`` of the others are for the team.
    """

    noun: ClassVar[str] = "hand_over"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"notes"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="hand_overs")
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, null=True, related_name="hand_overs")
    role = models.CharField(max_length=12, choices=SeatRole)
    giver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    notes = SecretTextField(blank=True, default="")
    words = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("deal", "at"), name="hand_over_by_time"),)

    def __str__(self) -> str:
        return f"the seat of {self.role} passed on"
