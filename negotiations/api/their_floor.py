"""What they have without this deal, as we estimate it. Secret."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Day, Text, Whole
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import alternatives
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.rows import Revealed, Version
from negotiations.models import TheirFloor


class BandSerializer(Strict):
    """Low, likely and high: money, or points of 100 without a money issue, above every issue at its worst for them."""

    low = Amount(**MONEY)
    likely = Amount(**MONEY)
    high = Amount(**MONEY)


class BandShown(serializers.Serializer[Any]):
    low = serializers.CharField()
    likely = serializers.CharField()
    high = serializers.CharField()


class TheirFloorSerializer(serializers.Serializer[Any]):
    """The estimate; ``band`` is null while nothing is known."""

    band = serializers.SerializerMethodField()
    source = Revealed(serializers.CharField())
    dated = serializers.DateField(allow_null=True)
    version = Version()

    @extend_schema_field(BandShown(allow_null=True))
    def get_band(self, row: TheirFloor) -> dict[str, str] | None:
        return (row.band.reveal(self.context["access"]) if row.band else None) or None


class TheirFloorEditSerializer(Strict):
    version = Whole(help_text="The row's `version` when you read it.")
    band = BandSerializer(allow_null=True)
    source = Text(alternatives.MAX_SOURCE, allow_blank=True, default="")
    dated = Day(allow_null=True, default=None)


class TheirFloorDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PUT=P.SECRETS_EDIT)

    @operation("Read what they have without this deal", gives=TheirFloorSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.show(TheirFloorSerializer, self._row())

    @operation("Say what they have without this deal", takes=TheirFloorEditSerializer, gives=TheirFloorSerializer)
    def put(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(TheirFloorEditSerializer)
        seen = self.seen(self._row(), "band", data.pop("version"))
        row = alternatives.set_their_floor(self.access.deal, **data, seen=seen, **self.by)
        return self.show(TheirFloorSerializer, row)

    def _row(self) -> TheirFloor:
        found = TheirFloor.objects.filter(deal=self.access.deal).first()
        return found or TheirFloor(deal=self.access.deal, band=None)
