"""How our own people negotiate, by their own answers: private, until they share it with a deal's team."""

from typing import ClassVar

from django.db import models

from accounts.models import Membership
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal


class StyleProfile(models.Model):
    """A person's answers to the fifteen choices: item number as text → ``a`` or ``b``. It goes with the membership."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, primary_key=True, related_name="style_profile"
    )
    answers = models.JSONField()
    answered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"style of {self.membership_id}"


class StyleShare(Identified, Versioned, Removable):
    """A person shows their profile to everybody on one deal; taken back, it is private again."""

    noun: ClassVar[str] = "style_share"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="style_shares")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="style_shares")
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("deal", "membership"), condition=models.Q(removed_at=None), name="style_share_once"
            ),
        )

    def __str__(self) -> str:
        return f"share {self.pk}"  # never whose: this text goes into the log
