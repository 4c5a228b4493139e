"""A price rise that they claim, tested against what their costs can explain. Secret."""

from typing import ClassVar

from django.db import models

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField


class Claim(Identified, Versioned, Removable):
    """``claim`` is the rise in per cent. ``parts`` are cost shares with the moves of their indices, both in per cent:
    ``[{"name": "Resin", "share": [low, likely, high], "move": [low, likely, high]}]``, numbers as text.
    """

    noun: ClassVar[str] = "claim"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"title", "claim", "parts", "note"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="claims")
    title = SecretTextField()
    claim = SecretDecimalField(max_digits=9, decimal_places=3)
    parts = SecretJSONField(default=list, blank=True)
    note = SecretTextField(blank=True, default="")

    def __str__(self) -> str:
        return f"claim {self.pk}"
