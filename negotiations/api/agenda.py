"""The agenda of a meeting."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Id, Text, Whole
from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import agenda as actions
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.rows import Edit, row_version
from negotiations.api.seats import member
from negotiations.models import AgendaItem
from negotiations.queries.prepare.agenda import Line, agenda


class AgendaItemSerializer(serializers.Serializer[Any]):
    """``time`` and ``weight``: its part of the time and of the worth of the issues on the agenda, 0 to 1."""

    id = serializers.UUIDField(source="row.pk")
    title = serializers.CharField(source="row.title")
    minutes = serializers.IntegerField(source="row.minutes")
    goal = serializers.CharField(source="row.goal", help_text="Ours; not for the other side.")
    issue = serializers.UUIDField(source="row.issue_id", allow_null=True)
    leader = PersonSerializer(source="row.leader", allow_null=True)
    time = serializers.FloatField(allow_null=True)
    weight = serializers.FloatField(allow_null=True)
    flag = serializers.CharField(help_text="Where time and worth are far apart.")
    version = serializers.SerializerMethodField(help_text="Send it back with an edit of this row.")

    def get_version(self, line: Line) -> int:
        return row_version(line.row)


class AgendaItemFields(Strict):
    title = Text(required=False)
    minutes = Whole(min_value=1, max_value=600, required=False)
    goal = Text(240, allow_blank=True, required=False)
    issue = Id(required=False, allow_null=True)
    leader = Whole(required=False, allow_null=True)


class NewAgendaItemSerializer(AgendaItemFields):
    title = Text()


class AgendaItemEditSerializer(AgendaItemFields, Edit):
    position = Whole(max_value=1000, required=False)


class AgendaAPIView(DealAPIView):
    def read(self, serializer: type[Strict]) -> dict[str, Any]:
        data = self.body(serializer)
        if data.get("leader") is not None:
            data["leader"] = member(self.access.deal, data["leader"], "leader")
        if data.get("issue") is not None:
            data["issue"] = self.access.deal.issues.filter(pk=data["issue"], removed_at__isnull=True).first()
            if data["issue"] is None:
                raise Invalid({"issue": ["Choose an issue of this deal."]})
        return data

    def line(self, row: AgendaItem) -> Any:
        return next(line for line in agenda(self.access, row.meeting).lines if line.row.pk == row.pk)

    def found(self, pk: UUID) -> AgendaItem:
        rows = AgendaItem.objects.filter(deal=self.access.deal, removed_at__isnull=True)
        row: AgendaItem = self.child(rows.select_related("deal", "meeting"), pk)
        return row


class AgendaList(AgendaAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.DEAL_EDIT)

    def meeting(self, meeting_id: UUID) -> Any:
        return self.child(self.access.deal.meetings.filter(removed_at__isnull=True), meeting_id)

    @operation("Read the agenda of a meeting", gives=AgendaItemSerializer(many=True))
    def get(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        return Response(self.rows(AgendaItemSerializer)(agenda(self.access, self.meeting(meeting_id)).lines))

    @operation("Add an item", takes=NewAgendaItemSerializer, gives=AgendaItemSerializer, status=201)
    def post(self, request: Request, deal_id: UUID, meeting_id: UUID) -> Response:
        row = actions.add(self.access.deal, self.meeting(meeting_id), **self.read(NewAgendaItemSerializer), **self.by)
        return self.show(AgendaItemSerializer, self.line(row), 201)


class AgendaDetail(AgendaAPIView):
    permissions = needs(PATCH=P.DEAL_EDIT, DELETE=P.DEAL_EDIT)

    @operation("Change an item", takes=AgendaItemEditSerializer, gives=AgendaItemSerializer)
    def patch(self, request: Request, deal_id: UUID, agenda_item_id: UUID) -> Response:
        row = self.found(agenda_item_id)
        data = self.read(AgendaItemEditSerializer)
        version = data.pop("version")
        seen: dict[str, int | None] = {name: self.seen(row, name, version) for name in data}
        actions.edit(row, data, seen=seen, **self.by)
        return self.show(AgendaItemSerializer, self.line(self.found(agenda_item_id)))

    @operation("Take an item out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, agenda_item_id: UUID) -> Response:
        actions.remove(self.found(agenda_item_id), **self.by)
        return Response(status=204)


__all__ = ["AgendaDetail", "AgendaList"]
