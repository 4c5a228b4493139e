"""Next steps that both sides agreed on: what, whose, by when."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from negotiations.models.prepared import Prepared
from negotiations.models.stakeholder import Stakeholder


class NextStep(Prepared):
    """A step after the talk. Ours has an ``owner``, theirs a ``stakeholder`` or the name of ``theirs``."""

    noun: ClassVar[str] = "next_step"

    text = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.SET_NULL, null=True, blank=True, related_name="next_steps"
    )
    theirs = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text

    @property
    def is_ours(self) -> bool:
        return self.owner_id is not None

    @property
    def has_owner(self) -> bool:
        return self.owner_id is not None or self.stakeholder_id is not None or bool(self.theirs)
