"""The agenda of a meeting: what is talked about, for how long, to which end, and who leads it. Nothing secret."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal, Meeting
from negotiations.models.issue import Issue


class AgendaItem(Identified, Versioned, Removable):
    """``goal`` is ours and stays inside; the version for the other side has titles and minutes only."""

    noun: ClassVar[str] = "agenda_item"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="agenda_items")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(default=10)
    goal = models.CharField(max_length=240, blank=True, default="")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="agenda_items")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=600), name="agenda_minutes_1_to_600"),
        )
        indexes = (models.Index(fields=("meeting", "position"), name="agenda_by_place"),)

    def __str__(self) -> str:
        return self.title
