"""Comments on the deal, an issue, a suggestion or a stakeholder; and the members whom they tell."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Flag, Id, Text, Whole
from accounts.rest.pagination import PAGING, Key, moment, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import comments
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import uuid_in
from negotiations.models import Comment, Issue, Stakeholder, Suggestion
from negotiations.queries.deal.comments import Target, rows_with, text_of, visible
from negotiations.queries.standing import Standing

NEWEST = [Key("at", moment, descending=True), Key("pk", whole, descending=True)]
Row = Issue | Suggestion | Stakeholder
ABOUT: dict[str, type[Row]] = {"issue": Issue, "suggestion": Suggestion, "stakeholder": Stakeholder}
FILTERS = [OpenApiParameter(name, UUID, description=f"Only those on this {name}.") for name in ABOUT]


class CommentSerializer(serializers.Serializer[Any]):
    """What a member said: about an issue, a suggestion or a stakeholder; about the deal where all are null."""

    id = serializers.IntegerField()
    issue = serializers.UUIDField(allow_null=True)
    suggestion = serializers.UUIDField(allow_null=True)
    stakeholder = serializers.UUIDField(allow_null=True)
    author = PersonSerializer()
    at = serializers.DateTimeField()
    text = serializers.CharField()
    secret = serializers.BooleanField(help_text="Only those who see secrets can read it.")
    edited = serializers.BooleanField()
    mentions = PersonSerializer(many=True, help_text="Who was told.")


class AboutSerializer(Strict):
    issue = Id(required=False, help_text="What it is about: this issue,")
    suggestion = Id(required=False, help_text="or this suggestion,")
    stakeholder = Id(required=False, help_text="or this stakeholder; else the deal.")


class NewCommentSerializer(AboutSerializer):
    text = Text(comments.MOST, help_text="`@name` tells a member.")
    secret = Flag(default=False)
    tell = serializers.ListField(
        child=Whole(), max_length=50, default=list, help_text="Members to tell besides those the text names."
    )


class CommentEditSerializer(Strict):
    text = Text(comments.MOST)


def shown(access: Standing) -> Callable[[Iterable[Comment]], list[dict[str, Any]]]:
    """How comments are shown that this reader may see."""
    return lambda rows: [_shown(row, access) for row in rows_with(rows)]


def _shown(row: Comment, access: Standing) -> dict[str, Any]:
    values = {
        "id": row.pk,
        "issue": row.issue_id,
        "suggestion": row.suggestion_id,
        "stakeholder": row.stakeholder_id,
        "author": row.author,
        "at": row.at,
        "text": text_of(row, access),
        "secret": row.secret,
        "edited": row.is_edited,
        "mentions": [mention.user for mention in row.mentions.all()],
    }
    return dict(CommentSerializer(values).data)


def target_of_body(access: Standing, data: dict[str, Any]) -> Target:
    """What a body is about: takes ``issue``, ``suggestion`` or ``stakeholder`` out of it; the deal without them.

    Whoever may not see suggestions gets the answer for one that does not exist. Raises ``Invalid``.
    """
    named = {name: data.pop(name) for name in ABOUT if name in data}
    if len(named) > 1:
        raise Invalid({list(named)[1]: ["About one thing only."]})
    for name, pk in named.items():
        readable = name != "suggestion" or access.can(P.TRADES_VIEW)
        row = ABOUT[name]._default_manager.filter(deal=access.deal, pk=pk).first() if readable else None
        if row is None:
            raise Invalid({name: [f"No such {name}."]})
        found: Target = row
        return found
    return access.deal


class CommentAPIView(DealAPIView):
    def own(self, comment_id: int) -> Comment:
        rows: QuerySet[Comment] = visible(self.access).filter(author=self.user).select_related("deal")
        row: Comment = self.child(rows, comment_id)
        return row


class CommentList(CommentAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.COMMENT)

    @operation("List what was said, the newest first", gives=page_of(CommentSerializer), parameters=[*PAGING, *FILTERS])
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows, wanted = visible(self.access), request.query_params
        for name in ABOUT:
            if name in wanted:
                rows = rows.filter(**{name: uuid_in(wanted[name], name)})
        return Response(page(request, rows, NEWEST, shown(self.access)))

    @operation("Say something", takes=NewCommentSerializer, gives=CommentSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewCommentSerializer)
        target = target_of_body(self.access, data)
        said = comments.add(self.access.deal, about=target, **data, **self.by)
        return Response(shown(self.access)([said])[0], status=201)


class CommentDetail(CommentAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.COMMENT, DELETE=P.COMMENT)

    @operation("Read a comment", gives=CommentSerializer)
    def get(self, request: Request, deal_id: UUID, comment_id: int) -> Response:
        return Response(shown(self.access)([self.child(visible(self.access), comment_id)])[0])

    @operation("Say one of your own otherwise", takes=CommentEditSerializer, gives=CommentSerializer)
    def patch(self, request: Request, deal_id: UUID, comment_id: int) -> Response:
        row = self.own(comment_id)
        comments.edit(row, text=self.body(CommentEditSerializer)["text"], **self.by)
        return Response(shown(self.access)([row])[0])

    @operation("Take one of your own back; undo brings it again", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, comment_id: int) -> Response:
        comments.remove(self.own(comment_id), **self.by)
        return Response(status=204)


__all__ = ["CommentDetail", "CommentList", "CommentSerializer", "shown"]
