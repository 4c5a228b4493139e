"""What they may do when we refuse, and what it costs us. Secret."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Flag, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import sanctions
from negotiations.actions.alternatives import BAND
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.registers import PreparedSerializer, issue_id, person_id
from negotiations.api.rows import Edit, Revealed, choices
from negotiations.api.tactics import ONE, READ_WRITE, TEXT, HandAPIView
from negotiations.api.their_floor import BandSerializer, BandShown
from negotiations.enums_tactics import SanctionAct
from negotiations.models import Sanction
from negotiations.queries.tactics.sanctions import exposure, load_sanctions, sanction_views

RESPONSE = 1000


class SanctionSerializer(PreparedSerializer):
    """``chance`` in per cent, ``loss`` in money; null while not known."""

    text = Revealed(serializers.CharField())
    act = serializers.ChoiceField(choices(SanctionAct))
    chance = serializers.SerializerMethodField()
    loss = serializers.SerializerMethodField()
    response = Revealed(serializers.CharField(allow_blank=True))
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    ready = serializers.BooleanField()

    @extend_schema_field(BandShown(allow_null=True))
    def get_chance(self, row: Sanction) -> dict[str, str] | None:
        return row.chance.reveal(self.context["access"]) or None

    @extend_schema_field(BandShown(allow_null=True))
    def get_loss(self, row: Sanction) -> dict[str, str] | None:
        return row.loss.reveal(self.context["access"]) or None


class SanctionFields(Strict):
    act = serializers.ChoiceField(choices(SanctionAct), required=False)
    issue = issue_id()
    chance = BandSerializer(allow_null=True, required=False)
    loss = BandSerializer(allow_null=True, required=False)
    response = Text(RESPONSE, allow_blank=True, required=False)
    owner = person_id()
    ready = Flag(required=False)


class NewSanctionSerializer(SanctionFields):
    text = Text(TEXT)


class SanctionEditSerializer(SanctionFields, Edit):
    text = Text(TEXT, required=False)


class ExposureSerializer(serializers.Serializer[Any]):
    """What all of them together cost us on average, in the deal's currency; null while no range is known."""

    count = serializers.IntegerField()
    known = serializers.IntegerField(help_text="How many have both ranges.")
    expected = serializers.SerializerMethodField()

    @extend_schema_field(BandShown(allow_null=True))
    def get_expected(self, found: Any) -> dict[str, str] | None:
        return None if found.range is None else {end: f"{getattr(found.range, end):.2f}" for end in BAND}


class SanctionAPIView(HandAPIView):
    register, model, actions, shown = sanctions.REGISTER, Sanction, sanctions, SanctionSerializer


class SanctionList(SanctionAPIView):
    permissions = READ_WRITE

    @operation("List what they may do when we refuse", gives=page_of(SanctionSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write down what they may do", takes=NewSanctionSerializer, gives=SanctionSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewSanctionSerializer)


class SanctionDetail(SanctionAPIView):
    permissions = ONE

    @operation("Read what they may do", gives=SanctionSerializer)
    def get(self, request: Request, deal_id: UUID, sanction_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), sanction_id))

    @operation("Change what they may do: one action", takes=SanctionEditSerializer, gives=SanctionSerializer)
    def patch(self, request: Request, deal_id: UUID, sanction_id: UUID) -> Response:
        return self.changed(sanction_id, SanctionEditSerializer)

    @operation("Take it out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, sanction_id: UUID) -> Response:
        return self.removed(sanction_id)


class ExposureDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read what they may do costs us on average", gives=ExposureSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        deal = self.access.deal
        views = sanction_views(load_sanctions(deal), self.access, currency=deal.currency)
        return self.show(ExposureSerializer, exposure(views, currency=deal.currency))
