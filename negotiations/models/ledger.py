"""The paired ledger beside the log: what was had for a give, what is in writing, who sees to a debt. Never changed."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negotiations.enums_ledger import PairingKind
from negotiations.models.base import Identified
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretTextField
from negotiations.models.issue import Issue
from negotiations.models.move import Move
from negotiations.models.offer import append_only

USER = settings.AUTH_USER_MODEL


class Entered(Identified):
    """A row of the ledger. A wrong one is reversed by another and counts no more."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="%(class)ss")
    reverses = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="reversal")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()  # of the deal, when it was entered

    class Meta:
        abstract = True


class Pairing(Entered):
    """What stands against a give of ours on one issue: a get, the words of one to come, or that none is asked for.

    A give is a move of ours and the issue on which it gives; None when it was said in words about no issue. So is a
    get, of a move of theirs. ``automatic``: it followed from the log, nobody said so.
    """

    noun: ClassVar[str] = "pairing"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"words"})

    kind = models.CharField(max_length=7, choices=PairingKind)
    give = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="paid_by")
    give_issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="+")
    get = models.ForeignKey(Move, on_delete=models.CASCADE, null=True, related_name="pays_for")
    get_issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="+")
    words = SecretTextField(blank=True, default="")
    automatic = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=PairingKind.values), name="pairing_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=PairingKind.GET, get__isnull=False) | (~Q(kind=PairingKind.GET) & Q(get__isnull=True)),
                name="pairing_names_its_get",
            ),
            models.CheckConstraint(condition=~Q(give=F("get")), name="pairing_of_two_moves"),
        )
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("pairing_append_only")

    def __str__(self) -> str:
        return f"pairing {self.pk}"


class Securing(Entered):
    """That a get was confirmed in writing: where that is to be found, and by whom of theirs."""

    noun: ClassVar[str] = "securing"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"place", "person"})

    get = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="secured_by")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="+")
    place = SecretTextField()
    person = SecretTextField(blank=True, default="")

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("securing_append_only")

    def __str__(self) -> str:
        return f"securing {self.pk}"


class Debt(Entered):
    """Who sees to it that a give of ours is paid, and by when. The newest row of a give counts."""

    noun: ClassVar[str] = "debt"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"due"})

    give = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="debts")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="+")
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(null=True)

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("debt_append_only")

    def __str__(self) -> str:
        return f"debt {self.pk}"


class Dismissal(Entered):
    """An alert of the table that is not shown any more on this deal, and why. ``subject`` is what it was about."""

    noun: ClassVar[str] = "dismissal"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"code", "subject", "words"})

    code = models.CharField(max_length=13)
    subject = models.CharField(max_length=80, blank=True)
    words = SecretTextField()

    class Meta:
        triggers: ClassVar[list[pgtrigger.Trigger]] = append_only("dismissal_append_only")

    def __str__(self) -> str:
        return f"dismissal {self.pk}"
