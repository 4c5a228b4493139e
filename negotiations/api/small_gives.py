"""Small gives for the end, and their cap. Secret."""

from functools import cached_property
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Text, Whole
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import small_gives
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.deals import MONEY
from negotiations.api.registers import PreparedSerializer, issue_id, person_id
from negotiations.api.rows import Edit, Revealed
from negotiations.api.tactics import ONE, READ_WRITE, TEXT, HandAPIView
from negotiations.api.their_floor import BandSerializer, BandShown
from negotiations.models import GiveCap, SmallGive
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.tactics.gives import Shelf, load_shelf
from negotiations.queries.tactics.page import KINDS


class SmallGiveSerializer(PreparedSerializer):
    """``given``: the number of the entry in which we gave it."""

    text = Revealed(serializers.CharField())
    cost = Revealed(Amount(**MONEY))
    worth = serializers.SerializerMethodField()
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    given = serializers.SerializerMethodField()

    @extend_schema_field(BandShown(allow_null=True))
    def get_worth(self, row: SmallGive) -> dict[str, str] | None:
        return row.worth.reveal(self.context["access"]) or None

    def get_given(self, row: SmallGive) -> int | None:
        return self._given.get(row.pk)

    @cached_property
    def _given(self) -> dict[UUID, int]:
        access = self.context["access"]
        shelf = load_shelf(access.deal, access, list(standing_moves(access.deal, kinds=KINDS)))
        return {one.row.pk: one.given.number for one in shelf.gives if one.given is not None}


class SmallGiveFields(Strict):
    issue = issue_id()
    worth = BandSerializer(allow_null=True, required=False)
    owner = person_id()


class NewSmallGiveSerializer(SmallGiveFields):
    text = Text(TEXT)
    cost = Amount(**MONEY)


class SmallGiveEditSerializer(SmallGiveFields, Edit):
    text = Text(TEXT, required=False)
    cost = Amount(**MONEY, required=False)


class GiveCapSerializer(serializers.Serializer[Any]):
    """The cap of the shelf, what is on it, and what of that was given; the deal's currency."""

    cap = serializers.DecimalField(16, 2, source="most", allow_null=True)
    total = serializers.DecimalField(16, 2)
    given = serializers.DecimalField(16, 2, source="spent")
    version = serializers.SerializerMethodField()

    def get_version(self, shelf: Shelf) -> int:
        return shelf.cap.version_of("amount") if shelf.cap is not None else 0


class GiveCapEditSerializer(Strict):
    version = Whole(help_text="The `version` that you read.")
    cap = Amount(**MONEY, allow_null=True)


class SmallGiveAPIView(HandAPIView):
    register, model, actions, shown = small_gives.REGISTER, SmallGive, small_gives, SmallGiveSerializer


class SmallGiveList(SmallGiveAPIView):
    permissions = READ_WRITE

    @operation("List the small gives for the end", gives=page_of(SmallGiveSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Put a small give on the shelf", takes=NewSmallGiveSerializer, gives=SmallGiveSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewSmallGiveSerializer)


class SmallGiveDetail(SmallGiveAPIView):
    permissions = ONE

    @operation("Read a small give", gives=SmallGiveSerializer)
    def get(self, request: Request, deal_id: UUID, small_give_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), small_give_id))

    @operation("Change a small give: one action", takes=SmallGiveEditSerializer, gives=SmallGiveSerializer)
    def patch(self, request: Request, deal_id: UUID, small_give_id: UUID) -> Response:
        return self.changed(small_give_id, SmallGiveEditSerializer)

    @operation("Take a small give off the shelf; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, small_give_id: UUID) -> Response:
        return self.removed(small_give_id)


class GiveCapDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW, PUT=P.SECRETS_EDIT)

    @operation("Read the cap of the small gives", gives=GiveCapSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self._shown()

    @operation("Say what they may cost together", takes=GiveCapEditSerializer, gives=GiveCapSerializer)
    def put(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(GiveCapEditSerializer)
        row = GiveCap.objects.filter(deal=self.access.deal).first()
        seen = self.seen(row or GiveCap(deal=self.access.deal), "amount", data["version"])
        small_gives.set_cap(self.access.deal, data["cap"], seen=seen, **self.by)
        return self._shown()

    def _shown(self) -> Response:
        moves = list(standing_moves(self.access.deal, kinds=KINDS))
        return self.show(GiveCapSerializer, load_shelf(self.access.deal, self.access, moves))
