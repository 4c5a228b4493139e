"""Agreed points: what goes into the contract, who agreed when, where it is in writing, in which clause it goes."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from negotiations.models.issue import LEVEL
from negotiations.models.move import Move
from negotiations.models.prepared import Prepared

SAID = ("text", "issue", "level", "wording")  # what both sides confirm: a change of it voids their word


class Term(Prepared):
    """A point that both sides agreed on: ``text`` names it, ``level`` is that of its issue, ``wording`` the contract's.

    ``ours_by`` agreed for us on ``ours_on``, ``theirs_by`` for them; ``secured`` says where it is in writing and
    ``secured_by`` who wrote it; ``clause`` is where it goes in the contract; ``move`` is the
    entry of the log that it was taken from.
    """

    noun: ClassVar[str] = "term"

    text = models.CharField(max_length=120)
    level = models.DecimalField(**LEVEL, null=True, blank=True)
    wording = models.CharField(max_length=2000, blank=True)
    ours_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ours_on = models.DateField(null=True, blank=True)
    theirs_by = models.CharField(max_length=120, blank=True)
    theirs_on = models.DateField(null=True, blank=True)
    secured = models.CharField(max_length=160, blank=True)
    secured_by = models.CharField(max_length=120, blank=True)
    clause = models.CharField(max_length=40, blank=True)
    move = models.ForeignKey(Move, on_delete=models.SET_NULL, null=True, blank=True, related_name="terms")

    def __str__(self) -> str:
        return self.text

    @property
    def said_version(self) -> int:
        """The version of what both sides confirm."""
        return max((self.version_of(name) for name in SAID), default=0)

    @property
    def agreed(self) -> bool:
        """Whether both sides are said to have agreed."""
        return self.ours_on is not None and self.theirs_on is not None
