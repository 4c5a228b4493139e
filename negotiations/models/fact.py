"""Facts: what we may tell them, what we want from them, and what they must not know."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums import Party
from negotiations.enums_prepare import FactClass
from negotiations.models.fields import SecretTextField
from negotiations.models.prepared import Prepared
from negotiations.models.question import Question

OPEN_CLASSES = (FactClass.SHARE, FactClass.ASK)


class Fact(Prepared):
    """A fact to share or to ask for. ``exchanged_on``: we told them, or they told us. ``question`` brought it."""

    noun: ClassVar[str] = "fact"

    text = models.CharField(max_length=300)
    about = models.CharField(max_length=6, choices=Party, default=Party.OURS)
    share_class = models.CharField(max_length=7, choices=FactClass, default=FactClass.SHARE)
    source = models.CharField(max_length=160, blank=True)
    dated = models.DateField(null=True, blank=True)
    exchanged_on = models.DateField(null=True, blank=True)
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, blank=True, related_name="facts")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(about__in=Party.values), name="fact_party_is_known"),
            models.CheckConstraint(
                condition=Q(share_class__in=[str(code) for code in OPEN_CLASSES]), name="fact_is_not_protected"
            ),
        )

    def __str__(self) -> str:
        return self.text


class ProtectedFact(Prepared):
    """A fact that they must not know: a secret in a table of its own, row and column."""

    noun: ClassVar[str] = "protected_fact"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"text", "about", "source", "dated", "issue"})

    text = SecretTextField()
    about = models.CharField(max_length=6, choices=Party, default=Party.OURS)
    source = SecretTextField(blank=True, default="")
    dated = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(about__in=Party.values), name="protected_fact_party_known"),)

    def __str__(self) -> str:
        return f"protected fact {self.pk}"

    @property
    def title(self) -> str:
        return str(self)

    @property
    def share_class(self) -> str:
        """Always protected: another class is another table."""
        return FactClass.PROTECT

    @property
    def exchanged_on(self) -> None:
        """Never: they must not know."""
        return None
