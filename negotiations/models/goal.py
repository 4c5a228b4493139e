"""What both sides want."""

from typing import ClassVar

from django.db import models

from negotiations.models.prepared import Prepared


class CommonGoal(Prepared):
    """A goal that both sides share. ``our_proof``, ``their_proof``: where each side has shown that it is its own.

    ``kept``: not for their ears.
    """

    noun: ClassVar[str] = "goal"

    text = models.CharField(max_length=200)
    our_proof = models.CharField(max_length=300, blank=True, default="")
    their_proof = models.CharField(max_length=300, blank=True, default="")
    kept = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text

    @property
    def mirrored(self) -> bool:
        """Whether both sides have shown it."""
        return bool(self.our_proof.strip()) and bool(self.their_proof.strip())

    @property
    def may_be_said(self) -> bool:
        """Whether it may open the talks: both have shown it, and nothing speaks against saying it."""
        return self.mirrored and not self.kept
