"""The summary after a meeting, for both sides, and its mails."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums_close import MailState
from negotiations.models.base import Identified, Versioned
from negotiations.models.deal import Deal, Meeting
from negotiations.models.fields import SecretTextField


class Summary(Identified, Versioned):
    """What was said and agreed, due a day after the meeting. Secret until it is sent: it is drafted from the log."""

    noun: ClassVar[str] = "summary"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"subject", "body"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="summaries")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="summaries")
    subject = SecretTextField()
    body = SecretTextField()
    due_at = models.DateTimeField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # asked to be sent; each mail says what became of it

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("deal", "meeting"), name="summary_once_a_meeting", nulls_distinct=True),
        )

    def __str__(self) -> str:
        return f"summary {self.pk}"


class SummaryMail(Identified):
    """The summary on its way to one address. Its row is the state: a worker that takes it has it alone."""

    noun: ClassVar[str] = "summary_mail"
    personal_fields: ClassVar[frozenset[str]] = frozenset({"address"})

    summary = models.ForeignKey(Summary, on_delete=models.CASCADE, related_name="mails")
    address = models.EmailField()
    state = models.CharField(max_length=7, choices=MailState, default=MailState.QUEUED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("summary", "address"), name="summary_mail_once"),
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="summary_mail_state_is_known"),
        )

    def __str__(self) -> str:
        return f"mail of {self.summary_id}"
