"""A limit that we put up to make them create value. Secret as a whole."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums_tactics import BogeyTruth, Credibility
from negotiations.models.fields import SecretDecimalField, SecretTextField
from negotiations.models.issue import LEVEL
from negotiations.models.prepared import Kept


class Bogey(Kept):
    """A limit or a demand that makes them create value. ``proof`` is what it rests on, ``instead`` what we would take
    for it; ``level`` of ``issue`` is the limit that it states."""

    noun: ClassVar[str] = "bogey"
    secret_fields: ClassVar[frozenset[str]] = frozenset(
        {"text", "issue", "level", "truth", "proof", "instead", "owner", "expires_on", "risk"}
    )

    text = SecretTextField()
    level = SecretDecimalField(**LEVEL, null=True, blank=True)
    truth = models.CharField(max_length=9, choices=BogeyTruth, default=BogeyTruth.UNCHECKED)
    proof = SecretTextField(blank=True, default="")
    instead = SecretTextField(blank=True, default="")
    expires_on = models.DateField(null=True, blank=True)
    risk = models.CharField(max_length=6, choices=Credibility, default=Credibility.MIDDLE)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(truth__in=BogeyTruth.values), name="bogey_truth_is_known"),
            models.CheckConstraint(condition=Q(risk__in=Credibility.values), name="bogey_risk_is_known"),
        )
