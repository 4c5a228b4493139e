"""What they may say against us, and what we reply."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums_prepare import ObjectionUse
from negotiations.models.prepared import Prepared


class Objection(Prepared):
    """``proof`` is what the reply rests on; ``speaker`` of ours gives it."""

    noun: ClassVar[str] = "objection"

    text = models.CharField(max_length=300)
    reply = models.CharField(max_length=1000, blank=True)
    proof = models.CharField(max_length=300, blank=True)
    speaker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rehearsed = models.BooleanField(default=False)
    used = models.CharField(max_length=10, choices=ObjectionUse, default=ObjectionUse.NOT_RAISED)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(used__in=ObjectionUse.values), name="objection_use_is_known"),
        )

    def __str__(self) -> str:
        return self.text
