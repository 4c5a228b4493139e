"""Seats of a deal, and its meetings."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.permissions import SeatRole
from accounts.rest.errors import Invalid
from accounts.rest.fields import Moment, Text, Whole
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import deals
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import choices
from negotiations.models import Deal


class SeatSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    user = PersonSerializer()
    role = serializers.ChoiceField(choices(SeatRole))


class NewSeatSerializer(Strict):
    user = Whole(help_text="The id of a member of the deal's organisation.")
    role = serializers.ChoiceField(choices(SeatRole))


class SeatList(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.SEATS_MANAGE)

    @operation("List the seats of a deal", gives=page_of(SeatSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        rows = self.access.deal.seats.select_related("user")
        return Response(page(request, rows, [Key("pk", whole)], self.rows(SeatSerializer)))

    @operation("Seat a member", takes=NewSeatSerializer, gives=SeatSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewSeatSerializer)
        user = member(self.access.deal, data["user"], "user")
        return self.show(SeatSerializer, deals.add_seat(self.access.deal, user=user, role=data["role"], **self.by), 201)


class SeatDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, DELETE=P.SEATS_MANAGE)

    @operation("Read a seat", gives=SeatSerializer)
    def get(self, request: Request, deal_id: UUID, seat_id: int) -> Response:
        return self.show(SeatSerializer, self.child(self.access.deal.seats.select_related("user"), seat_id))

    @operation("Take a seat away; the last lead stays", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, seat_id: int) -> Response:
        seat = self.child(self.access.deal.seats.all(), seat_id)
        deals.remove_seat(self.access.deal, seat.pk, **self.by)
        return Response(status=204)


class MeetingSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    starts_at = serializers.DateTimeField()
    title = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)


class NewMeetingSerializer(Strict):
    starts_at = Moment()
    title = Text(allow_blank=True, default="")
    place = Text(allow_blank=True, default="")


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
    permissions = needs(GET=P.DEAL_VIEW, DELETE=P.DEAL_EDIT)

    @operation("Read a meeting", gives=MeetingSerializer)
    def get(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        return self.show(MeetingSerializer, self._meeting(meeting_id))

    @operation("Take a meeting out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        deals.remove_meeting(self.access.deal, self._meeting(meeting_id).pk, **self.by)
        return Response(status=204)

    def _meeting(self, meeting_id: UUID) -> Any:
        return self.child(self.access.deal.meetings.filter(removed_at__isnull=True), meeting_id)


def member(deal: Deal, user_id: int, field: str) -> User:
    """A member of the deal's organisation. Raises ``Invalid``, the same for an id that nobody has."""
    user = User.objects.filter(pk=user_id, memberships__organisation=deal.organisation_id).first()
    if user is None:
        raise Invalid({field: ["Only members of the organisation can be named here."]})
    return user
