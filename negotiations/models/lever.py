"""Levers: resources not yet on the table that could become an issue."""

from typing import ClassVar

from django.db import models

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.issue import Issue


class Lever(Identified, Versioned, Removable):
    noun: ClassVar[str] = "lever"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="levers")
    title = models.CharField(max_length=120)
    why = models.TextField(blank=True)
    draft = models.JSONField(default=dict, blank=True)  # the fields of the issue it would become
    issue = models.ForeignKey(Issue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return self.title
