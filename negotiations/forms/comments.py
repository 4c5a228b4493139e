"""What somebody is saying."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.http import QueryDict

from negotiations.actions.writing import Rejected
from negotiations.models import Comment

MOST_TOLD = 50


@dataclass(frozen=True)
class CommentForm:
    """What is typed, of a new comment or of the one that is edited, and what is wrong with it."""

    text: str = ""
    secret: bool = False
    tell: Collection[int] = ()
    edited: Comment | None = None
    error: str = ""
    field: str = ""

    @classmethod
    def of(cls, data: QueryDict, edited: Comment | None = None) -> "CommentForm":
        tell = [int(pk) for pk in data.getlist("tell")[:MOST_TOLD] if pk.isascii() and pk.isdecimal() and len(pk) < 18]
        return cls(data.get("text", ""), data.get("secret") == "1", tell, edited)

    def refused(self, why: Rejected) -> "CommentForm":
        """The same with what is wrong at its field."""
        return replace(self, error=why.message, field=why.field or "text")
