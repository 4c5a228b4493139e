"""Deadlines of both sides, and pressure from inside our own house. Secret."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.fields import Day, Text
from accounts.rest.pagination import PAGING
from accounts.rest.schema import operation, page_of
from accounts.rest.serializers import Strict
from negotiations.actions import deadlines, pressures
from negotiations.api.base import P, needs
from negotiations.api.registers import PreparedSerializer, RegisterAPIView
from negotiations.api.rows import Edit, Revealed, choices
from negotiations.enums import Party, Sureness
from negotiations.enums_power import PressureFor, Strength
from negotiations.models import Deadline, Pressure

LONGEST, SOURCE = 300, 160
SEE: dict[str, Any] = {"GET": P.SECRETS_VIEW}
WRITE: dict[str, Any] = {"PATCH": P.SECRETS_EDIT, "DELETE": P.SECRETS_EDIT}


class DeadlineSerializer(PreparedSerializer):
    """On ``day``, or as late as ``latest``. ``move`` is the entry of the log that said it."""

    text = Revealed(serializers.CharField())
    side = serializers.ChoiceField(choices(Party))
    day = serializers.DateField()
    latest = serializers.DateField(allow_null=True)
    hard = serializers.BooleanField()
    cost = Revealed(serializers.CharField(allow_blank=True))
    sureness = serializers.ChoiceField(choices(Sureness))
    source = Revealed(serializers.CharField(allow_blank=True))
    move = serializers.UUIDField(source="move_id", allow_null=True)


class DeadlineFields(Strict):
    side = serializers.ChoiceField(choices(Party), required=False)
    latest = Day(allow_null=True, required=False)
    hard = serializers.BooleanField(required=False)
    cost = Text(LONGEST, allow_blank=True, required=False, help_text="What missing it costs.")
    sureness = serializers.ChoiceField(choices(Sureness), required=False)
    source = Text(SOURCE, allow_blank=True, required=False)


class NewDeadlineSerializer(DeadlineFields):
    text = Text(LONGEST)
    day = Day()


class DeadlineEditSerializer(DeadlineFields, Edit):
    text = Text(LONGEST, required=False)
    day = Day(required=False)


class DeadlineAPIView(RegisterAPIView):
    register, model, actions, shown = deadlines.REGISTER, Deadline, deadlines, DeadlineSerializer


class DeadlineList(DeadlineAPIView):
    permissions = needs(**SEE, POST=P.SECRETS_EDIT)

    @operation("List the deadlines of both sides", gives=page_of(DeadlineSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write a deadline down", takes=NewDeadlineSerializer, gives=DeadlineSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewDeadlineSerializer)


class DeadlineDetail(DeadlineAPIView):
    permissions = needs(**SEE, **WRITE)

    @operation("Read a deadline", gives=DeadlineSerializer)
    def get(self, request: Request, deal_id: UUID, deadline_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), deadline_id))

    @operation("Change a deadline: one action", takes=DeadlineEditSerializer, gives=DeadlineSerializer)
    def patch(self, request: Request, deal_id: UUID, deadline_id: UUID) -> Response:
        return self.changed(deadline_id, DeadlineEditSerializer)

    @operation("Take a deadline out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, deadline_id: UUID) -> Response:
        return self.removed(deadline_id)


class PressureSerializer(PreparedSerializer):
    """``since`` and ``until`` are days; without ``until`` it is still on."""

    text = Revealed(serializers.CharField())
    wants = serializers.ChoiceField(choices(PressureFor))
    strength = serializers.ChoiceField(choices(Strength))
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    note = Revealed(serializers.CharField(allow_blank=True))


class PressureFields(Strict):
    wants = serializers.ChoiceField(choices(PressureFor), required=False)
    strength = serializers.ChoiceField(choices(Strength), required=False)
    until = Day(allow_null=True, required=False)
    note = Text(LONGEST, allow_blank=True, required=False, help_text="What would ease it.")


class NewPressureSerializer(PressureFields):
    text = Text(LONGEST)
    since = Day()


class PressureEditSerializer(PressureFields, Edit):
    text = Text(LONGEST, required=False)
    since = Day(required=False)


class PressureAPIView(RegisterAPIView):
    register, model, actions, shown = pressures.REGISTER, Pressure, pressures, PressureSerializer


class PressureList(PressureAPIView):
    permissions = needs(**SEE, POST=P.SECRETS_EDIT)

    @operation("List who of our own house presses us", gives=page_of(PressureSerializer), parameters=PAGING)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return self.listed(request)

    @operation("Write a pressure down", takes=NewPressureSerializer, gives=PressureSerializer, status=201)
    def post(self, request: Request, deal_id: UUID) -> Response:
        return self.made(NewPressureSerializer)


class PressureDetail(PressureAPIView):
    permissions = needs(**SEE, **WRITE)

    @operation("Read a pressure", gives=PressureSerializer)
    def get(self, request: Request, deal_id: UUID, pressure_id: UUID) -> Response:
        return self.show(self.shown, self.child(self.rows_of(), pressure_id))

    @operation("Change a pressure: one action", takes=PressureEditSerializer, gives=PressureSerializer)
    def patch(self, request: Request, deal_id: UUID, pressure_id: UUID) -> Response:
        return self.changed(pressure_id, PressureEditSerializer)

    @operation("Take a pressure out; undo brings it back", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID, pressure_id: UUID) -> Response:
        return self.removed(pressure_id)
