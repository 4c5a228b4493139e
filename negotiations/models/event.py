"""The deal's log: who changed what, when. Append-only, numbered without gaps, chained by hash."""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from negotiations.enums import Verb
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretJSONField
from negotiations.secrets import unwrap_for_storage


class Event(models.Model):
    """One change. What changed is in ``before`` and ``after``, unless it is personal, then in ``EventPersonal``, or
    secret, then in ``EventSecret``. ``stored`` finds it.
    """

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
    personal = models.BooleanField(default=False)
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

    def stored(self, side: str) -> Any:
        """The value ``before`` or ``after``, wherever it is kept: a ``Secret`` if the event is secret; ``None`` when
        it was erased. Load ``secrets`` and ``erasable`` with the event.
        """
        kept = getattr(self, "erasable" if self.personal else "secrets", None) if self.secret or self.personal else self
        value = getattr(kept, side, None)
        return value if self.secret else unwrap_for_storage(value)


class EventPersonal(models.Model):
    """The values of an event that tell about a person. They can be erased, and nothing else about them can change:
    the digest that the chain rests on stays, and without its salt nobody can guess from it what stood here.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="erasable", primary_key=True)
    before = SecretJSONField(null=True)
    after = SecretJSONField(null=True)
    salt = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    erased = models.BooleanField(default=False)

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="event_personal_no_delete", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="event_personal_only_erased",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__erased=False)
                | pgtrigger.Q(new__before__isnull=False)
                | pgtrigger.Q(new__after__isnull=False)
                | ~pgtrigger.Q(new__salt="")
                | pgtrigger.Q(new__digest__df=pgtrigger.F("old__digest"))
                | pgtrigger.Q(new__event_id__df=pgtrigger.F("old__event_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"personal part of event {self.event_id}"


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
