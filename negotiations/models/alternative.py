"""What we do without this deal: a secret table, row and column."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums import AlternativeKind
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField


class Alternative(Identified, Versioned, Removable):
    """A candidate for our best alternative (BATNA).

    Its worth is a package on the same issues or a value of its own, on the plan's scale (money when the plan has a
    money issue, points otherwise; 0 = every issue at its worst for us), times its probability, less its cost.
    """

    noun: ClassVar[str] = "alternative"
    secret_fields: ClassVar[frozenset[str]] = frozenset(
        {"title", "kind", "value", "levels", "probability", "cost", "expires_on", "note"}
    )

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="alternatives")
    title = SecretTextField()
    kind = models.CharField(max_length=8, choices=AlternativeKind, default=AlternativeKind.VALUE)
    value = SecretDecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    levels = SecretJSONField(default=dict, blank=True)  # issue id -> level as text
    probability = SecretDecimalField(max_digits=5, decimal_places=2)  # per cent
    cost = SecretDecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    note = SecretTextField(blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=AlternativeKind.values), name="alternative_kind_is_known"),
        )

    def __str__(self) -> str:
        return f"alternative {self.pk}"


class PlanPackage(Versioned):
    """The package on the page: the level planned for each issue, where it is not the target."""

    noun: ClassVar[str] = "package"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"levels"})

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="plan_package", primary_key=True)
    levels = SecretJSONField(default=dict, blank=True)  # issue id -> level as text

    def __str__(self) -> str:
        return f"package of {self.deal_id}"


class TheirFloor(Versioned):
    """What we believe they have without this deal: an estimate with a range, on their side of the plan's scale.

    ``band`` has ``low``, ``likely`` and ``high`` as text: money when the plan has a money issue, points otherwise,
    above every issue at its worst for them. Empty while nothing is known. What we know of them is our secret.
    """

    noun: ClassVar[str] = "their_floor"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"band", "source", "dated"})

    deal = models.OneToOneField(Deal, on_delete=models.CASCADE, related_name="their_floor", primary_key=True)
    band = SecretJSONField(default=dict, blank=True)
    source = SecretTextField(blank=True, default="")
    dated = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"their floor of {self.deal_id}"
