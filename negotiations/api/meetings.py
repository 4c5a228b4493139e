"""Meetings with the other side."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Moment, Text
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import deals
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, Version, choices
from negotiations.enums_record import Style


class MeetingSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    title = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)
    style = serializers.ChoiceField(choices(Style), allow_blank=True, help_text="How we mean to come across in it.")
    style_reason = serializers.CharField(allow_blank=True)
    version = Version()


class NewMeetingSerializer(Strict):
    starts_at = Moment()
    title = Text(allow_blank=True, default="")
    place = Text(allow_blank=True, default="")


class MeetingEditSerializer(Edit):
    starts_at = Moment(required=False)
    title = Text(allow_blank=True, required=False)
    place = Text(allow_blank=True, required=False)
    style = serializers.ChoiceField(choices(Style), allow_blank=True, required=False)
    style_reason = Text(240, allow_blank=True, required=False)


class MeetingList(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.DEAL_EDIT)

    @operation("List the meetings of a deal", gives=page_of(MeetingSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows = self.access.deal.meetings.filter(removed_at__isnull=True)
        return Response(page(request, rows, [Key("starts_at", moment), BY_ID], self.rows(MeetingSerializer)))

    @operation("Add a meeting", takes=NewMeetingSerializer, gives=MeetingSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewMeetingSerializer)
        return self.show(MeetingSerializer, deals.add_meeting(self.access.deal, **data, **self.by), 201)


class MeetingDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.DEAL_EDIT, DELETE=P.DEAL_EDIT)

    @operation("Read a meeting", gives=MeetingSerializer)
    def get(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        return self.show(MeetingSerializer, self._meeting(meeting_id))

    @operation("Edit a meeting; its fields are one action", takes=MeetingEditSerializer, gives=MeetingSerializer)
    def patch(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        meeting = self._meeting(meeting_id)
        data = self.body(MeetingEditSerializer)
        version = data.pop("version")
        seen = {field: self.seen(meeting, field, version) for field in data}
        return self.show(
            MeetingSerializer, deals.edit_meeting(self.access.deal, meeting.pk, data, seen=seen, **self.by)
        )

    @operation("Take a meeting out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        deals.remove_meeting(self.access.deal, self._meeting(meeting_id).pk, **self.by)
        return Response(status=204)

    def _meeting(self, meeting_id: UUID) -> Any:
        return self.child(self.access.deal.meetings.filter(removed_at__isnull=True), meeting_id)
