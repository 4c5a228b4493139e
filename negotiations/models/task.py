"""What somebody has to do by when: preparation, a next step, a planned slow-down."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.enums import TaskKind
from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.comment import Comment
from negotiations.models.deal import Deal, Meeting
from negotiations.models.fields import SecretTextField
from negotiations.models.issue import Issue
from negotiations.models.stakeholder import Stakeholder
from negotiations.models.suggestion import Suggestion


class Task(Identified, Versioned, Removable):
    """About the issue, suggestion or stakeholder named, else about the deal; ``secret`` as a comment can be.

    A preparation task that was laid back from a meeting keeps the meeting's day then in ``laid_for``, so that it can
    be moved along when the meeting moves. ``hours`` is what it was planned to take.
    """

    noun: ClassVar[str] = "task"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=11, choices=TaskKind, default=TaskKind.STEP)
    text = models.CharField(max_length=240, blank=True, default="")
    secret_text = SecretTextField(null=True)
    secret = models.BooleanField(default=False)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="tasks")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, null=True, related_name="tasks")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, null=True, related_name="tasks")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, related_name="tasks")
    laid_for = models.DateField(null=True, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    comment = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, related_name="tasks")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=TaskKind.values), name="task_kind_is_known"),
            models.CheckConstraint(
                condition=Q(issue=None, suggestion=None)
                | Q(issue=None, stakeholder=None)
                | Q(suggestion=None, stakeholder=None),
                name="task_one_target",
            ),
            models.CheckConstraint(condition=Q(secret=True) | Q(suggestion=None), name="task_on_suggestion_secret"),
            models.CheckConstraint(
                condition=Q(secret=True, text="") | Q(secret=False, secret_text=None), name="task_open_or_secret"
            ),
        )
        indexes = (models.Index(fields=("assignee", "done_at", "due_on"), name="task_by_assignee"),)

    def __str__(self) -> str:
        return f"task {self.pk}"

    @property
    def words_field(self) -> str:
        """The field that holds its text."""
        return "secret_text" if self.secret else "text"

    @property
    def secret_fields(self) -> frozenset[str]:  # type: ignore[override]  # of a secret row all is secret
        return frozenset({"secret_text", "assignee", "due_on", "done_at", "kind"} if self.secret else ())
