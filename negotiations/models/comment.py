"""What the team says about the deal, an issue, a suggestion or a stakeholder of it, and whom it names."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from negotiations.models.base import Identified, Removable, Versioned
from negotiations.models.deal import Deal
from negotiations.models.fields import SecretTextField
from negotiations.models.issue import Issue
from negotiations.models.stakeholder import Stakeholder
from negotiations.models.suggestion import Suggestion


class Wording(Identified):
    """A text of a comment. An edit makes a new one; events name wordings and hold no text, so it can be erased."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="wordings")
    at = models.DateTimeField()
    text = models.TextField(blank=True, default="")
    secret_text = SecretTextField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(secret_text__isnull=True) | Q(text=""), name="wording_open_or_secret"),
        )

    def __str__(self) -> str:
        return f"wording {self.pk}"


class Comment(Versioned, Removable):
    """About the issue, suggestion or stakeholder named, else about the deal.

    ``secret`` ones are for readers of secrets.
    """

    noun: ClassVar[str] = "comment"

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="comments")
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="comments")
    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, null=True, related_name="comments")
    stakeholder = models.ForeignKey(Stakeholder, on_delete=models.CASCADE, null=True, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    secret = models.BooleanField(default=False)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(issue=None, suggestion=None)
                | Q(issue=None, stakeholder=None)
                | Q(suggestion=None, stakeholder=None),
                name="comment_one_target",
            ),
            # A suggestion rests on secrets, and so does what is said of it.
            models.CheckConstraint(
                condition=Q(suggestion__isnull=True) | Q(secret=True), name="comment_on_suggestion_secret"
            ),
        )
        indexes = (models.Index(fields=("deal", "at"), name="comment_by_time"),)

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def secret_fields(self) -> frozenset[str]:  # type: ignore[override]  # of a secret row all is secret
        return frozenset({"wording"} if self.secret else ())

    @property
    def is_edited(self) -> bool:
        return self.version_of("wording") > 0


class Mention(models.Model):
    """Somebody whom a comment names: it is in their inbox."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("comment", "user"), name="mention_once"),)

    def __str__(self) -> str:
        return f"mention in {self.comment_id}"
