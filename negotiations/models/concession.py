"""What we mean to give, for what and when: the concession plan. A secret table as a whole."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.permissions import SeatRole
from negotiations.enums import ConcessionTrigger
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField


class ConcessionPlan(Identified, Versioned, Removable):
    """A ladder: the package we open with, how long we talk, and the steps (``ConcessionStep``) down from it.

    ``patience``: rounds without a better offer of theirs after which we leave, if that offer is below our floor.
    The plan in use is the one with the latest ``chosen_at``; while none was chosen, the oldest.
    """

    noun: ClassVar[str] = "concession_plan"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"name", "opening", "rounds", "patience", "chosen_at"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="concession_plans")
    name = SecretTextField()
    opening = SecretJSONField(default=dict)  # issue id -> level as text
    rounds = models.PositiveSmallIntegerField(default=8)
    patience = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    chosen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"concession plan {self.pk}"


class ConcessionStep(Identified, Versioned, Removable):
    """One step down: levels we give, levels they must have offered before, and when.

    ``amount`` goes with ``trigger``: a round, rounds of deadlock, or what their offers must have risen by for us, in
    the plan's money or points. From round ``latest`` on the step is taken without its get. ``authority``: the seat that
    may take it.
    """

    noun: ClassVar[str] = "concession_step"
    secret_fields: ClassVar[frozenset[str]] = frozenset(
        {"position", "gives", "gets", "trigger", "amount", "latest", "authority", "note"}
    )

    plan = models.ForeignKey(ConcessionPlan, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    gives = SecretJSONField(default=dict)  # issue id -> level as text
    gets = SecretJSONField(default=dict, blank=True)
    trigger = models.CharField(max_length=8, choices=ConcessionTrigger, default=ConcessionTrigger.ROUND)
    amount = SecretDecimalField(max_digits=18, decimal_places=2)
    latest = models.PositiveSmallIntegerField(null=True, blank=True)
    authority = models.CharField(max_length=11, choices=SeatRole, blank=True)
    note = SecretTextField(blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(trigger__in=ConcessionTrigger.values), name="concession_step_trigger_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"concession step {self.pk}"
