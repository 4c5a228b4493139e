"""Next steps: what both sides do after the talk."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Day, Id, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import next_steps
from negotiations.api.base import P, needs
from negotiations.api.registers import PreparedSerializer, RegisterAPIView, issue_id, person_id
from negotiations.api.rows import Edit
from negotiations.models import NextStep

LONGEST, NAME = 200, 120


class NextStepSerializer(PreparedSerializer):
    """Ours has an ``owner``; theirs a ``stakeholder``, or a name in ``theirs``."""

    text = serializers.CharField()
    owner = serializers.IntegerField(source="owner_id", allow_null=True)
    stakeholder = serializers.UUIDField(source="stakeholder_id", allow_null=True)
    theirs = serializers.CharField(allow_blank=True)
    due_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)


class NextStepFields(Strict):
    issue = issue_id()
    owner = person_id()
    stakeholder = Id(allow_null=True, required=False)
    theirs = Text(NAME, allow_blank=True, required=False)
    due_on = Day(allow_null=True, required=False)
    done_on = Day(allow_null=True, required=False)


class NewNextStepSerializer(NextStepFields):
    text = Text(LONGEST)


class NextStepEditSerializer(NextStepFields, Edit):
    text = Text(LONGEST, required=False)


class NextStepAPIView(RegisterAPIView):
    register, model, actions, shown = next_steps.REGISTER, NextStep, next_steps, NextStepSerializer


class NextStepList(NextStepAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.CLOSE_EDIT)

    @operation("List the next steps of both sides", gives=page_of(NextStepSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write a next step down", takes=NewNextStepSerializer, gives=NextStepSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewNextStepSerializer)


class NextStepDetail(NextStepAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PATCH=P.CLOSE_EDIT, DELETE=P.CLOSE_EDIT)

    @operation("Read a next step", gives=NextStepSerializer)
    def get(self, request: Request, deal_id: UUID, next_step_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), next_step_id))

    @operation("Change a next step: one action", takes=NextStepEditSerializer, gives=NextStepSerializer)
    def patch(self, request: Request, deal_id: UUID, next_step_id: UUID) -> Response:
        return self.changed(next_step_id, NextStepEditSerializer)

    @operation("Take a next step out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, next_step_id: UUID) -> Response:
        return self.removed(next_step_id)
