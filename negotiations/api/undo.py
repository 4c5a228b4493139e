"""Undo: one's own last action taken back."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.actions import undo
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import choices
from negotiations.enums import Verb


class UndoneSerializer(serializers.Serializer[Any]):
    verb = serializers.ChoiceField(choices(Verb))
    noun = serializers.CharField()
    object = serializers.CharField(source="object_id")
    field = serializers.CharField(allow_blank=True)


class UndoSerializer(serializers.Serializer[Any]):
    """The events that took the action back, without their values."""

    events = UndoneSerializer(many=True)


class DealUndo(DealAPIView):
    permissions = needs(POST=P.DEAL_VIEW)

    @operation("Take back your own last action on this deal", gives=UndoSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        events = undo.undo_last(self.access.deal, **self.by)
        return Response({"events": UndoneSerializer(events, many=True).data})
