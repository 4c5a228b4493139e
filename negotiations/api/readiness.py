"""How ready the plan is, computed from what is in it."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.api.base import DealAPIView, P, needs
from negotiations.queries.readiness import readiness_of


class StepSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    why = serializers.CharField(allow_blank=True)


class ReadinessSerializer(serializers.Serializer[Any]):
    """Counted from what you may see: others may get another number."""

    percent = serializers.IntegerField(help_text="100 only when nothing is missing.")
    done = serializers.IntegerField()
    parts = serializers.IntegerField()
    steps = StepSerializer(many=True, help_text="What is missing, the most pressing first.")


class ReadinessDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW)

    @operation("Read how ready the plan is, and what is missing", gives=ReadinessSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        found = readiness_of([self.access], today=timezone.localdate())[self.access.deal.pk]
        return self.show(ReadinessSerializer, found)
