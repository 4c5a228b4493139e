"""Styles: one's own answers and profile, and sharing them with a deal's team."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Membership
from accounts.rest.schema import PersonSerializer, operation
from accounts.rest.serializers import Strict
from negotiations.actions import styles
from negotiations.api.base import DealAPIView, P, needs
from negotiations.engine.styles import ITEMS
from negotiations.enums_record import Style
from negotiations.queries.people.styles import own_membership, style_page

CHOICES = [("a", "a"), ("b", "b")]


class ProfileSerializer(serializers.Serializer[Any]):
    """Scores from 0 to 6 by style; those within a point of the highest lead."""

    person = PersonSerializer(source="user")
    leads = serializers.CharField()
    scores = serializers.SerializerMethodField()

    @extend_schema_field(
        {"type": "object", "properties": {str(style): {"type": "integer"} for style in Style}, "required": list(Style)}
    )
    def get_scores(self, profile: Any) -> dict[str, int]:
        return dict(zip(Style.values, (bar.score for bar in profile.bars), strict=True))


class StylesSerializer(serializers.Serializer[Any]):
    """Those of the team who share, and your own."""

    mine = ProfileSerializer(allow_null=True)
    shared = serializers.BooleanField(help_text="Whether the team of this deal sees yours.")
    team = ProfileSerializer(many=True)
    items = serializers.SerializerMethodField(help_text="The fifteen choices, for PUT.")

    @extend_schema_field(serializers.ListField(child=serializers.DictField()))
    def get_items(self, page: Any) -> list[dict[str, Any]]:
        return [{"number": item.number, "a": item.a, "b": item.b} for item in ITEMS]


class AnswersSerializer(Strict):
    answers = serializers.DictField(
        child=serializers.ChoiceField(CHOICES), help_text='{"1": "a", "2": "b", …}: every item.', allow_empty=False
    )

    def validate_answers(self, value: dict[str, str]) -> dict[int, str]:
        known = {str(item.number): item.number for item in ITEMS}
        if set(value) != set(known):
            raise serializers.ValidationError(f"Answer every item from 1 to {len(ITEMS)}, and no other.")
        return {known[number]: choice for number, choice in value.items()}


class StyleDetail(DealAPIView):
    permissions = needs(GET=P.DEAL_VIEW, PUT=P.DEAL_VIEW, DELETE=P.DEAL_VIEW)

    @operation("Styles of the team as far as they are shared, and your own", gives=StylesSerializer)
    def get(self, request: Request, deal_id: UUID) -> Response:
        return Response(StylesSerializer(style_page(self.access, now=self.now)).data)

    @operation("Keep your own answers; nobody sees them", takes=AnswersSerializer, gives=StylesSerializer)
    def put(self, request: Request, deal_id: UUID) -> Response:
        styles.answer(self._own(), self.body(AnswersSerializer)["answers"], **self.by)
        return Response(StylesSerializer(style_page(self.access, now=self.now)).data)

    @operation("Erase your own answers", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID) -> Response:
        styles.forget(self._own(), by=self.user)
        return Response(status=204)

    def _own(self) -> Membership:
        membership = own_membership(self.access)
        if membership is None:
            raise Http404
        return membership


class StyleSharing(DealAPIView):
    permissions = needs(PUT=P.COMMENT, DELETE=P.COMMENT)

    @operation("Show your style to the team of this deal", gives=None, status=204)
    def put(self, request: Request, deal_id: UUID) -> Response:
        styles.share(self.access.deal, **self.by)
        return Response(status=204)

    @operation("Make your style private again on this deal", gives=None, status=204)
    def delete(self, request: Request, deal_id: UUID) -> Response:
        styles.take_back(self.access.deal, **self.by)
        return Response(status=204)
