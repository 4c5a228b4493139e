"""What holds between issues: a secret table, row and column."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums import Importance, Party, RuleKind
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField


class IssueRule(Identified, Versioned, Removable):
    """A rule between issues: never together, if … then …, a discount for a combination, together at most.

    ``when`` and ``then`` map issues to levels: ``{"low": "60", "high": null}`` on a range, ``{"options": ["2"]}``
    among options. ``amounts`` maps issues to what a level counts against ``most``: ``{"each": "2"}`` for one unit of a
    range, ``{"options": {"2": "5"}}`` for an option. A rule that must hold bounds every suggestion; one that would be
    nice is only warned about. ``ours`` and ``theirs`` (low, likely, high) are on the plan's scale, money or points.
    """

    noun: ClassVar[str] = "rule"
    secret_fields: ClassVar[frozenset[str]] = frozenset(
        {
            "kind", "when", "then", "ours", "theirs", "amounts", "most", "counted", "party", "requester",
            "importance", "note",
        }
    )  # fmt: skip

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="rules")
    created_at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=RuleKind)
    when = SecretJSONField(default=dict, blank=True)
    then = SecretJSONField(default=dict, blank=True)
    ours = SecretDecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    theirs = SecretJSONField(default=dict, blank=True)
    amounts = SecretJSONField(default=dict, blank=True)
    most = SecretDecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    counted = SecretTextField(blank=True, default="")  # what is counted: euros, points, pallets
    party = models.CharField(max_length=6, choices=Party, default=Party.OURS)  # whose rule it is
    requester = SecretTextField(blank=True, default="")
    importance = models.CharField(max_length=4, choices=Importance, default=Importance.MUST)
    note = SecretTextField(blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=RuleKind.values), name="rule_kind_is_known"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="rule_party_is_known"),
            models.CheckConstraint(condition=Q(importance__in=Importance.values), name="rule_importance_is_known"),
        )

    def __str__(self) -> str:
        return f"rule {self.pk}"
