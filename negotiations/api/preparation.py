"""A preparation plan laid back from a meeting."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import todos
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.todos import TaskSerializer
from negotiations.queries.inbox.todos import visible_tasks
from negotiations.queries.prepare.schedule import DEPTHS, Preparation, preparation


class PreparationStepSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    role = serializers.CharField()
    owner = PersonSerializer(allow_null=True)
    hours = serializers.FloatField()
    due = serializers.DateField()
    late = serializers.BooleanField(help_text="It should have ended before today.")


class PreparationSerializer(serializers.Serializer[Any]):
    """The plan at the recommended depth; nothing is made by reading it."""

    depth = serializers.ChoiceField([(one, one) for one in DEPTHS])
    hours = serializers.FloatField()
    why = serializers.ListField(child=serializers.CharField())
    lines = PreparationStepSerializer(many=True)


class NewPreparationSerializer(Strict):
    depth = serializers.ChoiceField([(one, one) for one in DEPTHS], required=False)


class PreparationDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.DEAL_EDIT)

    def plan(self, meeting_id: UUID, depth: str = "") -> Preparation:
        meeting = self.child(self.access.deal.meetings.filter(removed_at__isnull=True), meeting_id)
        return preparation(self.access, meeting, today=timezone.localdate(), depth=depth)

    @operation("Look at a preparation plan laid back from a meeting", gives=PreparationSerializer)
    def get(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        return self.show(PreparationSerializer, self.plan(meeting_id))

    @operation(
        "Make its to-dos: one action", takes=NewPreparationSerializer, gives=TaskSerializer(many=True), status=201
    )
    def post(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        plan = self.plan(meeting_id, self.body(NewPreparationSerializer).get("depth", ""))
        made = todos.add_many(self.access.deal, todos.news_of(plan), meeting=plan.meeting, day=plan.day, **self.by)
        rows = visible_tasks(self.access).filter(pk__in=[row.pk for row in made]).order_by("due_on", "pk")
        return Response(self.rows(TaskSerializer)(rows), status=201)


__all__ = ["PreparationDetail"]
