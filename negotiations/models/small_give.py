"""Small gives, kept for the end of a deal, and what they may cost us together. Secret as a whole."""

from typing import Any, ClassVar

from django.db import models

from negotiations.models.base import Identified, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField
from negotiations.models.prepared import Kept

AMOUNT: dict[str, Any] = {"max_digits": 16, "decimal_places": 2, "null": True, "blank": True}


class SmallGive(Kept):
    """A small give kept for the end: what it costs us, and likely brings them. ``owner`` may give it."""

    noun: ClassVar[str] = "small_give"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"text", "issue", "cost", "worth", "owner"})

    text = SecretTextField()
    cost = SecretDecimalField(**AMOUNT)
    worth = SecretJSONField(default=dict, blank=True)


class GiveCap(Identified, Versioned):
    """What all small gives on the shelf together may cost us, at most."""

    noun: ClassVar[str] = "give_cap"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"amount"})

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="give_cap")
    amount = SecretDecimalField(**AMOUNT)

    def __str__(self) -> str:
        return f"cap of small gives {self.pk}"
