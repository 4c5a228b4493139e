"""People of both sides, their interests and their influence. Personal motives and notes are in ``notes.py``."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Day, Text
from accounts.rest.pagination import BY_ID, PAGING, page
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import interests, stakeholders
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, Version, choices
from negotiations.enums import (
    Belonging,
    DecisionRole,
    InterestKind,
    Party,
    StakeholderKind,
    Stance,
    Sureness,
)
from negotiations.models import Interest, Stakeholder

SHARE: dict[str, Any] = {"min_value": 0, "max_value": 100, "allow_null": True}
PLACE = ("power", "interest")


class StakeholderSerializer(serializers.Serializer[Any]):
    """Somebody whom the deal concerns. ``power`` and ``interest`` go from 0 to 100; null is not judged yet."""

    id = serializers.UUIDField()
    side = serializers.ChoiceField(choices(Party))
    kind = serializers.ChoiceField(choices(StakeholderKind))
    name = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    belonging = serializers.ChoiceField(choices(Belonging))
    company = serializers.CharField(allow_blank=True)
    at_table = serializers.BooleanField()
    power = serializers.IntegerField(allow_null=True)
    interest = serializers.IntegerField(allow_null=True)
    stance = serializers.ChoiceField(choices(Stance))
    veto = serializers.BooleanField()
    decision_role = serializers.ChoiceField(choices(DecisionRole))
    sureness = serializers.ChoiceField(choices(Sureness))
    source = serializers.CharField(allow_blank=True)
    dated = serializers.DateField(allow_null=True)
    version = Version()


class StakeholderFields(Strict):
    kind = serializers.ChoiceField(choices(StakeholderKind), required=False)
    title = Text(120, allow_blank=True, required=False)
    belonging = serializers.ChoiceField(choices(Belonging), required=False)
    company = Text(120, allow_blank=True, required=False)
    at_table = serializers.BooleanField(required=False)
    power = serializers.IntegerField(**SHARE, required=False)
    interest = serializers.IntegerField(**SHARE, required=False)
    stance = serializers.ChoiceField(choices(Stance), required=False)
    veto = serializers.BooleanField(required=False)
    decision_role = serializers.ChoiceField(choices(DecisionRole), required=False)
    sureness = serializers.ChoiceField(choices(Sureness), required=False)
    source = Text(160, allow_blank=True, required=False)
    dated = Day(allow_null=True, required=False)


class NewStakeholderSerializer(StakeholderFields):
    side = serializers.ChoiceField(choices(Party))
    name = Text(120)


class StakeholderEditSerializer(StakeholderFields, Edit):
    side = serializers.ChoiceField(choices(Party), required=False)
    name = Text(120, required=False)


class StakeholderAPIView(DealAPIView):
    def rows_of(self) -> QuerySet[Stakeholder]:
        rows = Stakeholder.objects.filter(deal=self.access.deal, removed_at__isnull=True)
        return rows.select_related("deal")

    def person(self, pk: UUID) -> Stakeholder:
        row: Stakeholder = self.child(self.rows_of(), pk)
        return row


class StakeholderList(StakeholderAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.PEOPLE_EDIT)

    @operation("List the people of a deal", gives=page_of(StakeholderSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.rows_of(), [BY_ID], self.rows(StakeholderSerializer)))

    @operation("Add somebody", takes=NewStakeholderSerializer, gives=StakeholderSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        row = stakeholders.add(self.access.deal, **self.body(NewStakeholderSerializer), **self.by)
        return self.show(StakeholderSerializer, self.rows_of().get(pk=row.pk), 201)


class StakeholderDetail(StakeholderAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.PEOPLE_EDIT, DELETE=P.PEOPLE_EDIT)

    @operation("Read somebody", gives=StakeholderSerializer)
    def get(self, request: Request, deal_id: UUID, stakeholder_id: UUID) -> Response:
        return self.show(StakeholderSerializer, self.person(stakeholder_id))

    @operation(
        "Edit somebody; power and interest together are one move, every other field an action of its own",
        takes=StakeholderEditSerializer,
        gives=StakeholderSerializer,
    )
    def patch(self, request: Request, deal_id: UUID, stakeholder_id: UUID) -> Response:
        row = self.person(stakeholder_id)
        data = self.body(StakeholderEditSerializer)
        version = data.pop("version")
        seen: dict[str, int | None] = {field: self.seen(row, field, version) for field in data}
        with transaction.atomic():
            if set(PLACE) <= set(data):
                place = {field: data.pop(field) for field in PLACE}
                stakeholders.place(row, **place, seen=seen, **self.by)
            for field, value in data.items():
                stakeholders.edit(row, field, value, seen=seen[field], **self.by)
        return self.show(StakeholderSerializer, self.rows_of().get(pk=stakeholder_id))

    @operation("Take somebody out; undo brings them back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, stakeholder_id: UUID) -> Response:
        stakeholders.remove(self.person(stakeholder_id), **self.by)
        return Response(status=204)


class StakeholderErase(DealAPIView):
    permissions = needs(POST=P.PEOPLE_ERASE)

    @operation("Erase for good all that is written about somebody, in the history too", gives=None, status=204)
    def post(self, request: Request, deal_id: UUID, stakeholder_id: UUID) -> Response:
        rows = Stakeholder.objects.filter(deal=self.access.deal, erased_at__isnull=True).select_related("deal")
        stakeholders.erase(self.child(rows, stakeholder_id), **self.by)
        return Response(status=204)


class InterestSerializer(serializers.Serializer[Any]):
    """Why somebody wants what they want; ``issues`` serve it."""

    id = serializers.UUIDField()
    stakeholder = serializers.UUIDField(source="stakeholder_id")
    kind = serializers.ChoiceField(choices(InterestKind))
    text = serializers.CharField()
    issues = serializers.ListField(child=serializers.UUIDField())
    source = serializers.CharField(allow_blank=True)
    version = Version()


class InterestFields(Strict):
    kind = serializers.ChoiceField(choices(InterestKind), required=False)
    issues = serializers.ListField(child=serializers.UUIDField(), max_length=1000, required=False)
    source = Text(160, allow_blank=True, required=False)


class NewInterestSerializer(InterestFields):
    stakeholder = serializers.UUIDField()
    text = Text(interests.LONGEST)


class InterestEditSerializer(InterestFields, Edit):
    text = Text(interests.LONGEST, required=False)


class InterestAPIView(StakeholderAPIView):
    def interests_of(self) -> QuerySet[Interest]:
        rows = Interest.objects.filter(stakeholder__deal=self.access.deal, removed_at__isnull=True)
        return rows.filter(stakeholder__removed_at__isnull=True).select_related("stakeholder__deal")

    def read(self, serializer: type[Any]) -> dict[str, Any]:
        data = self.body(serializer)
        if "issues" in data:
            data["issues"] = [str(pk) for pk in data["issues"]]
        return data


class InterestList(InterestAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.PEOPLE_EDIT)

    @operation("List the interests of a deal's people", gives=page_of(InterestSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(page(request, self.interests_of(), [BY_ID], self.rows(InterestSerializer)))

    @operation("Write an interest down", takes=NewInterestSerializer, gives=InterestSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.read(NewInterestSerializer)
        owner = self.rows_of().filter(pk=data.pop("stakeholder")).first()
        if owner is None:
            raise Invalid({"stakeholder": ["Nobody of this deal has this id."]})
        row = interests.add(owner, **data, **self.by)
        return self.show(InterestSerializer, self.interests_of().get(pk=row.pk), 201)


class InterestDetail(InterestAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.PEOPLE_EDIT, DELETE=P.PEOPLE_EDIT)

    @operation("Read an interest", gives=InterestSerializer)
    def get(self, request: Request, deal_id: UUID, interest_id: UUID) -> Response:
        return self.show(InterestSerializer, self.child(self.interests_of(), interest_id))

    @operation(
        "Edit an interest; each field is an action of its own", takes=InterestEditSerializer, gives=InterestSerializer
    )
    def patch(self, request: Request, deal_id: UUID, interest_id: UUID) -> Response:
        row = self.child(self.interests_of(), interest_id)
        data = self.read(InterestEditSerializer)
        version = data.pop("version")
        with transaction.atomic():
            for field, value in data.items():
                interests.edit(row, field, value, seen=self.seen(row, field, version), **self.by)
        return self.show(InterestSerializer, self.interests_of().get(pk=interest_id))

    @operation("Take an interest out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, interest_id: UUID) -> Response:
        interests.remove(self.child(self.interests_of(), interest_id), **self.by)
        return Response(status=204)


__all__ = ["InterestDetail", "InterestList", "StakeholderDetail", "StakeholderErase", "StakeholderList"]
