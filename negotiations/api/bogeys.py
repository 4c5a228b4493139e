"""Limits to put up, with what speaks against each. Secret."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Amount, Day, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import bogeys
from negotiations.api.registers import PreparedSerializer, issue_id, person_id
from negotiations.api.rows import Edit, Revealed, choices
from negotiations.api.tactics import ONE, READ_WRITE, TEXT, HandAPIView
from negotiations.enums_tactics import BogeyTruth, Credibility
from negotiations.models import Bogey
from negotiations.queries.table.moves import standing_moves
from negotiations.queries.tactics.bogeys import bogey_views, load_bogeys, walk_aways
from negotiations.queries.tactics.page import KINDS

LEVEL: dict[str, Any] = {"digits": 14, "places": 6}
INSTEAD = 500


class MarkSerializer(serializers.Serializer[Any]):
    """``tone``: bad, not to be said; warn, not before that is mended; empty, worth knowing."""

    code = serializers.CharField()
    tone = serializers.CharField(allow_blank=True)
    text = serializers.CharField()


class BogeySerializer(PreparedSerializer):
    """``verdict``: may, check or never; ``said``: the numbers of the entries in which we said it."""

    text = Revealed(serializers.CharField())
    level = Revealed(Amount(**LEVEL), allow_null=True)
    truth = serializers.ChoiceField(choices(BogeyTruth))
    proof = Revealed(serializers.CharField(allow_blank=True))
    instead = Revealed(serializers.CharField(allow_blank=True))
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    expires_on = serializers.DateField(allow_null=True)
    risk = serializers.ChoiceField(choices(Credibility))
    verdict = serializers.SerializerMethodField()
    marks = serializers.SerializerMethodField()
    said = serializers.SerializerMethodField()

    def get_verdict(self, row: Bogey) -> str:
        return str(self._view(row).verdict)

    @extend_schema_field(MarkSerializer(many=True))
    def get_marks(self, row: Bogey) -> Any:
        return MarkSerializer(self._view(row).marks, many=True).data

    def get_said(self, row: Bogey) -> list[int]:
        return [move.number for move in self._view(row).said]

    @cached_property
    def _views(self) -> dict[UUID, Any]:
        access = self.context["access"]
        views = bogey_views(
            load_bogeys(access.deal),
            access,
            limits=walk_aways(access.deal, access),
            moves=list(standing_moves(access.deal, kinds=KINDS)),
            currency=access.deal.currency,
            today=timezone.localdate(),
        )
        return {one.row.pk: one for one in views}

    def _view(self, row: Bogey) -> Any:
        return self._views[row.pk]


class BogeyFields(Strict):
    issue = issue_id()
    level = Amount(**LEVEL, allow_null=True, required=False)
    truth = serializers.ChoiceField(choices(BogeyTruth), required=False)
    proof = Text(TEXT, allow_blank=True, required=False)
    instead = Text(INSTEAD, allow_blank=True, required=False)
    owner = person_id()
    expires_on = Day(allow_null=True, required=False)
    risk = serializers.ChoiceField(choices(Credibility), required=False)


class NewBogeySerializer(BogeyFields):
    """What is not true is refused: ``truth`` may not be ``untrue``."""

    text = Text(TEXT)


class BogeyEditSerializer(BogeyFields, Edit):
    text = Text(TEXT, required=False)


class BogeyAPIView(HandAPIView):
    register, model, actions, shown = bogeys.REGISTER, Bogey, bogeys, BogeySerializer


class BogeyList(BogeyAPIView):
    permissions = READ_WRITE

    @operation("List the limits to put up", gives=page_of(BogeySerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Plan a limit to put up", takes=NewBogeySerializer, gives=BogeySerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewBogeySerializer)


class BogeyDetail(BogeyAPIView):
    permissions = ONE

    @operation("Read a limit to put up, with what speaks against it", gives=BogeySerializer)
    def get(self, request: Request, deal_id: UUID, bogey_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), bogey_id))

    @operation("Change a limit to put up: one action", takes=BogeyEditSerializer, gives=BogeySerializer)
    def patch(self, request: Request, deal_id: UUID, bogey_id: UUID) -> Response:
        return self.changed(bogey_id, BogeyEditSerializer)

    @operation("Take a limit to put up out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, bogey_id: UUID) -> Response:
        return self.removed(bogey_id)
