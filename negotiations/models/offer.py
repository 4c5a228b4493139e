"""Offers on record, one-time exceptions from the mandate, and the holdout's guard. All secret."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums import ExceptionState, OfferStepKind, Party
from negotiations.models.base import Identified, Versioned
from negotiations.models.deal import Deal
from negotiations.models.evidence import Evidence
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField
from negotiations.models.mandate import MandateVersion

USER = settings.AUTH_USER_MODEL


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """The database refuses to change or delete a row."""
    return [pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)]


class MandateException(Identified):
    """A request to make one offer outside the mandate, and the sponsor's answer. Used by one offer at most.

    ``breaks`` lists what the offer broke when it was asked for, as ``[code, issue id]``: it covers no more than that.
    """

    noun: ClassVar[str] = "exception"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"levels", "why", "breaks", "answer", "state"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="exceptions")
    levels = SecretJSONField()  # issue id -> level as text
    why = SecretTextField(blank=True, default="")
    breaks = SecretJSONField(default=list)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=ExceptionState, default=ExceptionState.ASKED)
    answer = SecretTextField(blank=True, default="")
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=ExceptionState.values), name="exception_state_is_known"),
        )

    def __str__(self) -> str:
        return f"exception {self.pk}"


class Offer(Identified):
    """What a side put on the table: levels of some issues or all. The record of a commitment, never changed.

    ``number`` counts the offers of its side. One of ours names the version of the mandate that it was within, or the
    exception that allowed it. What became of it is in its steps.
    """

    noun: ClassVar[str] = "offer"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"levels", "note", "said_by"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="offers")
    party = models.CharField(max_length=6, choices=Party)
    number = models.PositiveIntegerField()
    levels = SecretJSONField()  # issue id -> level as text
    said_by = SecretTextField(blank=True, default="")
    note = SecretTextField(blank=True, default="")
    happened_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()  # of the deal, when it was recorded
    mandate = models.ForeignKey(MandateVersion, on_delete=models.PROTECT, null=True, related_name="offers")
    exception = models.OneToOneField(MandateException, on_delete=models.PROTECT, null=True, related_name="offer")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("deal", "party", "number"), name="offer_number_unique"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="offer_party_is_known"),
            models.CheckConstraint(
                condition=Q(party=Party.THEIRS, mandate__isnull=True, exception__isnull=True)
                | (Q(party=Party.OURS) & (Q(mandate__isnull=False) | Q(exception__isnull=False))),
                name="offer_of_ours_is_allowed",
            ),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("offer_append_only")

    def __str__(self) -> str:
        return f"offer {self.party} {self.number} of {self.deal_id}"


class OfferStep(Identified):
    """What became of an offer: it was made, it waits for the holdout, it was released, held or withdrawn.

    ``guards`` of one that waits are the guards that it crosses; ``words`` are the price of releasing it, as stated, or
    why it is held. ``evidence`` is what the estimate of their side learns from an offer that was made.
    """

    noun: ClassVar[str] = "offer_step"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"words", "guards"})

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=9, choices=OfferStepKind)
    words = SecretTextField(blank=True, default="")
    guards = SecretJSONField(default=list)
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, null=True, related_name="offer_step")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("offer", "kind", "by"), name="offer_step_once"),
            models.UniqueConstraint(fields=("offer",), condition=Q(kind="made"), name="offer_made_once"),
            models.CheckConstraint(condition=Q(kind__in=OfferStepKind.values), name="offer_step_kind_is_known"),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("offer_step_append_only")

    def __str__(self) -> str:
        return f"{self.kind} {self.offer_id}"


class Guard(Identified, Versioned):
    """What a holdout holds: issues on which no offer gives, and how far over the floor every offer stays.

    ``stated`` is the price of releasing that the team is told. The true one is in ``GuardPrice``.
    """

    noun: ClassVar[str] = "guard"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"issues", "threshold", "stated"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="guards")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="guards")
    issues = SecretJSONField(default=list, blank=True)
    threshold = SecretDecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    stated = SecretTextField(blank=True, default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("deal", "user"), name="guard_once"),)

    def __str__(self) -> str:
        return f"guard of {self.user_id} on {self.deal_id}"


class GuardPrice(models.Model):
    """The holdout's true price: shown to the holdout alone. Its value is in no event, so in no history either."""

    noun: ClassVar[str] = "guard_price"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"price"})

    guard = models.OneToOneField(Guard, on_delete=models.CASCADE, related_name="true_price", primary_key=True)
    price = SecretTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"true price of {self.guard_id}"
