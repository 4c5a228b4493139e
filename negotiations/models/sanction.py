"""What they may do to us when we slow down or refuse. Secret as a whole."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from negotiations.enums_tactics import SanctionAct
from negotiations.models.fields import SecretJSONField, SecretTextField
from negotiations.models.prepared import Kept


class Sanction(Kept):
    """What they may do when we slow down or refuse. ``chance`` in per cent and ``loss`` in money are ranges: low,
    likely, high, or empty; ``owner`` prepares the ``response``."""

    noun: ClassVar[str] = "sanction"
    secret_fields: ClassVar[frozenset[str]] = frozenset(
        {"text", "issue", "act", "chance", "loss", "response", "owner", "ready"}
    )

    text = SecretTextField()
    act = models.CharField(max_length=8, choices=SanctionAct, default=SanctionAct.OTHER)
    chance = SecretJSONField(default=dict, blank=True)
    loss = SecretJSONField(default=dict, blank=True)
    response = SecretTextField(blank=True, default="")
    ready = models.BooleanField(default=False)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(act__in=SanctionAct.values), name="sanction_act_is_known"),)
