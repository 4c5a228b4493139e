"""How content both sides are with a deal that is over. They are asked by a link: see the links of the close."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.rest.schema import operation
from negotiations.api.base import DealAPIView, P, needs
from negotiations.queries.review.satisfaction import satisfaction_page


class MeanPointsSerializer(serializers.Serializer[Any]):
    value = serializers.FloatField(help_text="The mean of 1..7; 0 while nobody answered.")
    note = serializers.CharField(allow_blank=True, help_text="How many answered, and how far apart.")


class SatisfactionPartSerializer(serializers.Serializer[Any]):
    part = serializers.CharField(source="key")
    ours = MeanPointsSerializer()
    theirs = MeanPointsSerializer()


class TheirAnswerSerializer(serializers.Serializer[Any]):
    to = serializers.CharField(allow_blank=True, help_text="Our note of whom we asked.")
    at = serializers.DateTimeField()
    words = serializers.CharField(allow_blank=True)


class SatisfactionSerializer(serializers.Serializer[Any]):
    """Ours as said blind (once the debrief is open), theirs as asked; ``estimated`` in words, before that."""

    parts = SatisfactionPartSerializer(many=True)
    estimated = serializers.CharField(allow_blank=True)
    answers = TheirAnswerSerializer(many=True)


class SatisfactionDetail(DealAPIView):
    permissions = needs(GET=P.SECRETS_VIEW)

    @operation("Read how content both sides are", gives=SatisfactionSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        found = satisfaction_page(self.access)
        if found.review is None:
            raise Http404
        return self.show(SatisfactionSerializer, found)
