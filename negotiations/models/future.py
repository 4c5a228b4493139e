"""What may come after this deal with the same counterparty. Secret."""

from typing import ClassVar

from django.db import models

from negotiations.models.base import Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField


class FutureDeals(Versioned):
    """How many further deals, over how many years, worth how much each to us: ranges, empty while nobody has said.

    Each range has ``low``, ``likely`` and ``high`` as text; ``value`` is money when the plan has a money issue, points
    otherwise. ``keep``: chance in per cent that the relationship holds from one year to the next; ``rate``: what money
    costs us, per cent a year.
    """

    noun: ClassVar[str] = "future_deals"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"deals", "years", "value", "keep", "rate", "source"})

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="future_deals", primary_key=True)
    deals = SecretJSONField(default=dict, blank=True)
    years = SecretJSONField(default=dict, blank=True)
    value = SecretJSONField(default=dict, blank=True)
    keep = SecretDecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    rate = SecretDecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    source = SecretTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"future of {self.deal_id}"
