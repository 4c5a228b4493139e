"""The other side as a record that outlives its deals: dependency, habits, who knows whom, who stands behind them."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import Membership, Organisation
from negotiations.enums import Verb
from negotiations.enums_record import Closeness, LinkKind, Style
from negotiations.models.base import Identified, Removable, Versioned


class Counterparty(Identified, Versioned):
    """The other side. A share is ``{"low": …, "likely": …, "high": …}`` in per cent, as text, or null when unknown.

    ``versions`` of it and of the rows below count by its own ``seq``: the number of its last ``CounterpartyEvent``.
    """

    noun: ClassVar[str] = "counterparty"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="counterparties")
    name = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    sales_share = models.JSONField(null=True, blank=True)  # our part of what they sell
    sales_source = models.CharField(max_length=160, blank=True, default="")
    sales_dated = models.DateField(null=True, blank=True)
    buy_share = models.JSONField(null=True, blank=True)  # their part of what we buy of ``buy_category``
    buy_category = models.CharField(max_length=80, blank=True, default="")
    buy_source = models.CharField(max_length=160, blank=True, default="")
    buy_dated = models.DateField(null=True, blank=True)
    website = models.CharField(max_length=160, blank=True, default="")
    sites = models.CharField(max_length=400, blank=True, default="")
    note = models.TextField(blank=True, default="")
    seq = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint("organisation", Lower("name"), name="counterparty_name_unique"),)

    def __str__(self) -> str:
        return self.name


class OfCounterparty(Identified, Versioned, Removable):
    """A row of the record. ``personal`` ones are about people: the log keeps that they changed, never what they say."""

    personal: ClassVar[bool] = False

    counterparty = models.ForeignKey(Counterparty, on_delete=models.CASCADE, related_name="%(class)ss")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        abstract = True


class StyleSighting(OfCounterparty):
    """Something they did that shows how they negotiate; ``person`` is empty when it is the house's way."""

    noun: ClassVar[str] = "style"
    personal: ClassVar[bool] = True

    style = models.CharField(max_length=13, choices=Style)
    person = models.CharField(max_length=120, blank=True, default="")
    saw = models.CharField(max_length=400)
    deal = models.ForeignKey("Deal", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    seen_on = models.DateField()

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(style__in=Style.values), name="style_is_known"),)

    def __str__(self) -> str:
        return f"sighting {self.pk}"


class Acquaintance(OfCounterparty):
    """Somebody of ours knows somebody of theirs. It goes with the membership."""

    noun: ClassVar[str] = "acquaintance"
    personal: ClassVar[bool] = True

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="acquaintances")
    person = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True, default="")
    closeness = models.CharField(max_length=5, choices=Closeness, default=Closeness.MET)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(closeness__in=Closeness.values), name="acquaintance_is_known"),
        )

    def __str__(self) -> str:
        return f"acquaintance {self.pk}"


class CounterpartyLink(OfCounterparty):
    """A house behind or before them in the chain; by its name it may be a counterparty of its own."""

    noun: ClassVar[str] = "link"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=LinkKind)
    share = models.JSONField(null=True, blank=True)  # of what they buy or sell, goes through this house
    note = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(kind__in=LinkKind.values), name="link_kind_is_known"),)

    def __str__(self) -> str:
        return self.name


class CounterpartyEvent(models.Model):
    """Who changed what in the record, when. Append-only and numbered without gaps by counterparty."""

    counterparty = models.ForeignKey(Counterparty, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=10, choices=Verb)
    noun = models.CharField(max_length=16)
    object_id = models.CharField(max_length=36)
    field = models.CharField(max_length=24, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("counterparty", "seq"), name="counterparty_event_seq_unique"),)
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(name="counterparty_event_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.counterparty_id}#{self.seq}"
