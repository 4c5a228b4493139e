"""Goals that both sides share."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import goals
from negotiations.api.base import needs
from negotiations.api.registers import ENTER, PreparedSerializer, RegisterAPIView
from negotiations.api.rows import Edit
from negotiations.models import CommonGoal

LONGEST, PROOF = 200, 300


class GoalSerializer(PreparedSerializer):
    """``mirrored``: both sides have shown it. ``may_be_said``: it stands on the agenda for the other side."""

    text = serializers.CharField()
    our_proof = serializers.CharField(allow_blank=True)
    their_proof = serializers.CharField(allow_blank=True)
    kept = serializers.BooleanField()
    mirrored = serializers.BooleanField()
    may_be_said = serializers.BooleanField()


class GoalFields(Strict):
    our_proof = Text(PROOF, allow_blank=True, required=False, help_text="How they know that it is ours.")
    their_proof = Text(PROOF, allow_blank=True, required=False, help_text="How we know that it is theirs.")
    kept = serializers.BooleanField(required=False, help_text="Not for their ears.")


class NewGoalSerializer(GoalFields):
    text = Text(LONGEST)


class GoalEditSerializer(GoalFields, Edit):
    text = Text(LONGEST, required=False)


class GoalAPIView(RegisterAPIView):
    register, model, actions, shown = goals.REGISTER, CommonGoal, goals, GoalSerializer


class GoalList(GoalAPIView):
    permissions = needs(GET=ENTER, POST=ENTER)

    @operation("List the common goals", gives=page_of(GoalSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write a common goal down", takes=NewGoalSerializer, gives=GoalSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewGoalSerializer)


class GoalDetail(GoalAPIView):
    permissions = needs(GET=ENTER, PATCH=ENTER, DELETE=ENTER)

    @operation("Read a common goal", gives=GoalSerializer)
    def get(self, request: Request, deal_id: UUID, goal_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), goal_id))

    @operation("Change a common goal: one action", takes=GoalEditSerializer, gives=GoalSerializer)
    def patch(self, request: Request, deal_id: UUID, goal_id: UUID) -> Response:
        return self.changed(goal_id, GoalEditSerializer)

    @operation("Take a common goal out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, goal_id: UUID) -> Response:
        return self.removed(goal_id)
