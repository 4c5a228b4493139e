"""Seats of a deal."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.permissions import SeatRole
from accounts.rest.errors import Invalid
from accounts.rest.fields import Whole
from accounts.rest.pagination import PAGING, Key, page, whole
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


def member(deal: Deal, user_id: int, field: str) -> User:
    """A member of the deal's organisation. Raises ``Invalid``, the same for an id that nobody has."""
    user = User.objects.filter(pk=user_id, memberships__organisation=deal.organisation_id).first()
    if user is None:
        raise Invalid({field: ["Only members of the organisation can be named here."]})
    return user
