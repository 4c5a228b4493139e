"""Objections: what they may say, and what we reply."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Flag, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import objections
from negotiations.api.base import needs
from negotiations.api.registers import ENTER, PreparedSerializer, RegisterAPIView, issue_id, person_id
from negotiations.api.rows import Edit, choices
from negotiations.enums_prepare import ObjectionUse
from negotiations.models import Objection

LONGEST, REPLY = 300, 1000


class ObjectionSerializer(PreparedSerializer):
    """``proof`` is what the reply rests on; ``speaker`` gives it."""

    text = serializers.CharField()
    reply = serializers.CharField(allow_blank=True)
    proof = serializers.CharField(allow_blank=True)
    speaker = serializers.IntegerField(source="speaker_id", allow_null=True)
    rehearsed = serializers.BooleanField()
    used = serializers.ChoiceField(choices(ObjectionUse))


class ObjectionFields(Strict):
    issue = issue_id()
    reply = Text(REPLY, allow_blank=True, required=False)
    proof = Text(LONGEST, allow_blank=True, required=False)
    speaker = person_id()
    rehearsed = Flag(required=False)
    used = serializers.ChoiceField(choices(ObjectionUse), required=False)


class NewObjectionSerializer(ObjectionFields):
    text = Text(LONGEST)


class ObjectionEditSerializer(ObjectionFields, Edit):
    text = Text(LONGEST, required=False)


class ObjectionAPIView(RegisterAPIView):
    register, model, actions, shown = objections.REGISTER, Objection, objections, ObjectionSerializer


class ObjectionList(ObjectionAPIView):
    permissions = needs(GET=ENTER, POST=ENTER)

    @operation("List the objections", gives=page_of(ObjectionSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write an objection down", takes=NewObjectionSerializer, gives=ObjectionSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewObjectionSerializer)


class ObjectionDetail(ObjectionAPIView):
    permissions = needs(GET=ENTER, PATCH=ENTER, DELETE=ENTER)

    @operation("Read an objection", gives=ObjectionSerializer)
    def get(self, request: Request, deal_id: UUID, objection_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), objection_id))

    @operation("Change an objection: one action", takes=ObjectionEditSerializer, gives=ObjectionSerializer)
    def patch(self, request: Request, deal_id: UUID, objection_id: UUID) -> Response:
        return self.changed(objection_id, ObjectionEditSerializer)

    @operation("Take an objection out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, objection_id: UUID) -> Response:
        return self.removed(objection_id)


__all__ = ["ObjectionDetail", "ObjectionList"]
