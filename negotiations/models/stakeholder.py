"""People and groups of both sides, what they want, who influences whom, and notes about them: all can be erased."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negotiations.enums import (
    Belonging,
    DecisionRole,
    InfluenceKind,
    InterestKind,
    NotePrivacy,
    Party,
    StakeholderKind,
    Stance,
    Sureness,
)
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretTextField


class Stakeholder(Identified, Versioned, Removable):
    """Somebody whom the deal concerns, at the table or behind it.

    ``power`` over the deal and ``interest`` in it go from 0 to 100; ``None`` is not judged yet. ``company`` names the
    house they belong to where it is not that of their side. Once erased, nothing of the person is left but the row.
    """

    noun: ClassVar[str] = "stakeholder"
    personal_fields: ClassVar[frozenset[str]] = frozenset({"name", "title", "company", "source"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="stakeholders")
    side = models.CharField(max_length=6, choices=Party)
    kind = models.CharField(max_length=6, choices=StakeholderKind, default=StakeholderKind.PERSON)
    name = models.CharField(max_length=120, blank=True)  # empty only when erased
    title = models.CharField(max_length=120, blank=True)
    belonging = models.CharField(max_length=9, choices=Belonging, default=Belonging.COMPANY)
    company = models.CharField(max_length=120, blank=True)
    at_table = models.BooleanField(default=False)
    power = models.PositiveSmallIntegerField(null=True, blank=True)
    interest = models.PositiveSmallIntegerField(null=True, blank=True)
    stance = models.CharField(max_length=9, choices=Stance, default=Stance.UNKNOWN)
    veto = models.BooleanField(default=False)
    decision_role = models.CharField(max_length=10, choices=DecisionRole, default=DecisionRole.UNKNOWN)
    sureness = models.CharField(max_length=6, choices=Sureness, default=Sureness.GUESS)
    source = models.CharField(max_length=160, blank=True)
    dated = models.DateField(null=True, blank=True)
    member = models.ForeignKey(  # our own people who have an account
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(side__in=Party.values), name="stakeholder_side_is_known"),
            models.CheckConstraint(condition=Q(power__lte=100) | Q(power=None), name="stakeholder_power_to_100"),
            models.CheckConstraint(
                condition=Q(interest__lte=100) | Q(interest=None), name="stakeholder_interest_to_100"
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", title="", company="", source="", removed_at__isnull=False),
                name="stakeholder_erased_is_empty",
            ),
        )
        indexes = (models.Index(fields=("deal", "side"), name="stakeholder_by_side"),)

    def __str__(self) -> str:
        return f"stakeholder {self.pk}"  # never the name: this text goes into the log

    @property
    def is_placed(self) -> bool:
        """Whether both power and interest are judged, so that the map can show them."""
        return self.power is not None and self.interest is not None

    @property
    def decides(self) -> bool:
        """Whether nothing happens without them: they hold the money or a veto."""
        return self.veto or self.decision_role == DecisionRole.BUYER

    @property
    def is_hidden(self) -> bool:
        """Power without a seat at the table."""
        return not self.at_table and ((self.power or 0) >= POWERFUL or self.decides)


POWERFUL = 60  # from here on somebody counts as powerful


class Interest(Identified, Versioned, Removable):
    """Why somebody wants what they want: a need, a concern, a wish. ``issues`` are the ids of those that serve it."""

    noun: ClassVar[str] = "interest"
    personal_fields: ClassVar[frozenset[str]] = frozenset({"text", "source"})

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=7, choices=InterestKind, default=InterestKind.NEED)
    text = models.CharField(max_length=240)
    issues = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=160, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"interest {self.pk}"


class Motive(Identified, Versioned, Removable):
    """What somebody wants for themselves, apart from their company. Secret, and erased with the person."""

    noun: ClassVar[str] = "motive"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"text"})
    personal_fields: ClassVar[frozenset[str]] = frozenset({"text"})

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="motives")
    text = SecretTextField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"motive {self.pk}"


class Influence(Identified, Versioned, Removable):
    """``influencer`` moves ``influenced``: by office (formal) or otherwise; ``strength`` 1 weak, 2 clear, 3 strong."""

    noun: ClassVar[str] = "influence"
    personal_fields: ClassVar[frozenset[str]] = frozenset({"note"})

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="influences")
    influencer = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="influences")
    influenced = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="influenced_by")
    kind = models.CharField(max_length=8, choices=InfluenceKind, default=InfluenceKind.FORMAL)
    strength = models.PositiveSmallIntegerField(default=2)
    note = models.CharField(max_length=160, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(strength__range=(1, 3)), name="influence_strength_1_to_3"),
            models.CheckConstraint(condition=~Q(influencer=F("influenced")), name="influence_not_on_oneself"),
            models.UniqueConstraint(
                fields=("influencer", "influenced", "kind"),
                condition=Q(removed_at__isnull=True),
                name="influence_once",
            ),
        )

    def __str__(self) -> str:
        return f"influence {self.pk}"


class StakeholderNote(Identified):
    """A note about a person: read by those whom ``privacy`` names, deleted for good on ``delete_on``.

    Its text is in this row only: the log says that there was a note, never what it said.
    """

    noun: ClassVar[str] = "note"

    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    privacy = models.CharField(max_length=6, choices=NotePrivacy, default=NotePrivacy.TEAM)
    text = SecretTextField()
    delete_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("delete_on",), name="note_by_delete_on"),)

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def secret_fields(self) -> frozenset[str]:
        """That there is a note for the readers of secrets is theirs to know; of the others the log tells."""
        return frozenset({"text"}) if self.privacy == NotePrivacy.SECRET else frozenset()
