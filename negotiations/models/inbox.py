"""What waits for a person, over all deals. A row holds no words: who may see its target gets them when it is shown."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums import InboxKind
from negotiations.models.base import Identified
from negotiations.models.deal import Deal


class InboxItem(Identified):
    """``noun`` and ``object_id`` name the target as in events; once a person, kind and target."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="inbox")
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="inbox_items")
    kind = models.CharField(max_length=10, choices=InboxKind)
    noun = models.CharField(max_length=16)
    object_id = models.CharField(max_length=36)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "deal", "kind", "noun", "object_id"), name="inbox_once"),
            models.CheckConstraint(condition=Q(kind__in=InboxKind.values), name="inbox_kind_is_known"),
        )
        indexes = (models.Index(fields=("user", "read_at", "at"), name="inbox_by_person"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.noun} for {self.user_id}"
