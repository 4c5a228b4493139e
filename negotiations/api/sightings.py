"""The observer's sheet, and the library of tactics."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Moment, Text
from accounts.rest.pagination import BY_ID, PAGING, Key, moment, page
from accounts.rest.schema import PersonSerializer, operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import sightings
from negotiations.actions.sightings import MOST_PERSON, MOST_SAW
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, Version, choices
from negotiations.catalogue.tactics import LIBRARY
from negotiations.enums_record import Style
from negotiations.models import Sighting

TACTICS = [(one.code, one.name) for one in LIBRARY]


class ObservedSerializer(serializers.Serializer[Any]):
    """What one of theirs (``person`` empty: all of them) was seen to do; ``tactic`` is a code of the library."""

    id = serializers.UUIDField()
    person = serializers.CharField(allow_blank=True)
    saw = serializers.CharField(allow_blank=True)
    tactic = serializers.CharField(allow_blank=True)
    seen_at = serializers.DateTimeField()
    author = PersonSerializer()
    version = Version()


class ObservedFields(Strict):
    person = Text(MOST_PERSON, allow_blank=True, required=False)
    saw = Text(MOST_SAW, allow_blank=True, required=False)
    tactic = serializers.ChoiceField(TACTICS, allow_blank=True, required=False)
    seen_at = Moment(required=False)


class ObservedEditSerializer(ObservedFields, Edit):
    pass


class NewStyleRatingSerializer(Strict):
    style = serializers.ChoiceField(choices(Style))
    saw = Text(MOST_SAW)
    person = Text(MOST_PERSON, allow_blank=True, default="")


class StyleRatingSerializer(serializers.Serializer[Any]):
    """It is in the counterparty's record, where it is changed and removed."""

    id = serializers.UUIDField()
    style = serializers.ChoiceField(choices(Style))
    person = serializers.CharField(allow_blank=True)
    saw = serializers.CharField()
    seen_on = serializers.DateField()


class TacticSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    sounds = serializers.CharField()
    counter = serializers.CharField()


class SightingAPIView(DealAPIView):
    def rows_of(self) -> QuerySet[Sighting]:
        rows = Sighting.objects.filter(deal=self.access.deal, removed_at__isnull=True)
        return rows.select_related("deal", "author")


class ObservedList(SightingAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.OBSERVE)

    @operation(
        "List what was seen of the other side, latest first", gives=page_of(ObservedSerializer), parameters=PAGING
    )
    def get(self, request: Request, deal_id: UUID) -> Response:
        keys = [Key("seen_at", moment, descending=True), BY_ID]
        return Response(page(request, self.rows_of(), keys, self.rows(ObservedSerializer)))

    @operation("Note what was seen", takes=ObservedFields, gives=ObservedSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = sightings.add(self.access.deal, **self.body(ObservedFields), **self.by)
        return self.show(ObservedSerializer, self.rows_of().get(pk=row.pk), 201)


class ObservedDetail(SightingAPIView):
    permissions = needs(PATCH=P.OBSERVE, DELETE=P.OBSERVE)

    @operation("Put a line right: one action", takes=ObservedEditSerializer, gives=ObservedSerializer)
    def patch(self, request: Request, deal_id: UUID, sighting_id: UUID) -> Response:
        row = self.child(self.rows_of(), sighting_id)
        data = self.body(ObservedEditSerializer)
        version = data.pop("version")
        sightings.edit(row, data, seen={name: self.seen(row, name, version) for name in data}, **self.by)
        return self.show(ObservedSerializer, self.rows_of().get(pk=row.pk))

    @operation("Take a line out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, sighting_id: UUID) -> Response:
        sightings.remove(self.child(self.rows_of(), sighting_id), **self.by)
        return Response(status=204)


class StyleRatingList(DealAPIView):
    permissions = needs(POST=P.OBSERVE)

    @operation(
        "Rate how one of theirs negotiates, by what was seen",
        takes=NewStyleRatingSerializer,
        gives=StyleRatingSerializer,
        status=201,
    )
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = sightings.rate(self.access.deal, **self.body(NewStyleRatingSerializer), **self.by)
        return self.show(StyleRatingSerializer, row, 201)


class TacticList(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW)

    @operation("Read the library of tactics", gives=TacticSerializer(many=True))
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(TacticSerializer(LIBRARY, many=True).data)
