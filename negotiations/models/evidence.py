"""Evidence of what they want: offers of both sides, refusals, statements, choices. A secret table."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums import Confidence, EvidenceKind, Party
from negotiations.models.base import Identified, Removable
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretJSONField, SecretTextField
from negotiations.models.question import Question


class Evidence(Identified, Removable):
    """One thing seen or heard. It is never edited: a wrong one is removed and noted again.

    ``body`` by kind, levels as text by issue id:

    - offer: ``levels`` that ``party`` put on the table, of some issues or all. ``answers`` is the offer it replied to.
    - refusal: nothing; ``answers`` is the offer of ours that they refused.
    - preference: ``better`` and ``worse``, two packages or two levels of an issue: they would rather have the first.
    - order: ``more``, the issue that matters more to them, and ``less``, the issue it matters more than (null: any).
    - choice: ``packages``, a list of levels shown to them, and ``picked``, the place of the one that they leaned to.
    - silence: ``topic``, ``issues`` and ``packages`` of a question without an answer, and whether it was ``asked``.
    """

    noun: ClassVar[str] = "evidence"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"body"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    party = models.CharField(max_length=6, choices=Party, default=Party.THEIRS)
    body = SecretJSONField(default=dict, blank=True)
    confidence = models.CharField(max_length=7, choices=Confidence, default=Confidence.SAID)
    said_by = SecretTextField(blank=True, default="")
    source = SecretTextField(blank=True, default="")
    happened_at = models.DateTimeField()
    number = models.BigIntegerField()  # the deal's seq when it was noted: the order among those of one moment
    answers = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # The question of ours whose answer it is; kept here, as only readers of secrets may know that there is any.
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="evidence")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_is_known"),
            models.CheckConstraint(condition=Q(party__in=Party.values), name="evidence_party_is_known"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="evidence_confidence_is_known"),
            models.CheckConstraint(
                condition=Q(party=Party.THEIRS) | Q(kind=EvidenceKind.OFFER), name="evidence_of_ours_is_an_offer"
            ),
        )

    def __str__(self) -> str:
        return f"evidence {self.pk}"
