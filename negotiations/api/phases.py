"""The phase of a deal: what the gate to the next one asks, and passing it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.errors import Invalid
from accounts.rest.fields import Text, Whole
from accounts.rest.schema import operation
from accounts.rest.serializers import Strict
from negotiations.actions import phases
from negotiations.api.base import DealAPIView, P, needs
from negotiations.api.readiness import MissingSerializer
from negotiations.api.rows import choices
from negotiations.enums import Phase
from negotiations.queries.deal.gates import phase_page


class GateSerializer(serializers.Serializer[Any]):
    """Green from 80 % on, when nothing that must be there is missing. A way back asks nothing."""

    to = serializers.ChoiceField(choices(Phase), source="went")
    green = serializers.BooleanField()
    percent = serializers.IntegerField()
    done = serializers.IntegerField()
    parts = serializers.IntegerField()
    missing = MissingSerializer(many=True)


class PhaseSerializer(serializers.Serializer[Any]):
    phase = serializers.ChoiceField(choices(Phase))
    gate = GateSerializer(allow_null=True, help_text="To the phase asked for, or to the next one. Of what you may see.")
    version = serializers.IntegerField(help_text="Of the phase; send it back with a move.")


class PhaseMoveSerializer(Strict):
    to = serializers.ChoiceField(choices(Phase))
    reason = Text(1000, required=False, help_text="Needed to pass a red gate; kept.")
    version = Whole(help_text="The `version` that you read.")


class PhaseDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, POST=P.DEAL_EDIT)

    @operation(
        "Read the phase and what its gate asks",
        gives=PhaseSerializer,
        parameters=[OpenApiParameter("to", str, enum=Phase.values)],
    )
    def get(self, request: Request, deal_id: UUID) -> Response:
        to = request.query_params.get("to", "")
        if to and to not in Phase.values:
            raise Invalid({"to": [f"One of: {', '.join(Phase.values)}."]})
        return self.shown(Phase(to) if to else None)

    @operation("Move the deal to another phase", takes=PhaseMoveSerializer, gives=PhaseSerializer)
    def post(self, request: Request, deal_id: UUID) -> Response:
        data = self.body(PhaseMoveSerializer)
        seen = self.seen(self.access.deal, "phase", data["version"])
        phases.move(self.access.deal, data["to"], reason=data.get("reason", ""), seen=seen, **self.by)
        self.access.deal.refresh_from_db()
        return self.shown(None)

    def shown(self, to: Phase | None) -> Response:
        """The phase as this reader sees it."""
        deal = self.access.deal
        found = phase_page(self.access, to, today=timezone.localdate())
        whole = {"phase": deal.phase, "gate": found.gate, "version": deal.version_of("phase")}
        return self.show(PhaseSerializer, whole)
