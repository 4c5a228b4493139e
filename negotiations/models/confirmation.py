"""What each side said to the agreed points, and the links by which the other side answers without an account."""

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negotiations.enums import Party
from negotiations.enums_close import Asks, MailState
from negotiations.models.base import Identified
from negotiations.models.deal import Deal
from negotiations.models.offer import append_only
from negotiations.models.term import Term

USER = settings.AUTH_USER_MODEL


class ConfirmLink(Identified):
    """A link for the other side, good for one answer and until ``expires_at``: to the agreed points, or to the
    question how content they are.

    Of its token only the digest is kept. ``title`` is what they read on top, ``to`` our note of whom it is for.
    """

    noun: ClassVar[str] = "confirm_link"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="confirm_links")
    asks = models.CharField(max_length=7, choices=Asks, default=Asks.POINTS)
    title = models.CharField(max_length=120)
    to = models.CharField(max_length=120, blank=True)
    token_digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="confirm_link_lives"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True), name="confirm_link_ends_once"
            ),
            models.CheckConstraint(condition=Q(asks__in=Asks.values), name="confirm_link_asks_known"),
        )

    def __str__(self) -> str:
        return f"link {self.pk}"

    @property
    def mailed(self) -> "LinkMail | None":
        """Its mail, if it was sent by one; read it with the link where there are several."""
        return getattr(self, "mail", None)

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > at


class LinkMail(Identified):
    """A link on its way to one address. Its row is the state: a worker that takes it has it alone.

    The worker makes the link's token, which is then in the mail and nowhere else. ``base`` is where the site is.
    """

    noun: ClassVar[str] = "link_mail"
    personal_fields: ClassVar[frozenset[str]] = frozenset({"address"})

    link = models.OneToOneField(ConfirmLink, on_delete=models.CASCADE, related_name="mail")
    address = models.EmailField()
    base = models.CharField(max_length=200)
    state = models.CharField(max_length=7, choices=MailState, default=MailState.QUEUED)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="link_mail_state_is_known"),
        )

    def __str__(self) -> str:
        return f"mail of link {self.link_id}"


class Confirmation(Identified):
    """A side's word on an agreed point: it confirms it, or says what is wrong. Never changed.

    ``shown`` is what the point said then, and ``fingerprint`` names exactly that: a point that says something else now
    has not been confirmed. Ours has ``by``; theirs came by a ``link`` and has the ``name`` that they gave.
    """

    noun: ClassVar[str] = "confirmation"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="confirmations")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="confirmations")
    party = models.CharField(max_length=6, choices=Party)
    confirmed = models.BooleanField()
    comment = models.CharField(max_length=1000, blank=True)
    name = models.CharField(max_length=120, blank=True)
    shown = models.JSONField()
    fingerprint = models.CharField(max_length=16)
    link = models.ForeignKey(ConfirmLink, on_delete=models.CASCADE, null=True, related_name="confirmations")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(party=Party.OURS, by__isnull=False, link__isnull=True)
                | Q(party=Party.THEIRS, by__isnull=True, link__isnull=False),
                name="confirmation_has_its_author",
            ),
            models.CheckConstraint(condition=Q(confirmed=True) | ~Q(comment=""), name="confirmation_or_comment"),
            models.UniqueConstraint(fields=("link", "term"), name="confirmation_once_a_link"),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("confirmation_append_only")

    def __str__(self) -> str:
        return f"word of {self.party} on {self.term_id}"
