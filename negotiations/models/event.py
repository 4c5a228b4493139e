"""The deal's log: who changed what, when. Append-only, numbered without gaps, chained by hash."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from negotiations.enums import Verb
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretJSONField


class Event(models.Model):
    """One change. What changed is in ``before`` and ``after``, unless it is secret: then in ``EventSecret``."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    batch = models.PositiveBigIntegerField()  # seq of the first event of the same action: undone together
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=10, choices=Verb)
    noun = models.CharField(max_length=16)
    object_id = models.CharField(max_length=36)
    issue_id = models.UUIDField(null=True)  # the issue it belongs to, for those who may see only their own
    field = models.CharField(max_length=24, blank=True)
    secret = models.BooleanField(default=False)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    undoes = models.PositiveBigIntegerField(null=True)  # the batch that this one takes back
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("deal", "seq"), name="event_seq_unique"),)
        indexes = (models.Index(fields=("deal", "noun", "object_id", "field"), name="event_by_object"),)
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="event_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.deal_id}#{self.seq}"


class EventSecret(models.Model):
    """The secret values of an event; the salt keeps the event's hash from telling them."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="secrets", primary_key=True)
    before = SecretJSONField(null=True)
    after = SecretJSONField(null=True)
    salt = models.CharField(max_length=32)

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="event_secret_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"secrets of event {self.event_id}"
