"""Power and time: where each side's power comes from, who must be done when, who presses us. Secret, rows and columns.

What we know of them and how strong we are is nobody's business who may not read secrets.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from negotiations.enums import Party, Sureness
from negotiations.enums_power import PowerBase, PressureFor, Strength
from negotiations.models.fields import SecretTextField
from negotiations.models.move import Move
from negotiations.models.prepared import Prepared
from negotiations.models.task import Task


class PowerSource(Prepared):
    """A source of power of one side. ``raise_by``, ``owner``, ``due_on``: how ours grows; ``task``: its to-do."""

    noun: ClassVar[str] = "power_source"
    secret_fields: ClassVar[frozenset[str]] = frozenset(
        {"text", "side", "base", "strength", "sureness", "evidence", "raise_by", "owner", "due_on", "task", "issue"}
    )

    text = SecretTextField()
    side = models.CharField(max_length=6, choices=Party, default=Party.OURS)
    base = models.CharField(max_length=12, choices=PowerBase, default=PowerBase.ALTERNATIVE)
    strength = models.CharField(max_length=6, choices=Strength, default=Strength.FAIR)
    sureness = models.CharField(max_length=6, choices=Sureness, default=Sureness.LIKELY)
    evidence = SecretTextField(blank=True, default="")
    raise_by = SecretTextField(blank=True, default="")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(side__in=Party.values), name="power_side_is_known"),
            models.CheckConstraint(condition=Q(base__in=PowerBase.values), name="power_base_is_known"),
            models.CheckConstraint(condition=Q(strength__in=Strength.values), name="power_strength_is_known"),
            models.CheckConstraint(condition=Q(sureness__in=Sureness.values), name="power_sureness_is_known"),
        )

    def __str__(self) -> str:
        return f"source of power {self.pk}"


class Deadline(Prepared):
    """When a side must be done: on ``day``, or as late as ``latest``. ``move`` said it at the table."""

    noun: ClassVar[str] = "deadline"
    secret_fields: ClassVar[frozenset[str]] = frozenset(
        {"text", "side", "day", "latest", "hard", "cost", "sureness", "source", "move", "issue"}
    )

    text = SecretTextField()
    side = models.CharField(max_length=6, choices=Party, default=Party.OURS)
    day = models.DateField()
    latest = models.DateField(null=True, blank=True)
    hard = models.BooleanField(default=True)
    cost = SecretTextField(blank=True, default="")
    sureness = models.CharField(max_length=6, choices=Sureness, default=Sureness.LIKELY)
    source = SecretTextField(blank=True, default="")
    move = models.ForeignKey(Move, on_delete=models.SET_NULL, null=True, blank=True, related_name="deadlines")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(side__in=Party.values), name="deadline_side_is_known"),
            models.CheckConstraint(condition=Q(sureness__in=Sureness.values), name="deadline_sureness_is_known"),
            models.CheckConstraint(
                condition=Q(latest__isnull=True) | Q(latest__gte=F("day")), name="deadline_latest_is_later"
            ),
        )

    def __str__(self) -> str:
        return f"deadline {self.pk}"


class Pressure(Prepared):
    """Somebody of our own house presses us: ``text`` is who and why, ``since`` and ``until`` when."""

    noun: ClassVar[str] = "pressure"
    secret_fields: ClassVar[frozenset[str]] = frozenset(
        {"text", "wants", "strength", "since", "until", "note", "issue"}
    )

    text = SecretTextField()
    wants = models.CharField(max_length=5, choices=PressureFor, default=PressureFor.FAST)
    strength = models.CharField(max_length=6, choices=Strength, default=Strength.FAIR)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    note = SecretTextField(blank=True, default="")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(wants__in=PressureFor.values), name="pressure_wants_is_known"),
            models.CheckConstraint(condition=Q(strength__in=Strength.values), name="pressure_strength_is_known"),
        )

    def __str__(self) -> str:
        return f"pressure {self.pk}"
