"""One's inbox over all deals."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Flag
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions.inbox import mark_read
from negotiations.api.base import SIGNED_IN, ApiView, needs
from negotiations.api.rows import choices
from negotiations.enums import InboxKind
from negotiations.queries.inbox.page import Inbox, inbox


class EntrySerializer(serializers.Serializer[Any]):
    """Something that waits for you. Its words are made now, for what you may see now; no secret is among them."""

    id = serializers.UUIDField()
    deal = serializers.UUIDField(source="deal.pk")
    kind = serializers.ChoiceField(choices(InboxKind))
    at = serializers.DateTimeField()
    read = serializers.BooleanField()
    text = serializers.CharField(source="said.text")
    why = serializers.CharField(source="said.why")
    page = serializers.CharField(source="said.url", help_text="Where it is in the workspace.")


class LateSerializer(serializers.Serializer[Any]):
    """A to-do or a next step of yours that is overdue, or a summary that you owe."""

    what = serializers.CharField()
    kind = serializers.CharField(help_text="Whose it is, and what: your to-do, a next step of theirs.")
    deal = serializers.UUIDField(source="deal.pk")
    due = serializers.CharField()
    page = serializers.CharField(source="url")


class InboxSerializer(serializers.Serializer[Any]):
    waiting = serializers.IntegerField(help_text="Unread, and overdue.")
    entries = EntrySerializer(many=True, help_text="The newest 100.")
    late = LateSerializer(many=True)


class ReadSerializer(Strict):
    read = Flag()


class InboxAPIView(ApiView):
    def inbox(self) -> Inbox:
        return inbox(self.user, today=timezone.localdate())


class InboxList(InboxAPIView):
    permissions = needs(GET=SIGNED_IN)

    @operation("Read your inbox", gives=InboxSerializer)
    def get(self, request: Request) -> Response:
        return Response(InboxSerializer(self.inbox()).data)


class InboxDetail(InboxAPIView):
    permissions = needs(PATCH=SIGNED_IN)

    @operation("Mark something as read or unread", takes=ReadSerializer, gives=EntrySerializer)
    def patch(self, request: Request, item_id: UUID) -> Response:
        read = self.body(ReadSerializer)["read"]
        if not any(entry.id == item_id for entry in self.inbox().entries):
            raise Http404
        mark_read(self.user, [item_id], read=read, at=self.now)
        return Response(EntrySerializer(next(one for one in self.inbox().entries if one.id == item_id)).data)


__all__ = ["InboxDetail", "InboxList"]
