"""Assumptions: what we take for true, who finds out, by when."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Day, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import assumptions
from negotiations.api.base import needs
from negotiations.api.registers import ENTER, PreparedSerializer, RegisterAPIView, issue_id, person_id
from negotiations.api.rows import Edit, choices
from negotiations.enums_prepare import AssumptionState, EstimateKind
from negotiations.models import Assumption

LONGEST, RESULT = 300, 1000


class AssumptionSerializer(PreparedSerializer):
    """``estimate`` is the one of their side on ``issue`` that rests on it."""

    text = serializers.CharField()
    estimate = serializers.ChoiceField(choices(EstimateKind))
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    test = serializers.CharField(allow_blank=True)
    due_on = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(choices(AssumptionState))
    result = serializers.CharField(allow_blank=True)


class AssumptionFields(Strict):
    issue = issue_id()
    estimate = serializers.ChoiceField(choices(EstimateKind), required=False)
    owner = person_id()
    test = Text(LONGEST, allow_blank=True, required=False, help_text="How we find out.")
    due_on = Day(allow_null=True, required=False)
    state = serializers.ChoiceField(choices(AssumptionState), required=False)
    result = Text(RESULT, allow_blank=True, required=False)


class NewAssumptionSerializer(AssumptionFields):
    text = Text(LONGEST)


class AssumptionEditSerializer(AssumptionFields, Edit):
    text = Text(LONGEST, required=False)


class AssumptionAPIView(RegisterAPIView):
    register, model, actions, shown = assumptions.REGISTER, Assumption, assumptions, AssumptionSerializer


class AssumptionList(AssumptionAPIView):
    permissions = needs(GET=ENTER, POST=ENTER)

    @operation("List the assumptions", gives=page_of(AssumptionSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write an assumption down", takes=NewAssumptionSerializer, gives=AssumptionSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewAssumptionSerializer)


class AssumptionDetail(AssumptionAPIView):
    permissions = needs(GET=ENTER, PATCH=ENTER, DELETE=ENTER)

    @operation("Read an assumption", gives=AssumptionSerializer)
    def get(self, request: Request, deal_id: UUID, assumption_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), assumption_id))

    @operation("Change an assumption: one action", takes=AssumptionEditSerializer, gives=AssumptionSerializer)
    def patch(self, request: Request, deal_id: UUID, assumption_id: UUID) -> Response:
        return self.changed(assumption_id, AssumptionEditSerializer)

    @operation("Take an assumption out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, assumption_id: UUID) -> Response:
        return self.removed(assumption_id)


__all__ = ["AssumptionDetail", "AssumptionList"]
