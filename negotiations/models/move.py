"""The log of the table: who did what, when, on which issue. Secret as a whole, and never changed."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negotiations.enums import Party
from negotiations.enums_table import MoveKind
from negotiations.models.base import Identified
from negotiations.models.deal import Deal, Meeting
from negotiations.models.fields import SecretJSONField, SecretTextField
from negotiations.models.issue import Issue
from negotiations.models.offer import Offer, append_only


class Move(Identified):
    """One entry of the log. A wrong one is reversed by another and counts no more.

    ``key`` is the client's: the same one twice is one entry. ``number`` counts the entries of the deal without gaps.
    ``levels`` are those of an offer, a give or what was agreed; ``offer`` is the commitment that an offer put on
    record. ``answers`` is the entry that it replies to, or the pause that it ends. ``why`` is the reason that was given
    for going on after a warning.
    """

    noun: ClassVar[str] = "move"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"words", "levels", "said_by", "why"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField()
    key = models.UUIDField()
    party = models.CharField(max_length=6, choices=Party)
    kind = models.CharField(max_length=11, choices=MoveKind)
    binding = models.BooleanField(default=True)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="moves")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, null=True, related_name="moves")
    words = SecretTextField(blank=True, default="")
    levels = SecretJSONField(default=dict)  # issue id -> level as text
    said_by = SecretTextField(blank=True, default="")
    why = SecretTextField(blank=True, default="")
    answers = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answered_by")
    reverses = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="reversal")
    offer = models.OneToOneField(Offer, on_delete=models.PROTECT, null=True, related_name="move")
    happened_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()  # of the deal, when it was recorded

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("deal", "number"), name="move_number_unique"),
            models.UniqueConstraint(fields=("deal", "key"), name="move_key_once"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="move_party_is_known"),
            models.CheckConstraint(condition=Q(kind__in=MoveKind.values), name="move_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=MoveKind.REVERSAL, reverses__isnull=False)
                | (~Q(kind=MoveKind.REVERSAL) & Q(reverses__isnull=True)),
                name="move_reversal_names_its_move",
            ),
            models.CheckConstraint(condition=Q(offer__isnull=True) | Q(kind=MoveKind.OFFER), name="move_of_an_offer"),
            models.CheckConstraint(condition=~Q(reverses=F("id")), name="move_reverses_another"),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("move_append_only")

    def __str__(self) -> str:
        return f"move {self.number} of {self.deal_id}"
