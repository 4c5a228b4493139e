"""Blind scoring: everybody weighs the issues and proposes targets alone; sheets stay sealed while the round is open."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums import RoundState
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretJSONField


class ScoringRound(Identified, Versioned):
    """What is asked, until when. ``issues`` are the ids of the issues asked about, in the order of the plan then."""

    noun: ClassVar[str] = "score_round"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="scoring_rounds")
    issues = models.JSONField()
    deadline = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RoundState, default=RoundState.OPEN)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_seq = models.PositiveBigIntegerField()  # a range changed by a later event was another question
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("deal",), condition=Q(state=RoundState.OPEN), name="scoring_round_one_open"
            ),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="scoring_round_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN, ended_at__isnull=True)
                | (~Q(state=RoundState.OPEN) & Q(ended_at__isnull=False)),
                name="scoring_round_ends_once",
            ),
        )

    def __str__(self) -> str:
        return "blind scoring"

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state in {RoundState.ALL_IN, RoundState.CALLED}


class ScoringSheet(Identified):
    """What one person thinks: ``{"points": {issue: "100"}, "targets": {issue: "598"}}``. A draft until handed in.

    It leaves no event: even that it exists is its author's secret until the round is closed.
    """

    noun: ClassVar[str] = "score_sheet"

    round = models.ForeignKey(ScoringRound, on_delete=models.CASCADE, related_name="sheets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = SecretJSONField(default=dict)
    handed_in = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("round", "user"), name="scoring_sheet_once"),)

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Settlement(Identified, Removable):
    """What the team made of a closed round: by issue whose weight and target was taken, and why."""

    noun: ClassVar[str] = "settlement"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"choices"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="settlements")
    round = models.ForeignKey(ScoringRound, on_delete=models.CASCADE, related_name="settlements")
    choices = SecretJSONField(default=dict)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"settlement {self.pk}"
