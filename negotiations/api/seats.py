"""Seats of a deal."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import User
from accounts.permissions import SeatRole
from accounts.rest.errors import Invalid
from accounts.rest.fields import Text, Whole
from accounts.rest.pagination import PAGING, Key, page, whole
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import hand_overs, seats
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, Version, choices
from negotiations.enums import Area, Phase
from negotiations.models import Deal, Seat


class SeatSerializer(serializers.Serializer[Any]):
    """A seat; it gives its rights while ``counts`` is true: in the deal's phase."""

    id = serializers.IntegerField()
    user = PersonSerializer()
    role = serializers.ChoiceField(choices(SeatRole))
    phases = serializers.ListField(child=serializers.ChoiceField(choices(Phase)), help_text="Empty: in all of them.")
    issues = serializers.ListField(child=serializers.UUIDField(), help_text="Empty: on the whole deal.")
    expertise = serializers.ListField(child=serializers.ChoiceField(choices(Area)))
    faces = serializers.ListField(child=serializers.UUIDField(), help_text="Their people whom this seat faces.")
    counts = serializers.SerializerMethodField()
    version = Version()

    def get_counts(self, seat: Seat) -> bool:
        return seat.counts_in(self.context["access"].deal.phase)


class ScopeSerializer(Strict):
    phases = serializers.ListField(child=serializers.ChoiceField(choices(Phase)), required=False)
    issues = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=500)
    expertise = serializers.ListField(child=serializers.ChoiceField(choices(Area)), required=False)


class NewSeatSerializer(ScopeSerializer):
    user = Whole(help_text="The id of a member of the deal's organisation.")
    role = serializers.ChoiceField(choices(SeatRole))


class SeatEditSerializer(ScopeSerializer, Edit):
    faces = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=500)


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
        return self.show(SeatSerializer, seats.add(self.access.deal, **{**data, "user": user}, **self.by), 201)


class SeatDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.SEATS_MANAGE, DELETE=P.SEATS_MANAGE)

    @operation("Read a seat", gives=SeatSerializer)
    def get(self, request: Request, deal_id: UUID, seat_id: int) -> Response:
        return self.show(SeatSerializer, self.child(self.access.deal.seats.select_related("user"), seat_id))

    @operation("Limit a seat, or say what its holder knows", takes=SeatEditSerializer, gives=SeatSerializer)
    def patch(self, request: Request, deal_id: UUID, seat_id: int) -> Response:
        row = self.child(self.access.deal.seats.all(), seat_id)
        data = self.body(SeatEditSerializer)
        version = data.pop("version")
        seen: dict[str, int | None] = {field: self.seen(row, field, version) for field in data}
        return self.show(SeatSerializer, seats.edit(self.access.deal, seat_id, data, seen=seen, **self.by))

    @operation("Take a seat away; the last lead stays", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, seat_id: int) -> Response:
        seat = self.child(self.access.deal.seats.all(), seat_id)
        seats.remove(self.access.deal, seat.pk, **self.by)
        return Response(status=204)


class HandOverSerializer(Strict):
    user = Whole(help_text="The id of the member who takes the seat.")
    notes = Text(4000, required=False, help_text="What they have to know; for readers of secrets, or for the team.")


class SeatHandOver(DealAPIView):
    permissions = needs(POST=P.SEATS_MANAGE)

    @operation("Pass a seat on to another member, with notes", takes=HandOverSerializer, gives=SeatSerializer)
    def post(self, request: Request, deal_id: UUID, seat_id: int) -> Response:
        self.child(self.access.deal.seats.all(), seat_id)
        data = self.body(HandOverSerializer)
        to = member(self.access.deal, data["user"], "user")
        hand_overs.hand_over(self.access.deal, seat_id, to=to, notes=data.get("notes", ""), **self.by)
        return self.show(SeatSerializer, self.child(self.access.deal.seats.select_related("user"), seat_id))


def member(deal: Deal, user_id: int, field: str) -> User:
    """A member of the deal's organisation. Raises ``Invalid``, the same for an id that nobody has."""
    user = User.objects.filter(pk=user_id, memberships__organisation=deal.organisation_id).first()
    if user is None:
        raise Invalid({field: ["Only members of the organisation can be named here."]})
    return user
