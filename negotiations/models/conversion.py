"""One currency: what money, stock and failures cost each side, and terms put into money with it. All of it secret."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums import ConversionKind, Party
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField
from negotiations.models.issue import Issue

FIGURE: dict[str, Any] = {"max_digits": 20, "decimal_places": 6, "null": True, "blank": True}


class Rates(Versioned):
    """Yearly rates of one side in per cent. Each is ``{}`` or has ``low``, ``likely`` and ``high`` as text.

    Ours are one number, so the three are equal. What we know of theirs is our secret too.
    """

    noun: ClassVar[str] = "rates"
    RATES: ClassVar[tuple[str, ...]] = ("capital", "holding", "margin", "failure")
    secret_fields: ClassVar[frozenset[str]] = frozenset({*RATES, "source", "dated"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="rates")
    party = models.CharField(max_length=6, choices=Party)
    capital = SecretJSONField(default=dict, blank=True)  # what borrowed money costs
    holding = SecretJSONField(default=dict, blank=True)  # of the value of stock: capital, space, insurance, loss
    margin = SecretJSONField(default=dict, blank=True)  # of the price, what is left after variable cost
    failure = SecretJSONField(default=dict, blank=True)  # units that fail a year
    source = SecretTextField(blank=True, default="")
    dated = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("deal", "party"), name="rates_once"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="rates_party_is_known"),
        )

    def __str__(self) -> str:
        return f"rates of {self.party}"


class Conversion(Identified, Versioned, Removable):
    """A term put into money for both sides: the numbers of its formula, and the issue of the plan that it belongs to.

    Rates (discount, parts that fail) are in per cent. ``ours`` is what one unit, failure or defect costs us;
    ``theirs`` the same for them, a band as in ``Rates``.
    """

    noun: ClassVar[str] = "conversion"
    FIGURES: ClassVar[tuple[str, ...]] = (
        "amount", "units", "days", "price", "discount", "deviation", "before", "after", "ours",
    )  # fmt: skip
    secret_fields: ClassVar[frozenset[str]] = frozenset({"kind", "issue", *FIGURES, "theirs", "note"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="conversions")
    kind = models.CharField(max_length=10, choices=ConversionKind)
    issue = models.ForeignKey(Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    amount = SecretDecimalField(**FIGURE)
    units = SecretDecimalField(**FIGURE)
    days = SecretDecimalField(**FIGURE)
    price = SecretDecimalField(**FIGURE)
    discount = SecretDecimalField(**FIGURE)
    deviation = SecretDecimalField(**FIGURE)
    before = SecretDecimalField(**FIGURE)
    after = SecretDecimalField(**FIGURE)
    ours = SecretDecimalField(**FIGURE)
    theirs = SecretJSONField(default=dict, blank=True)
    note = SecretTextField(blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ConversionKind.values), name="conversion_kind_is_known"),
        )

    def __str__(self) -> str:
        return f"conversion {self.pk}"
