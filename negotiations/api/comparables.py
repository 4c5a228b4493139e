"""Comparables: what was agreed elsewhere, adjusted so that it can be compared."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Day, Id, Text, plain
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import comparables
from negotiations.api.base import needs
from negotiations.api.levels import Level
from negotiations.api.registers import ENTER, PreparedSerializer, RegisterAPIView
from negotiations.api.rows import Edit
from negotiations.models import Comparable
from negotiations.queries.prepare.anchors import adjusted, is_stale

LONGEST = 160
PER_CENT: dict[str, Any] = {"digits": 3, "places": 2}


class ComparableSerializer(PreparedSerializer):
    """``level`` is as agreed, ``adjusted`` as compared. Per cent: ``adjustment``, and ``weight`` from 0 to 100."""

    text = serializers.CharField()
    level = Level()
    volume = serializers.CharField(allow_blank=True)
    dated = serializers.DateField()
    source = serializers.CharField(allow_blank=True)
    adjustment = Amount(**PER_CENT)
    reason = serializers.CharField(allow_blank=True)
    weight = Amount(**PER_CENT)
    adjusted = serializers.SerializerMethodField()
    stale = serializers.SerializerMethodField(help_text="Older than 12 months.")

    @extend_schema_field(Amount())
    def get_adjusted(self, row: Comparable) -> str:
        return plain(adjusted(row, timezone.localdate()))

    @extend_schema_field(serializers.BooleanField())
    def get_stale(self, row: Comparable) -> bool:
        return is_stale(row, timezone.localdate())


class ComparableFields(Strict):
    volume = Text(60, allow_blank=True, required=False)
    source = Text(LONGEST, allow_blank=True, required=False)
    adjustment = Amount(**PER_CENT, required=False, help_text="What makes it comparable, in per cent of the level.")
    reason = Text(LONGEST, allow_blank=True, required=False)
    weight = Amount(**PER_CENT, required=False)


class NewComparableSerializer(ComparableFields):
    text = Text(LONGEST)
    issue = Id(help_text="With money, a number or days.")
    level = Amount()
    dated = Day()


class ComparableEditSerializer(ComparableFields, Edit):
    text = Text(LONGEST, required=False)
    issue = Id(required=False)
    level = Amount(required=False)
    dated = Day(required=False)


class ComparableAPIView(RegisterAPIView):
    register, model, actions, shown = comparables.REGISTER, Comparable, comparables, ComparableSerializer


class ComparableList(ComparableAPIView):
    permissions = needs(GET=ENTER, POST=ENTER)

    @operation("List the comparables", gives=page_of(ComparableSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write a comparable down", takes=NewComparableSerializer, gives=ComparableSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewComparableSerializer)


class ComparableDetail(ComparableAPIView):
    permissions = needs(GET=ENTER, PATCH=ENTER, DELETE=ENTER)

    @operation("Read a comparable", gives=ComparableSerializer)
    def get(self, request: Request, deal_id: UUID, comparable_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), comparable_id))

    @operation("Change a comparable: one action", takes=ComparableEditSerializer, gives=ComparableSerializer)
    def patch(self, request: Request, deal_id: UUID, comparable_id: UUID) -> Response:
        return self.changed(comparable_id, ComparableEditSerializer)

    @operation("Take a comparable out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, comparable_id: UUID) -> Response:
        return self.removed(comparable_id)


__all__ = ["ComparableDetail", "ComparableList"]
