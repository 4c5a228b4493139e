"""How ready the plan is, computed from what is in it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.api.base import DealAPIView, P, needs
from negotiations.enums import Phase
from negotiations.queries.plan.rows import load_plan
from negotiations.queries.readiness import readiness_by_phase


class StepSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    why = serializers.CharField(allow_blank=True)


class MissingSerializer(StepSerializer):
    must = serializers.BooleanField(help_text="No gate is green without it.")


class PhaseReadinessSerializer(serializers.Serializer[Any]):
    """What a phase asks before it is left."""

    phase = serializers.ChoiceField(choices=Phase.choices)
    percent = serializers.IntegerField()
    done = serializers.IntegerField()
    parts = serializers.IntegerField()
    missing = MissingSerializer(many=True, help_text="Whoever is to mend it, the most pressing first.")


class ReadinessSerializer(serializers.Serializer[Any]):
    """Of the deal's phase, and of each phase. Counted from what you may see: others may get another number."""

    percent = serializers.IntegerField(help_text="100 only when nothing is missing.")
    done = serializers.IntegerField()
    parts = serializers.IntegerField()
    steps = StepSerializer(many=True, help_text="What you can mend, the most pressing first.")
    phases = PhaseReadinessSerializer(many=True)


class ReadinessDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW)

    @operation("Read how ready the plan is, and what is missing", gives=ReadinessSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        deal = self.access.deal
        found = readiness_by_phase(load_plan(deal), self.access, today=timezone.localdate())
        now = found[Phase(deal.phase)]
        phases = [
            {"phase": phase, "percent": one.percent, "done": one.done, "parts": one.parts, "missing": one.missing}
            for phase, one in found.items()
        ]
        whole = {"percent": now.percent, "done": now.done, "parts": now.parts, "steps": now.steps, "phases": phases}
        return self.show(ReadinessSerializer, whole)
