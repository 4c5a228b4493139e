"""Who moves whom."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Text
from accounts.rest.pagination import BY_ID, PAGING, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import influences
from negotiations.api.base import P, needs
from negotiations.api.rows import Edit, Version, choices
from negotiations.api.stakeholders import StakeholderAPIView
from negotiations.enums import InfluenceKind
from negotiations.models import Influence

ENDS = ("influencer", "influenced")


class InfluenceSerializer(serializers.Serializer[Any]):
    """``influencer`` moves ``influenced``; ``strength`` is 1 weak, 2 clear, 3 strong."""

    id = serializers.UUIDField()
    influencer = serializers.UUIDField(source="influencer_id")
    influenced = serializers.UUIDField(source="influenced_id")
    kind = serializers.ChoiceField(choices(InfluenceKind))
    strength = serializers.IntegerField()
    note = serializers.CharField(allow_blank=True)
    version = Version()


class InfluenceFields(Strict):
    kind = serializers.ChoiceField(choices(InfluenceKind), required=False)
    strength = serializers.IntegerField(min_value=1, max_value=3, required=False)
    note = Text(influences.LONGEST, allow_blank=True, required=False)


class NewInfluenceSerializer(InfluenceFields):
    influencer = serializers.UUIDField()
    influenced = serializers.UUIDField()


class InfluenceEditSerializer(InfluenceFields, Edit):
    pass


class InfluenceAPIView(StakeholderAPIView):
    def influences_of(self) -> QuerySet[Influence]:
        rows = Influence.objects.filter(deal=self.access.deal, removed_at__isnull=True)
        live = rows.filter(influencer__removed_at__isnull=True, influenced__removed_at__isnull=True)
        return live.select_related("deal")


class InfluenceList(InfluenceAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.PEOPLE_EDIT)

    @operation("List who moves whom", gives=page_of(InfluenceSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.influences_of(), [BY_ID], self.rows(InfluenceSerializer)))

    @operation("Say that somebody moves somebody", takes=NewInfluenceSerializer, gives=InfluenceSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(NewInfluenceSerializer)
        for end in ENDS:
            row = self.rows_of().filter(pk=data[end]).first()
            if row is None:
                raise Invalid({end: ["Nobody of this deal has this id."]})
            data[end] = row
        made = influences.add(self.access.deal, **data, **self.by)
        return self.show(InfluenceSerializer, self.influences_of().get(pk=made.pk), 201)


class InfluenceDetail(InfluenceAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.PEOPLE_EDIT, DELETE=P.PEOPLE_EDIT)

    @operation("Read an influence", gives=InfluenceSerializer)
    def get(self, request: Request, deal_id: UUID, influence_id: UUID) -> Response:
        return self.show(InfluenceSerializer, self.child(self.influences_of(), influence_id))

    @operation(
        "Edit an influence; each field is an action of its own",
        takes=InfluenceEditSerializer,
        gives=InfluenceSerializer,
    )
    def patch(self, request: Request, deal_id: UUID, influence_id: UUID) -> Response:
        row = self.child(self.influences_of(), influence_id)
        data = self.body(InfluenceEditSerializer)
        version = data.pop("version")
        with transaction.atomic():
            for field, value in data.items():
                influences.edit(row, field, value, seen=self.seen(row, field, version), **self.by)
        return self.show(InfluenceSerializer, self.influences_of().get(pk=influence_id))

    @operation("Take an influence out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, influence_id: UUID) -> Response:
        influences.remove(self.child(self.influences_of(), influence_id), **self.by)
        return Response(status=204)


__all__ = ["InfluenceDetail", "InfluenceList"]
