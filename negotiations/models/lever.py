"""Levers: resources not yet on the table that could become an issue."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretDecimalField, SecretJSONField, SecretTextField
from negotiations.models.issue import Issue


class Lever(Identified, Versioned, Removable):
    noun: ClassVar[str] = "lever"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="levers")
    title = models.CharField(max_length=120)
    why = models.TextField(blank=True)
    draft = models.JSONField(default=dict, blank=True)  # the fields of the issue it would become
    by = models.ForeignKey(  # who thought of it; nobody where it came with a template or a file
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    issue = models.ForeignKey(Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.title


class LeverWorth(Versioned):
    """What using a lever in full would be worth, as assumed: secret, in a table of its own.

    On the plan's scale (money, or points without a money issue); below 0 a cost. ``theirs`` is ``{}`` or has ``low``,
    ``likely`` and ``high`` as text. ``is_assumed``: taken from a template, nobody has looked at it yet.
    """

    noun: ClassVar[str] = "lever_worth"
    secret_fields: ClassVar[frozenset[str]] = frozenset({"ours", "theirs", "source", "is_assumed"})

    lever = models.OneToOneField(Lever, on_delete=models.CASCADE, related_name="worth", primary_key=True)
    ours = SecretDecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    theirs = SecretJSONField(default=dict, blank=True)
    source = SecretTextField(blank=True, default="")
    is_assumed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"worth of {self.lever_id}"
